import { connect } from 'node:net'
import { systemCtx } from '@siaga/events'
import { listen } from '@siaga/runtime'
import { createApiKey, revokeApiKey } from '@siaga/tenancy'
import type { SeededTenant } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { apiRoutes } from './app.ts'
import { answersFor, manado, openCase, openTestApi, semarang, type TestApi } from './testing.ts'

const perMinute = 400

let t: TestApi
let a: SeededTenant
let b: SeededTenant

beforeAll(async () => {
  t = await openTestApi({ requestsPerMinute: perMinute })
  a = await t.seed({ ...semarang, types: ['general-information'] })
  b = await t.seed(manado)
})
afterAll(() => t.close())

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const nowhere = '0199f0a2-6a0e-7c3e-9a41-5b1f4f2a9d10'
const keyed = () => apiRoutes(t.api).filter((route) => route.path.startsWith('/v1/'))
const filled = (path: string, ids: Record<string, string> = {}) =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? nowhere)

describe('the routes', () => {
  it('are enumerated as the router knows them, and every one under /v1 and /public stands in the OpenAPI document', async () => {
    const { json } = await t.get<{ openapi: string; paths: Record<string, Record<string, unknown>> }>('/openapi.json')
    expect(json.openapi).toBe('3.1.0')
    const documented = Object.entries(json.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const served = apiRoutes(t.api).map((r) => `${r.method} ${r.path}`)
    expect(served.filter((r) => /^\w+ \/(v1|public)\//.test(r)).sort()).toEqual(documented.sort())
    expect(served).toEqual(
      expect.arrayContaining(['GET /healthz', 'GET /readyz', 'GET /metrics', 'GET /openapi.json', 'GET /docs']),
    )
    expect(documented.length).toBeGreaterThanOrEqual(22)
  })

  it('under /v1 answer 401 without a key, with a wrong one, a revoked one, an expired one, in any other place', async () => {
    const ctx = systemCtx(t.back, a.tenantId, 'test')
    const revoked = await createApiKey(ctx, { name: 'Dicabut', scopes: ['case.read'] })
    await revokeApiKey(ctx, revoked.keyId)
    const expired = await createApiKey(ctx, {
      name: 'Lewat',
      scopes: ['case.read'],
      expiresAt: new Date(Date.now() - 1000),
    })
    const credentials: Record<string, string>[] = [
      {},
      { authorization: `Bearer sgk_${'x'.repeat(32)}` },
      { authorization: `Bearer ${revoked.key}` },
      { authorization: `Bearer ${expired.key}` },
      { authorization: `Basic ${a.apiKey}` },
      { authorization: `bearer${a.apiKey}` },
      { 'x-api-key': a.apiKey },
      { cookie: a.members.owner.cookie },
    ]
    expect(keyed().length).toBeGreaterThanOrEqual(15)
    for (const { method, path } of keyed()) {
      for (const headers of credentials) {
        const answer = await t.call(method, filled(path), { headers, ...(method !== 'GET' && { json: {} }) })
        expect([method, path, answer.status, answer.json.code]).toEqual([method, path, 401, 'unauthenticated'])
      }
    }
  })

  it('that there are not are a problem as well', async () => {
    const answer = await t.get('/nowhere')
    expect([answer.status, answer.json.code, answer.headers.get('content-type')]).toEqual([
      404,
      'not_found',
      'application/problem+json',
    ])
    expect((await t.get('/v1/nowhere')).status).toBe(401)
    expect((await t.get('/v1/nowhere', { key: a.apiKey })).status).toBe(404)
  })
})

describe('a body', () => {
  let path: string
  beforeAll(async () => {
    path = `/v1/cases/${(await openCase(t, a)).caseId}/notes`
  })

  it.each([
    ['JSON that breaks off', '{"text": "x', 'application/json', 400, 'body.malformed'],
    ['nothing at all', '', 'application/json', 400, 'body.malformed'],
    ['another type', 'text=x', 'application/x-www-form-urlencoded', 415, 'body.type'],
    ['text', '{"text":"x"}', 'text/plain', 415, 'body.type'],
    ['no type', '{"text":"x"}', null, 415, 'body.type'],
    ['more than 1 MB', JSON.stringify({ text: 'x'.repeat(1_100_000) }), 'application/json', 413, 'body.too_large'],
    [
      'nesting without end',
      `{"text":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      'application/json',
      422,
      'invalid',
    ],
  ])('of %s is refused', async (_what, body, type, status, code) => {
    const bytes = new TextEncoder().encode(body)
    const answer = await t.post(path, {
      key: a.apiKey,
      body: bytes,
      headers: { 'content-length': String(bytes.length), ...(type && { 'content-type': type }) },
    })
    expect([answer.status, answer.json.code, answer.json.status]).toEqual([status, code, status])
    expect(answer.json.detail).not.toContain('Unexpected')
  })

  it('that does not say its length is counted as it comes', async () => {
    const stream = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 20; i++) controller.enqueue(new TextEncoder().encode('x'.repeat(100_000)))
        controller.close()
      },
    })
    const request = new Request(`http://api.test${path}`, {
      method: 'POST',
      body: stream,
      duplex: 'half',
      headers: {
        authorization: `Bearer ${a.apiKey}`,
        'content-type': 'application/json',
        'transfer-encoding': 'chunked',
      },
    } as RequestInit)
    expect((await t.api.request(request)).status).toBe(413)
  })

  it('may name its charset', async () => {
    const answer = await t.post(path, {
      key: a.apiKey,
      json: { text: 'Selamat siang — “baik”' },
      headers: { 'content-type': 'application/json; charset=utf-8' },
    })
    expect(answer.status).toBe(201)
  })
})

describe('a problem', () => {
  it('speaks the language of the reader and points at its explanation', async () => {
    const id = await t.get('/v1/cases')
    const en = await t.get('/v1/cases', { headers: { 'accept-language': 'en' } })
    expect(id.json).toMatchObject({
      type: '/docs#unauthenticated',
      title: 'unauthenticated',
      status: 401,
      code: 'unauthenticated',
      detail: 'Masuk dahulu, atau sertakan kunci API yang berlaku.',
    })
    expect(en.json.detail).toBe('Sign in first, or send a valid API key.')
    expect(id.json.requestId).toBe(id.headers.get('x-request-id'))
  })
})

describe('the rate of a key', () => {
  it('is told with every answer, also with errors, and ends in 429', async () => {
    const ctx = systemCtx(t.back, a.tenantId, 'test')
    const { key } = await createApiKey(ctx, { name: 'Ramai', scopes: ['service.read'] })
    const first = await t.get('/v1/services', { key })
    expect([
      first.headers.get('ratelimit-limit'),
      first.headers.get('ratelimit-remaining'),
      first.headers.get('ratelimit-reset'),
    ]).toEqual([String(perMinute), String(perMinute - 1), '60'])
    expect((await t.get('/v1/cases', { key })).headers.get('ratelimit-remaining')).toBe(String(perMinute - 2))
    const more = await Promise.all(Array.from({ length: perMinute }, () => t.get('/v1/tenant', { key })))
    expect(more.filter((x) => x.status === 200)).toHaveLength(perMinute - 2)
    const over = more.find((x) => x.status === 429)
    expect(over?.json.code).toBe('rate_limited')
    expect(Number(over?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(over?.headers.get('ratelimit-remaining')).toBe('0')
    expect((await t.get('/v1/tenant', { key: b.apiKeys.bare })).status).toBe(200)
  })
})

it('gives pages of others no access to /v1', async () => {
  const answer = await t.get('/v1/tenant', { key: a.apiKeys.bare, headers: { origin: 'https://else.example' } })
  expect(answer.headers.get('access-control-allow-origin')).toBeNull()
})

describe('over a socket', () => {
  it('answers an upload that is too large without taking it', async () => {
    const server = await listen(t.api, 0, silent)
    const { port } = server.server.address() as { port: number }
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.write(
          `POST /public/v1/forms/semarang/${a.services[0]?.slug} HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: 60000000\r\n\r\n--x\r\n`,
        )
      })
      socket.once('data', (data) => {
        resolve(data.toString())
        socket.destroy()
      })
      socket.once('error', reject)
    })
    await server.close()
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
    expect(answer).toContain('body.too_large')
  })
})

it('serves without Redis: forms, tickets and keys, still with limits', async () => {
  const own = await openTestApi({ formLimits: { perAddress: 3, perService: 1000 } })
  const tenant = await own.seed({
    slug: 'semarang',
    authorityCode: '33.74',
    kind: 'city',
    name: 'Kota Semarang',
    types: ['general-information'],
  })
  await own.redis.close()
  const path = `/public/v1/forms/semarang/${tenant.services[0]?.slug}`
  const values = answersFor((await own.get<Parameters<typeof answersFor>[0]>(path)).json)
  const sent = []
  for (let i = 0; i < 4; i++) sent.push(await own.post<{ code: string }>(path, { json: { values } }))
  expect(sent.map((s) => s.status)).toEqual([202, 202, 202, 429])
  expect((await own.get(`/public/v1/tickets/${sent[0]?.json.code}`)).status).toBe(200)
  expect((await own.get('/v1/cases', { key: tenant.apiKey })).headers.get('ratelimit-remaining')).toBe('599')
  await own.close()
})
