import type { SeededTenant } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { manado, openCase, openTestApi, semarang, type TestApi } from '../testing.ts'

let t: TestApi
let a: SeededTenant
let b: SeededTenant
let outcome: string

beforeAll(async () => {
  t = await openTestApi()
  a = await t.seed(semarang)
  b = await t.seed(manado)
  const services = await t.get<{ data: { id: string; outcomes: { code: string }[] }[] }>('/v1/services', {
    key: a.apiKey,
  })
  outcome = services.json.data.find((s) => s.id === a.services[0]?.id)?.outcomes[0]?.code as string
})
afterAll(() => t.close())

type Detail = {
  revision: number
  state: string
  subject: string
  priority: string
  outcome: string | null
  assigneeId: string | null
  messages: { text: string; direction: string }[]
  entries: { kind: string; text: string | null }[]
}

const read = async (caseId: string) => (await t.get<Detail>(`/v1/cases/${caseId}`, { key: a.apiKey })).json
const match = (revision: number) => ({ 'if-match': `"${revision}"` })

/** The calls that change a case by its revision; each with a body that would succeed. */
const edits = [
  ['POST', 'assign', () => ({ assigneeId: a.members.agent.memberId })],
  ['PATCH', '', () => ({ subject: 'Lampu jalan padam di Jalan Pemuda' })],
  ['POST', 'resolve', () => ({ outcome, class: 'normal' })],
  ['POST', 'close', () => ({ outcome })],
] as const

const pathOf = (caseId: string, action: string) => `/v1/cases/${caseId}${action ? `/${action}` : ''}`

describe.each(edits)('%s /v1/cases/{id}/%s', (method, action, body) => {
  it('changes the case that was read, and gives its new ETag', async () => {
    const { caseId } = await openCase(t, a)
    const answer = await t.call(method, pathOf(caseId, action), { key: a.apiKey, headers: match(1), json: body() })
    expect([answer.status, answer.json]).toEqual([200, { revision: 2 }])
    expect(answer.headers.get('etag')).toBe('"2"')
    expect((await read(caseId)).revision).toBe(2)
  })

  it('refuses a stale revision with 412 and changes nothing', async () => {
    const { caseId } = await openCase(t, a)
    await t.patch(`/v1/cases/${caseId}`, { key: a.apiKey, headers: match(1), json: { priority: 'p1' } })
    const before = await read(caseId)
    const answer = await t.call(method, pathOf(caseId, action), { key: a.apiKey, headers: match(1), json: body() })
    expect([answer.status, answer.json.code, answer.json.status]).toEqual([412, 'case.stale', 412])
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(await read(caseId)).toEqual(before)
  })

  it('needs an If-Match that can be an ETag', async () => {
    const { caseId } = await openCase(t, a)
    const none = await t.call(method, pathOf(caseId, action), { key: a.apiKey, json: body() })
    expect([none.status, none.json.code]).toEqual([428, 'precondition.required'])
    for (const tag of ['*', '1', 'W/"1"', '"0"', '"1", "2"']) {
      const wrong = await t.call(method, pathOf(caseId, action), {
        key: a.apiKey,
        headers: { 'if-match': tag },
        json: body(),
      })
      expect([wrong.status, wrong.json.code]).toEqual([422, 'precondition.form'])
    }
    expect((await read(caseId)).revision).toBe(1)
  })

  it('is not found for another tenant or service, forbidden without case.work, closed without a key', async () => {
    const { caseId } = await openCase(t, a)
    const inOther = await openCase(t, a, 1)
    const call = (id: string, key?: string) =>
      t.call(method, pathOf(id, action), { key, headers: match(1), json: body() })
    expect((await call(caseId, b.apiKey)).status).toBe(404)
    expect((await call(inOther.caseId, a.apiKeys.narrow)).status).toBe(404)
    expect((await call(caseId, a.apiKeys.readOnly)).json.code).toBe('forbidden')
    expect((await call(caseId)).json.code).toBe('unauthenticated')
    expect((await read(caseId)).revision).toBe(1)
  })

  it('refuses a field that it does not know', async () => {
    const { caseId } = await openCase(t, a)
    const answer = await t.call(method, pathOf(caseId, action), {
      key: a.apiKey,
      headers: match(1),
      json: { ...body(), tenantId: b.tenantId },
    })
    expect(answer.status).toBe(422)
    expect(answer.json.errors).toMatchObject([{ path: 'tenantId', code: 'unknown_field' }])
  })
})

