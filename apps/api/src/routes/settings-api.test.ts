import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCase, openTestApi, type TestApi } from '../testing.ts'

let t: TestApi
let a: Awaited<ReturnType<TestApi['seed']>>
let b: Awaited<ReturnType<TestApi['seed']>>

beforeAll(async () => {
  t = await openTestApi()
  const seed = (slug: string, authorityCode: string) =>
    t.seed({ slug, authorityCode, kind: 'city', name: slug, types: ['health-helpdesk'] })
  a = await seed('semarang', '33.74')
  b = await seed('manado', '71.71')
})
afterAll(() => t.close())

const match = (etag: string | null) => ({ 'if-match': etag ?? '' })

describe('channels over the API', () => {
  const connect = (settings: object, key = a.apiKey) =>
    t.post(`/v1/services/${a.services[0]?.id}/channels`, { key, json: { kind: 'mail', settings } })

  it('are connected, read, changed, given new secrets, tested and switched off', async () => {
    const made = await connect({ address: 'baru@semarang.siaga.test', displayName: 'Baru', password: 'rahasia-1' })
    expect(made.status, made.text).toBe(201)
    const path = `/v1/channels/${made.json.id}`
    const read = await t.get(path, { key: a.apiKey })
    expect(read.json).toMatchObject({ state: 'connecting', secretsSet: ['password'] })
    expect(read.text).not.toContain('rahasia-1')
    const settings = { address: 'baru@semarang.siaga.test', displayName: 'Lain' }
    const changed = await t.patch(path, { key: a.apiKey, json: { settings }, headers: match(read.headers.get('etag')) })
    expect(changed.json).toEqual({ version: 2 })
    const stale = await t.patch(path, { key: a.apiKey, json: { settings }, headers: match('"1"') })
    expect([stale.status, stale.json.code]).toEqual([412, 'channel.stale'])
    const secrets = await t.post(`${path}/secrets`, {
      key: a.apiKey,
      json: { secrets: { password: 'b' } },
      headers: match('"2"'),
    })
    expect(secrets.json).toEqual({ version: 3 })
    const tested = await t.post(`${path}/test`, { key: a.apiKey })
    expect(tested.json).toMatchObject({ ok: false, code: 'mail_no_server', problem: expect.any(String) })
    const off = await t.patch(path, { key: a.apiKey, json: { enabled: false }, headers: match('"3"') })
    expect(off.status).toBe(200)
    expect((await t.get(path, { key: a.apiKey })).json.state).toBe('disabled')
  })

  it('name what is wrong, and are closed to others', async () => {
    const bad = await connect({ address: 'bukan alamat' })
    expect(bad.status).toBe(422)
    expect(bad.json.errors?.map((e) => e.path)).toEqual(['address', 'displayName'])
    expect((await connect({}, a.apiKeys.readOnly)).status).toBe(403)
    expect((await connect({}, b.apiKey)).status).toBe(404)
  })
})

describe('imports over the API', () => {
  const upload = (csv: string, key = a.apiKey, fields: Record<string, string> = { kind: 'contacts' }) => {
    const body = new FormData()
    for (const [name, value] of Object.entries(fields)) body.set(name, value)
    if (csv) body.set('file', new File([csv], 'warga.csv', { type: 'text/csv' }))
    return t.post('/v1/imports', { key, body })
  }

  it('are uploaded, checked, run and undone', async () => {
    const begun = await upload('Nama,HP\nRatna,081234567890\nBudi,xx\n')
    expect(begun.status, begun.text).toBe(201)
    expect(begun.json).toMatchObject({ state: 'mapping', mapping: { name: 0, phone: 1 } })
    const path = `/v1/imports/${begun.json.id}`
    const act = async (name: string, json?: object) => {
      const etag = (await t.get(path, { key: a.apiKey })).headers.get('etag')
      const answer = await t.post(`${path}/${name}`, { key: a.apiKey, headers: match(etag), ...(json && { json }) })
      expect(answer.status, answer.text).toBe(202)
      await t.drain(a.tenantId)
      return (await t.get(path, { key: a.apiKey })).json
    }
    const ready = await act('check', { mapping: begun.json.mapping })
    expect(ready).toMatchObject({ state: 'ready', totalRows: 2, problemRows: 1 })
    expect(ready.report).toMatchObject([{ rowNumber: 3, problems: [{ field: 'phone', code: 'phone' }] }])
    expect(await act('run')).toMatchObject({ state: 'done', madeRows: 1 })
    expect(await act('undo')).toMatchObject({ state: 'undone', removedRows: 1 })
    const again = await t.post(`${path}/undo`, { key: a.apiKey, headers: match('"1"') })
    expect([again.status, again.json.code]).toEqual([412, 'import.stale'])
  })

  it('refuse what is no table, no file, or not one’s own', async () => {
    expect((await upload('')).status).toBe(422)
    expect((await upload('%PDF-1.7\n1 0 obj\n')).json.code).toBe('table.unreadable')
    expect((await upload('Nama\n')).json.code).toBe('table.empty')
    expect((await upload('A\nb\n', a.apiKeys.readOnly)).status).toBe(403)
    const own = await upload('Nama,HP\nRatna,081234567890\n')
    expect((await t.get(`/v1/imports/${own.json.id}`, { key: b.apiKey })).status).toBe(404)
    const foreign = await upload('A\nb\n', b.apiKey, { kind: 'cases', serviceId: a.services[0]?.id as string })
    expect(foreign.status).toBe(404)
  })
})

describe('a short-lived link', () => {
  it('opens its own file without a key, as a download that cannot run, and nothing else', async () => {
    const body = new FormData()
    const values = { category: 'medicine', subject: 'Obat', message: 'Habis', name: 'Ratna', email: 'r@contoh.id' }
    for (const [name, value] of Object.entries(values)) body.set(name, value)
    body.set('attachment', new File(['isi berkas'], 'catatan.txt', { type: 'text/plain' }))
    const sent = await t.post(`/public/v1/forms/${a.slug}/${a.services[0]?.slug}`, { body })
    expect(sent.status, sent.text).toBe(202)
    await t.drain(a.tenantId)
    const { caseId } = await openCase(t, a)
    const list = await t.get<{ data: { id: string }[] }>('/v1/cases?limit=100', { key: a.apiKey })
    const other = list.json.data.find(({ id }) => id !== caseId)?.id
    const messages = await t.get<{ data: { attachments: { id?: string; fileId?: string }[] }[] }>(
      `/v1/cases/${other}/messages`,
      { key: a.apiKey },
    )
    const attachment = messages.json.data[0]?.attachments[0]
    const fileId = attachment?.fileId ?? attachment?.id
    const link = await t.get<{ url: string }>(`/v1/cases/${other}/files/${fileId}/link`, { key: a.apiKey })
    expect(link.status, link.text).toBe(200)
    const { pathname, search } = new URL(link.json.url)
    const opened = await t.get(pathname + search)
    expect([opened.status, opened.text]).toEqual([200, 'isi berkas'])
    expect(opened.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(opened.headers.get('content-type')).toBe('text/plain')
    expect(opened.headers.get('x-content-type-options')).toBe('nosniff')
    for (const wrong of [
      pathname,
      pathname.replace(a.tenantId, b.tenantId) + search,
      pathname.replace(other as string, caseId) + search,
    ])
      expect((await t.get(wrong)).status).toBe(404)
    expect((await t.get(`/v1/cases/${other}/files/${fileId}/link`, { key: b.apiKey })).status).toBe(404)
  })
})
