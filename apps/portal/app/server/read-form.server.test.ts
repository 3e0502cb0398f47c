import { expect, test } from 'vitest'
import { readForm } from './read-form.server.ts'

const post = (body: BodyInit, headers: HeadersInit = {}) =>
  new Request('http://portal.test/', { method: 'POST', body, headers })

const boundary = '----WebKitFormBoundary7MA4YWxkTrZu0gW1'

/** Multipart as a browser writes it: each part's header lines, then its content. */
const multipart = (...parts: [headers: string, content: string][]) =>
  post(
    `${parts.map(([headers, content]) => `--${boundary}\r\nContent-Disposition: form-data; ${headers}\r\n\r\n${content}\r\n`).join('')}--${boundary}--\r\n`,
    {
      'content-type': `multipart/form-data; boundary=${boundary}`,
    },
  )

test('values, fields of the page and files come apart; an untouched file input is nothing', async () => {
  const type = '\r\nContent-Type: application/octet-stream'
  const read = await readForm(
    multipart(
      ['name="message"', 'Lampu padam'],
      ['name="_submission"', 'abc'],
      [`name="photo"; filename="a.txt"${type}`, 'x'],
      [`name="photo"; filename=""${type}`, ''],
    ),
  )
  expect(read.values).toEqual({ message: 'Lampu padam' })
  expect(read.own).toEqual({ _submission: 'abc' })
  expect(read.files.map((file) => [file.field, file.name, file.bytes.byteLength])).toEqual([['photo', 'a.txt', 1]])
})

test('a name that means something to objects is only a name', async () => {
  const { values } = await readForm(post(new URLSearchParams({ __proto: '1', constructor: 'x' })))
  expect(Object.keys(values)).toEqual(['constructor'])
})

test('a body over the limit is refused, whatever its length claims', async () => {
  const form = new FormData()
  form.set('message', 'a'.repeat(1024 * 1024 + 1))
  await expect(readForm(post(form), 1)).rejects.toMatchObject({ code: 'form.too_large', status: 413 })
})

test('a file over its own limit names the file', async () => {
  const form = new FormData()
  form.set('photo', new File([new Uint8Array(26 * 1024 * 1024)], 'besar.jpg'))
  await expect(readForm(post(form))).rejects.toMatchObject({ code: 'file.too_large' })
})

test('what is no form is told apart from a wrong answer', async () => {
  await expect(readForm(post('{}', { 'content-type': 'application/json' }))).rejects.toMatchObject({
    code: 'form.unreadable',
  })
  await expect(readForm(post('rubbish', { 'content-type': 'multipart/form-data; boundary=x' }))).rejects.toMatchObject({
    code: 'form.unreadable',
  })
})
