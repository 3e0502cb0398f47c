import type { SeededTenant } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '../testing.ts'

let t: TestApi
let a: SeededTenant
let b: SeededTenant
let serial = 0

beforeAll(async () => {
  t = await openTestApi()
  a = await t.seed({
    slug: 'semarang',
    authorityCode: '33.74',
    kind: 'city',
    name: 'Kota Semarang',
    types: ['general-information', 'emergency-112'],
  })
  b = await t.seed({
    slug: 'manado',
    authorityCode: '71.71',
    kind: 'city',
    name: 'Kota Manado',
    types: ['general-information'],
  })
})
afterAll(() => t.close())

type Logged = { interactionId: string; contactId: string; caseId: string | null; number: string | null; code?: string }
type Contact = {
  id: string
  name: string | null
  version: number
  identities: { id: string; address: string; kind: string; channelKinds: string[] }[]
  notes: { text: string }[]
  block: { reason: string; expiresAt: string } | null
  merges: { id: string; sourceId: string }[]
  cases: { id: string; channelKind: string }[]
  mergedIntoId: string | null
}

const body = (more: object = {}) => ({
  kind: 'call',
  serviceId: a.services[0]?.id,
  citizen: { name: 'Ratna Dewi', phone: `0812-3344-${String(++serial).padStart(4, '0')}` },
  text: 'Lampu jalan padam',
  case: { kind: 'new' },
  ...more,
})
const log = (more: object = {}, key = a.apiKey, headers = {}) =>
  t.post<Logged>('/v1/interactions', { key, headers, json: body(more) })
const read = async (id: string, key = a.apiKey) => (await t.get<Contact>(`/v1/contacts/${id}`, { key })).json
const match = (version: number) => ({ 'if-match': `"${version}"` })
const citizen = async (more: object = {}) => (await log(more)).json.contactId

describe('POST /v1/interactions', () => {
  it('logs a call with its case, and the same key twice is one', async () => {
    const json = body({ receivedAt: new Date(Date.now() - 3_600_000).toISOString() })
    const headers = { 'idempotency-key': 'catat-satu-kali' }
    const first = await t.post<Logged>('/v1/interactions', { key: a.apiKey, headers, json })
    const again = await t.post<Logged>('/v1/interactions', { key: a.apiKey, headers, json })
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.json).toEqual(first.json)
    expect(first.json.number).toMatch(/-3374-\d{4}-\d{6}$/)
    const contact = await read(first.json.contactId)
    expect(contact.cases.map((c) => [c.id, c.channelKind])).toEqual([[first.json.caseId, 'call']])
  })

  it('logs a prank without a case and without a number', async () => {
    const { status, json } = await log({ class: 'prank', case: { kind: 'none' }, citizen: {}, text: '' })
    expect([status, json.caseId, json.number]).toEqual([201, null, null])
  })

  it('names every wrong field', async () => {
    const wrong = await t.post('/v1/interactions', {
      key: a.apiKey,
      json: body({ case: { kind: 'none' }, category: 'x', receivedAt: '2099-01-01T00:00:00Z' }),
    })
    expect(wrong.status).toBe(422)
    expect(wrong.json.errors?.map((e) => e.path)).toEqual(['receivedAt', 'case', 'category'])
    for (const more of [
      { kind: 'mail' },
      { citizen: { phone: 'x'.repeat(50) } },
      { receivedAt: 'kemarin' },
      { foreign: 1 },
    ])
      expect((await t.post('/v1/interactions', { key: a.apiKey, json: body(more) })).status).toBe(422)
  })

  it('is forbidden without case.work, and another tenant’s or service’s id does not exist', async () => {
    expect((await log({}, a.apiKeys.readOnly)).status).toBe(403)
    expect((await log({}, b.apiKey)).status).toBe(404)
    expect((await log({ serviceId: a.services[1]?.id }, a.apiKeys.narrow)).status).toBe(404)
    const mine = await log()
    const theirs = await log(
      { serviceId: b.services[0]?.id, case: { kind: 'existing', caseId: mine.json.caseId } },
      b.apiKey,
    )
    expect(theirs.status).toBe(404)
  })
})

