import type { SeededTenant } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Anything, openCase, openTestApi, type TestApi } from '../testing.ts'

let t: TestApi
let a: SeededTenant
let b: SeededTenant

beforeAll(async () => {
  t = await openTestApi()
  const types = ['general-information', 'emergency-112']
  a = await t.seed({ slug: 'semarang', authorityCode: '33.74', kind: 'city', name: 'Kota Semarang', types })
  b = await t.seed({ slug: 'manado', authorityCode: '71.71', kind: 'city', name: 'Kota Manado', types })
})
afterAll(() => t.close())

type Detail = {
  revision: number
  state: string
  number: string
  callbackAt: string | null
  isSpam: boolean
  parentId: string | null
  mergedIntoId: string | null
  serviceId: string
  attributes: Record<string, string>
  tags: { id: string; name: string }[]
  links: { id: string }[]
  children: { id: string }[]
  checklist: { id: string; text: string; doneBy: string | null }[]
  messages: { id: string; text: string }[]
}

const read = async (id: string) => (await t.get<Detail>(`/v1/cases/${id}`, { key: a.apiKey })).json
const match = (revision: number) => ({ 'if-match': `"${revision}"` })
const soon = () => new Date(Date.now() + 3_600_000).toISOString()
const post = <T = Anything>(id: string, path: string, json: unknown, revision?: number, key = a.apiKey) =>
  t.post<T>(`/v1/cases/${id}/${path}`, { key, json, ...(revision !== undefined && { headers: match(revision) }) })
const opened = async (service = 0) => (await openCase(t, a, service)).caseId

/** Acts that change the case which was read; each with a body that would succeed. */
const edits: [string, () => Promise<unknown> | unknown][] = [
  ['parent', async () => ({ parentId: await opened() })],
  ['move', () => ({ queueId: a.services[0]?.queueIds.verification, note: 'Perlu dicek.' })],
  ['callback', () => ({ at: soon() })],
  ['spam', () => ({})],
]

describe.each(edits)('POST /v1/cases/{id}/%s', (path, body) => {
  it('changes the case that was read, and gives its new ETag', async () => {
    const id = await opened()
    const answer = await post<{ revision: number }>(id, path, await body(), 1)
    expect([answer.status, answer.json.revision, answer.headers.get('etag')], answer.text).toEqual([200, 2, '"2"'])
    expect((await read(id)).revision).toBe(2)
  })

  it('refuses a stale revision with 412, and one that is missing with 428', async () => {
    const id = await opened()
    await t.patch(`/v1/cases/${id}`, { key: a.apiKey, headers: match(1), json: { priority: 'p1' } })
    expect((await post(id, path, await body(), 1)).json.code).toBe('case.stale')
    expect((await post(id, path, await body())).status).toBe(428)
  })

  it('is not found for another tenant or service, forbidden without case.work, and knows its fields', async () => {
    const [id, other] = [await opened(), await opened(1)]
    const json = await body()
    expect((await post(id, path, json, 1, b.apiKey)).status).toBe(404)
    expect((await post(other, path, json, 1, a.apiKeys.narrow)).status).toBe(404)
    expect((await post(id, path, json, 1, a.apiKeys.readOnly)).status).toBe(403)
    const foreign = await post(id, path, { ...(json as object), tenantId: b.tenantId }, 1)
    expect(foreign.json.errors).toMatchObject([{ path: 'tenantId', code: 'unknown_field' }])
  })
})

