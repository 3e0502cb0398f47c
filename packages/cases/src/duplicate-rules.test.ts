import { expect, it } from 'vitest'
import { districtOf, similarNames } from './duplicate-rules.ts'

it.each([
  ['Ratna Dewi', 'ratna dewi'],
  ['Bu Ratna Dewi', 'Dewi Ratna'],
  ['Slamet Riyadi', 'Slamet Riyady'],
  ['H. Slamet Riyadi', 'Slamet Riyadi Pak'],
  ['Siti Nurhaliza', 'Siti Nurhaliza Putri'],
  ['Suharto', 'suharto'],
  ['José Pereira', 'Jose Pereira'],
])('%s and %s may be one person', (a, b) => {
  expect(similarNames(a, b)).toBe(true)
  expect(similarNames(b, a)).toBe(true)
})

it.each([
  ['Ratna', 'Ratna Dewi'],
  ['Ratna Dewi', 'Ratna Sari'],
  ['Adi Putra', 'Ani Putri'],
  ['Pak', 'Bu'],
  ['', ''],
  ['Siti Siti', 'Siti Aminah'],
])('%s and %s are not', (a, b) => {
  expect(similarNames(a, b)).toBe(false)
})

it('names a district where one is known', () => {
  expect(districtOf('33.74.10.1006')).toBe('33.74.10')
  expect(districtOf('33.74.10')).toBe('33.74.10')
  expect(districtOf('33.74')).toBeNull()
  expect(districtOf(null)).toBeNull()
})
