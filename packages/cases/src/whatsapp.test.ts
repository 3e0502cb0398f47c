import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Accepted,
  acceptEnvelope,
  channelKind,
  listTemplates,
  openSecretBox,
  syncTemplates,
  type WebhookSecrets,
} from '@siaga/channels'
import { type Ctx, type Database, openDatabase } from '@siaga/db'
import { fireTimers, systemCtx } from '@siaga/events'
import { openFolderStore, storeFile } from '@siaga/files'
import { fixedClock } from '@siaga/kernel'
import { memberCtx } from '@siaga/tenancy'
import {
  drain,
  type RunningWhatsapp,
  type SeededNumber,
  type SeededTenant,
  seedNumber,
  seedTenant,
  testDatabase,
  waitUntil,
  whatsappStandin,
} from '@siaga/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  caseTimers,
  moveCase,
  readCase,
  refetchMedia,
  reply,
  resolveCase,
  sendTemplate,
  templatesForCase,
} from './index.ts'

const box = openSecretBox('5e'.repeat(32))
const store = openFolderStore(mkdtempSync(join(tmpdir(), 'siaga-wa-')))
const phoneNumberId = '2000001'
const hour = 3_600_000
let database: Awaited<ReturnType<typeof testDatabase>>
let db: Database
let tenant: SeededTenant
let standin: RunningWhatsapp
let number: SeededNumber
let agent: Ctx
let citizen = ''
let serial = 0

beforeAll(async () => {
  database = await testDatabase()
  const { app, identity, gateway, relay, platform } = database.urls
  db = openDatabase({ name: 'test', urls: { app, identity, gateway, relay, platform } })
  standin = await whatsappStandin({ statuses: false })
  const types = ['health-helpdesk', 'emergency-112']
  tenant = await seedTenant(db, { slug: 'kota', authorityCode: '33.74', kind: 'city', name: 'Kota', types, box })
  const serviceId = tenant.services[0]?.id as string
  const owner = tenant.tenantId
  number = await seedNumber(db, box, standin, { tenantId: owner, serviceId, phoneNumberId, app: 'kota', owner })
  const numbers = [{ phoneNumberId, businessAccountId: `9${phoneNumberId}`, display: '0811', name: 'Kota' }]
  standin.serve(numbers, 'http://127.0.0.1:1/')
  agent = await ctxOf('agent')
  await syncTemplates(system(), box, environment(), { channelId: number.channelId })
})
afterAll(async () => {
  await standin.close()
  await db.close()
  await database.drop()
})
beforeEach(() => {
  standin.behave({ mode: 'accept' })
  citizen = `62812${1_000_001 + 10 * ++serial}`
})

const environment = () => ({ smtpUrl: null, whatsappGraphUrl: standin.graphUrl })
const system = (at?: Date) => systemCtx(db, tenant.tenantId, 'test', at && fixedClock(at))
const ctxOf = async (name: keyof SeededTenant['members']) =>
  (await memberCtx({ db, userId: tenant.members[name].userId, tenantSlug: 'kota', locale: 'id', requestId: 'test' }))
    .ctx
const work = (at?: Date) =>
  drain(db, {
    store,
    box,
    whatsappGraphUrl: standin.graphUrl,
    tenantId: tenant.tenantId,
    ...(at && { clock: fixedClock(at) }),
  })

/** As the webhook commits it. */
async function deliver(value: object, at = new Date()): Promise<Accepted> {
  const metadata = { phone_number_id: phoneNumberId }
  const body = {
    object: 'whatsapp_business_account',
    entry: [{ changes: [{ field: 'messages', value: { metadata, ...value } }] }],
  }
  const items = channelKind('whatsapp')?.webhook?.split(Buffer.from(JSON.stringify(body))) ?? []
  return acceptEnvelope(db, { kind: 'whatsapp', app: 'kota', items, now: at })
}
type Content = Record<string, unknown>
const seconds = (at: Date) => String(Math.floor(at.getTime() / 1000))
const message = (content: Content | string, at = new Date(), from = citizen) => ({
  from,
  id: `wamid.in${++serial}`,
  timestamp: seconds(at),
  ...(typeof content === 'string' ? { type: 'text', text: { body: content } } : content),
})
const contacts = (name = 'Ratna') => [{ profile: { name }, wa_id: citizen }]

