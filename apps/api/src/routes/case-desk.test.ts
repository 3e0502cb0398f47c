import type { SeededTenant } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCase, openTestApi, type TestApi } from '../testing.ts'

let t: TestApi
let a: SeededTenant
let b: SeededTenant
let outcome: string

beforeAll(async () => {
  t = await openTestApi()
  const types = ['general-information', 'emergency-112']
  a = await t.seed({ slug: 'semarang', authorityCode: '33.74', kind: 'city', name: 'Kota Semarang', types })
  b = await t.seed({ slug: 'manado', authorityCode: '71.71', kind: 'city', name: 'Kota Manado', types })
  const services = await t.get<{ data: { id: string; outcomes: { code: string }[] }[] }>('/v1/services', {
    key: a.apiKey,
  })
  outcome = services.json.data.find((s) => s.id === a.services[0]?.id)?.outcomes[0]?.code as string
})
afterAll(() => t.close())

const match = (revision: number) => ({ 'if-match': `"${revision}"` })
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString()
const listed = async (query: string, key = a.apiKey) =>
  (await t.get<{ data: { id: string; snoozedUntil: string | null }[] }>(`/v1/cases?limit=100&${query}`, { key })).json
    .data

describe('GET /v1/cases', () => {
  it('filters and sorts as the console does', async () => {
    const { caseId } = await openCase(t, a)
    const other = await openCase(t, a, 1)
    await t.patch(`/v1/cases/${caseId}`, { key: a.apiKey, headers: match(1), json: { priority: 'p2' } })
    const ids = async (query: string) => (await listed(query)).map((row) => row.id)
    expect(await ids('priority=p2')).toContain(caseId)
    expect(await ids('priority=p3')).not.toContain(caseId)
    expect(await ids(`queueId=${Object.values(a.services[1]?.queueIds ?? {})[0]}`)).not.toContain(caseId)
    expect(await ids('assigneeId=none&channelKind=form&sort=latest')).toContain(other.caseId)
    const latest = await ids('sort=latest')
    expect(latest.indexOf(other.caseId)).toBeLessThan(latest.indexOf(caseId))
    const oldest = await ids('sort=oldest')
    expect(oldest.indexOf(other.caseId)).toBeGreaterThan(oldest.indexOf(caseId))
  })

  it.each([
    ['sort=newest', 'sort'],
    ['assigneeId=me', 'assigneeId'],
    ['overdue=1', 'overdue'],
    ['until=x', 'until'],
  ])('refuses %s by name', async (query, path) => {
    const answer = await t.get(`/v1/cases?${query}`, { key: a.apiKey })
    expect([answer.status, answer.json.errors?.[0]?.path]).toEqual([422, path])
  })
})

describe('POST /v1/cases/{id}/snooze', () => {
  it('takes the case out of the list, and unsnooze brings it back', async () => {
    const { caseId } = await openCase(t, a)
    const until = tomorrow()
    const slept = await t.post(`/v1/cases/${caseId}/snooze`, { key: a.apiKey, headers: match(1), json: { until } })
    expect([slept.status, slept.json, slept.headers.get('etag')]).toEqual([200, { revision: 2 }, '"2"'])
    expect((await listed('')).map((row) => row.id)).not.toContain(caseId)
    expect((await listed('view=snoozed')).find((row) => row.id === caseId)?.snoozedUntil).toBe(until)
    const woke = await t.post(`/v1/cases/${caseId}/unsnooze`, { key: a.apiKey, headers: match(2) })
    expect([woke.status, woke.json]).toEqual([200, { revision: 3 }])
    expect((await listed('')).map((row) => row.id)).toContain(caseId)
  })

  it('refuses a time that has passed, a stale revision, too little scope, another tenant and another service', async () => {
    const { caseId } = await openCase(t, a, 0)
    const elsewhere = await openCase(t, a, 1)
    const call = (id: string, key: string, json: unknown = { until: tomorrow() }, revision = 1) =>
      t.post(`/v1/cases/${id}/snooze`, { key, headers: match(revision), json })
    expect((await call(caseId, a.apiKey, { until: '2020-01-01T00:00:00Z' })).json.errors?.[0]?.path).toBe('until')
    expect((await call(caseId, a.apiKey, { until: 'besok' })).json.errors?.[0]?.path).toBe('until')
    expect((await call(caseId, a.apiKey, undefined, 7)).status).toBe(412)
    expect((await call(caseId, a.apiKeys.readOnly)).status).toBe(403)
    expect((await call(caseId, b.apiKey)).status).toBe(404)
    expect((await call(elsewhere.caseId, a.apiKeys.narrow)).status).toBe(404)
  })
})

