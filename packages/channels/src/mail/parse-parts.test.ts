import { describe, expect, test } from 'vitest'
import { type MailUnparsableReason, mailLimits } from './mail-limits.ts'
import { parseMail } from './parse-mail.ts'
import { citizenMail, mail, message } from './testing.ts'

const top = ['From: ani@contoh.id', 'MIME-Version: 1.0']

function multipart(kind: string, parts: string[][], extra: string[] = []): Buffer {
  const body = parts.flatMap((part) => ['--batas', ...part])
  return mail([...top, ...extra, `Content-Type: multipart/${kind}; boundary="batas"`, '', ...body, '--batas--', ''])
}

const plain = (text: string) => ['Content-Type: text/plain; charset=utf-8', '', text]
const html = (text: string) => ['Content-Type: text/html; charset=utf-8', '', text]
const file = (name: string, content: string | Buffer, type = 'application/pdf') => [
  `Content-Type: ${type}; name="${name}"`,
  `Content-Disposition: attachment; filename="${name}"`,
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from(content).toString('base64'),
]

describe('HTML', () => {
  test('alone gives the text and is made safe', async () => {
    const evil =
      '<style>p{color:red}</style><script>alert(1)</script><p onclick="x()">Tolong &amp; <b>segera</b></p>' +
      '<img src="https://jahat.id/intip.gif" alt="foto"><form action="/x"><input name="sandi"></form>' +
      '<a href="javascript:alert(1)">klik</a><a href="https://contoh.id/a">peta</a><iframe src="//x"></iframe>'
    const result = await message(mail([...top, 'Content-Type: text/html; charset=utf-8', '', evil, '']))
    expect(result.text).toBe('Tolong & segera\n\nklikpeta')
    expect(result.html).toContain('<b>segera</b>')
    expect(result.html).toContain(
      '<a href="https://contoh.id/a" target="_blank" rel="noopener noreferrer nofollow">peta</a>',
    )
    expect(result.html).not.toMatch(/script|style|onclick|jahat\.id|form|input|javascript|iframe/i)
  })

  test('beside plain text gives way to it as text', async () => {
    const result = await message(multipart('alternative', [plain('Isi polos'), html('<p>Isi <i>kaya</i></p>')]))
    expect(result).toMatchObject({ text: 'Isi polos', html: '<p>Isi <i>kaya</i></p>' })
  })

  test('after plain text loses the words of neither', async () => {
    const result = await message(multipart('mixed', [plain('Bagian satu'), html('<p>Bagian dua</p>')]))
    expect(result.text).toBe('Bagian satu\n\nBagian dua')
    expect(result.html).toBe('<p>Bagian satu</p>\n<p>Bagian dua</p>')
  })

  test('of an answer is cut like text', async () => {
    const body =
      '<div>Sudah jelas.</div><div class="gmail_quote"><div>Pada Sen, 2 Jun 2025 Halo &lt;l@k.id&gt; menulis:<br></div>' +
      '<blockquote>Silakan datang.</blockquote></div>'
    const raw = mail([...top, 'In-Reply-To: <a@x>', 'Content-Type: text/html', '', body, ''])
    expect((await message(raw)).text).toBe('Sudah jelas.')
  })

  test('is cut above the limit instead of being parsed whole', async () => {
    const raw = mail([...top, 'Content-Type: text/html', '', '<p>kata</p>'.repeat(300_000), ''])
    const result = await message(raw)
    expect(result.html?.length).toBeLessThanOrEqual(mailLimits.maxTextChars + 20)
    expect(result.text).toMatch(/^kata\n\nkata.*\[…\]$/s)
  })
})

test('text above the limit is cut and says so', async () => {
  const raw = mail([...top, '', 'kata '.repeat(30), ''])
  const result = await parseMail(raw, {}, { ...mailLimits, maxTextChars: 9 })
  expect(result).toMatchObject({ text: 'kata kata\n[…]' })
})

