import { type AreaRow, areaTable } from './area-table.ts'

export type RegionLevel = 'province' | 'regency' | 'district' | 'village'

export type RegionName = { code: string; name: string }

export type Region = RegionName & {
  level: RegionLevel
  /** The code one level up; null for a province. */
  parentCode: string | null
}

const levels = ['province', 'regency', 'district', 'village'] as const satisfies RegionLevel[]

const tables = {
  province: areaTable('provinces.csv'),
  regency: areaTable('regencies.csv'),
  district: areaTable('districts.csv'),
  village: areaTable('villages.csv'),
}

const jakarta = '31'

/** Names that the country says shorter than the register writes them. */
const usualNames: Record<string, string> = {
  [jakarta]: 'DKI Jakarta',
  '34': 'DI Yogyakarta',
}

const byName = new Intl.Collator('id', { numeric: true })

/** The level that a code of this form has, whether or not the region exists; null if it has no code's form. */
export function levelOfCode(code: string): RegionLevel | null {
  if (!/^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/.test(code)) return null
  return levels[code.split('.').length - 1] ?? null
}

/** The 38 provinces, sorted by name. */
export function provinces(): RegionName[] {
  return sorted(tables.province.startingWith(''))
}

/**
 * The regions one level below `code`, sorted by name as a person reads them (`Blok 2` before `Blok 10`).
 * Empty for a village and for a code that does not exist.
 */
export function childrenOf(code: string): RegionName[] {
  const level = levelOfCode(code)
  const below = level && levels[levels.indexOf(level) + 1]
  return below ? sorted(tables[below].startingWith(`${code}.`)) : []
}

/** The region with this code (Kemendagri, with dots: `33.74.10.1006`), or null if there is none. */
export function regionOf(code: string): Region | null {
  const level = levelOfCode(code)
  const row = level && tables[level].find(code)
  return row ? { ...named(row), level, parentCode: parentCodeOf(code) } : null
}

/** The region and all above it, from the province down; empty if the code does not exist. */
export function regionPath(code: string): Region[] {
  const path: Region[] = []
  for (let next: string | null = code; next !== null; next = parentCodeOf(next)) {
    const region = regionOf(next)
    if (!region) return []
    path.unshift(region)
  }
  return path
}

/** The code of the province in which a region lies, or null if the code does not exist. */
export function provinceCodeOf(code: string): string | null {
  return regionOf(code) ? code.slice(0, 2) : null
}

/** Whether this is the code of one of DKI Jakarta's six regencies and cities, which have no government of their own. */
export function isAdministrativeOfJakarta(code: string): boolean {
  return regionOf(code)?.level === 'regency' && code.startsWith(`${jakarta}.`)
}

/** Whether the region has a government that can be a tenant: provinces, regencies and cities, without those of Jakarta. */
export function canBeTenant(code: string): boolean {
  const level = regionOf(code)?.level
  return level === 'province' || (level === 'regency' && !isAdministrativeOfJakarta(code))
}

export type RegionCounts = {
  provinces: number
  /** Kabupaten and kota together. */
  regencies: number
  kabupaten: number
  kota: number
  districts: number
  villages: number
  /** Regional governments that can be tenants: provinces and regencies, without the administrative six of Jakarta. */
  tenants: number
}

/** How many regions there are of each kind. Reads all the data: for reports and tests, not for every request. */
export function regionCounts(): RegionCounts {
  const regencies = tables.regency.startingWith('')
  const kota = regencies.filter((regency) => isKota(regency.code)).length
  const provinceCount = tables.province.count()
  return {
    provinces: provinceCount,
    regencies: regencies.length,
    kabupaten: regencies.length - kota,
    kota,
    districts: tables.district.count(),
    villages: tables.village.count(),
    tenants: provinceCount + regencies.filter((regency) => canBeTenant(regency.code)).length,
  }
}

/** A regency's own number from 71 on makes it a city. */
function isKota(code: string): boolean {
  return Number(code.slice(3, 5)) >= 71
}

function parentCodeOf(code: string): string | null {
  const lastDot = code.lastIndexOf('.')
  return lastDot === -1 ? null : code.slice(0, lastDot)
}

function named({ code, name }: AreaRow): RegionName {
  return { code, name: usualNames[code] ?? name }
}

function sorted(rows: AreaRow[]): RegionName[] {
  return rows.map(named).sort((a, b) => byName.compare(a.name, b.name))
}