describe('POST /v1/cases/bulk', () => {
  it('does to each what it can, and says of each other one why not', async () => {
    const [one, two] = [await openCase(t, a), await openCase(t, a)]
    const foreign = await openCase(t, b)
    const act = { kind: 'close', outcome }
    const cases = [
      { id: one.caseId, revision: 1 },
      { id: two.caseId, revision: 5 },
      { id: foreign.caseId, revision: 1 },
    ]
    const answer = await t.post<{ done: number; failed: { id: string; code: string; detail: string }[] }>(
      '/v1/cases/bulk',
      { key: a.apiKey, json: { cases, act } },
    )
    expect(answer.status).toBe(200)
    expect(answer.json.done).toBe(1)
    expect(answer.json.failed.map(({ id, code }) => [id, code])).toEqual([
      [two.caseId, 'case.stale'],
      [foreign.caseId, 'not_found'],
    ])
    const tagged = await t.post('/v1/cases/bulk', {
      key: a.apiKey,
      json: { cases: [{ id: two.caseId, revision: 1 }], act: { kind: 'tag', add: ['lampu'] } },
    })
    expect(tagged.json).toEqual({ done: 1, failed: [] })
  })

  it('refuses what it does not know, too many, and a key without the scope', async () => {
    const cases = [{ id: '0199f0a2-6a0e-7c3e-9a41-5b1f4f2a9d10', revision: 1 }]
    const post = (key: string, json: unknown) => t.post('/v1/cases/bulk', { key, json })
    expect((await post(a.apiKey, { cases, act: { kind: 'erase' } })).status).toBe(422)
    expect((await post(a.apiKey, { cases: [], act: { kind: 'read' } })).status).toBe(422)
    expect((await post(a.apiKey, { cases: Array(201).fill(cases[0]), act: { kind: 'read' } })).status).toBe(422)
    expect((await post(a.apiKeys.readOnly, { cases, act: { kind: 'assign', assigneeId: null } })).status).toBe(403)
    expect((await post(a.apiKeys.bare, { cases, act: { kind: 'read' } })).status).toBe(403)
  })
})

describe('/v1/views', () => {
  const body = { name: 'Mendesak', query: 'view=all&priority=p2', shared: true }

  it('keeps, changes, lists and removes a shared view of its own tenant', async () => {
    const made = await t.post<{ id: string }>('/v1/views', { key: a.apiKey, json: body })
    expect([made.status, made.json]).toEqual([201, { id: made.json.id, ...body }])
    const path = `/v1/views/${made.json.id}`
    const changed = await t.call('PUT', path, { key: a.apiKey, json: { ...body, name: 'Sangat mendesak' } })
    expect(changed.json).toMatchObject({ id: made.json.id, name: 'Sangat mendesak' })
    expect((await t.get('/v1/views', { key: a.apiKeys.readOnly })).json.data).toEqual([changed.json])
    expect((await t.get('/v1/views', { key: b.apiKey })).json.data).toEqual([])
    for (const [key, status] of [
      [b.apiKey, 404],
      [a.apiKeys.readOnly, 403],
      [a.apiKeys.bare, 403],
    ] as const)
      for (const method of ['PUT', 'DELETE'])
        expect((await t.call(method, path, { key, ...(method === 'PUT' && { json: body }) })).status, method).toBe(
          status,
        )
    expect((await t.call('DELETE', path, { key: a.apiKey })).status).toBe(204)
    expect((await t.call('DELETE', path, { key: a.apiKey })).status).toBe(404)
  })

  it('refuses a name twice, a query that is none, and a view of nobody', async () => {
    await t.post('/v1/views', { key: a.apiKey, json: body })
    const post = (json: unknown) => t.post('/v1/views', { key: a.apiKey, json })
    expect((await post(body)).json.errors).toMatchObject([{ path: 'name', code: 'taken' }])
    expect((await post({ ...body, name: 'X', query: '<b>' })).json.errors).toMatchObject([{ path: 'query' }])
    expect((await post({ ...body, shared: false })).status).toBe(422)
    expect((await t.post('/v1/views', { key: a.apiKeys.readOnly, json: body })).status).toBe(403)
  })
})