describe('relations of cases', () => {
  it('links and unlinks both, once', async () => {
    const [one, two] = [await opened(), await opened()]
    expect((await post(one, 'link', { otherId: two })).json).toEqual({ linked: true })
    expect((await post(two, 'link', { otherId: one })).json).toEqual({ linked: false })
    expect((await read(two)).links.map((l) => l.id)).toEqual([one])
    expect((await post(two, 'unlink', { otherId: one })).json).toEqual({ unlinked: true })
    expect((await post(one, 'link', { otherId: one })).status).toBe(422)
    expect((await post(one, 'link', { otherId: two }, undefined, b.apiKey)).status).toBe(404)
  })

  it('refuses to merge cases of two citizens, with a code that says why', async () => {
    const [one, two] = [await opened(), await opened()]
    const answer = await post(one, 'merge', { intoId: two }, 1)
    expect([answer.status, answer.json.code]).toEqual([409, 'case.other_citizen'])
    expect((await post(one, 'merge', { intoId: two }, 7)).status).toBe(412)
    expect((await post(one, 'merge', { intoId: two }, 1, b.apiKey)).status).toBe(404)
  })

  it('splits messages out into a new case, once for one key', async () => {
    const { caseId, code } = await openCase(t, a)
    const sent = await t.post(`/public/v1/tickets/${code}/messages`, { json: { text: 'Satu lagi, soal lain.' } })
    expect(sent.status, sent.text).toBeLessThan(300)
    await t.drain(a.tenantId)
    const { messages, revision } = await read(caseId)
    const headers = { ...match(revision), 'idempotency-key': 'pisah-sekali-saja' }
    const json = { messageIds: [messages.at(-1)?.id], subject: 'Soal lain' }
    const split = () =>
      t.post<{ caseId: string; number: string }>(`/v1/cases/${caseId}/split`, { key: a.apiKey, headers, json })
    const made = await split()
    expect(made.status, made.text).toBe(201)
    expect((await split()).json).toEqual(made.json)
    expect((await read(made.json.caseId)).messages.map((m) => m.text)).toEqual(['Satu lagi, soal lain.'])
    const all = await post(caseId, 'split', { messageIds: [messages[0]?.id] }, (await read(caseId)).revision)
    expect(all.json.errors).toMatchObject([{ path: 'messageIds' }])
  })

  it('asks about open parts when their parent is settled', async () => {
    const [parent, child] = [await opened(), await opened()]
    await post(child, 'parent', { parentId: parent }, 1)
    expect((await read(parent)).children.map((c) => c.id)).toEqual([child])
    const services = await t.get<{ data: { id: string; outcomes: { code: string }[] }[] }>('/v1/services', {
      key: a.apiKey,
    })
    const outcome = services.json.data.find((s) => s.id === a.services[0]?.id)?.outcomes[0]?.code
    const asked = await post(parent, 'resolve', { outcome }, (await read(parent)).revision)
    expect(asked.json.errors).toMatchObject([{ path: 'children', code: 'required' }])
    expect((await post(parent, 'resolve', { outcome, children: 'settle' }, (await read(parent)).revision)).status).toBe(
      200,
    )
    expect((await read(child)).state).toBe('resolved')
  })
})

describe('place and time of a case', () => {
  it('moves to another service, which a key of one service may not reach', async () => {
    const id = await opened()
    const move = { serviceId: a.services[1]?.id, note: 'Ini darurat.' }
    expect((await post(id, 'move', move, 1, a.apiKeys.narrow)).status).toBe(404)
    expect((await post(id, 'move', { ...move, note: '' }, 1)).status).toBe(422)
    expect((await post(id, 'move', move, 1)).json).toEqual({ revision: 2, serviceId: a.services[1]?.id })
    expect((await read(id)).serviceId).toBe(a.services[1]?.id)
  })

  it('plans a call-back and ends it; a past time is named', async () => {
    const id = await opened()
    const at = soon()
    await post(id, 'callback', { at }, 1)
    expect((await read(id)).callbackAt).toBe(at)
    await post(id, 'callback', { at: null, done: true }, 2)
    expect((await read(id)).callbackAt).toBeNull()
    const past = await post(id, 'callback', { at: '2020-01-01T00:00:00Z' }, 3)
    expect(past.json.errors).toMatchObject([{ path: 'at' }])
  })

  it('marks spam, and takes the mark off', async () => {
    const id = await opened()
    await post(id, 'spam', {}, 1)
    expect(await read(id)).toMatchObject({ isSpam: true, state: 'closed' })
    expect((await post(id, 'not-spam', {}, 2)).status).toBe(200)
    expect(await read(id)).toMatchObject({ isSpam: false, state: 'open' })
    expect((await post(id, 'not-spam', {}, 3, b.apiKey)).status).toBe(404)
  })
})

