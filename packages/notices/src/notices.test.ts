import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  addNote,
  assignCase,
  caseTimers,
  changeCase,
  moveCase,
  planCallback,
  readCase,
  reply,
  takeCase,
  watchCase,
} from '@siaga/cases'
import { caseFollowers } from '@siaga/cases/schema'
import { acceptInbound, openSecretBox } from '@siaga/channels'
import { type Ctx, type Database, openDatabase, withTenant } from '@siaga/db'
import { fireTimers, systemCtx } from '@siaga/events'
import { openFolderStore } from '@siaga/files'
import { fixedClock } from '@siaga/kernel'
import { memberCtx } from '@siaga/tenancy'
import { drain, type MailSink, mailSink, type SeededTenant, seedTenant, testDatabase } from '@siaga/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  acknowledgeHandover,
  changeNoticePreferences,
  countUnreadHandovers,
  defaultPreferences,
  listHandovers,
  listNotices,
  markNoticesSeen,
  readNoticePreferences,
  readWaitingCase,
  whoHears,
  writeHandover,
} from './index.ts'

const box = openSecretBox('5e'.repeat(32))
const store = openFolderStore(mkdtempSync(join(tmpdir(), 'siaga-notices-')))
let database: Awaited<ReturnType<typeof testDatabase>>
let db: Database
let tenant: SeededTenant
let other: SeededTenant
let serial = 0
let sink: MailSink

beforeAll(async () => {
  database = await testDatabase()
  sink = await mailSink()
  const { app, identity, gateway, relay, platform } = database.urls
  db = openDatabase({ name: 'test', urls: { app, identity, gateway, relay, platform } })
  const seed = (slug: string, authorityCode: string, name: string) =>
    seedTenant(db, { slug, authorityCode, kind: 'city', name, types: ['emergency-112', 'health-helpdesk'] })
  tenant = await seed('semarang', '33.74', 'Kota Semarang')
  other = await seed('manado', '71.71', 'Kota Manado')
})
afterAll(async () => {
  await sink.close()
  await db.close()
  await database.drop()
})

const ctxOf = async (name: keyof SeededTenant['members'], of = tenant): Promise<Ctx> =>
  (await memberCtx({ db, userId: of.members[name].userId, tenantSlug: of.slug, locale: 'id', requestId: 'test' })).ctx
const work = (at?: Date) =>
  drain(db, { store, box, smtpUrl: sink.url, tenantId: tenant.tenantId, ...(at && { clock: fixedClock(at) }) })

/** A mail to the helpdesk, the second service, in which `narrow` does not work; returns its case. */
async function mailIn(answers?: string): Promise<string> {
  const n = ++serial
  const { id, address } = (tenant.services[1] as SeededTenant['services'][number]).channels.mail
  const raw = [
    'From: Ratna <ratna@contoh.id>',
    `To: ${address}`,
    `Subject: Tanya ${n}`,
    `Message-ID: <n${n}@contoh.id>`,
    ...(answers ? [`In-Reply-To: <${answers}>`] : []),
    '',
    'Apakah obat tersedia?',
    '',
  ].join('\r\n')
  await acceptInbound(
    db,
    {
      tenantId: tenant.tenantId,
      channelId: id,
      kind: 'mail',
      providerItem: `n-${n}`,
      raw: Buffer.from(raw),
      meta: { recipient: address, address, sender: 'ratna@contoh.id', remote: '127.0.0.1', item: `n-${n}` },
    },
    new Date(),
  )
  await work()
  const [row] = (await withTenant(await ctxOf('admin'), (tx) =>
    tx.execute(
      sql`select case_id as id from inbound_events where tenant_id = ${tenant.tenantId}::uuid and meta->>'item' = ${`n-${n}`}`,
    ),
  )) as unknown as { id: string }[]
  return row?.id as string
}

const kinds = async (ctx: Ctx, caseId: string) =>
  (await listNotices(ctx)).notices.filter((n) => n.caseId === caseId).map((n) => n.kind)