/** A message that the citizen wrote, worked through; its provider id. */
async function write(content: Content | string, at = new Date()): Promise<string> {
  const m = message(content, at)
  await deliver({ contacts: contacts(), messages: [m] }, at)
  await work(at)
  return m.id
}
async function myCases() {
  const rows = await database.admin`select c.id from cases c join identities i on i.id = c.identity_id
    where c.tenant_id = ${tenant.tenantId} and i.tenant_id = c.tenant_id and i.address = ${citizen} order by c.id`
  return Promise.all(rows.map((r) => readCase(agent, r.id)))
}
const only = async () => {
  const found = await myCases()
  expect(found).toHaveLength(1)
  return found[0] as (typeof found)[number]
}
const status = (id: string, state: string, at = new Date(), more: object = {}) =>
  deliver({ statuses: [{ id, status: state, timestamp: seconds(at), recipient_id: citizen, ...more }] })
const sentTo = () => standin.store.chat(phoneNumberId, citizen).filter((m) => m.from === 'center')
const at = (ms: number) => new Date(Date.now() + ms)
const asOf = (ctx: Ctx, when: Date): Ctx => ({ ...ctx, clock: fixedClock(when) })

describe('what a citizen writes', () => {
  it('200 ms apart lands in one case, however the two are worked through', async () => {
    const [a, b] = [message('satu'), message('dua', at(200))]
    await Promise.all([
      deliver({ contacts: contacts(), messages: [a] }),
      deliver({ contacts: contacts(), messages: [b] }, at(200)),
    ])
    await Promise.all([work(), work()])
    const one = await only()
    expect(one.messages).toHaveLength(2)
    expect(one.interactions).toHaveLength(1)
  })

  it('stands in the order of the provider’s time, not of its arrival', async () => {
    const [first, second] = [message('pertama', at(-60_000)), message('kedua', at(-30_000))]
    await deliver({ contacts: contacts(), messages: [second] })
    await work()
    await deliver({ contacts: contacts(), messages: [first] })
    await work()
    expect((await only()).messages.map((m) => m.text)).toEqual(['pertama', 'kedua'])
  })

  it('joins the open case; after it was settled it opens a new one, unless it quotes the settled one', async () => {
    const id = await write('Obat kosong')
    const one = await only()
    await resolveCase(agent, { caseId: one.case.id, revision: one.case.revision, outcome: 'answered', class: 'normal' })
    await write('Soal lain')
    const cases = await myCases()
    expect(cases).toHaveLength(2)
    // The quoted one is settled and another is open: it goes where the conversation goes on.
    await write({ type: 'text', text: { body: 'Yang tadi' }, context: { id } })
    expect((await myCases()).map((c) => c.messages.length).sort()).toEqual([1, 2])
    const open = (await myCases()).find((c) => c.case.isOpen) as (typeof cases)[number]
    await resolveCase(agent, {
      caseId: open.case.id,
      revision: open.case.revision,
      outcome: 'answered',
      class: 'normal',
    })
    await write({ type: 'text', text: { body: 'Belum beres' }, context: { id } })
    const again = (await myCases()).find((c) => c.case.id === one.case.id)
    expect(again?.case.state).toBe('open')
    expect(again?.messages.at(-1)).toMatchObject({ text: 'Belum beres', replyToId: one.messages[0]?.id })
  })

  it('is one contact until nobody has written for 24 h, answered or not', async () => {
    const start = at(-60 * hour)
    await write('Halo', start)
    const { case: c } = await only()
    await reply(asOf(agent, new Date(start.getTime() + hour)), { caseId: c.id, text: 'Ya?' })
    await work(new Date(start.getTime() + hour))
    await write('Masih sama', new Date(start.getTime() + 20 * hour))
    expect((await only()).interactions).toHaveLength(1)
    await write('Hari lain', new Date(start.getTime() + 50 * hour))
    const [first, second] = (await only()).interactions
    expect([first?.state, second?.state]).toEqual(['wrap_up', 'waiting'])
    await fireTimers(system(), caseTimers, 1000)
    const rows = await database.admin`select ended_at from interactions where id = ${first?.id as string}`
    expect(rows[0]?.ended_at).toEqual(new Date(start.getTime() + 44 * hour))
  })

  it('of every kind is shown as what it is', async () => {
    await write({ type: 'location', location: { latitude: -6.99, longitude: 110.42, name: 'Simpang Lima' } })
    await write({ type: 'contacts', contacts: [{ name: { formatted_name: 'Sari' }, phones: [{ phone: '0811' }] }] })
    await write({ type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'b', title: 'Vaksin' } } })
    await write({ type: 'hologram' })
    const one = await only()
    expect(one.case.subject).toBe('Simpang Lima')
    expect(one.messages.map((m) => m.content?.kind)).toEqual(['location', 'contacts', 'choice', 'unsupported'])
    expect(one.case.lastMessageText).toBe('Pesan yang belum dikenal')
  })

  it('with hostile names and captions is kept as text', async () => {
    const evil = '<script>alert(1)</script>\u0000\u202e'
    const m = message({ type: 'text', text: { body: evil } })
    await deliver({ contacts: contacts(evil), messages: [m] })
    await work()
    const one = await only()
    expect(one.messages[0]).toMatchObject({ text: '<script>alert(1)</script>\u202e', html: null })
    expect(one.citizen?.name).toBe('<script>alert(1)</script>')
  })

  it('that nobody can read is kept, marked, and opens nothing', async () => {
    await deliver({ contacts: contacts(), messages: [{ id: 'wamid.rusak', from: citizen }] })
    await work()
    expect(await myCases()).toHaveLength(0)
    const rows =
      await database.admin`select outcome from inbound_events where convert_from(raw, 'utf8') like '%wamid.rusak%'`
    expect([...rows]).toEqual([{ outcome: 'unparsable' }])
  })

  it('as a reaction marks the message and is nobody’s turn; a stranger’s marks nothing', async () => {
    await write('Terima kasih')
    const { case: c } = await only()
    await reply(agent, { caseId: c.id, text: 'Sama-sama' })
    await work()
    const sent = sentTo()[0]?.id as string
    await write({ type: 'reaction', reaction: { message_id: sent, emoji: '👍' } })
    const one = await only()
    expect(one.messages.map((m) => m.reactions)).toEqual([{}, { citizen: '👍' }])
    expect(one.case).toMatchObject({ state: 'waiting_citizen', waitingSince: null, messageCount: 2 })
    await write({ type: 'reaction', reaction: { message_id: sent } })
    expect((await only()).messages[1]?.reactions).toEqual({})
    const own = citizen
    citizen = `${own}9`
    await deliver({
      contacts: contacts(),
      messages: [message({ type: 'reaction', reaction: { message_id: sent, emoji: '😡' } })],
    })
    // It may have come before its message: it is waited for, some seconds, and then let go.
    await expect(work()).rejects.toMatchObject({ cause: { message: 'a reaction came before its message' } })
    await database.admin`update deliveries set attempts = 4, due_at = now(), admitted_at = null where done_at is null`
    await work()
    const left = await database.admin`select reason from inbound_events where outcome = 'ignored'`
    expect([...left]).toEqual([{ reason: 'reaction to an unknown message' }])
    citizen = own
    expect((await only()).messages[1]?.reactions).toEqual({})
  })

  it('without a number is answered under the id that stands for it', async () => {
    citizen = `ID.1349120865530${serial}`
    const m = {
      id: `wamid.in${++serial}`,
      timestamp: seconds(new Date()),
      from_user_id: citizen,
      type: 'text',
      text: { body: 'Halo' },
    }
    await deliver({ contacts: [{ profile: { name: 'Budi', username: 'budi' }, user_id: citizen }], messages: [m] })
    await work()
    const { case: c } = await only()
    await reply(agent, { caseId: c.id, text: 'Ada yang bisa dibantu?' })
    await work()
    expect(sentTo()).toMatchObject([{ text: 'Ada yang bisa dibantu?', citizen }])
  })
})

