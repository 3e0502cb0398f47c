import type { SeededTenant } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCase, openTestApi, type TestApi } from '../testing.ts'

let t: TestApi
let a: SeededTenant
let b: SeededTenant

beforeAll(async () => {
  t = await openTestApi()
  const seed = (slug: string, authorityCode: string) =>
    t.seed({
      slug,
      authorityCode,
      kind: 'city',
      name: slug,
      types: ['emergency-112', 'health-helpdesk'],
    })
  a = await seed('semarang', '33.74')
  b = await seed('manado', '71.71')
})
afterAll(() => t.close())

type Rule = { id: string; serviceId: string; name: string; isActive: boolean; version: number; place: number }

const serviceId = (n = 1) => a.services[n]?.id as string
const body = (over: object = {}) => ({
  serviceId: serviceId(),
  name: 'Tanda terima',
  definition: { when: 'opened', actions: [{ do: 'reply', text: 'Nomor Anda {nomor}.' }] },
  ...over,
})
const make = (over: object = {}, key = a.apiKey) => t.post<Rule>('/v1/rules', { key, json: body(over) })
const list = async () =>
  (await t.get<{ data: Rule[] }>(`/v1/rules?serviceId=${serviceId()}`, { key: a.apiKey })).json.data

describe('POST /v1/rules', () => {
  it('makes one rule that does nothing until it is activated, however often it is sent', async () => {
    const asked = { key: a.apiKey, json: body(), headers: { 'idempotency-key': 'aturan-satu' } }
    const first = await t.post<Rule>('/v1/rules', asked)
    expect(first.status).toBe(201)
    expect(first.headers.get('etag')).toBe('"1"')
    expect(first.json).toMatchObject({ name: 'Tanda terima', isActive: false, version: 1 })
    expect((await t.post<Rule>('/v1/rules', asked)).json.id).toBe(first.json.id)
    expect((await list()).filter((r) => r.id === first.json.id)).toHaveLength(1)
  })
  it('names what is wrong', async () => {
    const wrong = body({
      name: 'ab',
      definition: { when: 'opened', actions: [{ do: 'category', to: 'antah' }] },
    })
    const answer = await t.post('/v1/rules', { key: a.apiKey, json: wrong })
    expect(answer.status).toBe(422)
    expect(answer.json.errors?.map((e) => e.path)).toEqual(['name'])
    const unknown = await make({ definition: { when: 'opened', actions: [{ do: 'reply', text: '{antah}' }] } })
    expect(unknown.status).toBe(422)
    expect((unknown.json as { errors?: { path: string }[] }).errors?.[0]?.path).toBe('definition.actions.0.text')
    expect((await make({ definition: { when: 'opened', actions: [] } })).status).toBe(422)
    expect((await make({ antah: 1 })).status).toBe(422)
  })
  it('is forbidden without rule.change, and not found in another tenant or outside of the key', async () => {
    expect((await make({}, a.apiKeys.narrow)).status).toBe(403)
    expect((await make({}, a.apiKeys.bare)).status).toBe(403)
    expect((await make({}, b.apiKey)).status).toBe(404)
  })
})

describe('GET /v1/rules', () => {
  it('lists the rules in their order, of one’s own services', async () => {
    const before = await list()
    await make({ name: 'Yang terakhir' })
    expect((await list()).map((r) => r.name)).toEqual([...before.map((r) => r.name), 'Yang terakhir'])
    expect((await t.get('/v1/rules', { key: a.apiKeys.readOnly })).status).toBe(403)
    expect((await t.get(`/v1/rules?serviceId=${serviceId()}`, { key: b.apiKey })).status).toBe(404)
    expect((await t.get<{ data: Rule[] }>('/v1/rules', { key: b.apiKey })).json.data).toEqual([])
  })
})

describe('PATCH /v1/rules/{id}', () => {
  it('changes what is named, once for each version', async () => {
    const { json: made } = await make({ name: 'Sebelum' })
    const change = (version: number, json: object, key = a.apiKey) =>
      t.patch<Rule>(`/v1/rules/${made.id}`, { key, json, headers: { 'if-match': `"${version}"` } })
    const changed = await change(1, { isActive: true })
    expect(changed.status).toBe(200)
    expect(changed.json).toMatchObject({ name: 'Sebelum', isActive: true, version: 2 })
    expect(await change(1, { name: 'Sesudah' })).toMatchObject({ status: 412, json: { code: 'rule.stale' } })
    expect((await change(2, { name: 'Sesudah' })).json).toMatchObject({ name: 'Sesudah', isActive: true, version: 3 })
    expect((await t.patch(`/v1/rules/${made.id}`, { key: a.apiKey, json: { name: 'Tanpa' } })).status).toBe(428)
    expect((await change(3, { name: 'x' })).status).toBe(422)
    expect((await change(3, { name: 'Orang lain' }, b.apiKey)).status).toBe(404)
    expect((await change(3, { name: 'Orang lain' }, a.apiKeys.readOnly)).status).toBe(403)
    expect((await change(3, { isActive: false })).status).toBe(200)
  })
})

describe('PUT /v1/rules/order', () => {
  it('orders all of them, and knows when there are others', async () => {
    await make({ name: 'Satu lagi' })
    const ids = (await list()).map((r) => r.id)
    const order = (ruleIds: string[], key = a.apiKey) =>
      t.call<{ data: Rule[] }>('PUT', '/v1/rules/order', { key, json: { serviceId: serviceId(), ruleIds } })
    const turned = [...ids].reverse()
    expect((await order(turned)).json.data.map((r) => r.id)).toEqual(turned)
    expect(await order(ids.slice(1))).toMatchObject({ status: 409, json: { code: 'rule.stale' } })
    expect((await order(ids, b.apiKey)).status).toBe(404)
    expect((await order(ids, a.apiKeys.readOnly)).status).toBe(403)
  })
})

describe('POST /v1/rules/dry-run', () => {
  const trial = (over: object = {}, key = a.apiKey) =>
    t.post<{ looked: number; matched: number; samples: { id: string; reply: string | null }[] }>('/v1/rules/dry-run', {
      key,
      json: { serviceId: serviceId(), definition: body().definition, ...over },
    })
  it('shows the replies that would have left, and changes nothing', async () => {
    const { caseId } = await openCase(t, a, 1)
    const before = await t.get(`/v1/cases/${caseId}`, { key: a.apiKey })
    const { status, json } = await trial()
    expect(status).toBe(200)
    expect(json).toMatchObject({ looked: 1, matched: 1, samples: [{ id: caseId }] })
    expect(json.samples[0]?.reply).toMatch(/^Nomor Anda HK-3374-\d{4}-\d{6}\.$/)
    expect((await t.get(`/v1/cases/${caseId}`, { key: a.apiKey })).headers.get('etag')).toBe(before.headers.get('etag'))
  })
  it('refuses what makes no sense, other tenants and keys without the scope', async () => {
    expect((await trial({ days: 365 })).status).toBe(422)
    expect((await trial({}, b.apiKey)).status).toBe(404)
    expect((await trial({}, a.apiKeys.readOnly)).status).toBe(403)
  })
})
