import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { acceptInbound, openSecretBox } from '@siaga/channels'
import { type Ctx, type Database, openDatabase, withTenant } from '@siaga/db'
import { fireTimers, systemCtx } from '@siaga/events'
import { openFolderStore } from '@siaga/files'
import { fixedClock } from '@siaga/kernel'
import { memberCtx } from '@siaga/tenancy'
import { drain, type MailSink, mailSink, type SeededTenant, seedTenant, testDatabase } from '@siaga/testkit'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { caseTimers } from '../case-timers.ts'
import { assignCase, logContact, readCase, resolveCase, splitCase } from '../index.ts'
import { listRules, orderRules, readRule, saveRule, switchRule } from './change-rules.ts'
import { dryRunRule } from './dry-run-rule.ts'
import { mentions } from './rule-rules.ts'

const box = openSecretBox('5e'.repeat(32))
const store = openFolderStore(mkdtempSync(join(tmpdir(), 'siaga-rules-')))
let database: Awaited<ReturnType<typeof testDatabase>>
let db: Database
let tenant: SeededTenant
let sink: MailSink
let admin: Ctx
let serial = 0

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

beforeAll(async () => {
  database = await testDatabase()
  const { app, identity, gateway, relay, platform } = database.urls
  db = openDatabase({ name: 'test', urls: { app, identity, gateway, relay, platform } })
  tenant = await seedTenant(db, {
    slug: 'semarang',
    authorityCode: '33.74',
    kind: 'city',
    name: 'Kota Semarang',
    types: ['emergency-112', 'health-helpdesk'],
  })
  admin = await ctxOf('admin')
  sink = await mailSink()
})
afterAll(async () => {
  await sink.close()
  await db.close()
  await database.drop()
})
beforeEach(async () => {
  for (const rule of await listRules(admin, { serviceId: helpdesk().id }))
    if (rule.isActive)
      await saveRule(admin, {
        serviceId: rule.serviceId,
        ruleId: rule.id,
        version: rule.version,
        name: rule.name,
        isActive: false,
        definition: rule.definition,
      })
})

const helpdesk = () => tenant.services[1] as SeededTenant['services'][number]
const work = (at: Date) =>
  drain(db, { store, box, smtpUrl: sink.url, tenantId: tenant.tenantId, clock: fixedClock(at) })

/** A mail of a citizen; returns the case of which it became part. */
async function mailIn(
  m: { text?: string; extra?: string[]; at?: Date; answers?: string; from?: string } = {},
): Promise<string> {
  const n = ++serial
  const { id, address } = helpdesk().channels.mail
  const from = m.from ?? `warga${m.answers ? '' : n}@contoh.id`
  const at = m.at ?? new Date()
  const raw = [
    `From: Ratna <${from}>`,
    `To: ${address}`,
    `Subject: Tanya obat ${n}`,
    `Message-ID: <r${n}@contoh.id>`,
    ...(m.answers ? [`In-Reply-To: <${m.answers}>`] : []),
    ...(m.extra ?? []),
    '',
    m.text ?? 'Apakah obat tersedia?',
    '',
  ].join('\r\n')
  await acceptInbound(
    db,
    {
      tenantId: tenant.tenantId,
      channelId: id,
      kind: 'mail',
      providerItem: `rule-${n}`,
      raw: Buffer.from(raw),
      meta: { recipient: address, address, sender: from, remote: '127.0.0.1', item: `rule-${n}` },
    },
    at,
  )
  await work(at)
  const rows = (await withTenant(admin, (tx) =>
    tx.execute(
      sql`select case_id as id from inbound_events where tenant_id = ${tenant.tenantId}::uuid and meta->>'item' = ${`rule-${n}`}`,
    ),
  )) as unknown as { id: string }[]
  return rows[0]?.id as string
}

const automatic = async (caseId: string) =>
  (await readCase(admin, caseId)).messages.filter((m) => m.automatic && m.direction === 'out')