describe('a file', () => {
  const photo = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const send = (bytes: Buffer, mediaType: string, more: object = {}) => {
    const { id } = standin.store.keepMedia('x', mediaType, bytes)
    return write({ type: 'image', image: { id, mime_type: mediaType, ...more } })
  }
  it('is fetched after the message is there, and is what it is by its content', async () => {
    await send(photo, 'image/png', { caption: 'Lihat' })
    expect((await only()).messages[0]).toMatchObject({
      text: 'Lihat',
      media: [],
      attachments: [{ name: 'foto.png', mediaType: 'image/png', sizeBytes: photo.length }],
    })
    await send(Buffer.from('<svg onload="alert(1)">'), 'image/jpeg')
    expect((await only()).messages[1]?.attachments).toMatchObject([{ mediaType: 'application/octet-stream' }])
  })
  it.each([
    ['media_large', 'too_large'],
    ['media_lies', 'too_large'],
  ] as const)('behaves as %s: is cut off and shown as not fetched; asked for again it comes', async (mode, code) => {
    standin.behave({ mode })
    await send(photo, 'image/png')
    const one = await only()
    expect(one.messages[0]).toMatchObject({ attachments: [], media: [{ state: 'failed', code }] })
    standin.behave({ mode: 'accept' })
    await refetchMedia(agent, { caseId: one.case.id, messageId: one.messages[0]?.id as string })
    await work()
    expect((await only()).messages[0]).toMatchObject({ media: [], attachments: [{ mediaType: 'image/png' }] })
  })
  it('that is another than was promised, or gone, is not kept', async () => {
    await send(photo, 'image/png', { sha256: 'AAAA' })
    await write({ type: 'image', image: { id: '404', mime_type: 'image/png' } })
    expect((await only()).messages.map((m) => m.media[0]?.code)).toEqual(['damaged', 'gone'])
  })
})

