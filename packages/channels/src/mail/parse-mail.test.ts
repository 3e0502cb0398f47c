import { describe, expect, test } from 'vitest'
import { MailUnparsable } from './mail-limits.ts'
import { sentAtOf } from './parse-mail.ts'
import { channel, citizenMail, mail, message, parsed } from './testing.ts'

describe('a plain mail', () => {
  test('becomes a message of its sender', async () => {
    expect(await message(citizenMail())).toEqual({
      kind: 'message',
      identity: { kind: 'mail', address: 'ani@contoh.id', name: 'Ani Wijaya' },
      providerId: 'abc.1@contoh.id',
      sentAt: new Date('2025-06-02T02:15:00Z'),
      subject: 'Antrean vaksin',
      text: 'Selamat pagi, antrean vaksin di mana?',
      html: null,
      attachments: [],
      answers: [],
      token: null,
      automatic: false,
      fields: {},
      hints: {},
    })
  })

  test('without a Message-ID or a valid Date has neither', async () => {
    const raw = mail(['From: ani@contoh.id', 'Date: kemarin sore', '', 'Halo', ''])
    expect(await message(raw)).toMatchObject({ providerId: null, sentAt: null, subject: null, text: 'Halo' })
  })

  test('that answers us carries what it answers and its newest words', async () => {
    const raw = citizenMail(
      [
        'In-Reply-To: <b@kemkes.go.id>',
        'References: <a@kemkes.go.id> <b@kemkes.go.id>',
        'To: layanan+0a1b2c3d4e@kemkes.go.id',
      ],
      ['Sudah jelas.', '', 'Pada Sen, 2 Jun 2025 Halo <layanan@kemkes.go.id> menulis:', '> Silakan datang.'],
    )
    expect(await message(raw)).toMatchObject({
      answers: ['b@kemkes.go.id', 'a@kemkes.go.id'],
      token: '0A1B2C3D4E',
      text: 'Sudah jelas.',
    })
  })

  test("finds the token in the envelope's recipient and in the subject", async () => {
    expect((await message(citizenMail(), { recipient: 'layanan+AAAAAAAAAA@kemkes.go.id' })).token).toBe('AAAAAAAAAA')
    expect((await message(citizenMail(['Subject: Re: Antrean [#bbbbbbbbbb]']))).token).toBe('BBBBBBBBBB')
  })

  test('has its subject cut at 500 characters', async () => {
    const subject = (await message(citizenMail([`Subject: ${'panjang '.repeat(5000)}`]))).subject ?? ''
    expect(subject.length).toBeGreaterThan(490)
    expect(subject.length).toBeLessThanOrEqual(500)
  })
})

describe('the sender', () => {
  test.each([
    ['the first of several', 'From: Budi <budi@contoh.id>, Ani <ani@contoh.id>', 'budi@contoh.id', 'Budi'],
    ['inside a group', 'From: Warga: Budi <budi@contoh.id>;', 'budi@contoh.id', 'Budi'],
    [
      'with a name that hides its end',
      'From: =?utf-8?Q?Ani=E2=80=AEdi.og?= <ani@contoh.id>',
      'ani@contoh.id',
      'Anidi.og',
    ],
    ['with a name that repeats the address', 'From: "Ani@Contoh.id" <ani@contoh.id>', 'ani@contoh.id', null],
    ['with an IDN domain', 'From: <ani@bücher.example>', 'ani@xn--bcher-kva.example', null],
    [
      'whose name is another address',
      'From: "pejabat@kemkes.go.id" <x@jahat.id>',
      'x@jahat.id',
      'pejabat@kemkes.go.id',
    ],
  ])('is taken %s', async (_what, from, address, name) => {
    expect((await message(citizenMail([from]))).identity).toEqual({ kind: 'mail', address, name })
  })

  test('falls back to the envelope', async () => {
    const raw = mail([`To: ${channel}`, 'Subject: x', '', 'Halo', ''])
    expect((await message(raw, { sender: 'Budi@Contoh.id' })).identity.address).toBe('budi@contoh.id')
    expect((await message(citizenMail(['From: bukan alamat']), { sender: 'budi@contoh.id' })).identity.address).toBe(
      'budi@contoh.id',
    )
  })

  test('that is nowhere makes the mail unparsable', async () => {
    const raw = mail([`To: ${channel}`, 'Subject: x', '', 'Halo', ''])
    await expect(parsed(raw, { sender: '' })).rejects.toMatchObject({ name: 'MailUnparsable', reason: 'no_sender' })
    await expect(parsed(Buffer.alloc(0), { sender: '' })).rejects.toBeInstanceOf(MailUnparsable)
  })
})