describe('attachments', () => {
  test('are delivered byte by byte under safe names', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index))
    const result = await message(
      multipart('mixed', [
        plain('Terlampir'),
        file('../../etc/ktp\u202efdp.exe', bytes),
        file('C:\\\\foto\\\\rumah.jpg', 'x', 'IMAGE/JPEG'),
        ['Content-Type: image/png', 'Content-Transfer-Encoding: base64', '', 'AAAA'],
        ['Content-Type: bukan jenis; name="...."', 'Content-Disposition: attachment', '', 'y'],
      ]),
    )
    expect(result.attachments.map(({ name, mediaType }) => [name, mediaType])).toEqual([
      ['ktpfdp.exe', 'application/pdf'],
      ['rumah.jpg', 'image/jpeg'],
      ['lampiran-3.png', 'image/png'],
      ['lampiran-4', 'application/octet-stream'],
    ])
    expect(Buffer.from(result.attachments[0]?.bytes ?? []).equals(bytes)).toBe(true)
  })

  test('a forwarded mail stays closed', async () => {
    const inner = [
      'Content-Type: message/rfc822',
      'Content-Disposition: inline',
      '',
      'From: x@y.id',
      'X-Loop: 1',
      '',
      'Isi dalam',
    ]
    const result = await message(multipart('mixed', [plain('Lihat ini'), inner]), {})
    expect(result.text).toBe('Lihat ini')
    expect(result.automatic).toBe(false)
    expect(result.attachments[0]).toMatchObject({ name: 'lampiran-1.eml', mediaType: 'message/rfc822' })
  })
})

describe('limits', () => {
  const refused = (raw: Buffer, limits = mailLimits) =>
    parseMail(raw, { sender: 'ani@contoh.id' }, limits).then(
      () => 'parsed',
      (error: { name: string; reason: MailUnparsableReason }) =>
        error.name === 'MailUnparsable' ? error.reason : 'other',
    )

  function nested(depth: number): Buffer {
    const open = Array.from({ length: depth }, (_, level) => [
      `Content-Type: multipart/mixed; boundary="b${level}"`,
      '',
      `--b${level}`,
    ])
    return mail([...top, ...open.flat(), 'Content-Type: text/plain', '', 'dasar', ''])
  }

  test('nesting', async () => {
    expect(await refused(nested(20))).toBe('parsed')
    expect(await refused(nested(21))).toBe('too_deep')
    expect(await refused(nested(5000))).toBe('too_deep')
  })

  test('parts', async () => {
    expect(
      await refused(
        multipart(
          'mixed',
          Array.from({ length: 199 }, () => plain('x')),
        ),
      ),
    ).toBe('parsed')
    expect(
      await refused(
        multipart(
          'mixed',
          Array.from({ length: 200 }, () => plain('x')),
        ),
      ),
    ).toBe('too_many_parts')
  })

  test('attachments', async () => {
    const files = (count: number) =>
      multipart(
        'mixed',
        Array.from({ length: count }, (_, index) => file(`${index}.pdf`, 'x')),
      )
    expect(await refused(files(50))).toBe('parsed')
    expect(await refused(files(51))).toBe('too_many_attachments')
  })

  test('decoded bytes', async () => {
    const raw = multipart('mixed', [file('a.pdf', Buffer.alloc(600)), file('b.pdf', Buffer.alloc(600))])
    expect(await refused(raw, { ...mailLimits, maxAttachmentBytes: 1200 })).toBe('parsed')
    expect(await refused(raw, { ...mailLimits, maxAttachmentBytes: 1199 })).toBe('attachments_too_large')
  })

  test('header bytes, of the mail and of a part', async () => {
    const long = (bytes: number) => `X-Isi: ${'x'.repeat(bytes)}`
    expect(await refused(citizenMail([long(200_000)]))).toBe('parsed')
    expect(await refused(citizenMail([long(270_000)]))).toBe('header_too_large')
    expect(await refused(Buffer.alloc(300_000, 'x'))).toBe('header_too_large')
    expect(await refused(multipart('mixed', [[long(270_000), '', 'x']]))).toBe('header_too_large')
  })

  test('time', async () => {
    const raw = multipart('mixed', [file('a.pdf', Buffer.alloc(9_000_000))])
    expect(await refused(raw, { ...mailLimits, timeoutMs: 1 })).toBe('timeout')
  })

  test('a mail of 30 MB within the limits is read', async () => {
    const big = Buffer.alloc(22_000_000, 'a')
    const result = await message(multipart('mixed', [plain('Besar'), file('besar.pdf', big)]))
    expect(result.attachments[0]?.bytes.length).toBe(big.length)
  }, 30_000)
})
