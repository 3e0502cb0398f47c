import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readHeaders } from './mail-headers.ts'
import {
  channelAddress,
  extractToken,
  isAutomatic,
  normaliseMailAddress,
  referencesOf,
  sanitiseDisplayName,
  singleLine,
} from './mail-rules.ts'

describe('normaliseMailAddress', () => {
  test.each([
    ['  Ani.Wijaya@Contoh.ID ', 'ani.wijaya@contoh.id'],
    ['<ani@contoh.id>', 'ani@contoh.id'],
    ['ani@bücher.example', 'ani@xn--bcher-kva.example'],
    ['ani+berita@contoh.id', 'ani+berita@contoh.id'],
    ['root@localhost', 'root@localhost'],
    ['ani@contoh.id.', 'ani@contoh.id'],
  ])('writes %s as %s', (given, expected) => {
    expect(normaliseMailAddress(given)).toBe(expected)
  })

  test.each([
    '',
    'ani',
    '@contoh.id',
    'ani@',
    'ani wijaya@contoh.id',
    'a@b@contoh.id',
    'ani@contoh..id',
    'ani@[127.0.0.1]',
    'ani@127.1',
    'ani\r\nBcc: x@contoh.id',
    'ani\u202e@contoh.id',
    `${'a'.repeat(65)}@contoh.id`,
    `a@${'b'.repeat(60)}.${'c.'.repeat(120)}id`,
    'ani@-contoh.id',
    'ani@contoh.id/jalan',
    'ani@contoh%2eid',
    'ani@contoh.id?x',
  ])('finds no address in %j', (given) => {
    expect(normaliseMailAddress(given)).toBeNull()
  })

  test('is stable and safe for a header, whatever is put in', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.emailAddress(),
          fc.string({ unit: 'binary' }).map((word) => `${word}@contoh.id`),
        ),
        (given) => {
          const once = normaliseMailAddress(given)
          fc.pre(once !== null)
          expect(normaliseMailAddress(once ?? '')).toBe(once)
          expect(once).not.toMatch(/[\s<>,;"\0]/)
        },
      ),
    )
  })
})

describe('channelAddress', () => {
  test('leaves out our token and keeps other subaddresses', () => {
    expect(channelAddress('Layanan+0A1B2C3D4E@Kemkes.go.id')).toBe('layanan@kemkes.go.id')
    expect(channelAddress('layanan+unit@kemkes.go.id')).toBe('layanan+unit@kemkes.go.id')
    expect(channelAddress('+0a1b2c3d4e@kemkes.go.id')).toBe('+0a1b2c3d4e@kemkes.go.id')
    expect(channelAddress('bukan alamat')).toBeNull()
  })
})

describe('extractToken', () => {
  const none = { recipient: 'layanan@kemkes.go.id', addressees: [], subject: '' }

  test.each([
    ['the envelope recipient', { ...none, recipient: 'layanan+0a1b2c3d4e@kemkes.go.id' }, '0A1B2C3D4E'],
    ['an addressee', { ...none, addressees: ['x@contoh.id', 'Layanan+0A1B2C3D4F@kemkes.go.id'] }, '0A1B2C3D4F'],
    ['the subject', { ...none, subject: 'Re: Antrean [#0a1b2c3d4g]' }, '0A1B2C3D4G'],
    ['a forwarding mailbox', { ...none, addressees: ['halo+0A1B2C3D4H@dinkes.go.id'] }, '0A1B2C3D4H'],
  ])('finds it in %s', (_where, given, expected) => {
    expect(extractToken(given)).toBe(expected)
  })

  test("prefers the channel's own address, then the subject, to strangers' subaddresses", () => {
    const addressees = ['ani+ZZZZZZZZZZ@contoh.id', 'layanan+AAAAAAAAAA@kemkes.go.id']
    expect(extractToken({ ...none, addressees, subject: '[#BBBBBBBBBB]' })).toBe('AAAAAAAAAA')
    expect(extractToken({ ...none, addressees: addressees.slice(0, 1), subject: '[#BBBBBBBBBB]' })).toBe('BBBBBBBBBB')
  })

  test.each(['[#0A1B2C3D4]', '[#0A1B2C3D4I]', '[#0A1B2C3D4E5F6G7H8]', '#0A1B2C3D4E', '0A1B2C3D4E'])(
    'finds none in %s',
    (subject) => {
      expect(extractToken({ ...none, subject })).toBeNull()
    },
  )
})

