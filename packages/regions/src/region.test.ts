import { describe, expect, test } from 'vitest'
import { areaTable } from './area-table.ts'
import {
  canBeTenant,
  childrenOf,
  isAdministrativeOfJakarta,
  provinceCodeOf,
  provinces,
  regionCounts,
  regionOf,
  regionPath,
} from './region.ts'

describe('the register', () => {
  test('has as many regions of each kind as DOMAIN.md says, and 546 possible tenants', () => {
    expect(regionCounts()).toEqual({
      provinces: 38,
      regencies: 514,
      kabupaten: 416,
      kota: 98,
      districts: 7285,
      villages: 83_762,
      tenants: 546,
    })
  })

  test.each(['provinces.csv', 'regencies.csv', 'districts.csv', 'villages.csv'])(
    '%s stands in order of its codes, on which every search rests, and finds each of its rows',
    (fileName) => {
      const table = areaTable(fileName)
      const rows = table.startingWith('')
      const found = rows.filter((row, i) => {
        const before = rows[i - 1]
        return (!before || before.code < row.code) && table.find(row.code)?.name === row.name
      })
      expect(found).toHaveLength(table.count())
      expect(rows.filter((row) => /^[a-z]/.test(row.name) || /["’]|\s$/.test(row.name))).toEqual([])
    },
  )

  test('gives every district a regency and every village a district', () => {
    const orphans = ['regencies.csv', 'districts.csv', 'villages.csv']
      .flatMap((fileName) => areaTable(fileName).startingWith(''))
      .filter(({ code }) => !regionOf(code.slice(0, code.lastIndexOf('.'))))
    expect(orphans).toEqual([])
  })
})

describe('one region', () => {
  test('is found at each level with its parent', () => {
    expect(regionOf('33')).toEqual({ code: '33', name: 'Jawa Tengah', level: 'province', parentCode: null })
    expect(regionOf('33.74')).toEqual({ code: '33.74', name: 'Kota Semarang', level: 'regency', parentCode: '33' })
    expect(regionOf('33.74.10')).toMatchObject({ name: 'Tembalang', level: 'district', parentCode: '33.74' })
    expect(regionOf('33.74.10.1006')).toMatchObject({ name: 'Tembalang', level: 'village', parentCode: '33.74.10' })
  })

  test('is found at both ends of the data', () => {
    expect(regionOf('11.01.01.2001')?.name).toBe('Keude Bakongan')
    expect(regionOf('96')?.name).toBe('Papua Barat Daya')
    expect(regionOf('96.71.10.1003')).toEqual(
      regionOf(childrenOf('96.71.10').find((v) => v.code.endsWith('1003'))!.code),
    )
  })

  test.each([
    '',
    '3',
    '3374',
    '33.7',
    '99',
    '33.99',
    '33.74.99',
    '33.74.10.9999',
    '33.74.10.1006.1',
    '33.',
    'abc',
    '00',
    '99.99.99.9999',
  ])('%j is no region', (code) => {
    expect(regionOf(code)).toBeNull()
    expect(regionPath(code)).toEqual([])
    expect(childrenOf(code)).toEqual([])
    expect(provinceCodeOf(code)).toBeNull()
    expect(canBeTenant(code)).toBe(false)
  })

  test('has the name that people use', () => {
    expect(regionOf('31')?.name).toBe('DKI Jakarta')
    expect(regionOf('34')?.name).toBe('DI Yogyakarta')
    expect(regionOf('35.29.22')?.name).toBe("Ra'as")
    expect(regionOf('12.07.28.1007')?.name).toBe('Lubuk Pakam I,II')
  })

  test('has its path from the province down, and its province', () => {
    expect(regionPath('33.74.10.1006').map((r) => r.code)).toEqual(['33', '33.74', '33.74.10', '33.74.10.1006'])
    expect(provinceCodeOf('33.74.10.1006')).toBe('33')
  })
})

describe('children', () => {
  test('are sorted by name', () => {
    expect(provinces()).toHaveLength(38)
    expect(provinces()[0]).toEqual({ code: '11', name: 'Aceh' })
    const names = childrenOf('33.74').map((district) => district.name)
    expect(names).toHaveLength(16)
    expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'id')))
  })

  test('belong to their parent alone, and a village has none', () => {
    expect(childrenOf('33')).toHaveLength(35)
    expect(childrenOf('33.74.10').every((village) => village.code.startsWith('33.74.10.'))).toBe(true)
    expect(childrenOf('33.74.10.1006')).toEqual([])
  })
})

describe('tenants', () => {
  test('can be provinces, regencies and cities, and nothing below', () => {
    expect(['33', '33.74', '33.24', '31'].every(canBeTenant)).toBe(true)
    expect(['33.74.10', '33.74.10.1006'].some(canBeTenant)).toBe(false)
  })

  test("can't be the six administrative regions of Jakarta", () => {
    const administrative = childrenOf('31').map((regency) => regency.code)
    expect(administrative.toSorted()).toEqual(['31.01', '31.71', '31.72', '31.73', '31.74', '31.75'])
    expect(administrative.every(isAdministrativeOfJakarta)).toBe(true)
    expect(administrative.some(canBeTenant)).toBe(false)
    expect(['31', '31.71.01', '32.71', '31.99'].some(isAdministrativeOfJakarta)).toBe(false)
  })
})
