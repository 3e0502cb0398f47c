import { connectChannel, registerWebhookApp, switchChannel } from '@siaga/channels'
import { bindUnproven } from '@siaga/channels/testing'
import { systemCtx } from '@siaga/events'
import { newId } from '@siaga/kernel'
import { createTenant } from '@siaga/tenancy'
import { type RunningWhatsapp, type SeededTenant, seedNumber, signatureOf, whatsappStandin } from '@siaga/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openTestApi } from '../testing.ts'

const path = '/hooks/whatsapp/platform'
let t: Awaited<ReturnType<typeof openTestApi>>
let standin: RunningWhatsapp
let admin: typeof t.admin
let semarang: SeededTenant
let manado: SeededTenant
let jateng: SeededTenant
let platformId: string
const numbers = { semarang: '1000001', manado: '1000002', jateng: '1000003', own: '1000004' }

beforeAll(async () => {
  t = await openTestApi()
  standin = await whatsappStandin({ statuses: false })
  admin = t.admin
  platformId = (
    await createTenant(systemCtx(t.back, newId(), 'seed'), {
      slug: 'siaga',
      authorityCode: 'SIAGA',
      kind: 'platform',
      name: 'Siaga',
      shortName: 'Siaga',
      timeZone: 'Asia/Jakarta',
      state: 'live',
    })
  ).tenantId
  const seed = (slug: string, authorityCode: string, kind: 'city' | 'province') =>
    t.seed({ slug, authorityCode, kind, name: slug, types: ['emergency-112', 'health-helpdesk'] })
  semarang = await seed('semarang', '33.74', 'city')
  manado = await seed('manado', '71.71', 'city')
  jateng = await seed('jateng', '33', 'province')
  const connect = (tenant: SeededTenant, phoneNumberId: string, app = 'platform', owner = platformId) =>
    seedNumber(t.back, t.box, standin, {
      tenantId: tenant.tenantId,
      serviceId: tenant.services[0]?.id as string,
      phoneNumberId,
      app,
      owner,
    })
  await connect(semarang, numbers.semarang)
  await connect(manado, numbers.manado)
  await connect(jateng, numbers.jateng)
  await connect(semarang, numbers.own, 'milik-semarang', semarang.tenantId)
})
afterAll(async () => {
  await standin?.close()
  await t?.close()
})
beforeEach(async () => {
  await admin`delete from inbound_events`
  await admin`delete from inbound_keys`
  await admin`delete from inbound_quarantine`
})

const text = (id: string, from = '6281234567890') => ({
  from,
  id,
  timestamp: String(Math.floor(Date.now() / 1000)),
  type: 'text',
  text: { body: `Isi ${id}` },
})
const change = (phoneNumberId: string, ...messages: object[]) => ({
  field: 'messages',
  value: {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '62811', phone_number_id: phoneNumberId },
    contacts: [{ profile: { name: 'Ratna' }, wa_id: '6281234567890' }],
    messages,
  },
})
const envelope = (...changes: object[]) =>
  JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '7', changes }] })
const send = (body: string, headers: Record<string, string> = {}, to = path) =>
  t.post(to, {
    body,
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': standin.sign(body), ...headers },
  })
const stored = async () =>
  (
    await admin`select tenant_id as tenant, convert_from(raw, 'utf8')::json->'message'->>'id' as message from inbound_events order by id`
  ).map((r) => `${r.tenant} ${r.message}`)
const quarantined = async () => admin`select app, address from inbound_quarantine order by address`

describe('the handshake', () => {
  const ask = (query: Record<string, string>, to = path) => t.get(`${to}?${new URLSearchParams(query)}`)
  it('gives the raw challenge back', async () => {
    const answer = await ask({
      'hub.mode': 'subscribe',
      'hub.verify_token': standin.credentials.verifyToken,
      'hub.challenge': '1158201444',
    })
    expect([answer.status, answer.text]).toEqual([200, '1158201444'])
    expect(answer.headers.get('content-type')).toContain('text/plain')
  })
  it('is refused without the token, for another application and for a kind without webhooks', async () => {
    const good = { 'hub.mode': 'subscribe', 'hub.verify_token': standin.credentials.verifyToken, 'hub.challenge': '1' }
    expect((await ask({ ...good, 'hub.verify_token': 'salah' })).status).toBe(403)
    expect((await ask(good, '/hooks/whatsapp/tidak-ada')).status).toBe(403)
    expect((await ask(good, '/hooks/mail/platform')).status).toBe(403)
  })
})

