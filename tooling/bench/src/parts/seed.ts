import { type Database, openDatabase } from '@siaga/db'
import { type SeededTenant, seedTenant } from '@siaga/testkit'
import type { Platform } from './platform.ts'

/** A database handle with every role that arranging needs; closed with the platform. */
export function openEverything(platform: Platform, name = 'bench-seed'): Database {
  const { app, identity, relay, gateway, platform: platformUrl } = platform.urls
  const db = openDatabase({ name, urls: { app, identity, relay, gateway, platform: platformUrl } })
  platform.defer(() => db.close())
  return db
}

// Codes of regencies that exist, so that the register takes them.
const codes = [
  '33.74',
  '71.71',
  '33.01',
  '33.02',
  '33.03',
  '33.04',
  '33.05',
  '33.06',
  '33.07',
  '33.08',
  '33.09',
  '33.10',
]

/** Tenant number `index`, with one service of each of `types`. */
export function seedCity(db: Database, index: number, types: readonly string[]): Promise<SeededTenant> {
  const authorityCode = codes[index]
  if (!authorityCode) throw new Error(`only ${codes.length} cities are known here`)
  return seedTenant(db, { slug: `kota-${index}`, authorityCode, kind: 'city', name: `Kota ${index}`, types })
}