describe('an acknowledgement', () => {
  const acknowledge = () =>
    saveRule(admin, {
      serviceId: helpdesk().id,
      name: 'Tanda terima dengan nomor',
      definition: {
        when: 'opened',
        actions: [{ do: 'reply', text: 'Yth. {nama}, laporan Anda tercatat dengan nomor {nomor}.' }],
      },
    })

  it('leaves once, with the number, marked as automatic, and is no first response', async () => {
    await acknowledge()
    const caseId = await mailIn()
    const detail = await readCase(admin, caseId)
    expect(detail.case).toMatchObject({ state: 'new', firstAnsweredAt: null, lastDirection: 'in' })
    const [message] = await automatic(caseId)
    expect(message).toMatchObject({ direction: 'out', state: 'sent', purpose: 'notice' })
    expect(message?.text).toBe(`Yth. Ratna, laporan Anda tercatat dengan nomor ${detail.case.number}.`)
    const address = (await readCase(admin, caseId)).case.replyMail as string
    const [sent] = await sink.mails({ to: address })
    expect(sent?.autoSubmitted).toBe('auto-replied')
    await work(new Date())
    expect(await automatic(caseId)).toHaveLength(1)
    expect(await sink.mails({ to: address })).toHaveLength(1)
  })
  it('stops at an address that goes on writing like a machine', async () => {
    await acknowledge()
    const cases: string[] = []
    for (let n = 0; n < 7; n++) cases.push(await mailIn({ from: 'mesin@contoh.id' }))
    const answers = await Promise.all(cases.map(automatic))
    expect(answers.map((a) => a.length)).toEqual([1, 1, 1, 1, 1, 0, 0])
    const silent = await readCase(admin, cases[6] as string)
    expect(silent.entries.map((e) => e.kind)).not.toContain('automated')
    const tomorrow = await mailIn({ from: 'mesin@contoh.id', at: new Date(Date.now() + 86_400_000 * 1.1) })
    expect(await automatic(tomorrow)).toHaveLength(1)
  })
  it('never goes to a machine', async () => {
    await acknowledge()
    const caseId = await mailIn({ extra: ['Auto-Submitted: auto-generated'] })
    expect(await automatic(caseId)).toHaveLength(0)
  })
})

