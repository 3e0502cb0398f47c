import { type Database, openDatabase } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { newId, systemClock } from '@siaga/kernel'
import { addMember, createTenant, memberCtx } from '@siaga/tenancy'
import {
  type RunningWhatsapp,
  type SeededTenant,
  seedNumber,
  seedTenant,
  testDatabase,
  whatsappStandin,
} from '@siaga/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acceptEnvelope } from './accept-envelope.ts'
import { discardQuarantined, listQuarantine, releaseQuarantined } from './quarantine.ts'
import { channelKind } from './registry.ts'
import { openSecretBox } from './secrets.ts'

const box = openSecretBox('5e'.repeat(32))
const number = '5550001'
const where = { kind: 'whatsapp', app: 'platform', address: number }
let database: Awaited<ReturnType<typeof testDatabase>>
let db: Database
let standin: RunningWhatsapp
let city: SeededTenant
let platformId: string
let operator: Awaited<ReturnType<typeof memberCtx>>['ctx']

beforeAll(async () => {
  database = await testDatabase()
  const { app, identity, gateway, platform } = database.urls
  db = openDatabase({ name: 'quarantine', urls: { app, identity, gateway, platform } })
  standin = await whatsappStandin({ statuses: false })
  const founder = systemCtx(db, newId(), 'seed')
  const at = { timeZone: 'Asia/Jakarta', state: 'live' } as const
  platformId = (
    await createTenant(founder, {
      slug: 'platform',
      authorityCode: 'SIAGA',
      kind: 'platform',
      name: 'Siaga',
      shortName: 'Siaga',
      ...at,
    })
  ).tenantId
  city = await seedTenant(db, {
    slug: 'semarang',
    authorityCode: '33.74',
    kind: 'city',
    name: 'Semarang',
    types: ['emergency-112'],
  })
  operator = await ctxOf(platformId, 'platform', ['platform_operator'])
  await bind('1000001')
})
afterAll(async () => {
  await standin?.close()
  await db?.close()
  await database?.drop()
})
beforeEach(async () => {
  for (const table of ['inbound_events', 'inbound_keys', 'inbound_quarantine', 'audit_values', 'audit_entries'])
    await database.admin.unsafe(`delete from ${table}`)
})

async function ctxOf(tenantId: string, tenantSlug: string, roles: string[]) {
  const { userId } = await addMember(systemCtx(db, tenantId, 'seed'), {
    email: `${roles[0]}@${tenantSlug}.test`,
    name: 'Maya Lestari',
    roles,
  })
  const call = { db, userId, tenantSlug, locale: 'id' as const, requestId: 'test', clock: systemClock }
  return (await memberCtx(call)).ctx
}

const bind = (phoneNumberId: string) =>
  seedNumber(db, box, standin, {
    tenantId: city.tenantId,
    serviceId: city.services[0]?.id as string,
    phoneNumberId,
    app: 'platform',
    owner: platformId,
  })

const deliver = (ids: string[], address = number, now = new Date()) => {
  const value = {
    metadata: { display_phone_number: '62 24 555', phone_number_id: address },
    contacts: [{ profile: { name: 'Ratna' }, wa_id: '62812' }],
    messages: ids.map((id) => ({ from: '62812', id, timestamp: '1', type: 'text', text: { body: 'RAHASIA' } })),
  }
  const raw = Buffer.from(JSON.stringify({ object: 'x', entry: [{ changes: [{ field: 'messages', value }] }] }))
  const items = channelKind('whatsapp')?.webhook?.split(raw) ?? []
  return acceptEnvelope(db, { kind: 'whatsapp', app: 'platform', items, now })
}
const waits = async () => Number((await database.admin`select count(*) from inbound_quarantine`)[0]?.count)
const audits = async () =>
  (
    await database.admin`select t.slug || ' ' || e.action as line from audit_entries e join tenants t on t.id = e.tenant_id order by 1`
  ).map((r) => r.line)