describe('character sets', () => {
  const part = (type: string, encoding: string, body: string, bytes: 'utf8' | 'latin1' = 'latin1') =>
    mail(
      [
        'From: ani@contoh.id',
        'MIME-Version: 1.0',
        `Content-Type: ${type}`,
        `Content-Transfer-Encoding: ${encoding}`,
        '',
        body,
        '',
      ],
      bytes,
    )

  test.each([
    [
      'quoted-printable utf-8',
      part('text/plain; charset=utf-8', 'quoted-printable', 'Jalan Caf=C3=A9 =E2=80=94 tolong=\r\n segera'),
      'Jalan Café — tolong segera',
    ],
    [
      'base64 utf-8',
      part('text/plain; charset="UTF-8"', 'base64', Buffer.from('Mohon bantuan — café').toString('base64')),
      'Mohon bantuan — café',
    ],
    ['iso-8859-1', part('text/plain; charset=iso-8859-1', '8bit', 'Jalan Café'), 'Jalan Café'],
    ['windows-1252', part('text/plain; charset=windows-1252', '8bit', 'Kata \x93siaga\x94 \x80 5'), 'Kata “siaga” € 5'],
    ['undeclared utf-8', part('text/plain', '8bit', 'Jalan Café', 'utf8'), 'Jalan Café'],
  ])('%s is decoded', async (_what, raw, expected) => {
    expect((await message(raw)).text).toBe(expected)
  })

  test('unknown ones are read as well as may be', async () => {
    const raw = part('text/plain; charset=x-entah-apa', '8bit', 'Tolong, ada api di Jalan Caf\xe9')
    expect((await message(raw)).text).toMatch(/^Tolong, ada api di Jalan Caf/)
    const subject = '=?x-entah-apa?Q?Ada_api?='
    expect((await message(citizenMail([`Subject: ${subject}`]))).subject).toContain('Ada')
  })

  test('headers are decoded', async () => {
    const raw = citizenMail([
      'From: =?iso-8859-1?Q?Ren=E9?= <rene@contoh.id>',
      'Subject: =?utf-8?B?QW50cmVhbiDigJQgdmFrc2lu?=',
    ])
    expect(await message(raw)).toMatchObject({ subject: 'Antrean — vaksin', identity: { name: 'René' } })
  })

  test('nothing is left that PostgreSQL refuses', async () => {
    const raw = citizenMail(['Subject: a\0b', 'From: "A\0ni" <ani@contoh.id>'], ['isi\0 surat'])
    expect(JSON.stringify(await message(raw))).not.toContain('\\u0000')
  })
})

describe('automatic mail', () => {
  test('an out-of-office answer is a message that gets no automatic answer', async () => {
    const raw = citizenMail(
      [
        'Subject: Automatic reply: Antrean',
        'Auto-Submitted: auto-replied',
        'X-Auto-Response-Suppress: All',
        'In-Reply-To: <b@kemkes.go.id>',
      ],
      ['Saya cuti sampai Senin.'],
    )
    expect(await message(raw, { sender: '' })).toMatchObject({ automatic: true, answers: ['b@kemkes.go.id'] })
  })

  test('list mail is a message that gets no automatic answer', async () => {
    const raw = citizenMail(['List-Id: Warga <warga.contoh.id>', 'List-Unsubscribe: <mailto:x@contoh.id>'])
    expect((await message(raw)).automatic).toBe(true)
  })

  test('our own automatic mail that comes back is ignored', async () => {
    const raw = citizenMail([`X-Siaga-Loop: ${channel}`])
    expect(await parsed(raw)).toEqual({ kind: 'ignored', reason: 'own_loop' })
    const forwarded = { recipient: 'kemkes@masuk.siaga.id', address: channel }
    expect(await parsed(raw, forwarded)).toEqual({ kind: 'ignored', reason: 'own_loop' })
  })

  test('a forged or foreign loop header loses no mail', async () => {
    for (const value of ['1', 'lain@kemkes.go.id', '', 'layanan@kemkes.go.id.jahat.id']) {
      expect((await message(citizenMail([`X-Siaga-Loop: ${value}`]))).automatic).toBe(true)
    }
  })
})

test.each([
  ['Mon, 2 Jun 2025 09:15:00 +0700', '2025-06-02T02:15:00.000Z'],
  ['Mon, 2 Jun 2025 09:15:00 +0700 (WIB)', '2025-06-02T02:15:00.000Z'],
  ['2 Jun 2025 09:15:00 GMT', '2025-06-02T09:15:00.000Z'],
  ['Mon, 2 Jun 2025 09:15:00 WITA', '2025-06-02T01:15:00.000Z'],
])('reads the date %s', (given, expected) => {
  expect(sentAtOf(given)?.toISOString()).toBe(expected)
})

test.each(['', 'kemarin', 'Mon, 2 Jun 2025 09:15:00', 'Mon, 2 Jun 1925 09:15:00 +0700', '99 Jun 2025 09:15:00 +0700'])(
  'takes %j for no date',
  (given) => {
    expect(sentAtOf(given)).toBeNull()
  },
)
