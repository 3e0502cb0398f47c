import { expect, test } from 'vitest'
import { filterGroups } from './filter-groups.ts'

const groups = [
  { name: null, governments: [{ name: 'Kementerian Kesehatan', shortName: 'Kemenkes' }] },
  {
    name: 'Sulawesi Utara',
    governments: [
      { name: 'Provinsi Sulawesi Utara', shortName: 'Sulawesi Utara' },
      { name: 'Kota Manado', shortName: 'Manado' },
    ],
  },
]
const found = (query: string) =>
  filterGroups(groups, query).flatMap((group) => group.governments.map((g) => g.shortName))

test('a query finds the beginnings of words, in any order and case', () => {
  expect(found('mana')).toEqual(['Manado'])
  expect(found('KESEHATAN kem')).toEqual(['Kemenkes'])
  expect(found('nado')).toEqual([])
})

test('the name of a province finds everything in it, and an empty query everything', () => {
  expect(found('sulawesi')).toEqual(['Sulawesi Utara', 'Manado'])
  expect(found('  ')).toHaveLength(3)
})