describe('the life of a case', () => {
  it('goes from assigned to resolved, reopened and closed', async () => {
    const { caseId } = await openCase(t, a)
    const step = (action: string, revision: number, json?: unknown) =>
      t.post<{ revision: number }>(`/v1/cases/${caseId}/${action}`, { key: a.apiKey, headers: match(revision), json })
    expect((await step('assign', 1, { assigneeId: a.members.agent.memberId })).json.revision).toBe(2)
    expect(await read(caseId)).toMatchObject({ state: 'open', assigneeId: a.members.agent.memberId })
    expect((await step('assign', 2, { assigneeId: null })).json.revision).toBe(3)
    expect((await step('resolve', 3, { outcome, class: 'information', note: 'Sudah diperiksa.' })).status).toBe(200)
    expect(await read(caseId)).toMatchObject({ state: 'resolved', outcome })
    expect((await step('resolve', 4, { outcome })).status).toBe(409)
    expect((await step('reopen', 4)).json.revision).toBe(5)
    expect((await step('reopen', 5)).status).toBe(409)
    expect((await step('close', 5)).status).toBe(422)
    expect((await step('close', 5, { outcome })).json.revision).toBe(6)
    const end = await read(caseId)
    expect(end.state).toBe('closed')
    expect(end.entries.map((e) => e.kind)).toEqual([
      'opened',
      'assigned',
      'assigned',
      'note',
      'resolved',
      'reopened',
      'closed',
    ])
  })

  it('names what is wrong with a change', async () => {
    const { caseId } = await openCase(t, a)
    const wrong = async (json: unknown, path: string) => {
      const answer = await t.patch(`/v1/cases/${caseId}`, { key: a.apiKey, headers: match(1), json })
      expect([answer.status, answer.json.errors?.map((e) => e.path)]).toEqual([422, [path]])
    }
    await wrong({ category: 'volcano' }, 'category')
    await wrong({ regionCode: '99.99' }, 'regionCode')
    await wrong({ priority: 'p9' }, 'priority')
    await wrong({ subject: 'x' }, 'subject')
    await wrong({ subject: 'halo\u0000dunia' }, 'subject')
    await wrong({ place: '\ud800' }, 'place')
    const stranger = await t.post(`/v1/cases/${caseId}/assign`, {
      key: a.apiKey,
      headers: match(1),
      json: { assigneeId: b.members.agent.memberId },
    })
    expect([stranger.status, stranger.json.errors?.[0]?.path]).toEqual([422, 'assigneeId'])
    const narrow = await openCase(t, a, 1)
    const notOfService = await t.post(`/v1/cases/${narrow.caseId}/assign`, {
      key: a.apiKey,
      headers: match(1),
      json: { assigneeId: a.members.narrow.memberId },
    })
    expect(notOfService.status).toBe(422)
  })

  it('refuses to move a case into a queue of another service or tenant', async () => {
    const { caseId } = await openCase(t, a)
    for (const queueId of [Object.values(a.services[1]?.queueIds ?? {})[0], Object.values(b.queues)[0]]) {
      const answer = await t.patch(`/v1/cases/${caseId}`, { key: a.apiKey, headers: match(1), json: { queueId } })
      expect([answer.status, answer.json.errors?.[0]?.path]).toEqual([422, 'queueId'])
    }
  })
})