describe('a member hears', () => {
  it('of a case given to them by somebody else, once, and not of one they took', async () => {
    const [agent, supervisor] = [await ctxOf('agent'), await ctxOf('supervisor')]
    const caseId = await mailIn()
    const { case: c } = await readCase(supervisor, caseId)
    await assignCase(supervisor, { caseId, revision: c.revision, assigneeId: tenant.members.agent.memberId })
    await work()
    expect(await kinds(agent, caseId)).toEqual(['assigned'])
    expect(await kinds(supervisor, caseId)).toEqual([])
    await takeCase(supervisor, { caseId, revision: c.revision + 1 })
    await work()
    await work()
    expect(await kinds(supervisor, caseId)).toEqual([])
    expect(await kinds(agent, caseId)).toEqual(['assigned'])
  })

  it('when the citizen writes to a case that is theirs or that they watch', async () => {
    const [agent, supervisor] = [await ctxOf('agent'), await ctxOf('supervisor')]
    const caseId = await mailIn()
    await takeCase(agent, { caseId, revision: (await readCase(agent, caseId)).case.revision })
    await withTenant(supervisor, (tx) =>
      tx.insert(caseFollowers).values({
        tenantId: tenant.tenantId,
        memberId: tenant.members.supervisor.memberId,
        caseId,
        isWatching: true,
      }),
    )
    expect(await mailIn(`n${serial}@contoh.id`)).toBe(caseId)
    expect(await kinds(agent, caseId)).toEqual(['citizen_wrote'])
    expect(await kinds(supervisor, caseId)).toContain('citizen_wrote')
  })

  it('as supervisor, of a case that nobody has and nobody answered in time', async () => {
    const supervisor = await ctxOf('supervisor')
    const caseId = await mailIn()
    const later = new Date(Date.now() + 14 * 86_400_000)
    await fireTimers(systemCtx(db, tenant.tenantId, 'timers', fixedClock(later)), caseTimers)
    await work(later)
    expect(await kinds(supervisor, caseId)).toEqual(['overdue'])
  })

  it('nothing of what they did to a case that they watch, and of what others did to it', async () => {
    const [agent, supervisor] = [await ctxOf('agent'), await ctxOf('supervisor')]
    const caseId = await mailIn()
    await watchCase(agent, { caseId, watching: true })
    const change = async (ctx: Ctx, place: string) =>
      changeCase(ctx, { caseId, revision: (await readCase(ctx, caseId)).case.revision, place })
    await change(agent, 'Jalan Pemuda')
    await addNote(agent, { caseId, text: 'Sudah dicek.' })
    await reply(agent, { caseId, text: 'Tersedia.', undoable: true })
    await fireTimers(systemCtx(db, tenant.tenantId, 'timers', fixedClock(new Date(Date.now() + 60_000))), caseTimers)
    await work()
    expect(await kinds(agent, caseId)).toEqual([])
    await change(supervisor, 'Jalan Pandanaran')
    await work()
    expect(await kinds(agent, caseId)).toEqual(['changed'])
  })

  it('when the time of a promised call-back has come', async () => {
    const agent = await ctxOf('agent')
    const caseId = await mailIn()
    await takeCase(agent, { caseId, revision: (await readCase(agent, caseId)).case.revision })
    const at = new Date(Date.now() + 3_600_000)
    await planCallback(agent, { caseId, revision: (await readCase(agent, caseId)).case.revision, at })
    const later = new Date(at.getTime() + 1000)
    await fireTimers(systemCtx(db, tenant.tenantId, 'timers', fixedClock(later)), caseTimers)
    await work(later)
    expect(await kinds(agent, caseId)).toContain('callback')
  })

  it('of a case that went on to a service of others no more', async () => {
    const [narrow, supervisor] = [await ctxOf('narrow'), await ctxOf('supervisor')]
    const caseId = await mailIn()
    const [first, second] = tenant.services as [SeededTenant['services'][number], SeededTenant['services'][number]]
    const moveTo = async (service: typeof first) =>
      moveCase(supervisor, {
        caseId,
        revision: (await readCase(supervisor, caseId)).case.revision,
        serviceId: service.id,
        note: 'Salah layanan',
      })
    await moveTo(first)
    const { revision } = (await readCase(supervisor, caseId)).case
    await assignCase(supervisor, { caseId, revision, assigneeId: tenant.members.narrow.memberId })
    await work()
    expect(await kinds(narrow, caseId)).toEqual(['assigned'])
    const { unseen } = await listNotices(narrow)
    await moveTo(second)
    await work()
    expect(await kinds(narrow, caseId)).toEqual([])
    expect((await listNotices(narrow)).unseen).toBe(unseen - 1)
  })

  it('nothing of a service that is not theirs, nor of another tenant', async () => {
    const narrow = await ctxOf('narrow')
    const caseId = await mailIn()
    await withTenant(narrow, (tx) =>
      tx.insert(caseFollowers).values({
        tenantId: tenant.tenantId,
        memberId: tenant.members.narrow.memberId,
        caseId,
        isWatching: true,
      }),
    )
    await mailIn(`n${serial}@contoh.id`)
    expect(await kinds(narrow, caseId)).toEqual([])
    expect(await kinds(await ctxOf('agent', other), caseId)).toEqual([])
  })
})