describe('what waits for an unbound number', () => {
  it('is seen by number, count and age, and without a word of what was said', async () => {
    const early = new Date(Date.now() - 3_600_000)
    await deliver(['a'], number, early)
    await deliver(['b', 'c'])
    const found = await listQuarantine(operator)
    expect(found).toMatchObject([
      { ...where, shown: '62 24 555', count: 3, oldestAt: early, reason: 'unbound', tenantName: null },
    ])
    expect(JSON.stringify(found)).not.toMatch(/RAHASIA|Ratna|62812/)
    await expect(releaseQuarantined(operator, where)).rejects.toMatchObject({ code: 'quarantine.not_bound' })
    expect(await waits()).toBe(3)
  })

  it('goes to whoever binds the number, once, with the time at which it came, and both logs say so', async () => {
    const early = new Date(Date.now() - 3_600_000)
    await deliver(['a', 'b'], number, early)
    const { channelId } = await bind(number)
    // The provider brings one of them again meanwhile.
    expect(await deliver(['b'])).toMatchObject({ stored: 1 })
    await database.admin`delete from audit_values`
    await database.admin`delete from audit_entries`
    expect(await listQuarantine(operator)).toMatchObject([{ reason: 'bound', tenantName: 'Semarang', count: 2 }])
    expect(await releaseQuarantined(operator, where)).toMatchObject({
      released: 1,
      duplicates: 1,
      tenantName: 'Semarang',
      left: false,
    })
    expect(await waits()).toBe(0)
    const rows = await database.admin`
      select tenant_id as "tenantId", channel_id as "channelId", urgent, received_at as at, convert_from(raw, 'utf8')::json->'message'->>'id' as id from inbound_events order by received_at`
    expect([...rows]).toMatchObject([
      { tenantId: city.tenantId, channelId, urgent: 'urgent', at: early, id: 'a' },
      { id: 'b' },
    ])
    expect(await audits()).toEqual(['platform quarantine.released', 'semarang channel.quarantine_released'])
    expect(await deliver(['a'])).toMatchObject({ stored: 0, duplicates: 1 })
    await expect(releaseQuarantined(operator, where)).rejects.toMatchObject({ kind: 'not_found' })
  })

  it('is handed out once when two operators press at the same time', async () => {
    const address = '5550002'
    await deliver(['x', 'y'], address)
    await bind(address)
    const both = await Promise.allSettled([1, 2].map(() => releaseQuarantined(operator, { ...where, address })))
    const moved = both.flatMap((r) => (r.status === 'fulfilled' ? [r.value.released] : []))
    expect(moved.reduce((sum, n) => sum + n, 0)).toBe(2)
    expect(Number((await database.admin`select count(*) from inbound_events`)[0]?.count)).toBe(2)
  })

  it('is discarded with a reason, but not what came after it was seen', async () => {
    const address = '5550003'
    const seen = new Date(Date.now() - 60_000)
    await deliver(['a'], address, seen)
    await deliver(['b'], address)
    const input = { ...where, address, until: seen }
    await expect(discardQuarantined(operator, { ...input, reason: ' ' })).rejects.toMatchObject({ kind: 'invalid' })
    expect(await discardQuarantined(operator, { ...input, reason: 'Nomor uji coba' })).toMatchObject({ discarded: 1 })
    expect(await waits()).toBe(1)
    expect(await audits()).toEqual(['platform quarantine.discarded'])
    const [kept] = await database.admin`select after from audit_values`
    expect(kept?.after).toMatchObject({ reason: 'Nomor uji coba', discarded: 1, address })
  })

  it('is closed to a government, even to one that calls somebody of its own an operator', async () => {
    await deliver(['a'], '5550009')
    const owner = await ctxOf(city.tenantId, 'semarang', ['tenant_owner'])
    const named = await ctxOf(city.tenantId, 'semarang', ['platform_operator'])
    const all = systemCtx(db, city.tenantId, 'seed')
    for (const ctx of [owner, named, all]) {
      const until = new Date()
      for (const attempt of [
        () => listQuarantine(ctx),
        () => releaseQuarantined(ctx, where),
        () => discardQuarantined(ctx, { ...where, until, reason: 'mau saja' }),
      ])
        await expect(attempt()).rejects.toMatchObject({ kind: 'forbidden' })
    }
    expect(await waits()).toBe(1)
  })
})