describe('an envelope', () => {
  it('with three tenants’ numbers and an unknown one lands with each, and the rest with the operator', async () => {
    const body = envelope(
      change(numbers.semarang, text('a'), text('b')),
      change(numbers.manado, text('c')),
      change('9999999', text('x')),
      change(numbers.jateng, text('d')),
    )
    expect((await send(body)).status).toBe(200)
    expect((await stored()).sort()).toEqual(
      [`${semarang.tenantId} a`, `${semarang.tenantId} b`, `${manado.tenantId} c`, `${jateng.tenantId} d`].sort(),
    )
    expect([...(await quarantined())]).toEqual([{ app: 'platform', address: '9999999' }])
    await t.drain(semarang.tenantId)
    const mine = await t.get<{ data: { id: string }[] }>('/v1/cases?view=all', { key: semarang.apiKey })
    expect(mine.json.data).toHaveLength(1)
    const theirs = await t.get<{ data: unknown[] }>('/v1/cases?view=all', { key: manado.apiKey })
    expect(theirs.json.data).toHaveLength(0)
  })

  it('of an emergency service comes in by the lane of emergencies', async () => {
    await send(envelope(change(numbers.semarang, text('u'))))
    expect([...(await admin`select urgent from inbound_events`)]).toEqual([{ urgent: 'urgent' }])
  })

  it('five times at once is kept once, and replayed later not again', async () => {
    const body = envelope(change(numbers.semarang, text('sama')))
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(body)))
    expect(answers.map((a) => a.status)).toEqual([200, 200, 200, 200, 200])
    expect((await send(body)).status).toBe(200)
    // Another envelope around the same message is the same message.
    expect((await send(envelope(change(numbers.semarang, text('baru'), text('sama'))))).status).toBe(200)
    expect(await stored()).toEqual([`${semarang.tenantId} sama`, `${semarang.tenantId} baru`])
  })

  it('of a stranger repeated is quarantined once', async () => {
    const body = envelope(change('9999999', text('x')))
    await Promise.all([send(body), send(body), send(body)])
    expect(await quarantined()).toHaveLength(1)
  })

  it('forged or unsigned is refused and leaves nothing', async () => {
    const body = envelope(change(numbers.semarang, text('palsu')))
    const forged = [
      { 'x-hub-signature-256': standin.sign(`${body} `) },
      { 'x-hub-signature-256': 'sha256=00' },
      { 'x-hub-signature-256': '' },
    ]
    for (const headers of forged) expect((await send(body, headers)).status).toBe(401)
    const unsigned = await t.post(path, { body, headers: { 'content-type': 'application/json' } })
    expect([unsigned.status, unsigned.json.code]).toEqual([401, 'unauthenticated'])
    expect((await send(body, {}, '/hooks/whatsapp/tidak-ada')).status).toBe(401)
    expect((await send(body, {}, '/hooks/mail/platform')).status).toBe(404)
    expect(await stored()).toEqual([])
  })

  it('truncated is malformed, with the whole one’s signature or with its own', async () => {
    const body = envelope(change(numbers.semarang, text('putus')))
    const half = body.slice(0, body.length / 2)
    for (const signature of [standin.sign(body), standin.sign(half)]) {
      const answer = await send(half, { 'x-hub-signature-256': signature })
      expect([answer.status, answer.json.code]).toEqual([400, 'body.malformed'])
    }
    for (const bad of ['[]', 'null', '{"object":"x"}']) expect((await send(bad)).status).toBe(400)
    expect(await stored()).toEqual([])
  })

  it('over 4 MB is refused', async () => {
    const answer = await send(
      envelope(change(numbers.semarang, { ...text('besar'), pad: 'x'.repeat(4 * 1024 * 1024) })),
    )
    expect(answer.status).toBe(413)
  })

  it('signed over the bytes as they came, whatever their spelling', async () => {
    const body = `${envelope(change(numbers.semarang, text('ejaan'))).replaceAll(':', ' : ')}\n`.replaceAll(
      'Ratna',
      'Ratn\\u0061',
    )
    expect((await send(body)).status).toBe(200)
    expect(await stored()).toEqual([`${semarang.tenantId} ejaan`])
  })
})