describe('an answer', () => {
  it('leaves as a chat message with our id, quotes, and moves by its statuses', async () => {
    const asked = await write('Buka jam berapa?')
    const { case: c, messages: before } = await only()
    const { messageId } = await reply(agent, { caseId: c.id, text: 'Pukul 8', replyToId: before[0]?.id ?? null })
    await work()
    const [sent] = sentTo()
    expect(sent).toMatchObject({ text: 'Pukul 8', callback: messageId, quotes: asked })
    // "delivered" twice, late and after "read": only forward, and no time is lost.
    await status(sent?.id as string, 'read', at(3000))
    await work()
    await status(sent?.id as string, 'delivered', at(2000))
    await status(sent?.id as string, 'sent', at(1000))
    await work()
    const m = (await only()).messages[1]
    expect(m).toMatchObject({ state: 'read', providerId: sent?.id, attempts: 1 })
    expect([m?.sentAt, m?.deliveredAt, m?.readAt].every((d) => d instanceof Date)).toBe(true)
  })

  it('quotes only what the provider knows, of this case and on this number', async () => {
    await write('Satu')
    const { case: c } = await only()
    const waiting = await reply(agent, { caseId: c.id, text: 'Belum keluar' })
    const quote = (replyToId: string) => reply(agent, { caseId: c.id, text: 'x', replyToId })
    for (const id of [waiting.messageId, c.id])
      await expect(quote(id)).rejects.toMatchObject({ fields: [{ path: 'replyToId', code: 'quote' }] })
    await work()
    await quote(waiting.messageId)
    await work()
    expect(sentTo()[1]).toMatchObject({ text: 'x', quotes: sentTo()[0]?.id })
  })

  it('may be a file alone: a picture without a caption, a sound as what it is; with neither it is refused', async () => {
    await write('Kirim fotonya')
    const { case: c } = await only()
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const picture = await storeFile(agent, store, { name: 'foto.png', bytes: png })
    await expect(reply(agent, { caseId: c.id, text: '  ' })).rejects.toMatchObject({ fields: [{ path: 'text' }] })
    await reply(agent, { caseId: c.id, text: '', fileIds: [picture.fileId] })
    await work()
    expect(sentTo()).toMatchObject([{ type: 'image', text: '', media: { mediaType: 'image/png' } }])
    const now = await only()
    expect(now.case.lastMessageText).toBe('foto.png')
    expect(now.messages[1]).toMatchObject({ text: '', state: 'sent' })
  })

  it('whose statuses come before it knows its id takes them in their order', async () => {
    await write('Halo')
    const { case: c } = await only()
    standin.behave({ mode: 'refuse', code: 131056, count: 1 })
    const { messageId } = await reply(agent, { caseId: c.id, text: 'Ya' })
    await status('wamid.lain', 'read', at(2000), { biz_opaque_callback_data: messageId })
    await status('wamid.lain', 'delivered', at(1000), { biz_opaque_callback_data: messageId })
    await work()
    expect((await only()).messages[1]).toMatchObject({ state: 'read', providerId: 'wamid.lain' })
    await fireTimers(system(at(60_000)), caseTimers, 1000)
    await work()
    expect(sentTo()).toHaveLength(0)
  })

  it('that got no answer is uncertain, is not sent again, and is resolved by the status that names it', async () => {
    await write('Halo')
    const { case: c } = await only()
    standin.behave({ mode: 'html', count: 1 })
    const { messageId } = await reply(agent, { caseId: c.id, text: 'Ya' })
    await work()
    expect((await only()).messages[1]).toMatchObject({ state: 'uncertain', problemCode: 'no_answer', providerId: null })
    await work()
    expect(sentTo()).toHaveLength(0)
    await status('wamid.jadi', 'delivered', at(1000), { biz_opaque_callback_data: messageId })
    await work()
    expect((await only()).messages[1]).toMatchObject({
      state: 'delivered',
      providerId: 'wamid.jadi',
      problemCode: null,
    })
  })

  it.each([
    [{ mode: 'refuse', code: 130429, count: 1 }, '130429'],
    [{ mode: 'refuse', code: 131056, count: 1 }, '131056'],
    [{ mode: 'busy', count: 1 }, 'provider_busy'],
  ] as const)('that was one too many (%o) waits and leaves later', async (behaviour, code) => {
    await write('Halo')
    const { case: c } = await only()
    standin.behave(behaviour)
    await reply(agent, { caseId: c.id, text: 'Ya' })
    await work()
    expect((await only()).messages[1]).toMatchObject({ state: 'queued', problemCode: code, attempts: 1 })
    expect(sentTo()).toHaveLength(0)
    await fireTimers(system(at(60_000)), caseTimers, 1000)
    await work()
    expect((await only()).messages[1]).toMatchObject({ state: 'sent', problemCode: null, attempts: 2 })
    expect(sentTo()).toHaveLength(1)
  })

  it('is tried again when nobody listens, and given up in words in the end', async () => {
    await write('Halo')
    const { case: c } = await only()
    await reply(agent, { caseId: c.id, text: 'Ya' })
    const nobody = () =>
      drain(db, { store, box, whatsappGraphUrl: 'http://127.0.0.1:65533', tenantId: tenant.tenantId })
    await nobody()
    expect((await only()).messages[1]).toMatchObject({ state: 'queued', problemCode: 'unreachable' })
    for (let i = 1; i < 8; i++) {
      await fireTimers(system(at(600_000)), caseTimers, 1000)
      await nobody()
    }
    expect((await only()).messages[1]).toMatchObject({ state: 'failed', problemCode: 'unreachable', attempts: 8 })
  })

  it.each([131026, 131047, 131049])('that the provider refuses with %i says why', async (code) => {
    await write('Halo')
    const { case: c } = await only()
    standin.behave({ mode: 'refuse', code, count: 1 })
    await reply(agent, { caseId: c.id, text: 'Ya' })
    await work()
    const m = (await only()).messages[1]
    expect(m).toMatchObject({ state: 'failed', problemCode: String(code) })
    expect(m?.problem).toBe(channelKind('whatsapp')?.problems?.[code]?.id)
  })

  it('follows the one before it', async () => {
    await write('Halo')
    const { case: c } = await only()
    standin.behave({ mode: 'refuse', code: 131056, count: 1 })
    await reply(agent, { caseId: c.id, text: 'satu' })
    await reply(asOf(agent, at(5)), { caseId: c.id, text: 'dua' })
    await work(at(100))
    for (let i = 1; i < 4; i++) {
      await fireTimers(system(at(i * 60_000)), caseTimers, 1000)
      await work(at(i * 60_000))
    }
    expect(sentTo().map((m) => m.text)).toEqual(['satu', 'dua'])
  })

  it('carries a file with its words', async () => {
    await write('Minta formulir')
    const { case: c } = await only()
    const file = await storeFile(agent, store, { name: 'formulir.pdf', bytes: Buffer.from('%PDF-1.4\n%%EOF') })
    await reply(agent, { caseId: c.id, text: 'Ini', fileIds: [file.fileId] })
    await work()
    expect(sentTo()).toMatchObject([{ type: 'document', text: 'Ini', media: { name: 'formulir.pdf' } }])
    const two = reply(agent, { caseId: c.id, text: 'x', fileIds: [file.fileId, file.fileId].map(String) })
    await expect(two).resolves.toBeDefined()
    await expect(reply(agent, { caseId: c.id, text: 'x'.repeat(4097) })).rejects.toMatchObject({
      fields: [{ path: 'text', code: 'too_long' }],
    })
  })
})

