import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MailUnparsable } from './mail-limits.ts'
import { parseMail } from './parse-mail.ts'
import { channel, citizenMail, mail, postfixReport } from './testing.ts'

const mixed = mail([
  'From: =?utf-8?Q?Ani?= <ani@contoh.id>',
  'Subject: =?utf-8?B?QW50cmVhbg==?=',
  'References: <a@x> <b@x>',
  'Content-Type: multipart/mixed; boundary="b1"',
  '',
  '--b1',
  'Content-Type: multipart/alternative; boundary="b2"',
  '',
  '--b2',
  'Content-Type: text/plain; charset=iso-2022-jp; format=flowed; delsp=yes',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Jalan Caf=C3=A9 ',
  '--b2',
  'Content-Type: text/html; charset=windows-1252',
  '',
  '<p>Isi <img src="cid:x"></p>',
  '--b2--',
  '--b1',
  "Content-Type: application/pdf; name*=utf-8''ktp%20ani.pdf",
  'Content-Transfer-Encoding: base64',
  '',
  'AAECAwQFBgcICQ==',
  '--b1--',
  '',
])
const seeds = [citizenMail(), mixed, postfixReport(['Action: failed', 'Status: 5.1.1'])]

const pieces = [
  '\r\n',
  '\n\n',
  '--b1',
  '--b2--\r\n',
  ': ',
  '=?',
  '?=',
  '\0',
  '\xff\xfe',
  '<',
  '>',
  ';',
  '"',
  '%',
  '=',
  'charset=utf-16',
  'From:',
  ',',
  '(',
  'message/rfc822',
  'utf-7',
]
const change = fc.record({
  at: fc.nat(1_000_000),
  drop: fc.nat(30),
  put: fc.oneof(
    fc.constantFrom(...pieces).map((piece) => Buffer.from(piece, 'latin1')),
    fc.uint8Array({ maxLength: 12 }),
  ),
})

const mutated = fc
  .tuple(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 12 }))
  .map(([seed, changes]) =>
    changes.reduce((bytes, { at, drop, put }) => {
      const start = at % (bytes.length + 1)
      return Buffer.concat([bytes.subarray(0, start), put, bytes.subarray(start + drop)])
    }, seed),
  )

test('damaged mail is parsed or refused as unparsable, and what is parsed can be stored', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(mutated, fc.uint8Array({ maxLength: 600 })),
      fc.constantFrom('', 'ani@contoh.id'),
      async (raw, sender) => {
        try {
          const result = await parseMail(raw, { recipient: channel, address: channel, sender })
          const shown = JSON.stringify(result)
          expect(shown).not.toContain('\\u0000')
          expect(shown).not.toMatch(/\\ud[89a-f]/)
        } catch (error) {
          if (!(error instanceof MailUnparsable)) throw error
          expect(error.reason).not.toBe('timeout')
        }
      },
    ),
    { numRuns: 1500 },
  )
})

const from = (address: string, extra: string) => `From: ${address}\r\n${extra}\r\n`
const bounce = from('mailer-daemon@x.id', 'Subject: failure notice\r\n')

test.each([
  ['a page of nested tags', from('a@x.id', 'Content-Type: text/html\r\n') + '<div>a'.repeat(300_000)],
  ['a page of open brackets', from('a@x.id', 'Content-Type: text/html\r\n') + '<'.repeat(1_000_000)],
  ['a bounce of blank lines', bounce + ' \n'.repeat(400_000)],
  ['a bounce of one long line', bounce + '550 '.repeat(200_000)],
  ['groups within groups of senders', `From: ${'a:'.repeat(100_000)} ani@contoh.id\r\n\r\nx`],
  ['a subject of unfinished words', from('a@x.id', `Subject: ${'=?utf-8?Q?'.repeat(20_000)}\r\n`)],
  ['references without an end', from('a@x.id', `References: ${'<a@b'.repeat(60_000)}\r\n`)],
])('is quick to read %s', { timeout: 20_000 }, async (_what, text) => {
  const started = performance.now()
  await parseMail(Buffer.from(text), { recipient: channel, sender: 'ani@contoh.id' })
  expect(performance.now() - started).toBeLessThan(4_000)
})