describe('an application', () => {
  it('brings only the numbers that are bound to it', async () => {
    await send(envelope(change(numbers.own, text('salah-jalan'))))
    expect(await stored()).toEqual([])
    expect([...(await quarantined())]).toEqual([{ app: 'platform', address: numbers.own }])
    await send(envelope(change(numbers.own, text('benar'))), {}, '/hooks/whatsapp/milik-semarang')
    expect(await stored()).toEqual([`${semarang.tenantId} benar`])
  })

  it('of one tenant brings nothing to another that has bound its number to it', async () => {
    await seedNumberTo(manado, '1000009', 'milik-semarang')
    await send(envelope(change('1000009', text('curian'))), {}, '/hooks/whatsapp/milik-semarang')
    expect(await stored()).toEqual([])
    expect(await quarantined()).toHaveLength(1)
  })

  it('can be registered by one tenant alone, and its secrets replaced at any time', async () => {
    const secrets = { kind: 'whatsapp', app: 'milik-manado', verifyToken: 'token-verifikasi' }
    const as = (tenantId: string) => systemCtx(t.back, tenantId, 'test')
    const register = (tenantId: string, appSecret: string) =>
      registerWebhookApp(as(tenantId), t.box, { ...secrets, appSecret })
    expect(await register(manado.tenantId, 'rahasia-lama')).toMatchObject({ rotated: false })
    await expect(register(semarang.tenantId, 'rahasia-curian')).rejects.toMatchObject({ code: 'webhook_app.taken' })
    const body = envelope()
    const to = '/hooks/whatsapp/milik-manado'

    const signed = (secret: string) => ({ 'x-hub-signature-256': signatureOf(body, secret) })
    expect((await send(body, signed('rahasia-lama'), to)).status).toBe(200)
    expect(await register(manado.tenantId, standin.credentials.appSecret)).toMatchObject({ rotated: true })
    await expect.poll(async () => (await send(body, {}, to)).status, { timeout: 5_000 }).toBe(200)
    expect((await send(body, signed('rahasia-lama'), to)).status).toBe(401)
    const [row] = await admin`select secrets from webhook_apps where app = 'milik-manado'`
    expect(String(row?.secrets)).not.toContain(standin.credentials.appSecret)
    expect(String(row?.secrets)).not.toContain('rahasia')
  })
})

describe('a number', () => {
  it('that is switched off brings nothing in', async () => {
    const ctx = systemCtx(t.back, jateng.tenantId, 'test')
    const [channel] = await admin`select id, version from channels where address = ${numbers.jateng}`
    await switchChannel(ctx, { channelId: channel?.id, version: channel?.version, enabled: false })
    expect((await send(envelope(change(numbers.jateng, text('mati'))))).status).toBe(200)
    expect(await stored()).toEqual([])
    expect(await quarantined()).toHaveLength(1)
  })
})

async function seedNumberTo(tenant: SeededTenant, phoneNumberId: string, app: string): Promise<void> {
  const ctx = systemCtx(t.back, tenant.tenantId, 'seed')
  const { channelId } = await connectChannel(ctx, t.box, {
    serviceId: tenant.services[0]?.id as string,
    kind: 'whatsapp',
    settings: { phoneNumberId, businessAccountId: '77777', app, accessToken: 'token-panjang' },
  })
  await bindUnproven(ctx, channelId)
}