describe('/v1/contacts', () => {
  it('lists the newest, and finds by the beginning of a name or number', async () => {
    const id = await citizen({ citizen: { name: 'Zulkifli', phone: '0813-5555-6666' } })
    for (const search of ['zulk', '0813 5555', '%2B62813'])
      expect(
        (await t.get<{ data: { id: string }[] }>(`/v1/contacts?search=${search}`, { key: a.apiKey })).json.data.map(
          (c) => c.id,
        ),
      ).toEqual([id])
    const page = await t.get<{ data: { id: string }[]; next: string }>('/v1/contacts?limit=1', { key: a.apiKey })
    expect(page.json.data[0]?.id).toBe(id)
    expect((await t.get(`/v1/contacts?cursor=ngawur`, { key: a.apiKey })).json.code).toBe('contact.cursor')
    expect((await t.get('/v1/contacts', { key: a.apiKeys.readOnly })).status).toBe(403)
    expect((await t.get<{ data: unknown[] }>('/v1/contacts', { key: b.apiKey })).json.data).toEqual([])
  })

  it('masks who it is for a key without contact.read, and hides other services’ cases', async () => {
    const id = await citizen({ serviceId: a.services[1]?.id, citizen: { name: 'Siti', phone: '0812-9999-0001' } })
    const seen = await read(id, a.apiKeys.readOnly)
    expect([seen.name, seen.identities[0]?.address]).toEqual([null, '0812-••••-0001'])
    expect((await read(id, a.apiKeys.narrow)).cases).toEqual([])
    expect((await read(id)).identities[0]?.address).toBe('+6281299990001')
  })

  it('changes name and language by its version: stale is 412, none is 428', async () => {
    const id = await citizen()
    const path = `/v1/contacts/${id}`
    const done = await t.patch(path, { key: a.apiKey, headers: match(1), json: { name: 'Ratna', language: 'en' } })
    expect([done.status, done.json, done.headers.get('etag')]).toEqual([200, { version: 2 }, '"2"'])
    const stale = await t.patch(path, { key: a.apiKey, headers: match(1), json: { name: 'x' } })
    expect([stale.status, stale.json.code]).toEqual([412, 'contact.stale'])
    expect((await t.patch(path, { key: a.apiKey, json: { name: 'x' } })).status).toBe(428)
    expect((await t.patch(path, { key: a.apiKey, headers: match(2), json: { language: 'jv' } })).status).toBe(422)
    expect((await t.patch(path, { key: a.apiKeys.narrow, headers: match(2), json: { name: 'x' } })).status).toBe(403)
    expect((await t.patch(path, { key: b.apiKey, headers: match(2), json: { name: 'x' } })).status).toBe(404)
    expect((await read(id)).name).toBe('Ratna')
  })

  it('takes a note once per key', async () => {
    const id = await citizen()
    const headers = { 'idempotency-key': 'catatan-warga-1' }
    for (let i = 0; i < 2; i++)
      expect(
        (await t.post(`/v1/contacts/${id}/notes`, { key: a.apiKey, headers, json: { text: 'Sore saja' } })).status,
      ).toBe(201)
    expect((await read(id)).notes.map((n) => n.text)).toEqual(['Sore saja'])
    expect((await t.post(`/v1/contacts/${id}/notes`, { key: a.apiKey, json: { text: '' } })).status).toBe(422)
    expect((await t.post(`/v1/contacts/${id}/notes`, { key: a.apiKeys.readOnly, json: { text: 'x' } })).status).toBe(
      403,
    )
    expect((await t.post(`/v1/contacts/${id}/notes`, { key: b.apiKey, json: { text: 'x' } })).status).toBe(404)
  })

  it('blocks for a while and unblocks', async () => {
    const id = await citizen()
    const block = (json: object, key = a.apiKey) => t.post(`/v1/contacts/${id}/block`, { key, headers: match(1), json })
    expect((await block({ reason: 'x' })).status).toBe(422)
    expect((await block({ reason: 'Iseng', hours: 3000 })).status).toBe(422)
    expect((await block({ reason: 'Iseng' }, a.apiKeys.narrow)).status).toBe(403)
    expect((await block({ reason: 'Iseng' }, b.apiKey)).status).toBe(404)
    expect((await block({ reason: 'Iseng', hours: 2 })).json).toMatchObject({ version: 2 })
    expect((await read(id)).block?.reason).toBe('Iseng')
    expect((await t.post(`/v1/contacts/${id}/unblock`, { key: a.apiKey })).json).toEqual({ version: 3 })
    expect((await t.post(`/v1/contacts/${id}/unblock`, { key: a.apiKey })).json.code).toBe('contact.not_blocked')
    expect((await t.post(`/v1/contacts/${id}/unblock`, { key: b.apiKey })).status).toBe(404)
  })

  it('suggests who has the same number, merges, and undoes exactly', async () => {
    const [target, source] = [await citizen(), await citizen()]
    const merge = (key: string, json: object) =>
      t.post<{ mergeId: string; version: number; code?: string }>(`/v1/contacts/${target}/merge`, {
        key,
        headers: match(1),
        json,
      })
    const wanted = { sourceId: source, sourceVersion: 1 }
    expect((await merge(a.apiKeys.readOnly, wanted)).status).toBe(403)
    expect((await merge(b.apiKey, wanted)).status).toBe(404)
    expect((await merge(a.apiKey, { ...wanted, sourceVersion: 7 })).status).toBe(412)
    const { json } = await merge(a.apiKey, wanted)
    expect(json.version).toBe(2)
    expect((await read(target)).cases).toHaveLength(2)
    expect((await read(source)).mergedIntoId).toBe(target)
    const undo = (key: string) => t.post(`/v1/contacts/merges/${json.mergeId}/undo`, { key })
    expect((await undo(b.apiKey)).status).toBe(404)
    expect((await undo(a.apiKeys.readOnly)).status).toBe(403)
    expect((await undo(a.apiKey)).json).toEqual({ contactId: source })
    expect((await undo(a.apiKey)).json.code).toBe('contact.merge_undone')
    expect((await read(target)).cases).toHaveLength(1)
    const duplicates = await t.get<{ data: unknown[] }>(`/v1/contacts/${target}/duplicates`, { key: a.apiKey })
    expect(duplicates.status).toBe(200)
    expect((await t.get(`/v1/contacts/${target}/duplicates`, { key: a.apiKeys.readOnly })).status).toBe(403)
    expect((await t.get(`/v1/contacts/${target}/duplicates`, { key: b.apiKey })).status).toBe(404)
  })
})