describe('referencesOf', () => {
  test('lists In-Reply-To first, then References from last to first, each once', () => {
    const headers = readHeaders('In-Reply-To: <c@x>\r\nReferences: <a@x> <b@x>\r\n <c@x> <d@x>')
    expect(referencesOf(headers)).toEqual(['c@x', 'd@x', 'b@x', 'a@x'])
  })

  test('takes at most 50, the closest', () => {
    const many = Array.from({ length: 80 }, (_, index) => `<${index}@x>`).join(' ')
    const found = referencesOf(readHeaders(`References: ${many}`))
    expect(found).toHaveLength(50)
    expect(found[0]).toBe('79@x')
  })

  test('reads ids among words and ids without brackets', () => {
    expect(referencesOf(readHeaders('In-Reply-To: Your message of "Monday" <m@x>'))).toEqual(['m@x'])
    expect(referencesOf(readHeaders('In-Reply-To: m@x'))).toEqual(['m@x'])
    expect(referencesOf(readHeaders('In-Reply-To: tidak ada'))).toEqual([])
  })
})

describe('isAutomatic', () => {
  const person = 'From: Ani <ani@contoh.id>'

  test.each([
    'Auto-Submitted: auto-replied',
    'Auto-Submitted: auto-generated; owner-email="x@contoh.id"',
    'Auto-Submitted: auto-notified (kalender)',
    'Precedence: bulk',
    'Precedence: LIST',
    'Precedence: junk',
    'List-Id: Warga <warga.contoh.id>',
    'List-Unsubscribe: <mailto:keluar@contoh.id>',
    'X-Auto-Response-Suppress: All',
    'X-Loop: layanan@contoh.id',
    'X-Siaga-Loop: lain@contoh.id',
    'Return-Path: <>',
    'Return-Path: <mailer-daemon@contoh.id>',
    'Content-Type: multipart/report; report-type=feedback-report',
  ])('is true with %s', (line) => {
    expect(isAutomatic(readHeaders(`${person}\r\n${line}`), null)).toBe(true)
  })

  test.each([
    'From: no-reply@bank.id',
    'From: Bank <NoReply@bank.id>',
    'From: do_not_reply@bank.id',
    'From: jangan.dibalas@bank.id',
    'From: MAILER-DAEMON@mx.id (Mail Delivery System)',
    'From: postmaster@contoh.id',
    'From: bounces+123=ani@kirim.id',
  ])('is true for the sender in %s', (from) => {
    expect(isAutomatic(readHeaders(from), 'x@contoh.id')).toBe(true)
  })

  test('is true for the null envelope sender and for a no-reply envelope sender', () => {
    expect(isAutomatic(readHeaders(person), '')).toBe(true)
    expect(isAutomatic(readHeaders(person), 'no-reply@kirim.id')).toBe(true)
  })

  test.each([
    person,
    `${person}\r\nAuto-Submitted: no`,
    `${person}\r\nAuto-Submitted: no (orang)`,
    `${person}\r\nPrecedence: normal`,
    `${person}\r\nX-Auto-Response-Suppress: None`,
    `${person}\r\nReturn-Path: <ani@contoh.id>`,
    'From: "noreply@bank.id" <ani@contoh.id>',
    'From: noreplyani@contoh.id',
    'From: Postmaster Ani <ani.postmaster@contoh.id>',
  ])('is false with %j', (block) => {
    expect(isAutomatic(readHeaders(block), 'ani@contoh.id')).toBe(false)
    expect(isAutomatic(readHeaders(block), null)).toBe(false)
  })
})

describe('sanitiseDisplayName', () => {
  test.each([
    ['Ani\u202egnp.exe', 'Anignp.exe'],
    ['  Ani\r\nBcc: x  ', 'Ani Bcc: x'],
    ['"Ani Wijaya"', 'Ani Wijaya'],
    ['A\u0000n\u200bi', 'A ni'],
  ])('shows %j as %j', (given, expected) => {
    expect(sanitiseDisplayName(given)).toBe(expected)
  })

  test('is null when nothing is left', () => {
    expect(sanitiseDisplayName(' \u202e\t"" ')).toBeNull()
  })

  test('is cut at whole characters', () => {
    expect(singleLine(`${'a'.repeat(9)}😀`, 10)).toBe('a'.repeat(9))
  })
})