describe('after 24 hours', () => {
  const closed = async () => {
    await write('Halo', at(-25 * hour))
    return only()
  }
  it('free text is refused before the provider is called, and the window’s end is told', async () => {
    const one = await closed()
    expect(one.window?.closesAt?.getTime()).toBeLessThan(Date.now())
    await expect(reply(agent, { caseId: one.case.id, text: 'Ya' })).rejects.toMatchObject({ code: 'window.closed' })
    await work()
    expect(sentTo()).toHaveLength(0)
    await write('Saya di sini')
    expect((await only()).window?.closesAt?.getTime()).toBeGreaterThan(Date.now() + 23 * hour)
    await reply(agent, { caseId: one.case.id, text: 'Ya' })
  })
  it('a message that was held until then does not leave either', async () => {
    await write('Halo', at(-23.9 * hour))
    const { case: c } = await only()
    await expect(reply(agent, { caseId: c.id, text: 'Nanti', sendAt: at(hour) })).rejects.toMatchObject({
      code: 'window.closed',
    })
    await reply(agent, { caseId: c.id, text: 'Sekarang' })
    await work(at(hour))
    expect((await only()).messages[1]).toMatchObject({ state: 'failed', problemCode: 'window.closed' })
    expect(sentTo()).toHaveLength(0)
  })
  it('an approved template leaves, filled and previewed', async () => {
    const one = await closed()
    const [channel] = await templatesForCase(agent, { caseId: one.case.id })
    const template = channel?.templates.find((t) => t.name === 'kabar_laporan' && t.language === 'id')
    expect(template).toMatchObject({ unusable: null, variables: [{ label: '1' }, { label: '2' }] })
    expect(template?.pieces.filter((p) => typeof p === 'number')).toEqual([0, 1])
    const id = template?.id as string
    await sendTemplate(agent, { caseId: one.case.id, templateId: id, variables: ['Ratna', one.case.number] })
    await work()
    const text = `Halo Ratna, ada kabar tentang laporan Anda ${one.case.number}. Balas pesan ini untuk membaca dan menjawab kami.`
    expect(sentTo()).toMatchObject([{ type: 'template', buttons: ['Baca kabarnya', 'Sudah selesai'] }])
    expect(sentTo()[0]?.text).toContain(text)
    const m = (await only()).messages[1]
    expect(m).toMatchObject({ state: 'sent', content: { kind: 'template', name: 'kabar_laporan', language: 'id' } })
    expect(m?.text).toContain(text)
  })
  it('a template with a wrong or missing value, not approved, or gone is refused', async () => {
    const one = await closed()
    const [channel] = await templatesForCase(agent, { caseId: one.case.id })
    const named = (name: string) => channel?.templates.find((t) => t.name === name)?.id as string
    const send = (templateId: string, variables: string[]) =>
      sendTemplate(agent, { caseId: one.case.id, templateId, variables })
    await expect(send(named('kabar_laporan'), ['Ratna'])).rejects.toMatchObject({ fields: [{ path: 'variables.1' }] })
    await expect(send(named('kabar_laporan'), ['a\nb', 'x', 'y'])).rejects.toMatchObject({
      fields: [{ path: 'variables.0' }, { path: 'variables' }],
    })
    for (const name of ['pengumuman_baru', 'peta_posko'])
      await expect(send(named(name), ['112'])).rejects.toMatchObject({ code: 'template.unusable' })
    await expect(send(one.case.id, [])).rejects.toMatchObject({ code: 'not_found' })
    expect(sentTo()).toHaveLength(0)
  })
  it('a template with a file above its text leaves with one that fits, and with no other', async () => {
    const one = await closed()
    const [channel] = await templatesForCase(agent, { caseId: one.case.id })
    const template = channel?.templates.find((t) => t.name === 'surat_jawaban')
    expect(template).toMatchObject({ unusable: null, file: { kind: 'document' } })
    const pdf = await storeFile(agent, store, { name: 'surat.pdf', bytes: Buffer.from('%PDF-1.4\n%%EOF') })
    const note = await storeFile(agent, store, { name: 'catatan.txt', bytes: Buffer.from('catatan') })
    const send = (fileId: string | null, templateId = template?.id as string, variables = ['HK-1']) =>
      sendTemplate(agent, { caseId: one.case.id, templateId, variables, fileId })
    for (const wrong of [null, note.fileId, one.case.id])
      await expect(send(wrong)).rejects.toMatchObject({ fields: [{ path: 'fileId', code: 'header_file' }] })
    const plain = channel?.templates.find((t) => t.name === 'kabar_laporan')?.id
    await expect(send(pdf.fileId, plain, ['a', 'b'])).rejects.toMatchObject({ fields: [{ path: 'fileId' }] })
    await send(pdf.fileId)
    await work()
    expect(sentTo()).toMatchObject([{ type: 'template', media: { name: 'surat.pdf' } }])
    expect((await only()).messages[1]).toMatchObject({ state: 'sent', attachments: [{ name: 'surat.pdf' }] })
  })
})

