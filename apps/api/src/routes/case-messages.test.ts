import type { SeededTenant } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCase, openTestApi, type TestApi } from '../testing.ts'

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

type Message = { id: string; state: string; text: string; sendAfter: string | null; resendOfId: string | null }

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()
const messages = async (caseId: string) =>
  (await t.get<{ messages: Message[]; state: string }>(`/v1/cases/${caseId}`, { key: a.apiKey })).json.messages
const reply = (caseId: string, json: object, key = a.apiKey) =>
  t.post<{ messageId: string; heldUntil: string | null }>(`/v1/cases/${caseId}/replies`, { key, json })
const held = async () => {
  const { caseId } = await openCase(t, a)
  const { json } = await reply(caseId, { text: 'Nanti.', sendAt: inAnHour() })
  return { caseId, messageId: json.messageId, path: `/v1/cases/${caseId}/messages/${json.messageId}` }
}
/** Without a mail server every sending fails. */
const failed = async () => {
  const { caseId } = await openCase(t, a)
  const { json } = await reply(caseId, { text: 'Tidak sampai.' })
  await t.drain(a.tenantId)
  const path = `/v1/cases/${caseId}/messages/${json.messageId}`
  return { caseId, messageId: json.messageId, path }
}

describe('POST /v1/cases/{id}/replies with sendAt', () => {
  it('holds the answer until its time, and leaves at once without', async () => {
    const { caseId } = await openCase(t, a)
    const sendAt = inAnHour()
    const answer = await reply(caseId, { text: 'Nanti.', sendAt })
    expect([answer.status, answer.json.heldUntil]).toEqual([201, sendAt])
    expect((await reply(caseId, { text: 'Sekarang.' })).json.heldUntil).toBeNull()
    const shown = await messages(caseId)
    expect(shown.find((m) => m.text === 'Nanti.')).toMatchObject({ state: 'queued', sendAfter: sendAt })
  })

  it('names a time that cannot be', async () => {
    const { caseId } = await openCase(t, a)
    for (const sendAt of [new Date(Date.now() - 1000).toISOString(), '2090-01-01T00:00:00Z', 'besok'])
      expect((await reply(caseId, { text: 'x', sendAt })).json).toMatchObject({ errors: [{ path: 'sendAt' }] })
  })
})

describe('an answer that has not left', () => {
  it('is withdrawn once, and then is gone', async () => {
    const { caseId, messageId, path } = await held()
    const answer = await t.post(`${path}/withdraw`, { key: a.apiKey })
    expect([answer.status, answer.json]).toEqual([200, { text: 'Nanti.' }])
    expect((await messages(caseId)).map((m) => m.id)).not.toContain(messageId)
    expect((await t.post(`${path}/withdraw`, { key: a.apiKey })).json.code).toBe('message.left')
  })

  it('is changed, and sent at once', async () => {
    const { caseId, messageId, path } = await held()
    const changed = await t.patch(path, { key: a.apiKey, json: { text: 'Lebih baik.' } })
    expect(changed.json).toMatchObject({ messageId, heldUntil: expect.any(String) })
    expect((await t.patch(path, { key: a.apiKey, json: { sendAt: null } })).json.heldUntil).toBeNull()
    expect((await messages(caseId)).find((m) => m.id === messageId)).toMatchObject({
      text: 'Lebih baik.',
      sendAfter: null,
    })
    expect((await t.patch(path, { key: a.apiKey, json: { text: 'Terlambat' } })).json.code).toBe('message.left')
  })
})

describe('an answer that failed', () => {
  it('is sent again as a message that names it, once also for five at the same time', async () => {
    const { caseId, messageId, path } = await failed()
    const call = () =>
      t.post(`${path}/resend`, { key: a.apiKey, headers: { 'idempotency-key': `${messageId}/1` }, json: {} })
    const answers = await Promise.all([call(), call(), call(), call(), call()])
    expect(answers.map((x) => x.status)).toEqual([201, 201, 201, 201, 201])
    expect((await messages(caseId)).filter((m) => m.resendOfId === messageId)).toHaveLength(1)
    expect((await t.post(`${path}/resend`, { key: a.apiKey })).json.code).toBe('message.resent')
  })

  it('is no uncertain one that could be settled', async () => {
    const { path } = await failed()
    expect((await t.post(`${path}/settle`, { key: a.apiKey })).json.code).toBe('conflict')
  })
})

describe('POST /v1/conversations', () => {
  const start = (json: object, key = a.apiKey, idempotencyKey?: string) =>
    t.post<{ caseId: string; number: string }>('/v1/conversations', {
      key,
      json,
      headers: idempotencyKey ? { 'idempotency-key': idempotencyKey } : {},
    })
  const first = () => ({
    channelId: a.channels.mail.id,
    address: 'Ratna@Contoh.id',
    subject: 'Obat tersedia',
    text: 'Sudah ada.',
  })

  it('makes a case that waits for the citizen, once per key', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => start(first(), a.apiKey, 'percakapan-pertama')))
    expect(answers.map((x) => x.status)).toEqual([201, 201, 201])
    expect(new Set(answers.map((x) => x.json.caseId)).size).toBe(1)
    const { json } = await t.get(`/v1/cases/${answers[0]?.json.caseId}`, { key: a.apiKey })
    expect(json).toMatchObject({
      state: 'waiting_citizen',
      firstResponseDueAt: null,
      citizen: { address: 'ratna@contoh.id' },
    })
  })

  it('names what is wrong', async () => {
    const wrong = async (json: object, path: string) =>
      expect((await start(json)).json).toMatchObject({ errors: [{ path }] })
    await wrong({ ...first(), address: 'bukan alamat' }, 'address')
    await wrong({ ...first(), text: ' ' }, 'text')
    await wrong({ ...first(), text: 'Halo {nama}' }, 'text')
    await wrong({ ...first(), channelId: a.channels.form.id }, 'channelId')
    await wrong({ ...first(), extra: 1 }, 'extra')
  })

  it('is not found on another tenant’s channel, forbidden without case.work', async () => {
    expect((await start(first(), b.apiKey)).status).toBe(404)
    expect((await start(first(), a.apiKeys.readOnly)).status).toBe(403)
  })
})

it('no message is found through another tenant, service or case, nor changed without case.work', async () => {
  const { path, messageId } = await held()
  const other = await openCase(t, a)
  const elsewhere = `/v1/cases/${other.caseId}/messages/${messageId}`
  const calls = [
    ['POST', '/withdraw', undefined],
    ['PATCH', '', { text: 'x' }],
    ['POST', '/resend', {}],
    ['POST', '/settle', undefined],
  ] as const
  for (const [method, action, json] of calls) {
    expect((await t.call(method, path + action, { key: b.apiKey, json })).status).toBe(404)
    expect((await t.call(method, elsewhere + action, { key: a.apiKey, json })).status).toBe(404)
    expect((await t.call(method, path + action, { key: a.apiKeys.readOnly, json })).status).toBe(403)
    expect((await t.call(method, path + action, { json })).status).toBe(401)
  }
})
