import { expect, test } from 'vitest'
import { splitQuoted } from './split-quoted.ts'

const answer = 'Terima kasih, sudah jelas.'

test.each([
  [
    'Gmail in English',
    ['On Mon, Jun 2, 2025 at 9:15 AM Halo <layanan@kemkes.go.id> wrote:', '', '> Selamat pagi', '> Bu Ani'],
  ],
  ['Gmail in Indonesian', ['Pada Sen, 2 Jun 2025 pukul 09.15 Halo <layanan@kemkes.go.id> menulis:', '> Selamat pagi']],
  [
    'a marker over two lines',
    ['Pada tanggal Sen, 2 Jun 2025 pukul 09.15 Halo Kemenkes', '<layanan@kemkes.go.id> menulis:', '', '> Selamat'],
  ],
  ['a marker over unmarked history', ['On Mon, 2 Jun 2025, Halo wrote:', 'Selamat pagi', 'Bu Ani']],
  ['Outlook', ['-----Original Message-----', 'From: Halo', 'Selamat pagi']],
  ['Outlook in Indonesian', ['-----Pesan Asli-----', 'Dari: Halo', 'Selamat pagi']],
  [
    'copied header lines',
    [
      '________________________________',
      'Dari: Halo <layanan@kemkes.go.id>',
      'Dikirim: Senin',
      'Kepada: Ani',
      'Perihal: Antrean',
      '',
      'Selamat pagi',
    ],
  ],
  ['English header lines', ['From: Halo', 'Sent: Monday', 'To: Ani', 'Subject: Antrean', '', 'Selamat pagi']],
  ['lines with > alone', ['> Selamat pagi', '>', '> Bu Ani']],
])('keeps the new part above %s', (_what, history) => {
  expect(splitQuoted([answer, '', ...history].join('\r\n'), true)).toBe(answer)
})

test('keeps an answer below the history', () => {
  const text = ['Pada Sen, 2 Jun 2025 Halo <l@k.id> menulis:', '> Selamat pagi', '', answer].join('\n')
  expect(splitQuoted(text, true)).toBe(answer)
})

test('leaves answers between quoted lines with the lines they answer', () => {
  const text = ['Pada Sen, 2 Jun Halo menulis:', '> Nama?', 'Ani', '> Kota?', 'Manado'].join('\n')
  expect(splitQuoted(text, true)).toBe(text)
})

test('leaves everything when nothing else would be left', () => {
  const text = ['On Mon, 2 Jun 2025, Halo wrote:', '> Selamat pagi'].join('\n')
  expect(splitQuoted(text, true)).toBe(text)
})

test('leaves everything of a mail that answers nothing', () => {
  const text = ['Lihat surat ini:', '-----Original Message-----', 'Dari: Bank'].join('\n')
  expect(splitQuoted(text, false)).toBe(text)
})

test.each([
  'Pada hari Senin saya datang ke puskesmas.\nPetugas menulis: tutup.\nMohon penjelasan.',
  'Dari: Manado\nSaya ingin tahu jadwal.',
  'On the form I wrote my name.\nIs that enough?',
])('takes no plain words for a marker: %j', (text) => {
  expect(splitQuoted(text, true)).toBe(text)
})

test('is fast on a megabyte of beginnings of markers', () => {
  const started = performance.now()
  splitQuoted('On Pada On Dari: From: -----\n'.repeat(35_000), true)
  expect(performance.now() - started).toBeLessThan(2_000)
})