describe('tags, fields and checklist', () => {
  it('tags a case, suggests the tag, renames and retires it for who may', async () => {
    const id = await opened()
    expect((await post(id, 'tags', { add: ['Lampu Jalan'] })).status).toBe(200)
    const tagId = (await read(id)).tags[0]?.id as string
    expect((await t.get(`/v1/tags?query=lampu`, { key: a.apiKey })).json.data).toMatchObject([{ name: 'lampu jalan' }])
    expect((await t.get('/v1/tags', { key: b.apiKey })).json.data).toEqual([])
    expect((await t.get('/v1/tags/all', { key: a.apiKeys.readOnly })).status).toBe(403)
    expect((await t.get('/v1/tags/all', { key: a.apiKey })).json.data).toMatchObject([{ id: tagId, uses: 1 }])
    const change = (json: unknown, key = a.apiKey) => t.patch(`/v1/tags/${tagId}`, { key, json })
    expect((await change({ name: 'Lampu' }, b.apiKey)).status).toBe(404)
    expect((await change({ name: 'Lampu' }, a.apiKeys.readOnly)).status).toBe(403)
    expect((await change({ name: 'Lampu', isActive: false })).json).toEqual({
      id: tagId,
      name: 'lampu',
      isActive: false,
    })
    expect((await post(await opened(), 'tags', { add: ['lampu'] })).json.code).toBe('tag.retired')
    expect((await post(id, 'tags', { remove: [tagId] })).json).toEqual({ tagIds: [] })
    expect((await post(id, 'tags', { add: ['x'.repeat(60)] })).status).toBe(422)
    expect((await post(id, 'tags', { add: ['x'] }, undefined, b.apiKey)).status).toBe(404)
    expect((await post(id, 'tags', { add: ['x'] }, undefined, a.apiKeys.readOnly)).status).toBe(403)
  })

  it('adds, ticks and removes a checklist item', async () => {
    const id = await opened()
    const made = await post<{ itemId: string }>(id, 'checklist', { text: 'Telepon dinas' })
    expect(made.status).toBe(201)
    const { itemId } = made.json
    expect((await post(id, 'checklist-tick', { itemId, done: true })).json).toEqual({ done: true })
    expect((await read(id)).checklist).toMatchObject([{ id: itemId, text: 'Telepon dinas', doneBy: 'Semua' }])
    expect((await post(id, 'checklist-tick', { itemId: 'lain', done: true })).status).toBe(404)
    expect((await post(id, 'checklist-remove', { itemId })).status).toBe(200)
    expect((await read(id)).checklist).toEqual([])
    for (const [path, json] of [
      ['checklist', { text: 'x' }],
      ['checklist-tick', { itemId, done: true }],
      ['checklist-remove', { itemId }],
    ] as const) {
      expect((await post(id, path, json, undefined, b.apiKey)).status).toBe(404)
      expect((await post(id, path, json, undefined, a.apiKeys.readOnly)).status).toBe(403)
      expect((await post(id, path, {})).status).toBe(422)
    }
  })

  it('keeps answers to the service’s own fields, and names the wrong one', async () => {
    const id = await opened(1)
    const change = (attributes: unknown, revision: number) =>
      t.patch(`/v1/cases/${id}`, { key: a.apiKey, headers: match(revision), json: { attributes } })
    expect((await change({ victims: '3', agency_informed: 'yes' }, 1)).status).toBe(200)
    expect((await read(id)).attributes).toEqual({ victims: '3', agency_informed: 'yes' })
    const wrong = await change({ victims: 'banyak', lain: 'x' }, 2)
    expect(wrong.json.errors?.map((e) => e.path)).toEqual(['attributes.victims', 'attributes.lain'])
  })
})
