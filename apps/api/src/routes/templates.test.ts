import { acceptEnvelope, channelKind } from '@siaga/channels'
import { type RunningWhatsapp, type SeededNumber, type SeededTenant, seedNumber, whatsappStandin } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Anything, openTestApi, type TestApi } from '../testing.ts'

const phoneNumberId = '3000001'
let t: TestApi
let standin: RunningWhatsapp
let a: SeededTenant
let b: SeededTenant
let number: SeededNumber
let caseId = ''

beforeAll(async () => {
  standin = await whatsappStandin({ statuses: false })
  t = await openTestApi({}, { smtpUrl: null, whatsappGraphUrl: standin.graphUrl })
  const types = ['health-helpdesk', 'emergency-112']
  a = await t.seed({ slug: 'semarang', authorityCode: '33.74', kind: 'city', name: 'Semarang', types })
  b = await t.seed({ slug: 'manado', authorityCode: '71.71', kind: 'city', name: 'Manado', types })
  const serviceId = a.services[0]?.id as string
  const owner = a.tenantId
  number = await seedNumber(t.back, t.box, standin, {
    tenantId: owner,
    serviceId,
    phoneNumberId,
    app: 'semarang',
    owner,
  })
  const served = { phoneNumberId, businessAccountId: `9${phoneNumberId}`, display: '0811', name: 'Semarang' }
  standin.serve([served], 'http://127.0.0.1:65533/')
  const long = Date.now() - 30 * 3_600_000
  const message = {
    from: '6281234567890',
    id: 'wamid.a',
    timestamp: String(Math.floor(long / 1000)),
    type: 'text',
    text: { body: 'Halo' },
  }
  const value = { metadata: { phone_number_id: phoneNumberId }, messages: [message] }
  const body = { object: 'whatsapp_business_account', entry: [{ changes: [{ field: 'messages', value }] }] }
  const items = channelKind('whatsapp')?.webhook?.split(Buffer.from(JSON.stringify(body))) ?? []
  await acceptEnvelope(t.back, { kind: 'whatsapp', app: 'semarang', items, now: new Date() })
  await work()
  const list = await t.get<{ data: { id: string }[] }>('/v1/cases?view=all', { key: a.apiKey })
  caseId = list.json.data[0]?.id as string
})
afterAll(async () => {
  await t?.close()
  await standin?.close()
})

const work = () => t.drain(a.tenantId, { whatsappGraphUrl: standin.graphUrl })
type Listed = {
  data: { id: string; name: string; language: string; unusable: string | null }[]
  syncedAt: string | null
}

describe('a channel’s templates', () => {
  it('are read from the provider and listed', async () => {
    const sync = await t.post(`/v1/channels/${number.channelId}/templates/sync`, { key: a.apiKey })
    expect([sync.status, sync.json]).toEqual([200, { templates: 8 }])
    const list = await t.get<Listed>(`/v1/channels/${number.channelId}/templates`, {
      key: a.apiKey,
      headers: { 'accept-language': 'en' },
    })
    expect(list.json.data).toHaveLength(8)
    expect(list.json.syncedAt).toMatch(/Z$/)
    const named = (name: string) => list.json.data.find((one) => one.name === name)
    expect(named('peta_posko')?.unusable).toMatch(/location/)
    expect(named('poster_vaksin')).toMatchObject({ unusable: null, file: { kind: 'image' } })
  })
  it('are no other tenant’s, need their scopes, and belong to channels that have some', async () => {
    const path = `/v1/channels/${number.channelId}/templates`
    expect((await t.get(path, { key: b.apiKey })).status).toBe(404)
    expect((await t.post(`${path}/sync`, { key: b.apiKey })).status).toBe(404)
    expect((await t.get(path, { key: a.apiKeys.bare })).status).toBe(403)
    expect((await t.post(`${path}/sync`, { key: a.apiKeys.narrow })).status).toBe(403)
    const mail = await t.post(`/v1/channels/${a.channels.mail.id}/templates/sync`, { key: a.apiKey })
    expect([mail.status, mail.json.code]).toEqual([422, 'channel.no_templates'])
  })
})

