import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { acceptInbound, openSecretBox } from '@siaga/channels'
import { type Ctx, type Database, openDatabase, withTenant } from '@siaga/db'
import { fireTimers, systemCtx } from '@siaga/events'
import { openFolderStore } from '@siaga/files'
import { fixedClock, newId } from '@siaga/kernel'
import { memberCtx } from '@siaga/tenancy'
import { drain, type SeededService, type SeededTenant, seedTenant, testDatabase } from '@siaga/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  assignCase,
  bulkCases,
  caseTimers,
  changeCase,
  countCases,
  deleteView,
  type ListInput,
  listCases,
  listViews,
  markSeen,
  readCase,
  reply,
  resolveCase,
  saveView,
  snoozeCase,
  unsnoozeCase,
} from '../index.ts'
import { pageStatement } from './list-cases.ts'

const box = openSecretBox('5e'.repeat(32))
const store = openFolderStore(mkdtempSync(join(tmpdir(), 'siaga-list-')))
const minute = 60_000
const day = 86_400_000

let database: Awaited<ReturnType<typeof testDatabase>>
let db: Database
let tenant: SeededTenant
let elsewhere: SeededTenant
let agent: Ctx
let supervisor: Ctx
let serial = 0

beforeAll(async () => {
  database = await testDatabase()
  const { app, identity, gateway, relay, platform } = database.urls
  db = openDatabase({ name: 'test', urls: { app, identity, gateway, relay, platform } })
  const seed = (slug: string, authorityCode: string) =>
    seedTenant(db, { slug, authorityCode, kind: 'city', name: slug, types: ['emergency-112', 'health-helpdesk'] })
  tenant = await seed('semarang', '33.74')
  elsewhere = await seed('manado', '71.71')
  agent = await ctxOf('agent')
  supervisor = await ctxOf('supervisor')
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

async function ctxOf(name: keyof SeededTenant['members'], of = tenant): Promise<Ctx> {
  const call = { db, userId: of.members[name].userId, tenantSlug: of.slug, locale: 'id' as const, requestId: 'test' }
  return (await memberCtx(call)).ctx
}

const emergency = () => tenant.services[0] as SeededService
const helpdesk = () => tenant.services[1] as SeededService

type Mail = { service?: SeededService; of?: SeededTenant; at?: Date; from?: string; answers?: string }

/** Mails as the listener would commit them, handled in one go; the ids of their cases in order. */
async function mailsIn(...mails: Mail[]): Promise<string[]> {
  const items: string[] = []
  for (const m of mails) {
    const n = ++serial
    const of = m.of ?? tenant
    const channel = (m.service ?? helpdesk()).channels.mail
    const from = m.from ?? `warga${n}@contoh.id`
    const answers = m.answers ? `In-Reply-To: <${m.answers}>\r\n` : ''
    const raw = `From: Warga ${n} <${from}>\r\nTo: ${channel.address}\r\nSubject: Perkara ${n}\r\nMessage-ID: <l${n}@contoh.id>\r\n${answers}Content-Type: text/plain\r\n\r\nIsi ${n}\r\n`
    const item = `item-${n}`
    items.push(item)
    await acceptInbound(
      db,
      {
        tenantId: of.tenantId,
        channelId: channel.id,
        kind: 'mail',
        providerItem: item,
        raw: Buffer.from(raw),
        meta: { recipient: channel.address, address: channel.address, sender: from, remote: '127.0.0.1', item },
      },
      m.at ?? new Date(),
    )
  }
  for (const of of new Set(mails.map((m) => m.of ?? tenant))) await drain(db, { store, box, tenantId: of.tenantId })
  const found = await database.admin`select meta->>'item' as item, case_id as id from inbound_events`
  return items.map((item) => found.find((row) => row.item === item)?.id as string)
}

const idsOf = async (ctx: Ctx, input: ListInput) =>
  (await listCases(ctx, { limit: 500, ...input })).rows.map((r) => r.id)
const revisionOf = async (caseId: string) => (await readCase(agent, caseId)).case.revision
const entriesOf = async (caseId: string) => (await readCase(agent, caseId)).entries.map((e) => e.kind)
const one = async (mail: Mail = {}) => (await mailsIn(mail))[0] as string
const follow = (memberId: string, caseId: string, what: 'is_watching' | 'mentioned_at') =>
  database.admin.unsafe(
    `insert into case_followers (tenant_id, member_id, case_id, ${what}) values ($1, $2, $3, ${what === 'is_watching' ? 'true' : 'now()'})
     on conflict (tenant_id, member_id, case_id) do update set ${what} = excluded.${what}`,
    [tenant.tenantId, memberId, caseId],
  )

describe('a filter', () => {
  it.each([
    ['serviceId', () => ({ serviceId: emergency().id })],
    ['queueId', () => ({ queueId: Object.values(emergency().queueIds)[0] as string })],
    ['channelKind', () => ({ channelKind: 'mail' })],
    ['priority', () => ({ priority: 'p1' as const })],
    ['state', () => ({ state: 'waiting_citizen' as const })],
    ['category', () => ({ category: 'medicine' })],
    ['assigneeId', () => ({ assigneeId: tenant.members.supervisor.memberId })],
    ['nobody', () => ({ assigneeId: 'none' })],
    ['tagId', () => ({ tagId })],
    ['overdue', () => ({ overdue: true })],
    ['unread', () => ({ unread: true })],
  ])('%s shows what has it and hides what has not, in each order', async (name, filter) => {
    const [hit = '', miss = ''] = await pair(name)
    for (const sort of ['due', 'oldest', 'latest'] as const) {
      const shown = await idsOf(agent, { ...filter(), sort })
      expect(shown, sort).toContain(hit)
      expect(shown, sort).not.toContain(miss)
    }
  })

  let tagId = ''
  /** Two cases, of which the first has what the filter asks for. */
  async function pair(name: string): Promise<string[]> {
    const of = name === 'serviceId' || name === 'queueId' ? emergency() : helpdesk()
    const [hit = '', miss = ''] = await mailsIn(
      { service: of, ...(name === 'overdue' && { at: new Date(Date.now() - 9 * day) }) },
      { service: helpdesk() },
    )
    const toMiss = { caseId: miss, revision: 1 }
    const toHit = { caseId: hit, revision: 1 }
    if (name === 'channelKind') await database.admin`update cases set channel_kind = 'form' where id = ${miss}`
    if (name === 'priority') await changeCase(agent, { ...toHit, priority: 'p1' })
    if (name === 'state') await database.admin`update cases set state = 'waiting_citizen' where id = ${hit}`
    if (name === 'category') await changeCase(agent, { ...toHit, category: 'medicine' })
    if (name === 'assigneeId') await assignCase(agent, { ...toHit, assigneeId: tenant.members.supervisor.memberId })
    if (name === 'nobody') await assignCase(agent, { ...toMiss, assigneeId: tenant.members.agent.memberId })
    if (name === 'unread') await markSeen(agent, { cases: [{ caseId: miss }] })
    if (name === 'tagId') {
      tagId = newId()
      const { tenantId } = tenant
      await database.admin`insert into tags (tenant_id, id, name, is_active, created_at) values (${tenantId}, ${tagId}, ${`t${serial}`}, true, now())`
      await database.admin`insert into case_tags (tenant_id, tag_id, case_id) values (${tenantId}, ${tagId}, ${hit})`
    }
    return [hit, miss]
  }

  it('shows nothing of another tenant or of a service that one is not in, whatever is asked', async () => {
    const [foreign = '', other = ''] = await mailsIn(
      { of: elsewhere, service: elsewhere.services[1] as SeededService },
      { service: helpdesk() },
    )
    const narrow = await ctxOf('narrow')
    const { memberId } = tenant.members.narrow
    await follow(memberId, other, 'is_watching')
    await follow(memberId, other, 'mentioned_at')
    for (const view of ['mine', 'unassigned', 'all', 'watching', 'mentions', 'snoozed', 'spam'] as const)
      for (const sort of ['due', 'oldest', 'latest'] as const) {
        const shown = await idsOf(narrow, { view, sort })
        expect(shown).not.toContain(other)
        expect(shown).not.toContain(foreign)
        expect(await idsOf(narrow, { view, sort, serviceId: helpdesk().id })).toEqual([])
      }
    expect((await countCases(narrow)).mentions).toBe(0)
    expect(await markSeen(narrow, { cases: [{ caseId: other }, { caseId: foreign }] })).toEqual({ marked: 0 })
  })
})

describe('an order', () => {
  it.each(['due', 'oldest', 'latest'] as const)(
    '%s stays whole page by page, over both services, while rows move, come and go',
    async (sort) => {
      const at = (i: number) => new Date(Date.now() - (i + 1) * minute)
      await mailsIn(...Array.from({ length: 8 }, (_, i) => ({ at: at(i), service: i % 2 ? emergency() : helpdesk() })))
      const before = await idsOf(agent, { sort })
      const seen: string[] = []
      let cursor: string | null = null
      let page = 0
      do {
        const answer: Awaited<ReturnType<typeof listCases>> = await listCases(agent, {
          sort,
          limit: 4,
          ...(cursor && { cursor }),
        })
        seen.push(...answer.rows.map((r) => r.id))
        cursor = answer.next
        // Between two pages one arrives in front and one that was shown leaves.
        if (page++ === 0) {
          await mailsIn({ at: at(100) })
          await resolveCase(agent, {
            caseId: seen[0] as string,
            revision: await revisionOf(seen[0] as string),
            outcome: 'answered',
          }).catch(() => undefined)
        }
      } while (cursor)
      expect(new Set(seen).size).toBe(seen.length)
      expect(before.filter((id) => !seen.includes(id))).toEqual([])
    },
  )

  it('reads a stretch between two cursors anew, as it is now', async () => {
    const first = await listCases(agent, { limit: 3 })
    const second = await listCases(agent, { limit: 3, cursor: first.next as string })
    const gone = second.rows[1] as (typeof second.rows)[number]
    const again = { cursor: first.next as string, until: second.next as string, limit: 50 }
    expect((await listCases(agent, again)).rows.map((r) => r.id)).toEqual(second.rows.map((r) => r.id))
    await snoozeCase(agent, { caseId: gone.id, revision: gone.revision, until: new Date(Date.now() + day) })
    const now = await listCases(agent, again)
    expect(now.rows.map((r) => r.id)).toEqual(second.rows.filter((r) => r.id !== gone.id).map((r) => r.id))
    expect(now.next).toBe(second.next)
  })

  it('refuses the cursor of another order', async () => {
    const { next } = await listCases(agent, { limit: 1 })
    await expect(listCases(agent, { sort: 'latest', cursor: next as string })).rejects.toMatchObject({
      code: 'cursor.invalid',
    })
  })
})

describe('a snoozed case', () => {
  it('leaves every list but its own, is counted, and comes back by the clock with an entry', async () => {
    const id = await one()
    const until = new Date(Date.now() + 3_600_000)
    const before = await countCases(agent)
    await snoozeCase(agent, { caseId: id, revision: 1, until })
    for (const sort of ['due', 'oldest', 'latest'] as const) expect(await idsOf(agent, { sort })).not.toContain(id)
    expect(await idsOf(agent, { view: 'unassigned' })).not.toContain(id)
    expect(await idsOf(agent, { view: 'snoozed' })).toContain(id)
    const counts = await countCases(agent)
    expect(counts).toMatchObject({ all: before.all - 1, snoozed: before.snoozed + 1 })
    const clock = (at: number) => systemCtx(db, tenant.tenantId, 'timers', fixedClock(new Date(at)))
    await fireTimers(clock(until.getTime() - 1000), caseTimers)
    expect(await idsOf(agent, {})).not.toContain(id)
    await fireTimers(clock(until.getTime() + 1000), caseTimers)
    expect(await idsOf(agent, {})).toContain(id)
    expect((await entriesOf(id)).filter((kind) => kind === 'snoozed')).toHaveLength(2)
  })

  it('comes back when its citizen writes, and not when a machine does', async () => {
    const id = await one({ from: 'tunda@contoh.id' })
    const { token } = (await readCase(agent, id)).case
    await snoozeCase(agent, { caseId: id, revision: 1, until: new Date(Date.now() + day) })
    const mail = helpdesk().channels.mail
    const send = async (n: string, extra: string) => {
      const to = mail.address
      const raw = `From: tunda@contoh.id\r\nTo: ${to}\r\nSubject: Re: [#${token}]\r\nIn-Reply-To: <l${serial}@contoh.id>\r\nMessage-ID: <${n}@contoh.id>\r\n${extra}\r\nhalo\r\n`
      const meta = { recipient: to, address: to, sender: 'tunda@contoh.id', remote: '127.0.0.1', item: n }
      const item = { tenantId: tenant.tenantId, channelId: mail.id, kind: 'mail', providerItem: n, meta }
      await acceptInbound(db, { ...item, raw: Buffer.from(raw) }, new Date())
      await drain(db, { store, box, tenantId: tenant.tenantId })
    }
    await send('mesin', 'Auto-Submitted: auto-replied\r\n')
    expect((await readCase(agent, id)).case).toMatchObject({ messageCount: 2 })
    expect(await idsOf(agent, { view: 'snoozed' })).toContain(id)
    await send('orang', '')
    expect((await readCase(agent, id)).case).toMatchObject({ messageCount: 3, snoozedUntil: null })
    expect(await idsOf(agent, {})).toContain(id)
  })

  it('is woken by hand, by being settled, and by a life at stake; a P1 is never put off', async () => {
    const [byHand = '', settled = '', life = ''] = await mailsIn({}, {}, {})
    const until = new Date(Date.now() + day)
    for (const caseId of [byHand, settled, life]) await snoozeCase(agent, { caseId, revision: 1, until })
    await unsnoozeCase(agent, { caseId: byHand, revision: 2 })
    await resolveCase(agent, { caseId: settled, revision: 2, outcome: 'answered' })
    await changeCase(agent, { caseId: life, revision: 2, priority: 'p1' })
    expect(await idsOf(agent, { view: 'snoozed' })).not.toEqual(expect.arrayContaining([byHand]))
    expect(await idsOf(agent, { settled: true })).toContain(settled)
    expect(await idsOf(agent, {})).toEqual(expect.arrayContaining([byHand, life]))
    await expect(snoozeCase(agent, { caseId: life, revision: 3, until })).rejects.toMatchObject({
      code: 'case.life_waits',
    })
  })

  it('needs a time ahead, the present revision, an open case, and somebody who works', async () => {
    const [id = '', done = ''] = await mailsIn({}, {})
    const until = new Date(Date.now() + day)
    await resolveCase(agent, { caseId: done, revision: 1, outcome: 'answered' })
    const code = (p: Promise<unknown>) => p.then(() => 'ok').catch((e) => e.code)
    expect(await code(snoozeCase(agent, { caseId: id, revision: 1, until: new Date(0) }))).toBe('invalid')
    expect(await code(snoozeCase(agent, { caseId: id, revision: 7, until }))).toBe('case.stale')
    expect(await code(snoozeCase(agent, { caseId: done, revision: 2, until }))).toBe('case.not_open')
    expect(await code(snoozeCase(await ctxOf('viewer'), { caseId: id, revision: 1, until }))).toBe('forbidden')
    expect(await code(snoozeCase(await ctxOf('narrow'), { caseId: id, revision: 1, until }))).toBe('not_found')
    expect(await code(snoozeCase(await ctxOf('owner', elsewhere), { caseId: id, revision: 1, until }))).toBe(
      'not_found',
    )
  })
})

describe('marks', () => {
  it('of what was seen are one’s own, reach to the message that was shown, and cost nothing twice', async () => {
    const id = await one({ from: 'lihat@contoh.id' })
    const unread = async (ctx: Ctx) => (await idsOf(ctx, { unread: true })).includes(id)
    expect(await unread(agent)).toBe(true)
    const shown = (await readCase(agent, id)).case.lastMessageAt
    expect(await markSeen(agent, { cases: [{ caseId: id, until: new Date(shown.getTime() - 1) }] })).toEqual({
      marked: 1,
    })
    expect(await unread(agent)).toBe(true)
    expect(await markSeen(agent, { cases: [{ caseId: id, until: shown }] })).toEqual({ marked: 1 })
    expect(await markSeen(agent, { cases: [{ caseId: id, until: shown }] })).toEqual({ marked: 0 })
    expect([await unread(agent), await unread(supervisor)]).toEqual([false, true])
    await reply(supervisor, { caseId: id, text: 'Segera.' })
    expect(await unread(supervisor)).toBe(false)
  })

  it('of a mention stand in a view of their own until the case is seen', async () => {
    const id = await one()
    await follow(tenant.members.agent.memberId, id, 'mentioned_at')
    expect((await countCases(agent)).mentions).toBe(1)
    expect(await idsOf(agent, { view: 'mentions' })).toEqual([id])
    expect((await listCases(agent, { view: 'mentions' })).rows[0]?.mentionedAt).toBeInstanceOf(Date)
    await markSeen(agent, { cases: [{ caseId: id }] })
    expect((await countCases(agent)).mentions).toBe(0)
    expect(await idsOf(agent, { view: 'mentions' })).toEqual([])
  })

  it('of watching make a view of one’s own', async () => {
    const id = await one()
    await follow(tenant.members.agent.memberId, id, 'is_watching')
    expect(await idsOf(agent, { view: 'watching' })).toEqual([id])
    expect(await idsOf(supervisor, { view: 'watching' })).toEqual([])
  })
})

describe('spam', () => {
  it('is in no list but its own', async () => {
    const id = await one()
    await database.admin`update cases set is_spam = true where id = ${id}`
    expect(await idsOf(agent, {})).not.toContain(id)
    expect(await idsOf(agent, { view: 'unassigned' })).not.toContain(id)
    expect(await idsOf(agent, { view: 'spam' })).toEqual([id])
  })
})

describe('many at once', () => {
  it('do what they can, and say of each other one why not', async () => {
    const [good = '', stale = '', done = '', foreign = ''] = await mailsIn(
      {},
      {},
      {},
      { of: elsewhere, service: elsewhere.services[1] as SeededService },
    )
    await resolveCase(agent, { caseId: done, revision: 1, outcome: 'answered' })
    const cases = [
      { caseId: good, revision: 1 },
      { caseId: stale, revision: 9 },
      { caseId: done, revision: 2 },
      { caseId: foreign, revision: 1 },
    ]
    const assigneeId = tenant.members.supervisor.memberId
    const result = await bulkCases(agent, { cases, act: { kind: 'assign', assigneeId } })
    expect(result.done).toBe(1)
    expect(result.failed.map(({ caseId, code }) => [caseId, code])).toEqual([
      [stale, 'case.stale'],
      [done, 'case.not_open'],
      [foreign, 'not_found'],
    ])
    expect(result.failed.every(({ text }) => text.length > 10)).toBe(true)
    expect((await readCase(agent, good)).case.assigneeId).toBe(assigneeId)
    expect(await entriesOf(good)).toEqual(['opened', 'assigned'])
  })

  it('close, snooze and mark as read by the same verbs', async () => {
    const [a = '', b = ''] = await mailsIn({}, {})
    const cases = [a, b].map((caseId) => ({ caseId, revision: 1 }))
    expect(await bulkCases(agent, { cases, act: { kind: 'read' } })).toEqual({ done: 2, failed: [] })
    expect(await idsOf(agent, { unread: true })).not.toEqual(expect.arrayContaining([a]))
    const until = new Date(Date.now() + day)
    expect(await bulkCases(agent, { cases, act: { kind: 'snooze', until } })).toEqual({ done: 2, failed: [] })
    const now = cases.map((c) => ({ ...c, revision: 2 }))
    const wrong = await bulkCases(agent, { cases: now, act: { kind: 'close', outcome: 'ngawur' } })
    expect(wrong.failed[0]?.text).toBe('Pilih hasil penanganan.')
    expect(await bulkCases(agent, { cases: now, act: { kind: 'close', outcome: 'answered' } })).toEqual({
      done: 2,
      failed: [],
    })
    expect((await readCase(agent, a)).case.state).toBe('closed')
  })

  it('are refused above the limit, and to somebody who does not work', async () => {
    const cases = Array.from({ length: 201 }, () => ({ caseId: newId(), revision: 1 }))
    await expect(bulkCases(agent, { cases, act: { kind: 'read' } })).rejects.toMatchObject({ code: 'invalid' })
    await expect(
      bulkCases(await ctxOf('viewer'), { cases: cases.slice(0, 1), act: { kind: 'assign', assigneeId: null } }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('a saved view', () => {
  const query = 'view=all&priority=p1&sort=oldest'

  it('of one’s own is nobody else’s; a shared one is everybody’s and needs the right', async () => {
    const mine = await saveView(agent, { name: 'Mendesak', query })
    await expect(saveView(agent, { name: 'Semua', query, shared: true })).rejects.toMatchObject({ code: 'forbidden' })
    const shared = await saveView(supervisor, { name: 'Bersama', query, shared: true })
    expect(await listViews(agent)).toEqual([
      { id: shared.id, name: 'Bersama', query, shared: true },
      { id: mine.id, name: 'Mendesak', query, shared: false },
    ])
    expect((await listViews(supervisor)).map((v) => v.name)).toEqual(['Bersama'])
    expect(await listViews(await ctxOf('owner', elsewhere))).toEqual([])
    await expect(deleteView(supervisor, { viewId: mine.id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(deleteView(agent, { viewId: shared.id })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(deleteView(await ctxOf('owner', elsewhere), { viewId: shared.id })).rejects.toMatchObject({
      code: 'not_found',
    })
    await saveView(agent, { viewId: mine.id, name: 'Jiwa terancam', query })
    await deleteView(supervisor, { viewId: shared.id })
    // Colleagues hear of the shared one, come and gone, and of nobody's own.
    const told =
      await database.admin`select subject_id as id, service_id as service from outbox where type = 'views.changed'`
    expect([...told]).toEqual([1, 2].map(() => ({ id: shared.id, service: null })))
    expect((await listViews(agent)).map((v) => v.name)).toEqual(['Jiwa terancam'])
  })

  it('has a name of its own and a query that is one', async () => {
    await saveView(agent, { name: 'Dobel', query })
    const problem = async (p: Promise<unknown>) =>
      ((await p.catch((e) => e)) as { fields?: { path: string; code: string }[] }).fields?.[0]
    expect(await problem(saveView(agent, { name: 'dobel', query }))).toMatchObject({ path: 'name', code: 'taken' })
    expect(await problem(saveView(agent, { name: 'X', query: '<script>' }))).toMatchObject({ path: 'query' })
    expect(await problem(saveView(agent, { name: '  ', query }))).toMatchObject({ path: 'name', code: 'required' })
  })
})

describe('with many cases', () => {
  it('every view and order is read from an index, in its order, with and without a rare filter', async () => {
    const { tenantId, members } = tenant
    const [template] = await database.admin`select id from cases where tenant_id = ${tenantId} and not is_spam limit 1`
    const columns = (
      await database.admin`select column_name as name from information_schema.columns where table_name = 'cases' order by ordinal_position`
    ).map((c) => c.name as string)
    const changed: Record<string, string> = {
      id: `(lpad(to_hex(i), 12, '0') || '7' || substr(md5(i::text), 1, 3) || '8' || substr(md5(i::text), 4, 15))::uuid`,
      number: `'B-' || i`,
      token: `'B-' || i`,
      is_open: 'i % 2 = 0',
      state: `case when i % 2 = 0 then 'open' else 'closed' end`,
      sort_at: `now() + i * interval '1 second'`,
      opened_at: `now() + i * interval '1 second'`,
      last_message_at: `now() + i * interval '1 second'`,
      snoozed_until: 'null',
      priority: `case when i % 5000 = 0 then 'p1' else 'p3' end`,
      assignee_id: `case when i % 100 = 0 then '${members.agent.memberId}'::uuid end`,
    }
    await database.admin.begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx.unsafe(
        `insert into cases (${columns.join(', ')}) select ${columns.map((c) => changed[c] ?? `c.${c}`).join(', ')} from cases c, generate_series(1, 20000) i where c.id = '${template?.id}'`,
      )
    })
    await database.admin`vacuum analyze cases`
    const costly: string[] = []
    for (const view of ['mine', 'unassigned', 'all', 'snoozed', 'spam'] as const)
      for (const sort of ['due', 'oldest', 'latest'] as const)
        for (const filter of [{}, { priority: 'p1' as const }, { category: 'rare' }, { settled: true }]) {
          const { plan, buffers } = await costOf(agent, { view, sort, ...filter })
          // Ten thousand cases are open: whoever looks at each of them touches as many blocks.
          if (/Seq Scan on cases/.test(plan) || buffers > 1500)
            costly.push(`${view} ${sort} ${JSON.stringify(filter)}: ${buffers}\n${plan}`)
        }
    expect(costly).toEqual([])
  })

  /** A table this small is sooner read whole than by index, so that is forbidden here. */
  const costOf = (ctx: Ctx, query: Partial<Parameters<typeof pageStatement>[1]>) =>
    withTenant(ctx, async (tx) => {
      const page = {
        view: 'all' as const,
        sort: 'due' as const,
        settled: false,
        overdue: false,
        unread: false,
        limit: 50,
      }
      const statement = pageStatement(ctx, { ...page, ...query }, ctx.services as string[])
      await tx.execute(sql`set local enable_seqscan = off`)
      const lines = (await tx.execute(sql`explain (analyze, buffers) ${statement}`)) as unknown as Record<
        string,
        string
      >[]
      const plan = lines.map((line) => Object.values(line)[0]).join('\n')
      return { plan, buffers: Number(/Buffers: shared hit=(\d+)/.exec(plan)?.[1] ?? 0) }
    })
})
