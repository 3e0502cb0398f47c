import type { SeededTenant } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { manado, openTestApi, semarang, type TestApi } from '../testing.ts'

let t: TestApi
let a: SeededTenant
let b: SeededTenant

beforeAll(async () => {
  t = await openTestApi()
  a = await t.seed(semarang)
  b = await t.seed(manado)
})
afterAll(() => t.close())

type List<T> = { data: T[]; next: null }

describe('GET /v1/tenant', () => {
  it('is the tenant that the key names, whatever its scopes', async () => {
    expect((await t.get('/v1/tenant', { key: a.apiKeys.bare })).json).toMatchObject({
      slug: 'semarang',
      authorityCode: '33.74',
      provinceCode: '33',
      state: 'live',
    })
    expect((await t.get('/v1/tenant', { key: b.apiKey })).json).toMatchObject({ slug: 'manado' })
  })
})

describe('GET /v1/services', () => {
  it('lists the services that the key reaches', async () => {
    const all = await t.get<List<{ id: string }>>('/v1/services', { key: a.apiKey })
    expect(all.json.data.map((s) => s.id).sort()).toEqual(a.services.map((s) => s.id).sort())
    expect(all.json.next).toBeNull()
    const narrow = await t.get<List<{ id: string }>>('/v1/services', { key: a.apiKeys.narrow })
    expect(narrow.json.data.map((s) => s.id)).toEqual([a.services[0]?.id])
  })

  it('is forbidden without service.read', async () => {
    expect((await t.get('/v1/services', { key: a.apiKeys.bare })).json.code).toBe('forbidden')
  })
})

describe('GET /v1/services/{id}', () => {
  it('shows its form, targets and queues', async () => {
    const { status, json } = await t.get<{
      queues: { id: string }[]
      intake: { key: string }[]
      firstResponse: object
    }>(`/v1/services/${a.services[0]?.id}`, { key: a.apiKey })
    expect(status).toBe(200)
    expect(json.queues.map((q) => q.id).sort()).toEqual(Object.values(a.queues).sort())
    expect(json.intake.map((f) => f.key)).toContain('message')
    expect(Object.keys(json.firstResponse)).toEqual(['p1', 'p2', 'p3'])
  })

  it('is not found in another tenant and outside of the key', async () => {
    expect((await t.get(`/v1/services/${a.services[0]?.id}`, { key: b.apiKey })).status).toBe(404)
    expect((await t.get(`/v1/services/${a.services[1]?.id}`, { key: a.apiKeys.narrow })).status).toBe(404)
    expect((await t.get('/v1/services/first', { key: a.apiKey })).status).toBe(404)
    expect((await t.get(`/v1/services/${a.services[0]?.id}`, { key: a.apiKeys.bare })).status).toBe(403)
  })
})

describe('GET /v1/channels', () => {
  it('lists addresses, and neither settings nor secrets', async () => {
    const { json, text } = await t.get<List<{ address: string }>>('/v1/channels', { key: a.apiKey })
    expect(json.data.map((c) => c.address).sort()).toEqual(
      a.services.flatMap((s) => [s.channels.form.address, s.channels.mail.address]).sort(),
    )
    expect(text).not.toMatch(/settings|secrets|displayName/)
    const narrow = await t.get<List<{ serviceId: string }>>('/v1/channels', { key: a.apiKeys.narrow })
    expect(new Set(narrow.json.data.map((c) => c.serviceId))).toEqual(new Set([a.services[0]?.id]))
  })

  it('is forbidden without channel.read', async () => {
    expect((await t.get('/v1/channels', { key: a.apiKeys.readOnly })).status).toBe(403)
  })
})

describe('GET /v1/members', () => {
  it('lists this tenant’s people without their addresses', async () => {
    const { json, text } = await t.get<List<{ id: string; worksCases: boolean }>>('/v1/members', { key: a.apiKey })
    expect(json.data.map((m) => m.id).sort()).toEqual(
      Object.values(a.members)
        .map((m) => m.memberId)
        .sort(),
    )
    expect(json.data.find((m) => m.id === a.members.viewer.memberId)?.worksCases).toBe(false)
    expect(text).not.toContain('@')
  })

  it('is forbidden without member.read', async () => {
    expect((await t.get('/v1/members', { key: a.apiKeys.readOnly })).status).toBe(403)
  })
})
