import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Piece, recognise } from './recognise.ts'

const zone = 'Asia/Jakarta'
/** Monday 23 November 2026, 09.00 WIB. */
const now = Date.parse('2026-11-23T02:00:00Z')
const pieces = (text: string, writtenAt = now) =>
  recognise(text, { writtenAt, now, zone }).filter((p) => p.kind !== 'text')
const links = (text: string) =>
  pieces(text)
    .map((p) => (p.kind === 'link' ? p.href : ''))
    .filter(Boolean)
const moments = (text: string, writtenAt = now) =>
  pieces(text, writtenAt).flatMap((p) => (p.kind === 'date' ? [[p.text, new Date(p.at).toISOString()]] : []))

describe('links', () => {
  it.each([
    ['lihat https://siaga.go.id/aduan?x=1.', ['https://siaga.go.id/aduan?x=1']],
    ['(http://contoh.id)', ['http://contoh.id/']],
    ['www.kemkes.go.id/berita', ['https://www.kemkes.go.id/berita']],
    ['tulis ke ratna@contoh.id, ya', ['mailto:ratna@contoh.id']],
    ['telepon 0812-3456-7890 atau (024) 7644 2888', ['tel:+6281234567890', 'tel:+622476442888']],
    ['+62 812 3456 7890', ['tel:+6281234567890']],
  ])('%s', (text, expected) => {
    expect(links(text)).toEqual(expected)
  })
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://bank.go.id@jahat.example/masuk',
    'NIK 3374101506900001',
    'tiket 112-3374-2026-000123',
    'versi 1.2.3',
  ])('leaves %s alone', (text) => {
    expect(links(text)).toEqual([])
  })
  it('says where an address leads that looks like another', () => {
    const [found] = pieces('https://ѕіаga.go.id/x')
    expect(found).toMatchObject({ kind: 'link', host: expect.stringMatching(/^xn--/) })
    expect(pieces('https://SIAGA.go.id/x')[0]).toMatchObject({ host: null })
  })
})

describe('points in time', () => {
  it.each([
    ['Hubungi saya besok jam 10', 'besok jam 10', '2026-11-24T03:00:00.000Z'],
    ['lusa pukul 14.30 ya', 'lusa pukul 14.30', '2026-11-25T07:30:00.000Z'],
    ['besok jam 2 siang', 'besok jam 2 siang', '2026-11-24T07:00:00.000Z'],
    ['besok jam 7 malam', 'besok jam 7 malam', '2026-11-24T12:00:00.000Z'],
    ['20 Desember 2026 10.00', '20 Desember 2026 10.00', '2026-12-20T03:00:00.000Z'],
    ['tanggal 20/12/2026', '20/12/2026', '2026-12-20T01:00:00.000Z'],
    ['hari Senin jam 9', 'hari Senin jam 9', '2026-11-30T02:00:00.000Z'],
    ['Jumat saja', 'Jumat', '2026-11-27T01:00:00.000Z'],
    ['tomorrow at 3 pm', 'tomorrow at 3 pm', '2026-11-24T08:00:00.000Z'],
    ['jam 16.00 saya di rumah', 'jam 16.00', '2026-11-23T09:00:00.000Z'],
  ])('%s', (text, typed, instant) => {
    expect(moments(text)).toEqual([[typed, instant]])
  })
  it.each(['31 Februari 2027', 'jam 25', '20 November 2020', 'besoknya', 'jam 8 pagi tadi', 'hari ini', 'sejam'])(
    'makes nothing of %s',
    (text) => {
      expect(moments(text)).toEqual([])
    },
  )
  it('counts from when it was written, not from when it is read', () => {
    expect(moments('besok jam 10', now - 2 * 86_400_000)).toEqual([])
    expect(moments('lusa jam 10', now - 86_400_000)).toEqual([['lusa jam 10', '2026-11-24T03:00:00.000Z']])
  })
})

it('never loses or changes a character of a message', () => {
  const words = fc.constantFrom(
    'besok',
    ' jam 10',
    'https://a.id/x',
    '0812-3456-7890',
    'a@b.id',
    '<b>',
    '\n',
    ' ',
    '“',
    '20/12/2026',
  )
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words).map((w) => w.join('')),
  )
  fc.assert(
    fc.property(text, (given) => {
      const all = recognise(given, { writtenAt: now, now, zone })
      expect(all.map((p: Piece) => p.text).join('')).toBe(given)
      for (const p of all) if (p.kind === 'link') expect(p.href).toMatch(/^(https?:\/\/|mailto:|tel:\+)/)
    }),
  )
})
