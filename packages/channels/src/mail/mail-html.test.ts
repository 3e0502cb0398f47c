import { expect, test } from 'vitest'
import { htmlToText, sanitiseMailHtml, textToHtml } from './mail-html.ts'

test.each([
  '<a href="//jahat.id">x</a>',
  '<a href="/masuk">x</a>',
  '<a href=" java\nscript:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="data:text/html,x">x</a>',
  '<a href="ftp://jahat.id">x</a>',
])('takes the target from %j', (html) => {
  expect(sanitiseMailHtml(html)).toBe('<a>x</a>')
})

test.each(['https://contoh.id/a?b=1', 'mailto:ani@contoh.id', 'tel:+62112'])('keeps a link to %s', (href) => {
  expect(sanitiseMailHtml(`<a href="${href}" onclick="x()" target="_self">x</a>`)).toBe(
    `<a href="${href}" target="_blank" rel="noopener noreferrer nofollow">x</a>`,
  )
})

test.each([
  'https://jahat.id/intip.gif',
  '//jahat.id/intip.gif',
  'data:image/svg+xml;base64,AAAA',
  'data:text/html;base64,AAAA',
  'javascript:x',
])('shows no picture from %s', (src) => {
  expect(sanitiseMailHtml(`<img src="${src}" srcset="https://jahat.id/2x 2x" alt="foto">`)).toBe('<img alt="foto" />')
})

test.each(['cid:foto.1@contoh.id', 'data:image/png;base64,iVBORw0KGgo='])(
  'keeps a picture that came along: %s',
  (src) => {
    expect(sanitiseMailHtml(`<img src="${src}">`)).toBe(`<img src="${src}" />`)
  },
)

test('drops what hides, styles or names', () => {
  const html =
    '<div style="position:fixed" class="a" id="b" background="https://x"><title>judul</title>isi<!-- k --></div>'
  expect(sanitiseMailHtml(html)).toBe('<div>isi</div>')
})

test('is null when nothing visible is left', () => {
  expect(sanitiseMailHtml('<html><head><title>x</title></head><body><p>&nbsp;</p></body></html>')).toBeNull()
})

test('survives deep nesting', () => {
  const clean = sanitiseMailHtml(`<p>awal</p>${'<div>'.repeat(50_000)}akhir`) ?? ''
  expect(clean.length).toBeLessThan(5_000)
  expect(htmlToText(clean)).toMatch(/^awal\s+\[…\]$/)
})

test('text keeps lines, lists and characters', () => {
  const html = sanitiseMailHtml(
    '<p>Satu<br>dua</p>\n<ul><li>a &lt;b&gt; &amp;amp;</li><li>c</li></ul><table><tr><td>1</td><td>2</td></tr></table>',
  )
  expect(htmlToText(html ?? '')).toBe('Satu\ndua\n\n- a <b> &amp;\n- c\n\n1 2')
})

test('text as HTML is escaped and keeps its lines', () => {
  expect(textToHtml('<script>"a" & b\nbaris\n\nalinea')).toBe(
    '<p>&lt;script&gt;&quot;a&quot; &amp; b<br>baris</p>\n<p>alinea</p>',
  )
})
