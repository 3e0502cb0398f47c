import type { SeededTenant } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '../testing.ts'

let t: TestApi
let a: SeededTenant
let b: SeededTenant
beforeAll(async () => {
  t = await openTestApi()
  const seed = (slug: string, authorityCode: string) =>
    t.seed({ slug, authorityCode, kind: 'city', name: slug, types: ['health-helpdesk', 'emergency-112'] })
  a = await seed('semarang', '33.74')
  b = await seed('manado', '71.71')
})
afterAll(() => t.close())

type Canned = { id: string; version: number; shortcut: string; isActive: boolean }

let serial = 0
const content = (over: object = {}) => ({
  serviceId: null,
  shortcut: `balasan-${++serial}`,
  title: 'Terima kasih',
  text: 'Terima kasih, {nama}. Nomor tiket Anda {nomor}.',
  ...over,
})
const create = (over: object = {}, key = a.apiKey) =>
  t.post<Canned & { code?: string; errors?: { path: string }[] }>('/v1/canned-replies', { key, json: content(over) })
const change = (id: string, version: number, json: object, key = a.apiKey) =>
  t.patch<Canned & { code?: string }>(`/v1/canned-replies/${id}`, {
    key,
    json,
    headers: { 'if-match': `"${version}"` },
  })
const list = async (key = a.apiKey, query = '') =>
  (await t.get<{ data: Canned[] }>(`/v1/canned-replies${query}`, { key })).json.data

describe('canned replies', () => {
  it('are created, listed, changed, retired and used again', async () => {
    const made = await create()
    expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"'])
    const { id, shortcut } = made.json
    expect((await list()).map((r) => r.id)).toContain(id)
    expect((await change(id, 1, { title: 'Judul lain' })).json).toMatchObject({
      title: 'Judul lain',
      shortcut,
      version: 2,
    })
    expect((await change(id, 2, { isActive: false })).json.isActive).toBe(false)
    expect((await list()).map((r) => r.id)).not.toContain(id)
    expect((await list(a.apiKey, '?retired=true')).map((r) => r.id)).toContain(id)
    expect((await change(id, 3, { isActive: true })).status).toBe(200)
  })

  it('refuse a stale change with 412', async () => {
    const { id } = (await create()).json
    await change(id, 1, { title: 'Pertama' })
    const answer = await change(id, 1, { title: 'Kedua' })
    expect([answer.status, answer.json.code]).toEqual([412, 'canned.stale'])
  })

  it('have one meaning per shortcut: a service’s own and those for all together', async () => {
    const [first, second] = a.services
    const { shortcut } = (await create({ serviceId: first?.id })).json
    expect((await create({ shortcut, serviceId: first?.id })).json.code).toBe('canned.shortcut_taken')
    expect((await create({ shortcut: shortcut.toUpperCase() })).json.code).toBe('canned.shortcut_taken')
    expect((await create({ shortcut, serviceId: second?.id })).status).toBe(201)
  })

  it('name what is wrong: a field that no case fills, a shortcut of two words', async () => {
    expect((await create({ text: 'Halo {namaa}' })).json.errors).toMatchObject([{ path: 'text' }])
    expect((await create({ shortcut: 'dua kata' })).json.errors).toMatchObject([{ path: 'shortcut' }])
    expect((await create({ serviceId: b.services[0]?.id })).status).toBe(404)
  })

  it('of another tenant are not there; of another service neither; who may not change them does not', async () => {
    const { id } = (await create({ serviceId: a.services[1]?.id })).json
    expect((await list(b.apiKey)).map((r) => r.id)).not.toContain(id)
    expect((await change(id, 1, { title: 'Milik B' }, b.apiKey)).status).toBe(404)
    expect((await list(a.apiKeys.narrow)).map((r) => r.id)).not.toContain(id)
    expect((await change(id, 1, { title: 'Sempit' }, a.apiKeys.narrow)).status).toBe(403)
    expect((await create({}, a.apiKeys.readOnly)).status).toBe(403)
    expect((await t.get('/v1/canned-replies', { key: a.apiKeys.bare })).status).toBe(403)
    expect((await t.get('/v1/canned-replies')).status).toBe(401)
  })
})
