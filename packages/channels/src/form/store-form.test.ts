import { randomUUID } from 'node:crypto'
import { type Database, openDatabase, withTenant } from '@siaga/db'
import { newId, systemClock } from '@siaga/kernel'
import { citizenCtx } from '@siaga/tenancy'
import { type SeededTenant, seedTenant, type TestDatabase, testDatabase } from '@siaga/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { storeForm } from './store-form.ts'

let database: TestDatabase
let db: Database

beforeAll(async () => {
  database = await testDatabase()
  const { app, identity, platform } = database.urls
  db = openDatabase({ name: 'store-form', urls: { app, identity, platform } })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const city = (slug: string, authorityCode: string) =>
  seedTenant(db, { slug, authorityCode, name: `Kota ${slug}`, kind: 'city', types: ['general-information'] })

const codes = 'ABCDEFGHJKMN'
let made = 0
const codeOf = (n: number) => n.toString(36).toUpperCase().padStart(12, codes)

function form(tenant: SeededTenant, change: Partial<Parameters<typeof storeForm>[1]> = {}): Promise<boolean> {
  const ctx = citizenCtx({ db, clock: systemClock, locale: 'id', requestId: newId() }, tenant.tenantId)
  return storeForm(ctx, {
    id: newId(),
    channelId: tenant.channels.form.id,
    kind: 'form',
    providerItem: randomUUID(),
    raw: Buffer.from('{}'),
    meta: {},
    code: codeOf(++made),
    linkDays: 1,
    files: [],
    ...change,
  })
}

const rows = async ({ tenantId }: SeededTenant) => {
  const found = await withTenant({ db, tenantId }, (tx) =>
    tx.execute(sql`select
      (select count(*)::int from inbound_events where tenant_id = ${tenantId}) as events,
      (select count(distinct xmin::text)::int from inbound_events where tenant_id = ${tenantId}) as commits,
      (select count(*)::int from inbound_keys where tenant_id = ${tenantId}) as keys,
      (select count(*)::int from access_links l join access_link_hashes h on h.link_id = l.id and h.tenant_id = l.tenant_id
        join inbound_events e on e.tenant_id = l.tenant_id and e.id = l.subject where l.tenant_id = ${tenantId}) as links`),
  )
  return (found as unknown as { events: number; commits: number; keys: number; links: number }[])[0]
}

it('keeps every form of a crowd with its own link, each under its tenant, in few commits', async () => {
  const [a, b] = [await city('semarang', '33.74'), await city('manado', '71.71')]
  const crowd = Array.from({ length: 60 }, (_, i) => form(i % 2 ? a : b))
  expect(await Promise.all(crowd)).toEqual(Array(60).fill(true))
  for (const tenant of [a, b]) {
    const counts = await rows(tenant)
    expect(counts).toMatchObject({ events: 30, keys: 30, links: 30 })
    expect(counts?.commits).toBeLessThan(10)
  }
})

it('keeps one of equal forms, in one commit or in several', async () => {
  const a = await city('surakarta', '33.72')
  const same = { providerItem: 'the same', code: codeOf(++made) }
  const first = await Promise.all(Array.from({ length: 40 }, () => form(a, same)))
  expect(first.filter(Boolean)).toHaveLength(1)
  expect(await form(a, same)).toBe(false)
  expect(await rows(a)).toMatchObject({ events: 1, keys: 1, links: 1 })
})

it('refuses a form that the database refuses, and keeps the others that came with it', async () => {
  const a = await city('bitung', '71.72')
  const twin = newId()
  await form(a, { id: twin })
  const crowd = await Promise.allSettled([form(a), form(a), form(a, { id: twin }), form(a), form(a)])
  expect(crowd.map((c) => c.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
  expect(await rows(a)).toMatchObject({ events: 5, keys: 5, links: 5 })
})