describe('rules', () => {
  it('act only where every condition holds, in their order, and say so in the timeline', async () => {
    await saveRule(admin, {
      serviceId: helpdesk().id,
      name: 'Vaksin ke kategori informasi',
      place: 1,
      definition: {
        when: 'opened',
        conditions: [{ field: 'text', words: ['vaksin', 'imunisasi anak'] }],
        actions: [
          { do: 'priority', to: 'p2' },
          { do: 'note', text: 'Lihat jadwal vaksin.' },
          { do: 'assign', memberId: tenant.members.agent.memberId },
        ],
      },
    })
    const other = await readCase(admin, await mailIn({ text: 'Vaksinasi kapan?' }))
    expect(other.case).toMatchObject({ priority: 'p3', assigneeId: null })
    const { case: c, entries } = await readCase(admin, await mailIn({ text: 'Jadwal VAKSIN bulan ini?' }))
    expect(c).toMatchObject({ priority: 'p2', assigneeId: tenant.members.agent.memberId, state: 'open' })
    expect(entries.map((e) => e.kind)).toEqual(expect.arrayContaining(['note', 'automated']))
    expect(entries.find((e) => e.kind === 'automated')).toMatchObject({
      actorName: 'Vaksin ke kategori informasi',
      data: { actions: ['priority', 'note', 'assign'] },
    })
  })

  it('answer outside the hours at most once a day for a case', async () => {
    await saveRule(admin, {
      serviceId: helpdesk().id,
      name: 'Di luar jam layanan',
      definition: {
        when: 'citizen_wrote',
        often: 'daily',
        conditions: [{ field: 'hours', are: 'closed' }],
        actions: [{ do: 'reply', text: 'Kami buka kembali besok.' }],
      },
    })
    // Sunday evening in Semarang, then again, then on Monday at eleven.
    const first = await mailIn({ at: new Date('2026-11-15T13:00:00Z') })
    const id = (await readCase(admin, first)).messages[0]?.providerId as string
    const again = (at: string) => mailIn({ at: new Date(at), answers: id, text: 'Masih menunggu' })
    const sender = `warga@contoh.id`
    await withTenant(admin, (tx) =>
      tx.execute(
        sql`update cases set reply_mail = ${sender} where tenant_id = ${tenant.tenantId}::uuid and id = ${first}::uuid`,
      ),
    )
    expect(await again('2026-11-15T13:05:00Z')).toBe(first)
    expect(await again('2026-11-15T13:20:00Z')).toBe(first)
    expect(await again('2026-11-16T04:00:00Z')).toBe(first)
    expect(await automatic(first)).toHaveLength(1)
  })

  it('of what citizens write hear their first message, but neither a call that was logged nor a part that was split out', async () => {
    await saveRule(admin, {
      serviceId: helpdesk().id,
      name: 'Setiap pesan',
      definition: { when: 'citizen_wrote', often: 'each_time', actions: [{ do: 'note', text: 'Baca.' }] },
    })
    await saveRule(admin, {
      serviceId: helpdesk().id,
      name: 'Tiket baru',
      definition: { when: 'opened', actions: [{ do: 'reply', text: 'Nomor Anda {nomor}.' }] },
    })
    const ran = async (id: string) =>
      (await readCase(admin, id)).entries.filter((e) => e.kind === 'automated').map((e) => e.actorName)
    const caseId = await mailIn()
    expect((await ran(caseId)).sort()).toEqual(['Setiap pesan', 'Tiket baru'])
    const first = await readCase(admin, caseId)
    await mailIn({ answers: first.messages[0]?.providerId as string, from: first.case.replyMail as string })
    expect(await ran(caseId)).toHaveLength(3)

    const { case: c, messages } = await readCase(admin, caseId)
    const { caseId: part } = await splitCase(admin, {
      caseId,
      revision: c.revision,
      messageIds: [messages.findLast((m) => m.direction === 'in')?.id as string],
    })
    const logged = await logContact(admin, {
      kind: 'walk_in',
      serviceId: helpdesk().id,
      citizen: { name: 'Slamet' },
      text: 'Bertanya jadwal.',
      case: { kind: 'new' },
    })
    await work(new Date())
    expect(await ran(part)).toEqual([])
    expect(await ran(logged.caseId as string)).toEqual([])
  })

  it('act when nobody answered in time', async () => {
    await saveRule(admin, {
      serviceId: helpdesk().id,
      name: 'Terlambat',
      definition: { when: 'overdue', actions: [{ do: 'priority', to: 'p2' }] },
    })
    const caseId = await mailIn({ at: new Date('2026-11-09T02:00:00Z') })
    const late = new Date('2026-11-16T02:00:00Z')
    await fireTimers(systemCtx(db, tenant.tenantId, 'timers', fixedClock(late)), caseTimers)
    await work(late)
    expect((await readCase(admin, caseId)).case).toMatchObject({ priority: 'p2' })
  })

  it('give a case to somebody who hears of it, and take it from nobody', async () => {
    const { agent, supervisor } = tenant.members
    const rule = await saveRule(admin, {
      serviceId: helpdesk().id,
      name: 'Semua ke Agus',
      definition: { when: 'citizen_wrote', often: 'each_time', actions: [{ do: 'assign', memberId: agent.memberId }] },
    })
    const caseId = await mailIn()
    const first = await readCase(admin, caseId)
    expect(first.case.assigneeId).toBe(agent.memberId)
    const id = first.messages[0]?.providerId as string
    const sender = first.case.replyMail as string
    const given = await readCase(admin, caseId)
    const told = await withTenant(admin, (tx) =>
      tx.execute(
        sql`select payload from outbox where tenant_id = ${tenant.tenantId}::uuid and type = 'case.assigned' and subject_id = ${caseId}`,
      ),
    )
    expect(told).toMatchObject([{ payload: { assigneeId: agent.memberId, byMemberId: null } }])
    const { revision } = given.case
    await assignCase(admin, { caseId, revision, assigneeId: supervisor.memberId })
    await mailIn({ answers: id, from: sender })
    expect((await readCase(admin, caseId)).case.assigneeId).toBe(supervisor.memberId)
    expect(rule.version).toBe(1)
  })

  it('that raise the priority move the target with it', async () => {
    await saveRule(admin, {
      serviceId: helpdesk().id,
      name: 'Mendesak',
      definition: { when: 'opened', actions: [{ do: 'priority', to: 'p1' }] },
    })
    const { case: c } = await readCase(admin, await mailIn())
    const timers = (await withTenant(admin, (tx) =>
      tx.execute(sql`select due_at as due from timers where tenant_id = ${tenant.tenantId}::uuid and ref = ${c.id}`),
    )) as unknown as { due: string }[]
    expect(timers.map((t) => new Date(t.due))).toContainEqual(c.firstResponseDueAt)
  })

  it('of one service do nothing to a case of another', async () => {
    await saveRule(admin, {
      serviceId: tenant.services[0]?.id as string,
      name: 'Hanya 112',
      definition: { when: 'opened', actions: [{ do: 'priority', to: 'p1' }] },
    })
    expect((await readCase(admin, await mailIn())).case.priority).toBe('p3')
  })
})

