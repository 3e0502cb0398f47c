import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { acceptInbound, openSecretBox } from '@siaga/channels'
import { blockContact, mergeContacts, readContact, undoMerge } from '@siaga/conversations'
import { type Ctx, type Database, openDatabase, withTenant } from '@siaga/db'
import { fireTimers, systemCtx } from '@siaga/events'
import { openFolderStore } from '@siaga/files'
import { fixedClock } from '@siaga/kernel'
import { memberCtx } from '@siaga/tenancy'
import { drain, type SeededTenant, seedTenant, testDatabase } from '@siaga/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  caseTimers,
  closeCase,
  type LogInput,
  listCases,
  listCasesOfContact,
  listDuplicates,
  listLooseContacts,
  logContact,
  readCase,
  reply,
} from './index.ts'
import { indexNews } from './search/index-news.ts'

const box = openSecretBox('5e'.repeat(32))
const store = openFolderStore(mkdtempSync(join(tmpdir(), 'siaga-log-')))
let database: Awaited<ReturnType<typeof testDatabase>>
let db: Database
let tenant: SeededTenant
let agent: Ctx
let serial = 0

beforeAll(async () => {
  database = await testDatabase()
  const { app, identity, gateway, relay, platform } = database.urls
  db = openDatabase({ name: 'log', urls: { app, identity, gateway, relay, platform } })
  tenant = await seedTenant(db, {
    slug: 'semarang',
    authorityCode: '33.74',
    kind: 'city',
    name: 'Kota Semarang',
    types: ['emergency-112', 'health-helpdesk'],
  })
  agent = await ctxOf('agent')
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const ctxOf = async (name: keyof SeededTenant['members']) =>
  (
    await memberCtx({
      db,
      userId: tenant.members[name].userId,
      tenantSlug: tenant.slug,
      locale: 'id',
      requestId: 'test',
    })
  ).ctx
const emergency = () => tenant.services[0] as SeededTenant['services'][number]
const helpdesk = () => tenant.services[1] as SeededTenant['services'][number]
const work = () => drain(db, { store, box, tenantId: tenant.tenantId })
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000)
const phone = () => `0812-4455-${String(++serial).padStart(4, '0')}`

const log = (more: Partial<LogInput> = {}, ctx = agent) =>
  logContact(ctx, {
    kind: 'call',
    serviceId: helpdesk().id,
    citizen: { name: 'Ratna', phone: phone() },
    text: 'Menanyakan stok obat',
    case: { kind: 'new' },
    ...more,
  })

const fieldsOf = (promise: Promise<unknown>) =>
  promise.then(
    () => [],
    (error: { fields?: { path: string }[]; code: string }) => error.fields?.map((f) => f.path) ?? [error.code],
  )
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

async function interaction(id: string) {
  const rows = (await withTenant(agent, (tx) =>
    tx.execute(
      sql`select channel_kind as kind, state, class, category, note, logged_by as "loggedBy", received_at as "receivedAt", answered_at as "answeredAt" from interactions where tenant_id = ${agent.tenantId}::uuid and id = ${id}::uuid`,
    ),
  )) as unknown as Record<string, unknown>[]
  return rows[0]
}

/** A mail to a service, as the listener would commit it, taken in by the worker. */
async function mailTo(service: SeededTenant['services'][number], from: string, more = '') {
  const { id, address } = service.channels.mail
  const n = ++serial
  const raw = `From: ${from}\r\nTo: ${address}\r\nSubject: Surat ${n}\r\nMessage-ID: <log-${n}@contoh.id>\r\n${more}\r\nIsi surat ${n}\r\n`
  await acceptInbound(
    db,
    {
      tenantId: tenant.tenantId,
      channelId: id,
      kind: 'mail',
      providerItem: `log-${n}`,
      raw: Buffer.from(raw),
      meta: { recipient: address, address, sender: from },
    },
    new Date(),
  )
  await work()
  return `Surat ${n}`
}

describe('a call that is logged', () => {
  it('opens a case that was answered as it happened, taken by whoever logged it', async () => {
    const at = ago(30)
    const done = await log({ category: 'medicine', receivedAt: at })
    const detail = await readCase(agent, done.caseId as string)
    expect(detail.case).toMatchObject({
      state: 'open',
      channelKind: 'call',
      category: 'medicine',
      assigneeId: tenant.members.agent.memberId,
      openedAt: at,
      firstAnsweredAt: at,
      waitingSince: at,
      sortAt: at,
      overdueAt: null,
    })
    expect(detail.messages.map((m) => [m.direction, m.text, m.authorName])).toEqual([
      ['in', 'Menanyakan stok obat', 'Ratna'],
    ])
    expect(await interaction(done.interactionId)).toMatchObject({
      kind: 'call',
      state: 'ended',
      class: 'normal',
      loggedBy: 'Agus Santoso',
    })
    expect(await fireTimers(systemCtx(db, tenant.tenantId, 'timers'), caseTimers)).toBe(0)
    const { rows } = await listCases(agent, {})
    expect(rows.find((r) => r.id === done.caseId)?.citizenName).toBe('Ratna')
  })

  it('of a known citizen is theirs, in whatever notation the number is typed', async () => {
    const first = await log({ citizen: { name: 'Slamet', phone: '0813 9988 7766' } })
    const again = await log({ citizen: { name: null, phone: '+62 (0)813-9988-7766' } })
    expect(again.contactId).toBe(first.contactId)
    const { identities } = await readContact(agent, first.contactId)
    const chosen = await log({ citizen: { identityId: identities[0]?.id as string } })
    expect(chosen.contactId).toBe(first.contactId)
    expect((await listCasesOfContact(agent, { contactId: first.contactId })).rows).toHaveLength(3)
  })

  it('without a number is of somebody nobody else is', async () => {
    const [a, b] = [await log({ citizen: {} }), await log({ citizen: {} })]
    expect(a.contactId).not.toBe(b.contactId)
    expect((await readContact(agent, a.contactId)).identities[0]?.kind).toBe('anonymous')
  })

  it('with nothing to do needs no case, and counts for its class and category', async () => {
    const done = await log({ class: 'prank', case: { kind: 'none' }, text: '', category: 'medicine' })
    expect([done.caseId, done.number]).toEqual([null, null])
    expect(await interaction(done.interactionId)).toMatchObject({ class: 'prank', category: 'medicine', note: null })
    const told = await log({ class: 'information', case: { kind: 'none' }, text: 'Jam buka puskesmas' })
    expect(await listLooseContacts(agent, told.contactId)).toMatchObject([
      { note: 'Jam buka puskesmas', class: 'information', loggedBy: 'Agus Santoso' },
    ])
    expect(await listLooseContacts(await ctxOf('narrow'), told.contactId)).toEqual([])
  })

  it('that was given up while waiting was answered by nobody', async () => {
    const done = await log({ class: 'abandoned', case: { kind: 'none' }, text: '' })
    expect(await interaction(done.interactionId)).toMatchObject({
      class: 'abandoned',
      answeredAt: null,
      state: 'ended',
    })
  })

  it('is logged once, however often the form is sent', async () => {
    const input: Partial<LogInput> = { citizen: { name: 'Sekali', phone: phone() }, idempotencyKey: 'kirim-ganda-1' }
    const ends = await Promise.all([log(input), log(input), log(input)])
    expect(new Set(ends.map((e) => e.interactionId)).size).toBe(1)
    expect((await listCasesOfContact(agent, { contactId: ends[0].contactId })).rows).toHaveLength(1)
    expect(await code(log({ ...input, text: 'Lain' }))).toBe('idempotency.reused')
  })

  it('of two first calls at once on one kind of channel makes one channel', async () => {
    await Promise.all([1, 2, 3, 4].map(() => log({ kind: 'walk_in', citizen: {} })))
    const rows = await withTenant(agent, (tx) =>
      tx.execute(
        sql`select id from channels where tenant_id = ${agent.tenantId}::uuid and kind = 'walk_in' and service_id = ${helpdesk().id}::uuid`,
      ),
    )
    expect(rows).toHaveLength(1)
  })
})

describe('a letter that is logged', () => {
  it('waits for its answer, and gets its class when its case is settled', async () => {
    const done = await log({
      kind: 'letter',
      subject: 'Permohonan ambulans',
      text: 'Isi surat',
      citizen: { name: 'RT 03' },
    })
    const { case: c } = await readCase(agent, done.caseId as string)
    expect(c).toMatchObject({
      state: 'new',
      subject: 'Permohonan ambulans',
      firstAnsweredAt: null,
      assigneeId: tenant.members.agent.memberId,
    })
    expect(await interaction(done.interactionId)).toMatchObject({ class: null, answeredAt: null, state: 'waiting' })
    await closeCase(agent, { caseId: c.id, revision: c.revision, outcome: 'answered' })
    expect(await interaction(done.interactionId)).toMatchObject({ class: 'normal', state: 'ended' })
  })

  it('that came days ago has the clock of that day', async () => {
    const at = ago(6 * 24 * 60)
    const done = await log({ kind: 'letter', receivedAt: at })
    const { case: c } = await readCase(agent, done.caseId as string)
    expect(c.openedAt).toEqual(at)
    expect(await fireTimers(systemCtx(db, tenant.tenantId, 'timers'), caseTimers)).toBeGreaterThan(0)
    expect((await readCase(agent, c.id)).case.overdueAt).not.toBeNull()
  })
})

describe('in a case that the citizen has', () => {
  it('a talk answers what waited, and makes it our turn when there is something to do', async () => {
    const subject = await mailTo(helpdesk(), 'menunggu@contoh.id')
    const { rows } = await listCases(agent, {})
    const waiting = rows.find((r) => r.subject === subject)
    const before = await readCase(agent, waiting?.id as string)
    const identityId = before.citizen?.id as string
    const done = await log({ citizen: { identityId }, case: { kind: 'existing', caseId: before.case.id } })
    expect(done.number).toBe(before.case.number)
    const after = await readCase(agent, before.case.id)
    expect(after.case).toMatchObject({ state: 'open', messageCount: 2, lastMessageText: 'Menanyakan stok obat' })
    expect(after.case.firstAnsweredAt).not.toBeNull()
    expect(after.interactions.every((i) => i.answeredAt)).toBe(true)
    expect(after.entries.map((e) => e.kind)).toContain('logged')
    // Asking how it goes is no new turn of ours.
    await reply(agent, { caseId: before.case.id, text: 'Kami cek dulu.' })
    await log({
      citizen: { identityId },
      class: 'information',
      text: 'Menanyakan perkembangan',
      case: { kind: 'existing', caseId: before.case.id },
    })
    expect((await readCase(agent, before.case.id)).case).toMatchObject({ state: 'waiting_citizen', waitingSince: null })
  })

  it('a talk reopens what was settled lately, and not what was settled long ago or belongs to somebody else', async () => {
    const mine = await log()
    const c = (await readCase(agent, mine.caseId as string)).case
    await closeCase(agent, { caseId: c.id, revision: c.revision, outcome: 'answered' })
    const identityId = (await readCase(agent, c.id)).citizen?.id as string
    const into = { citizen: { identityId }, case: { kind: 'existing' as const, caseId: c.id } }
    await log(into)
    const again = (await readCase(agent, c.id)).case
    expect(again).toMatchObject({ state: 'open', isOpen: true, outcome: null, resolvedAt: null })
    await closeCase(agent, { caseId: c.id, revision: again.revision, outcome: 'answered' })
    const later = { ...agent, clock: fixedClock(new Date(Date.now() + 8 * 86_400_000)) }
    expect(await code(log(into, later))).toBe('case.not_open')
    expect(await fieldsOf(log({ case: { kind: 'existing', caseId: c.id } }))).toEqual(['case'])
    expect(await fieldsOf(log({ ...into, serviceId: emergency().id }))).toEqual(['case'])
  })
})

describe('what cannot be logged', () => {
  it.each([
    ['a time that has not come', { receivedAt: new Date(Date.now() + 5 * 60_000) }, ['receivedAt']],
    ['a time too long ago', { receivedAt: ago(7 * 24 * 60 + 5) }, ['receivedAt']],
    ['a normal call without a case', { case: { kind: 'none' as const } }, ['case']],
    [
      'a letter without a case',
      { kind: 'letter', class: 'information' as const, case: { kind: 'none' as const } },
      ['case'],
    ],
    ['a case without a word', { text: '  ' }, ['text']],
    ['a number that is none', { citizen: { phone: '12 34' } }, ['citizen.phone']],
    ['a service number', { citizen: { phone: '112' } }, ['citizen.phone']],
    ['a category of another service', { category: 'fire' }, ['category']],
    ['a citizen who is nobody', { citizen: { identityId: '0199f0a2-6a0e-7c3e-9a41-5b1f4f2a9d10' } }, ['citizen']],
    ['a kind that comes in by itself', { kind: 'mail' }, ['kind']],
  ] as const)('%s', async (_, more, fields) => {
    expect(await fieldsOf(log(more as Partial<LogInput>))).toEqual(fields)
  })

  it('anything, by a viewer, or in a service of which one is no member', async () => {
    expect(await code(log({}, await ctxOf('viewer')))).toBe('forbidden')
    expect(await code(log({}, await ctxOf('narrow')))).toBe('not_found')
  })
})

describe('a blocked citizen', () => {
  it('opens nothing and is kept, except at an emergency service; the block’s end lets them in again', async () => {
    const from = 'pengganggu@contoh.id'
    await mailTo(helpdesk(), from)
    const { rows } = await listCases(agent, {})
    const contactId = (await readCase(agent, rows.find((r) => r.citizenName === from)?.id as string)).citizen
      ?.contactId as string
    await blockContact(await ctxOf('supervisor'), { contactId, version: 1, reason: 'Iklan berulang' })
    const kept = await mailTo(helpdesk(), from)
    await mailTo(emergency(), from)
    const seen = await readContact(agent, contactId)
    expect(seen.withheld).toMatchObject({ count: 1, rows: [{ subject: kept }] })
    const cases = (await listCasesOfContact(agent, { contactId })).rows
    expect(cases.map((c) => c.serviceId).sort()).toEqual([helpdesk().id, emergency().id].sort())
    const outcomes = await withTenant(agent, (tx) =>
      tx.execute(
        sql`select outcome, reason from inbound_events where tenant_id = ${agent.tenantId}::uuid and outcome = 'ignored'`,
      ),
    )
    expect([...outcomes]).toEqual([{ outcome: 'ignored', reason: 'blocked' }])
    // Who may not see the service sees nothing of what was written to it.
    expect((await readContact(await ctxOf('narrow'), contactId)).withheld.count).toBe(0)
    expect(await listLooseContacts(agent, contactId)).toEqual([])
  })
})

describe('cases of a citizen', () => {
  it('follow a merge and its undo, page without a gap, and hold only one’s own services', async () => {
    const a = await log({ citizen: { name: 'A', phone: phone() } })
    const b = await log({ citizen: { name: 'B', phone: phone() }, serviceId: emergency().id })
    const version = async (id: string) => (await readContact(agent, id)).contact.version
    const { mergeId } = await mergeContacts(agent, {
      sourceId: a.contactId,
      sourceVersion: await version(a.contactId),
      targetId: b.contactId,
      targetVersion: await version(b.contactId),
    })
    const first = await listCasesOfContact(agent, { contactId: b.contactId, limit: 1 })
    const second = await listCasesOfContact(agent, { contactId: b.contactId, limit: 1, cursor: first.next as string })
    expect([first.rows[0]?.id, second.rows[0]?.id].sort()).toEqual([a.caseId, b.caseId].sort())
    expect(second.next).toBeNull()
    const narrow = await ctxOf('narrow')
    expect((await listCasesOfContact(narrow, { contactId: b.contactId })).rows.map((c) => c.id)).toEqual([b.caseId])
    await undoMerge(agent, { mergeId })
    expect((await listCasesOfContact(agent, { contactId: b.contactId })).rows.map((c) => c.id)).toEqual([b.caseId])
  })
})

describe('duplicates', () => {
  const formOf = async (values: Record<string, string>) => {
    const channel = helpdesk().channels.form
    const { encodeForm } = await import('@siaga/channels')
    const n = ++serial
    await acceptInbound(
      db,
      {
        tenantId: tenant.tenantId,
        channelId: channel.id,
        kind: 'form',
        providerItem: `form-${n}`,
        raw: encodeForm({
          v: 1,
          visitor: `pengunjung-${n}`,
          name: values.name ?? null,
          subject: null,
          text: `Formulir ${n}`,
          fields: values,
          hints: {
            ...(values.email && { replyMail: values.email }),
            ...(values.region && { regionCode: values.region }),
          },
        }),
        meta: {},
      },
      new Date(),
    )
    await work()
    const { rows } = await listCases(agent, { serviceId: helpdesk().id, limit: 100 })
    const found = rows.find((r) => r.subject === `Formulir ${n}`)
    return (await readCase(agent, found?.id as string)).citizen?.contactId as string
  }
  const indexed = async () => {
    const system = systemCtx(db, tenant.tenantId, 'search')
    while ((await indexNews(system)) > 0);
  }

  it('are suggested with the reason: the same number or mail, also where it was only typed, or a similar name nearby', async () => {
    const number = '0857-1234-5678'
    const caller = await log({ citizen: { name: 'Endang Sulastri', phone: number } })
    const typed = await formOf({ name: 'Bu Endang', phone: '+62 857 1234 5678', region: '33.74.10.1006' })
    const mail = await formOf({ name: 'Siti', email: 'siti.nurhaliza@contoh.id', region: '33.74.10.1006' })
    const sameMail = await formOf({ name: 'S. N.', email: 'siti.nurhaliza@contoh.id' })
    const near = await formOf({ name: 'Endang Wahyuningsih', region: '33.74.10.1007' })
    const alike = await formOf({ name: 'Ibu Wahyuningsi Endang', region: '33.74.10.1006' })
    const far = await formOf({ name: 'Endang Wahyuningsih', region: '33.74.01.1001' })
    await work()
    await indexed()
    const reasons = async (contactId: string) =>
      Object.fromEntries((await listDuplicates(agent, { contactId })).map((d) => [d.id, d.reasons.map((r) => r.kind)]))
    expect(await reasons(caller.contactId)).toEqual({ [typed]: ['number'] })
    expect(await reasons(mail)).toEqual({ [sameMail]: ['mail'] })
    expect(await reasons(near)).toEqual({ [alike]: ['name'] })
    expect(await reasons(far)).toEqual({})
    expect(await code(listDuplicates(await ctxOf('viewer'), { contactId: near }))).toBe('forbidden')
    // Nobody was merged by that.
    expect((await readContact(agent, caller.contactId)).merges).toEqual([])
  })
})
