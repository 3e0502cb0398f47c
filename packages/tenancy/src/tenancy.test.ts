import { type Database, openDatabase, withTenant } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { fixedClock, systemClock } from '@siaga/kernel'
import { type SeededTenant, seedTenant, testDatabase } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addMember,
  apiKeyCtx,
  changeService,
  createAccessLink,
  createApiKey,
  createTenant,
  linkCtx,
  listServices,
  memberCtx,
  openSessions,
  powersOf,
  readCode,
  revokeApiKey,
  roles,
  signIn,
} from './index.ts'

let database: Awaited<ReturnType<typeof testDatabase>>
let db: Database
let admin: Awaited<ReturnType<typeof testDatabase>>['admin']
let a: SeededTenant
let b: SeededTenant

beforeAll(async () => {
  database = await testDatabase()
  const { app, identity, gateway, platform } = database.urls
  db = openDatabase({ name: 'test', urls: { app, identity, gateway, platform } })
  admin = database.admin
  await createTenant(systemCtx(db, '00000000-0000-0000-0000-000000000000', 't'), {
    slug: 'platform',
    authorityCode: 'SIAGA',
    kind: 'platform',
    name: 'Siaga',
    shortName: 'Siaga',
    timeZone: 'Asia/Jakarta',
  })
  a = await seedTenant(db, {
    slug: 'semarang',
    authorityCode: '33.74',
    kind: 'city',
    name: 'Kota Semarang',
    types: ['emergency-112', 'general-information'],
    password: 'rahasia-sekali-1',
  })
  b = await seedTenant(db, {
    slug: 'manado',
    authorityCode: '71.71',
    kind: 'city',
    name: 'Kota Manado',
    types: ['emergency-112'],
  })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const call = (at?: Date) => ({ db, clock: at ? fixedClock(at) : systemClock, locale: 'id' as const, requestId: 't' })
const person = { locale: 'id' as const, requestId: 't' }

describe('signing in', () => {
  it('answers a wrong password, an unknown account and a locked one alike, and keeps them in the platform’s audit', async () => {
    const good = { email: 'agent@semarang.test', password: 'rahasia-sekali-1' }
    expect(await signIn(call(), good)).toEqual({ userId: a.members.agent.userId })
    const texts = new Set<string>()
    for (let i = 0; i < 8; i++)
      texts.add(
        (await signIn(call(), { ...good, password: 'salah' }).catch(
          (e) => `${e.code} ${e.publicText('id')}`,
        )) as string,
      )
    texts.add((await signIn(call(), good).catch((e) => `${e.code} ${e.publicText('id')}`)) as string)
    texts.add(
      (await signIn(call(), { email: 'tak.ada@semarang.test', password: 'salah' }).catch(
        (e) => `${e.code} ${e.publicText('id')}`,
      )) as string,
    )
    expect(texts.size).toBe(1)
    expect([...texts][0]).toContain('sign_in.refused')
    expect(await signIn(call(new Date(Date.now() + 16 * 60_000)), good)).toEqual({ userId: a.members.agent.userId })
    const [row] =
      await admin`select count(*)::int as n, bool_and(t.slug = 'platform') as platform from audit_entries e join tenants t on t.id = e.tenant_id where e.action like 'session.%' and e.subject_id = ${a.members.agent.userId}`
    expect(row).toEqual({ n: 11, platform: true })
  })

  it('keeps only the hash of a session, and ends it', async () => {
    const sessions = openSessions(db, { instance: 'test', secure: false })
    const cookie = (await sessions.open(a.members.owner.userId)).split(';')[0] as string
    const id = cookie.split('=')[1] as string
    expect(await admin`select 1 from sessions where id = ${id}`).toHaveLength(0)
    expect((await sessions.read(cookie)).user?.email).toBe('owner@semarang.test')
    await sessions.close(cookie)
    expect((await sessions.read(cookie)).user).toBeNull()
    expect((await sessions.read('siaga-test=ngawur')).user).toBeNull()
  })
})

describe('the tenant of a request', () => {
  it('comes from the address: a person of A is nobody in B', async () => {
    const own = await memberCtx({ db, userId: a.members.agent.userId, tenantSlug: 'semarang', ...person })
    expect(own.ctx.tenantId).toBe(a.tenantId)
    await expect(
      memberCtx({ db, userId: a.members.agent.userId, tenantSlug: 'manado', ...person }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })
  it('one person works in two tenants with the roles and services of each', async () => {
    await addMember(systemCtx(db, b.tenantId, 't'), { email: 'owner@semarang.test', name: 'Rina', roles: ['viewer'] })
    const there = await memberCtx({ db, userId: a.members.owner.userId, tenantSlug: 'manado', ...person })
    expect(there.roles).toEqual(['viewer'])
    expect(there.ctx.services).toEqual([])
  })
  it('membership is per service', async () => {
    const { ctx } = await memberCtx({ db, userId: a.members.narrow.userId, tenantSlug: 'semarang', ...person })
    expect((await listServices(ctx)).map((s) => s.id)).toEqual([a.services[0]?.id])
  })
  it('no role but an overseer’s sees aggregates of others, and an overseer sees no case', () => {
    const seers = (Object.keys(roles) as (keyof typeof roles)[]).filter((r) =>
      powersOf([r]).permissions.has('oversight.read'),
    )
    expect(seers).toEqual(['national_overseer', 'provincial_overseer'])
    for (const r of seers) expect([...powersOf([r]).permissions]).toEqual(['oversight.read'])
  })
})

describe('API keys', () => {
  it('name their tenant, hold their scopes, and end when revoked or expired', async () => {
    const ctx = systemCtx(db, a.tenantId, 't')
    const { keyId, key } = await createApiKey(ctx, {
      name: 'Uji',
      scopes: ['case.read'],
      expiresAt: new Date(Date.now() + 60_000),
    })
    const use = (at?: Date) =>
      apiKeyCtx({ db, authorization: `Bearer ${key}`, ...person, ...(at && { clock: fixedClock(at) }) })
    expect((await use()).tenantId).toBe(a.tenantId)
    await expect(use(new Date(Date.now() + 120_000))).rejects.toMatchObject({ code: 'unauthenticated' })
    await revokeApiKey(ctx, keyId)
    await expect(use()).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(await admin`select 1 from api_keys where hint = ${key}`).toHaveLength(0)
  })
  it('grant nothing that their maker may not do, and no service of another tenant', async () => {
    const { ctx } = await memberCtx({ db, userId: a.members.owner.userId, tenantSlug: 'semarang', ...person })
    await expect(createApiKey(ctx, { name: 'Uji', scopes: ['tenant.create'] })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(
      createApiKey(ctx, { name: 'Uji', scopes: ['case.read'], serviceIds: [b.services[0]?.id as string] }),
    ).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('access links', () => {
  it('open their one subject; wrong, expired and used-up codes are the same nothing', async () => {
    const ctx = systemCtx(db, a.tenantId, 't')
    const subject = a.services[0]?.id as string
    const { code } = await withTenant(ctx, (tx) =>
      createAccessLink(tx, ctx, { purpose: 'ticket', subject, days: 1, singleUse: true }),
    )
    const open = (c: string, at?: Date) =>
      linkCtx({ db, code: c, purpose: 'ticket', ...person, ...(at && { clock: fixedClock(at) }) })
    await expect(open(code, new Date(Date.now() + 2 * 86_400_000))).rejects.toMatchObject({ code: 'not_found' })
    expect(await open(code.toLowerCase())).toMatchObject({ subject })
    await expect(open(code)).rejects.toMatchObject({ code: 'not_found' })
    await expect(open('ABCD')).rejects.toMatchObject({ code: 'not_found' })
    expect(readCode('o1l2-3456-7891')).toBe('011234567891')
  })
})

describe('tenants and services', () => {
  it('one tenant per authority code; Jakarta’s administrative cities can’t apply', async () => {
    const root = systemCtx(db, a.tenantId, 't')
    const base = { kind: 'city' as const, name: 'Kota', shortName: 'Kota', timeZone: 'Asia/Jakarta' as const }
    await expect(createTenant(root, { ...base, slug: 'lagi', authorityCode: '33.74' })).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(createTenant(root, { ...base, slug: 'track', authorityCode: '33.75' })).rejects.toMatchObject({
      code: 'tenant.slug_reserved',
    })
    await expect(createTenant(root, { ...base, slug: 'jaksel', authorityCode: '31.74' })).rejects.toMatchObject({
      code: 'tenant.region',
    })
  })
  it('a service is a copy of its own; a stale change is a conflict', async () => {
    const ctx = systemCtx(db, a.tenantId, 't')
    const [service] = await listServices(ctx)
    const change = {
      serviceId: service?.id as string,
      version: 1,
      definition: {
        ...((service as never as { definition: never }).definition as object),
        name: { id: 'Nama baru', en: 'New name' },
      } as never,
    }
    expect(await changeService(ctx, change)).toEqual({ version: 2 })
    await expect(changeService(ctx, change)).rejects.toMatchObject({ code: 'conflict' })
    const [other] = await listServices(systemCtx(db, b.tenantId, 't'))
    expect(other?.definition.name.id).not.toBe('Nama baru')
  })
})