describe('a template for a case', () => {
  const templates = async () => {
    const answer = await t.get<{ data: { templates: Listed['data'] }[] }>(`/v1/cases/${caseId}/templates`, {
      key: a.apiKey,
    })
    return answer.json.data[0]?.templates ?? []
  }
  const send = (json: unknown, key = a.apiKey, headers = {}) =>
    t.post<Anything>(`/v1/cases/${caseId}/template-messages`, { key, json, headers })

  it('leaves where free text may not, once for its key', async () => {
    const free = await t.post(`/v1/cases/${caseId}/replies`, { key: a.apiKey, json: { text: 'Halo' } })
    expect([free.status, free.json.code]).toEqual([409, 'window.closed'])
    const found = (await templates()).find((one) => one.name === 'kabar_laporan' && one.language === 'id')
    const json = { templateId: found?.id, variables: ['Ratna', 'HK-1'] }
    const headers = { 'idempotency-key': 'kabar-pertama' }
    const first = await send(json, a.apiKey, headers)
    const again = await send(json, a.apiKey, headers)
    expect([first.status, again.json]).toEqual([201, first.json])
    await work()
    expect(standin.store.chat(phoneNumberId, '6281234567890').map((m) => m.type)).toEqual(['template'])
  })
  it('with wrong values names each of them', async () => {
    const found = (await templates()).find((one) => one.name === 'kabar_laporan' && one.language === 'id')
    const bad = await send({ templateId: found?.id, variables: [''] })
    expect(bad.status).toBe(422)
    expect(bad.json.errors?.map((e) => e.path)).toEqual(['variables.0', 'variables.1'])
    expect((await send({ templateId: 'x' })).status).toBe(422)
    expect((await send({ templateId: caseId })).status).toBe(404)
    const paused = (await templates()).find((one) => one.name === 'pengumuman_baru')
    expect((await send({ templateId: paused?.id, variables: ['1'] })).json.code).toBe('template.unusable')
  })
  it('is nobody else’s', async () => {
    const json = { templateId: caseId, variables: [] }
    expect((await send(json, b.apiKey)).status).toBe(404)
    expect((await send(json, a.apiKeys.readOnly)).status).toBe(403)
    expect((await t.get(`/v1/cases/${caseId}/templates`, { key: b.apiKey })).status).toBe(404)
    expect((await t.get(`/v1/cases/${caseId}/templates`, { key: a.apiKeys.readOnly })).status).toBe(403)
    expect((await t.post(`/v1/cases/${caseId}/messages/${caseId}/fetch-media`, { key: a.apiKey })).status).toBe(404)
  })
})

describe('a webhook application', () => {
  const json = { kind: 'whatsapp', app: 'lewat-api', appSecret: 'rahasia-panjang', verifyToken: 'token-panjang' }
  const put = (body: unknown, key = a.apiKey) => t.call('PUT', '/v1/webhook-apps', { key, json: body })
  it('is registered, rotated, listed without its secrets, and taken for others', async () => {
    expect((await put(json)).json).toEqual({ kind: 'whatsapp', app: 'lewat-api', rotated: false })
    expect((await put(json)).json).toMatchObject({ rotated: true })
    const list = await t.get('/v1/webhook-apps', { key: a.apiKey })
    expect(list.text).toContain('lewat-api')
    expect(list.text).not.toContain('rahasia')
    expect((await t.get('/v1/webhook-apps', { key: b.apiKey })).text).not.toContain('lewat-api')
    expect((await put(json, b.apiKey)).json.code).toBe('webhook_app.taken')
  })
  it('needs its scope, a kind that has webhooks, and a fitting code', async () => {
    expect((await put(json, a.apiKeys.narrow)).status).toBe(403)
    expect((await put({ ...json, kind: 'mail' })).json.code).toBe('channel.kind')
    expect((await put({ ...json, app: 'Tidak Boleh' })).status).toBe(422)
    expect((await put({ ...json, appSecret: 'x' })).status).toBe(422)
  })
})