describe('notices', () => {
  it('are seen by opening their case, one by one, or all at once, and are nobody else’s', async () => {
    const [agent, supervisor] = [await ctxOf('agent'), await ctxOf('supervisor')]
    await markNoticesSeen(agent, { upTo: 'ffffffff-ffff-7fff-bfff-ffffffffffff' })
    const caseId = await mailIn()
    const { case: c } = await readCase(supervisor, caseId)
    await assignCase(supervisor, { caseId, revision: c.revision, assigneeId: tenant.members.agent.memberId })
    await work()
    const { unseen, notices } = await listNotices(agent)
    expect(unseen).toBe(1)
    expect(await markNoticesSeen(supervisor, { ids: [notices[0]?.id as string] })).toMatchObject({ seen: 0 })
    expect(await markNoticesSeen(agent, { caseId })).toEqual({ seen: 1, unseen: 0 })
    expect(await markNoticesSeen(agent, { caseId })).toMatchObject({ seen: 0 })
    expect((await listNotices(agent)).unseen).toBe(0)
  })

  it('belong to people: a key has none', async () => {
    await expect(listNotices(systemCtx(db, tenant.tenantId, 'x'))).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a case that has just come in', () => {
  it('is told of by its number while nobody has it, and only to its own service', async () => {
    const [agent, narrow] = [await ctxOf('agent'), await ctxOf('narrow')]
    const caseId = await mailIn()
    const { case: c } = await readCase(agent, caseId)
    expect(await readWaitingCase(agent, { caseId })).toEqual({ number: c.number, priority: 'p3' })
    await expect(readWaitingCase(narrow, { caseId })).rejects.toMatchObject({ code: 'not_found' })
    await expect(readWaitingCase(await ctxOf('agent', other), { caseId })).rejects.toMatchObject({ code: 'not_found' })
    await takeCase(agent, { caseId, revision: c.revision })
    expect(await readWaitingCase(agent, { caseId })).toBeNull()
  })
})

describe('preferences', () => {
  it('are the person’s own; a change from an older page is a conflict', async () => {
    const agent = await ctxOf('agent')
    expect(await readNoticePreferences(agent)).toEqual({ preferences: defaultPreferences, version: 0 })
    const mine = { ...defaultPreferences, volume: 0, quiet: { from: '22:00', to: '06:00' } }
    expect(await changeNoticePreferences(agent, { version: 0, preferences: mine as never })).toEqual({ version: 1 })
    await expect(changeNoticePreferences(agent, { version: 0, preferences: mine as never })).rejects.toMatchObject({
      code: 'notices.stale',
    })
    expect((await readNoticePreferences(agent)).preferences).toEqual(mine)
    expect((await readNoticePreferences(await ctxOf('supervisor'))).version).toBe(0)
  })
  it('refuse unknown kinds and times', async () => {
    const wrong = {
      volume: 10,
      kinds: { antah: { sound: true, desktop: true } },
      quiet: { from: '25:00', to: '06:00' },
    }
    await expect(
      changeNoticePreferences(await ctxOf('agent'), { version: 1, preferences: wrong as never }),
    ).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('a hand-over note', () => {
  it('reaches the people of its service once and shows who has read it', async () => {
    const [agent, supervisor, narrow] = [await ctxOf('agent'), await ctxOf('supervisor'), await ctxOf('narrow')]
    const serviceId = tenant.services[1]?.id as string
    const note = { serviceId, text: 'AMB-02 masih di bengkel.', idempotencyKey: 'pindah-sif-1' }
    const { noteId } = await writeHandover(agent, note)
    expect(await writeHandover(agent, note)).toEqual({ noteId })
    await work()
    expect((await listNotices(supervisor)).notices.filter((n) => n.kind === 'handover')).toHaveLength(1)
    expect((await listNotices(narrow)).notices.filter((n) => n.kind === 'handover')).toHaveLength(0)
    expect(await countUnreadHandovers(supervisor)).toBe(1)
    expect(await countUnreadHandovers(narrow)).toBe(0)
    expect(await countUnreadHandovers(agent)).toBe(0)
    await acknowledgeHandover(supervisor, { noteId })
    await acknowledgeHandover(supervisor, { noteId })
    expect((await listHandovers(agent)).notes[0]).toMatchObject({
      id: noteId,
      readBy: [{ memberId: tenant.members.supervisor.memberId, name: 'Dewi Lestari' }],
      unreadBy: [],
      isRead: true,
    })
    expect(await countUnreadHandovers(supervisor)).toBe(0)
    await expect(acknowledgeHandover(narrow, { noteId })).rejects.toMatchObject({ code: 'not_found' })
    const elsewhere = { serviceId, text: 'x', caseIds: ['0190c0de-0000-7000-8000-000000000000'] }
    await expect(writeHandover(agent, elsewhere)).rejects.toMatchObject({ fields: [{ path: 'caseIds' }] })
    await expect(acknowledgeHandover(agent, { noteId: 'ngawur' })).rejects.toMatchObject({ code: 'invalid' })
    await expect(writeHandover(narrow, { serviceId, text: 'x' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(writeHandover(await ctxOf('viewer'), { serviceId, text: 'x' })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
})

it('nobody hears twice of one event, or of what they did', () => {
  const happening = {
    type: 'case.message_received',
    byMemberId: null,
    assigneeId: 'a',
    watcherIds: ['a', 'b'],
    mentionedIds: [],
    authorId: null,
    messageState: null,
    supervisorIds: ['s'],
  }
  expect(whoHears(happening)).toEqual([
    { memberId: 'a', kind: 'citizen_wrote' },
    { memberId: 'b', kind: 'citizen_wrote' },
  ])
  expect(whoHears({ ...happening, type: 'case.assigned', byMemberId: 'a' })).toEqual([])
})
