import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSecretBox, submitForm } from '@siaga/channels'
import { type Database, openDatabase } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { openFolderStore } from '@siaga/files'
import { systemClock } from '@siaga/kernel'
import { grantOversight } from '@siaga/tenancy'
import { drain, type SeededTenant, seedTenant, testDatabase } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nationalFigures, periodSpan } from './national-figures.ts'

const box = openSecretBox('5e'.repeat(32))
const store = openFolderStore(mkdtempSync(join(tmpdir(), 'siaga-oversight-')))
let database: Awaited<ReturnType<typeof testDatabase>>
let db: Database
let tenants: Record<'ministry' | 'central' | 'semarang' | 'manado', SeededTenant>

beforeAll(async () => {
  database = await testDatabase()
  const { app, identity, gateway, relay, platform, oversight } = database.urls
  db = openDatabase({ name: 'test', urls: { app, identity, gateway, relay, platform, oversight } })
  const seed = (slug: string, authorityCode: string, kind: 'ministry' | 'province' | 'city', types: string[]) =>
    seedTenant(db, { slug, authorityCode, kind, name: slug, types })
  tenants = {
    ministry: await seed('kemenkes', 'KEMENKES', 'ministry', ['health-helpdesk']),
    central: await seed('jateng', '33', 'province', ['covid-hotline']),
    semarang: await seed('semarang', '33.74', 'city', ['emergency-112']),
    manado: await seed('manado', '71.71', 'city', ['emergency-112']),
  }
  const call = {
    db,
    store,
    box,
    clock: systemClock,
    locale: 'id' as const,
    requestId: 't',
    address: 'x',
    regionExists: () => true,
    flood: async () => null,
  }
  for (const [slug, n] of [
    ['semarang', 2],
    ['manado', 1],
  ] as const) {
    for (let i = 0; i < n; i++)
      await submitForm(call, {
        tenantSlug: slug,
        serviceSlug: '112',
        values: {
          category: 'fire',
          what_happened: `Api ${i}`,
          region: '71.71.01',
          place: 'Pasar',
          phone: '0812-4455-667',
        },
      })
  }
  for (const t of Object.values(tenants)) await drain(db, { store, box, tenantId: t.tenantId })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const overseer = (t: SeededTenant) => ({ ...systemCtx(db, t.tenantId, 't'), permissions: new Set(['oversight.read']) })
const grant = (t: SeededTenant, scope: string, serviceType: string) =>
  grantOversight(systemCtx(db, t.tenantId, 't'), { overseerTenantId: t.tenantId, scope, serviceType })
const received = async (t: SeededTenant) =>
  Object.fromEntries((await nationalFigures(overseer(t))).tenants.map((r) => [r.slug, r.received]))

describe('an overseer', () => {
  it('without a grant sees no tenant and no figure', async () => {
    expect(await received(tenants.ministry)).toEqual({})
    expect((await nationalFigures(overseer(tenants.ministry))).totals.received).toBe(0)
  })
  it('of a province sees the regencies below it, and no other province', async () => {
    await grant(tenants.central, '33', 'emergency-112')
    expect(await received(tenants.central)).toEqual({ semarang: 2 })
  })
  it('of the nation sees every tenant of the service type that the grant names', async () => {
    await grant(tenants.ministry, 'nation', 'emergency-112')
    const figures = await nationalFigures(overseer(tenants.ministry))
    expect(Object.fromEntries(figures.tenants.map((r) => [r.slug, r.received]))).toEqual({ semarang: 2, manado: 1 })
    expect(figures.totals).toEqual({ received: 3, answered: 0, due: 0, inTime: 0, open: 3, overdue: 0 })
    expect(figures.provinces.map((p) => [p.provinceCode, p.received]).sort()).toEqual([
      ['33', 2],
      ['71', 1],
    ])
    expect(figures.series.reduce((n, s) => n + s.received, 0)).toBe(3)
    expect(figures.tenants.every((t) => t.lastHours.at(-1) === t.received)).toBe(true)
    expect(figures.asOf).toBeInstanceOf(Date)
    expect(JSON.stringify(figures)).not.toMatch(/Api 0|0812|Pasar/)
  })
  it('is only who may: another role is refused', async () => {
    await expect(
      nationalFigures({ ...overseer(tenants.ministry), permissions: new Set(['case.read']) }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a period', () => {
  it('begins at midnight of the zone shown', () => {
    const now = new Date('2026-11-20T18:30:00Z')
    expect(periodSpan('today', 'Asia/Jakarta', now).from).toEqual(new Date('2026-11-20T17:00:00Z'))
    expect(periodSpan('today', 'Asia/Jayapura', now).from).toEqual(new Date('2026-11-20T15:00:00Z'))
    expect(periodSpan('month', 'Asia/Jakarta', now).from).toEqual(new Date('2026-10-31T17:00:00Z'))
  })
})