describe.each([
  ['replies', 'messageId'],
  ['notes', 'caseId'],
] as const)('POST /v1/cases/{id}/%s', (action, made) => {
  const send = (caseId: string, json: unknown, asked: { key?: string; idempotencyKey?: string } = {}) =>
    t.post(`/v1/cases/${caseId}/${action}`, {
      key: asked.key ?? a.apiKey,
      json,
      headers: asked.idempotencyKey ? { 'idempotency-key': asked.idempotencyKey } : {},
    })
  const written = async (caseId: string) => {
    const detail = await read(caseId)
    return [
      ...detail.messages.filter((m) => m.direction === 'out'),
      ...detail.entries.filter((e) => e.kind === 'note'),
    ].map((x) => x.text)
  }

  it('writes it once', async () => {
    const { caseId } = await openCase(t, a)
    const answer = await send(caseId, { text: 'Petugas sudah menuju lokasi.' })
    expect(answer.status).toBe(201)
    expect(answer.json[made]).toEqual(expect.any(String))
    expect(await written(caseId)).toEqual(['Petugas sudah menuju lokasi.'])
  })

  it('gives a repeat with the same key the same answer, also five at once', async () => {
    const { caseId } = await openCase(t, a)
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => send(caseId, { text: 'Satu kali saja.' }, { idempotencyKey: `${caseId}/1` })),
    )
    expect(answers.map((x) => x.status)).toEqual([201, 201, 201, 201, 201])
    expect(new Set(answers.map((x) => x.text)).size).toBe(1)
    expect(await written(caseId)).toEqual(['Satu kali saja.'])
    const other = await send(caseId, { text: 'Isi lain.' }, { idempotencyKey: `${caseId}/1` })
    expect([other.status, other.json.code]).toEqual([409, 'idempotency.reused'])
  })

  it('refuses an empty text, a foreign field and a key that is none', async () => {
    const { caseId } = await openCase(t, a)
    expect((await send(caseId, { text: '  ' })).json.errors).toMatchObject([{ path: 'text', code: 'required' }])
    expect((await send(caseId, {})).json.errors).toMatchObject([{ path: 'text', code: 'required' }])
    expect((await send(caseId, { text: 'x', to: 'y' })).json.errors).toMatchObject([
      { path: 'to', code: 'unknown_field' },
    ])
    expect((await send(caseId, { text: 'x' }, { idempotencyKey: 'short' })).json.errors).toMatchObject([
      { path: 'Idempotency-Key' },
    ])
    expect(await written(caseId)).toEqual([])
  })

  it('is not found for another tenant or service and forbidden without case.work', async () => {
    const { caseId } = await openCase(t, a)
    const inOther = await openCase(t, a, 1)
    expect((await send(caseId, { text: 'x' }, { key: b.apiKey })).status).toBe(404)
    expect((await send(inOther.caseId, { text: 'x' }, { key: a.apiKeys.narrow })).status).toBe(404)
    expect((await send(caseId, { text: 'x' }, { key: a.apiKeys.readOnly })).status).toBe(403)
    expect(await written(caseId)).toEqual([])
  })
})

it('quotes nothing where the channel cannot, or what is not of the case', async () => {
  const { caseId } = await openCase(t, a)
  const [own] = (await t.get<{ data: { id: string }[] }>(`/v1/cases/${caseId}/messages`, { key: a.apiKey })).json.data
  for (const replyToId of [own?.id, a.tenantId]) {
    const answer = await t.post(`/v1/cases/${caseId}/replies`, { key: a.apiKey, json: { text: 'Ya', replyToId } })
    expect([answer.status, answer.json.errors?.[0]?.path]).toEqual([422, 'replyToId'])
  }
})

it('does not answer a settled case', async () => {
  const { caseId } = await openCase(t, a)
  await t.post(`/v1/cases/${caseId}/close`, { key: a.apiKey, headers: match(1), json: { outcome } })
  const answer = await t.post(`/v1/cases/${caseId}/replies`, { key: a.apiKey, json: { text: 'Terlambat' } })
  expect([answer.status, answer.json.code]).toEqual([409, 'case.not_open'])
})
