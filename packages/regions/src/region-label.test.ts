import { expect, test } from 'vitest'
import { regionLabel } from './region-label.ts'

test.each([
  ['33.74.10.1006', 'Kel. Tembalang, Kec. Tembalang, Kota Semarang, Jawa Tengah', 'Kel. Tembalang'],
  ['11.01.01.2001', 'Desa Keude Bakongan, Kec. Bakongan, Kab. Aceh Selatan, Aceh', 'Desa Keude Bakongan'],
  ['33.24', 'Kab. Kendal, Jawa Tengah', 'Kab. Kendal'],
  ['31.01', 'Kab. Adm. Kepulauan Seribu, DKI Jakarta', 'Kab. Adm. Kepulauan Seribu'],
  ['31.74', 'Kota Adm. Jakarta Selatan, DKI Jakarta', 'Kota Adm. Jakarta Selatan'],
  ['93.01.01', 'Distrik Merauke, Kab. Merauke, Papua Selatan', 'Distrik Merauke'],
  ['34', 'DI Yogyakarta', 'DI Yogyakarta'],
])('%s is written %j and in short %j', (code, long, short) => {
  expect(regionLabel(code)).toBe(long)
  expect(regionLabel(code, 'short')).toBe(short)
})

test('a code that no longer exists is shown as it is', () => {
  expect(regionLabel('99.01')).toBe('99.01')
})