describe('a case that was moved to another service', () => {
  it('is answered on the number that the citizen wrote to, by who works there now', async () => {
    const asked = await write('Ada kebakaran?')
    const { case: c, messages: before } = await only()
    const other = tenant.services[1]?.id as string
    await moveCase(agent, { caseId: c.id, revision: c.revision, serviceId: other, note: 'Untuk 112' })
    const there = { ...agent, services: [other] }
    const left = { ...agent, services: [tenant.services[0]?.id as string] }
    await expect(reply(left, { caseId: c.id, text: 'x' })).rejects.toMatchObject({ code: 'not_found' })
    const seen = await readCase(there, c.id)
    expect(seen.route).toMatchObject({ channelId: number.channelId, toAddress: citizen, leaves: true })
    expect(seen.window?.closesAt?.getTime()).toBeGreaterThan(Date.now())
    expect(seen.reach.map((r) => r.channelId)).toContain(number.channelId)
    await reply(there, { caseId: c.id, text: 'Sudah ditangani', replyToId: before[0]?.id ?? null })
    await work()
    expect(sentTo()).toMatchObject([{ text: 'Sudah ditangani', quotes: asked }])
    // What the citizen answers there comes to the case, wherever it is.
    await write('Terima kasih')
    expect((await readCase(there, c.id)).messages.map((m) => m.text)).toContain('Terima kasih')
  })
})