describe('a dry run', () => {
  it('shows what would have happened and changes nothing', async () => {
    const caseId = await mailIn({ text: 'Tolong kirim ambulans' })
    const before = await readCase(admin, caseId)
    const result = await dryRunRule(admin, {
      serviceId: helpdesk().id,
      definition: {
        when: 'opened',
        conditions: [{ field: 'text', words: ['ambulans'] }],
        actions: [{ do: 'reply', text: 'Nomor Anda {nomor}.' }],
      },
    })
    expect(result.looked).toBeGreaterThan(1)
    expect(result).toMatchObject({ matched: 1, truncated: false })
    expect(result.samples[0]).toMatchObject({ id: caseId, reply: `Nomor Anda ${before.case.number}.` })
    expect((await readCase(admin, caseId)).case.version).toBe(before.case.version)
  })
})

describe('changing rules', () => {
  const definition = { when: 'opened' as const, actions: [{ do: 'priority' as const, to: 'p2' as const }] }
  const rule = (more: object = {}) => ({ serviceId: helpdesk().id, name: 'Percobaan', definition, ...more })

  it('needs the permission, and a service of one’s own', async () => {
    await expect(saveRule(await ctxOf('agent'), rule())).rejects.toMatchObject({ code: 'forbidden' })
    await expect(saveRule({ ...admin, services: [tenant.services[0]?.id as string] }, rule())).rejects.toMatchObject({
      code: 'not_found',
    })
  })
  it('refuses what the service does not have, naming the part', async () => {
    const wrong = rule({
      definition: {
        when: 'opened',
        conditions: [{ field: 'category', in: ['antah'] }],
        actions: [
          { do: 'assign', memberId: tenant.members.viewer.memberId },
          { do: 'reply', text: 'Nomor {nomor}, kode {antah}' },
        ],
      },
    })
    await expect(saveRule(admin, wrong)).rejects.toMatchObject({
      code: 'invalid',
      fields: [
        { path: 'definition.conditions.0.in' },
        { path: 'definition.actions.0.memberId' },
        { path: 'definition.actions.1.text' },
      ],
    })
  })
  it('is one rule however often the form is sent', async () => {
    const key = 'aturan-baru-1'
    const first = await saveRule(admin, rule({ idempotencyKey: key }))
    expect(await saveRule(admin, rule({ idempotencyKey: key }))).toEqual(first)
  })
  it('keeps their order, and knows it when another was added meanwhile', async () => {
    const service = tenant.services[0]?.id as string
    const ids: string[] = []
    for (const name of ['Satu', 'Dua!', 'Tiga'])
      ids.push((await saveRule(admin, rule({ serviceId: service, name }))).ruleId)
    const before = (await listRules(admin, { serviceId: service })).map((r) => r.id)
    expect(before.slice(-3)).toEqual(ids)
    const turned = [...before].reverse()
    await orderRules(admin, { serviceId: service, ruleIds: turned })
    expect((await listRules(admin, { serviceId: service })).map((r) => r.id)).toEqual(turned)
    for (const ruleIds of [turned.slice(1), [...turned.slice(1), turned[1] as string]])
      await expect(orderRules(admin, { serviceId: service, ruleIds })).rejects.toMatchObject({ code: 'rule.stale' })
    await expect(orderRules(await ctxOf('agent'), { serviceId: service, ruleIds: turned })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })
  it('are read one by one in their own service alone', async () => {
    const { ruleId } = await saveRule(admin, rule())
    expect(await readRule(admin, { ruleId })).toMatchObject({ id: ruleId, serviceId: helpdesk().id, version: 1 })
    const narrow = { ...admin, services: [tenant.services[0]?.id as string] }
    await expect(readRule(narrow, { ruleId })).rejects.toMatchObject({ code: 'not_found' })
    expect((await listRules(narrow)).map((r) => r.id)).not.toContain(ruleId)
    expect((await listRules(admin)).map((r) => r.id)).toContain(ruleId)
  })
  it('switches one off and on as it was seen', async () => {
    const serviceId = helpdesk().id
    const { ruleId } = await saveRule(admin, rule())
    expect(await switchRule(admin, { serviceId, ruleId, version: 1, isActive: false })).toMatchObject({ version: 2 })
    await expect(switchRule(admin, { serviceId, ruleId, version: 1, isActive: true })).rejects.toMatchObject({
      code: 'rule.stale',
    })
    const elsewhere = { serviceId: tenant.services[0]?.id as string, ruleId, version: 2, isActive: true }
    await expect(switchRule(admin, elsewhere)).rejects.toMatchObject({ code: 'not_found' })
  })
  it('is a conflict when somebody else was faster', async () => {
    const { ruleId } = await saveRule(admin, rule())
    await saveRule(admin, rule({ ruleId, version: 1, name: 'Nama lain' }))
    await expect(saveRule(admin, rule({ ruleId, version: 1 }))).rejects.toMatchObject({ code: 'rule.stale' })
  })
})

describe('words', () => {
  it('stand by themselves, whatever their case and whatever signs they hold', () => {
    expect(mentions('Ada KEBAKARAN!', ['kebakaran'])).toBe(true)
    expect(mentions('kebakarannya', ['kebakaran'])).toBe(false)
    expect(mentions('butuh  bantuan\nsegera', ['bantuan segera'])).toBe(true)
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string({ minLength: 2 }), { minLength: 1 }), (text, words) => {
        mentions(text, words)
      }),
    )
  })
})

it('a resolved case can thank its citizen', async () => {
  await saveRule(admin, {
    serviceId: helpdesk().id,
    name: 'Terima kasih',
    definition: { when: 'resolved', actions: [{ do: 'reply', text: 'Terima kasih, {nama}.' }] },
  })
  const caseId = await mailIn()
  const { case: c, service } = await readCase(admin, caseId)
  await resolveCase(admin, { caseId, revision: c.revision, outcome: service.definition.outcomes[0]?.code as string })
  await work(new Date())
  expect((await automatic(caseId)).map((m) => m.text)).toEqual(['Terima kasih, Ratna.'])
  expect((await readCase(admin, caseId)).case.state).toBe('resolved')
})