describe('templates', () => {
  it('are those of the provider, all its pages, and no others', async () => {
    await database.admin`insert into message_templates (tenant_id, id, channel_id, name, language, category, state, components, synced_at)
      values (${tenant.tenantId}, gen_random_uuid(), ${number.channelId}, 'lama', 'id', 'UTILITY', 'APPROVED', '[]', now() - interval '1 day')`
    expect(await syncTemplates(system(), box, environment(), { channelId: number.channelId })).toEqual({ templates: 8 })
    const { templates } = await listTemplates(agent, { channelId: number.channelId })
    expect(templates.map((t) => t.name)).not.toContain('lama')
    expect(templates.filter((t) => t.unusable === null)).toHaveLength(6)
  })
  it('that cannot be read leave what there was, and say why', async () => {
    const away = { smtpUrl: null, whatsappGraphUrl: 'http://127.0.0.1:65533' }
    await expect(syncTemplates(system(), box, away, { channelId: number.channelId })).rejects.toMatchObject({
      code: 'channel.templates_unread',
    })
    expect((await listTemplates(agent, { channelId: number.channelId })).templates).toHaveLength(8)
  })
})

describe('the stand-in', () => {
  it('tells the platform, signed, and again until it is heard', async () => {
    const { createServer } = await import('node:http')
    const heard: [string, string][] = []
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        heard.push([body, String(request.headers['x-hub-signature-256'])])
        response.writeHead(heard.length < 2 ? 500 : 200).end()
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const other = await whatsappStandin()
    const { port } = server.address() as { port: number }
    const served = { phoneNumberId: '5550001', businessAccountId: '1', display: '0811', name: 'X' }
    other.serve([served], `http://127.0.0.1:${port}/`)
    const act = { number: '5550001', as: '0812-3456-789', name: 'Ani', kind: 'text', text: 'Halo' }
    const url = other.graphUrl.replace('/graph', '/whatsapp/citizen')
    const headers = { 'content-type': 'application/json' }
    await fetch(url, { method: 'POST', headers, body: JSON.stringify(act) })
    await waitUntil(() => heard.length === 2, { what: 'a second try' })
    const secrets: WebhookSecrets = other.credentials
    const [body = '', signature = ''] = heard[1] ?? []
    expect(channelKind('whatsapp')?.webhook?.verify(Buffer.from(body), () => signature, secrets)).toBe(true)
    expect(heard[0]).toEqual(heard[1])
    expect(JSON.parse(body).entry[0].changes[0].value.messages[0]).toMatchObject({
      from: '628123456789',
      text: { body: 'Halo' },
    })
    await other.close()
    server.close()
  })
})
