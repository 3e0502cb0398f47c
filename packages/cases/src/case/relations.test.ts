import { blockContact, mergeContacts, undoMerge } from '@siaga/conversations'
import { type Ctx, withTenant } from '@siaga/db'
import { createAccessLink } from '@siaga/tenancy'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addNote,
  linkCases,
  mergeCase,
  moveCase,
  readCase,
  readTicket,
  reopenCase,
  reply,
  resolveCase,
  setParent,
  splitCase,
  unlinkCases,
} from '../index.ts'
import { type Desk, openDesk } from '../testing.ts'

let desk: Desk
let agent: Ctx
let outsider: Ctx
let serial = 0

beforeAll(async () => {
  desk = await openDesk()
  agent = desk.agent
  // Of the first service alone.
  outsider = await desk.ctxOf('narrow')
})
afterAll(() => desk.close())

const read = (id: string, ctx = agent) => readCase(ctx, id)
const revisionOf = async (id: string) => (await read(id)).case.revision
const citizen = () => `rel${++serial}@contoh.id`
const texts = async (id: string) => (await read(id)).messages.map((m) => m.text)
const kinds = async (id: string) =>
  (await read(id)).entries.map((e) => `${e.kind}${e.data.act ? `/${e.data.act}` : ''}`)

/** Two cases of one citizen. */
async function pair(from = citizen()): Promise<[string, string]> {
  const first = await desk.mailIn({ from, text: 'Yang pertama.' })
  await desk.pass(60)
  return [first, await desk.mailIn({ from, text: 'Yang kedua.' })]
}
const merge = async (caseId: string, intoId: string, ctx = agent) =>
  mergeCase(ctx, { caseId, revision: await revisionOf(caseId), intoId })

describe('a merge', () => {
  it('shows messages and notes of both in the target, and ends the source with its target', async () => {
    const [target, source] = await pair()
    await addNote(agent, { caseId: source, text: 'Sudah ditelepon.' })
    await merge(source, target)
    expect(await texts(target)).toEqual(['Yang pertama.', 'Yang kedua.'])
    expect(await texts(source)).toEqual([])
    expect((await read(source)).case).toMatchObject({
      state: 'merged',
      isOpen: false,
      mergedIntoId: target,
      messageCount: 0,
    })
    const into = await read(target)
    expect(into.case.messageCount).toBe(2)
    expect(into.case.lastMessageText).toBe('Yang kedua.')
    expect(into.interactions).toHaveLength(2)
    expect(into.merged.map((m) => m.id)).toEqual([source])
    expect(await kinds(target)).toEqual(expect.arrayContaining(['merged/from', 'note']))
    expect(await kinds(source)).toContain('merged/into')
  })

  it('sends the citizen’s next message to the target, whether it answers the source by token or the target', async () => {
    const from = citizen()
    const [target, source] = await pair(from)
    const { token } = (await read(source)).case
    await merge(source, target)
    expect(await desk.mailIn({ from, token, text: 'Masih menunggu.' })).toBe(target)
    expect(await texts(target)).toContain('Masih menunggu.')
    expect((await read(source)).case.state).toBe('merged')
  })

  it('answers both with one answer, each against its own target', async () => {
    const from = citizen()
    const first = await desk.mailIn({ from })
    await desk.pass(5 * 3600)
    const second = await desk.mailIn({ from })
    await merge(second, first)
    await reply(agent, { caseId: first, text: 'Untuk keduanya.' })
    const { interactions } = await read(first)
    expect(interactions.every((i) => i.answeredAt)).toBe(true)
    const [a, b] = [(await read(first)).case, (await read(second)).case]
    expect([a.firstAnsweredAt, b.firstAnsweredAt]).toEqual([desk.now(), desk.now()])
    expect(a.overdueAt).not.toBeNull()
    expect(b.overdueAt).toBeNull()
  })

  it('keeps the more urgent priority and the earlier wait, and is ahead in the list by it', async () => {
    const [target, source] = await pair()
    await desk.rows(sql`update cases set priority = 'p1' where id = ${source}::uuid`)
    await reply(agent, { caseId: target, text: 'Dijawab.' })
    const waits = (await read(source)).case.waitingSince
    await merge(source, target)
    expect((await read(target)).case).toMatchObject({ priority: 'p1', waitingSince: waits, state: 'open' })
  })

  it('of chains ends in one step: what was merged before points at the last target, and no loop is possible', async () => {
    const from = citizen()
    const [a, b] = await pair(from)
    await desk.pass(60)
    const c = await desk.mailIn({ from, text: 'Yang ketiga.' })
    await merge(a, b)
    await merge(b, c)
    expect((await read(a)).case.mergedIntoId).toBe(c)
    expect(await texts(c)).toEqual(['Yang pertama.', 'Yang kedua.', 'Yang ketiga.'])
    await expect(merge(c, a)).rejects.toMatchObject({ code: 'invalid', fields: [{ path: 'intoId' }] })
    await expect(merge(c, c)).rejects.toMatchObject({ code: 'invalid', fields: [{ path: 'intoId' }] })
    await expect(reopenCase(agent, { caseId: a, revision: await revisionOf(a) })).rejects.toMatchObject({
      code: 'case.reopen_late',
    })
  })

  it('crosswise at once makes one of the two, never a circle', async () => {
    for (let i = 0; i < 4; i++) {
      const [a, b] = await pair()
      const done = await Promise.allSettled([merge(a, b), merge(b, a)])
      expect(done.filter((d) => d.status === 'fulfilled')).toHaveLength(1)
      const states = [(await read(a)).case.state, (await read(b)).case.state].sort()
      expect(states).toEqual(['merged', 'new'])
    }
  })

  it('of different citizens is refused, since one could read the other’s conversation', async () => {
    const a = await desk.mailIn({ from: citizen() })
    const b = await desk.mailIn({ from: citizen() })
    await expect(merge(a, b)).rejects.toMatchObject({ code: 'case.other_citizen' })
    expect((await read(a)).case.state).toBe('new')
  })

  it('leads no citizen into the other’s conversation once the two are no longer taken for one person', async () => {
    const [a, b] = [citizen(), citizen()]
    const [source, target] = [
      await desk.mailIn({ from: a, text: 'Milik A.' }),
      await desk.mailIn({ from: b, text: 'Milik B.' }),
    ]
    const [one, two] = [(await read(source)).citizen, (await read(target)).citizen]
    const inboundId = await desk.rows(sql`select id from inbound_events where case_id = ${source}::uuid`)
    const code = await withTenant(agent, (tx) =>
      createAccessLink(tx, agent, {
        purpose: 'ticket',
        subject: inboundId[0]?.id as string,
        days: 7,
        singleUse: false,
      }),
    )
    const ticket = () =>
      readTicket({ db: desk.db, clock: { now: desk.now }, locale: 'id', requestId: 't', code: code.code })
    const { mergeId } = await mergeContacts(agent, {
      sourceId: one?.contactId as string,
      sourceVersion: 1,
      targetId: two?.contactId as string,
      targetVersion: 1,
    })
    await merge(source, target)
    expect((await ticket()).ticket?.messages).toHaveLength(2)
    const { token } = (await read(source)).case
    await undoMerge(agent, { mergeId })
    const seen = await ticket()
    expect(seen.ticket).toMatchObject({ number: (await read(source)).case.number, state: 'merged' })
    expect(JSON.stringify(seen)).not.toContain('Milik B.')
    const next = await desk.mailIn({ from: a, token, text: 'Rahasia A.' })
    expect(next).not.toBe(target)
    expect(await texts(target)).not.toContain('Rahasia A.')
    expect(await texts(next)).toEqual(['Rahasia A.'])
  })

  it('is refused with a stale revision, a settled target, and an answer that is held back', async () => {
    const [target, source] = await pair()
    await expect(mergeCase(agent, { caseId: source, revision: 9, intoId: target })).rejects.toMatchObject({
      code: 'case.stale',
    })
    await reply(agent, { caseId: source, text: 'Ditahan.', undoable: true })
    await expect(merge(source, target)).rejects.toMatchObject({ code: 'case.message_waits' })
    await desk.pass(6)
    await resolveCase(agent, { caseId: target, revision: await revisionOf(target), outcome: 'answered' })
    await expect(merge(source, target)).rejects.toMatchObject({ fields: [{ path: 'intoId' }] })
  })

  it('of a case that the caller cannot see does not exist', async () => {
    const [target, source] = await pair()
    const emergency = { ...outsider, services: [desk.tenant.services[1]?.id as string] }
    await expect(merge(source, target, emergency)).rejects.toMatchObject({ code: 'not_found' })
    await expect(merge(source, '0199f0a2-6a0e-7c3e-9a41-5b1f4f2a9d10')).rejects.toMatchObject({ code: 'not_found' })
    const viewer = await desk.ctxOf('viewer')
    await expect(merge(source, target, viewer)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('splitting out', () => {
  const idOf = async (caseId: string, text: string) =>
    (await read(caseId)).messages.find((m) => m.text === text)?.id as string
  const split = async (caseId: string, messageIds: string[], subject?: string) =>
    splitCase(agent, { caseId, revision: await revisionOf(caseId), messageIds, ...(subject && { subject }) })

  it('undoes a merge: the messages leave with the clock that they came with, under a new number', async () => {
    const from = citizen()
    const [target, source] = await pair(from)
    const was = (await read(source)).case
    await merge(source, target)
    const made = await split(target, [await idOf(target, 'Yang kedua.')])
    const fresh = await read(made.caseId)
    expect(fresh.case).toMatchObject({
      state: 'new',
      subject: was.subject,
      firstResponseDueAt: was.firstResponseDueAt,
      openedAt: was.openedAt,
      waitingSince: was.waitingSince,
      messageCount: 1,
    })
    expect(fresh.case.number).not.toBe(was.number)
    expect(await texts(target)).toEqual(['Yang pertama.'])
    expect(fresh.links.map((l) => l.id)).toEqual([target])
    // The citizen who answers the old mail arrives where it is now.
    expect(await desk.mailIn({ from, token: was.token, text: 'Lanjut.' })).toBe(made.caseId)
  })

  it('of a part of one contact counts no contact twice: the part is a continuation', async () => {
    const from = citizen()
    const caseId = await desk.mailIn({ from, text: 'Obat kosong.' })
    const { token } = (await read(caseId)).case
    await desk.mailIn({ from, token, text: 'Selain itu, jadwal imunisasi kapan?' })
    const made = await split(caseId, [await idOf(caseId, 'Selain itu, jadwal imunisasi kapan?')], 'Jadwal imunisasi')
    const [old, fresh] = [await read(caseId), await read(made.caseId)]
    expect(old.interactions).toHaveLength(1)
    expect(fresh.interactions).toHaveLength(1)
    const [row] = await desk.rows(
      sql`select continued_from from interactions where id = ${fresh.interactions[0]?.id as string}::uuid`,
    )
    expect(row?.continued_from).toBe(old.interactions[0]?.id)
    expect(fresh.case).toMatchObject({ subject: 'Jadwal imunisasi', state: 'new' })
    expect(fresh.case.firstResponseDueAt).not.toBeNull()
    expect(await kinds(caseId)).toContain('split/to')
    expect(await kinds(made.caseId)).toContain('split/from')
  })

  it('needs a message of the citizen that goes, one that stays, and only messages of this case', async () => {
    const from = citizen()
    const caseId = await desk.mailIn({ from, text: 'Satu.' })
    await reply(agent, { caseId, text: 'Jawab satu.' })
    const refused = { code: 'invalid', fields: [{ path: 'messageIds' }] }
    await expect(split(caseId, [await idOf(caseId, 'Satu.')])).rejects.toMatchObject(refused)
    await expect(split(caseId, [await idOf(caseId, 'Jawab satu.')])).rejects.toMatchObject(refused)
    const foreign = await desk.mailIn({ text: 'Milik lain.' })
    await expect(split(caseId, [await idOf(foreign, 'Milik lain.')])).rejects.toMatchObject(refused)
    await expect(
      splitCase(agent, { caseId, revision: 99, messageIds: [await idOf(caseId, 'Satu.')] }),
    ).rejects.toMatchObject({ code: 'case.stale' })
  })

  it('twice with one key is once', async () => {
    const from = citizen()
    const caseId = await desk.mailIn({ from, text: 'Pertama.' })
    await desk.mailIn({ from, token: (await read(caseId)).case.token, text: 'Kedua.' })
    const input = {
      caseId,
      revision: await revisionOf(caseId),
      messageIds: [await idOf(caseId, 'Kedua.')],
      idempotencyKey: 'pisah-satu-kali',
    }
    const once = await splitCase(agent, input)
    expect(await splitCase(agent, input)).toEqual(once)
  })
})

describe('links and parts', () => {
  it('a link stands once, in both cases, and ends in both', async () => {
    const [a, b] = await pair()
    expect(await linkCases(agent, { caseId: a, otherId: b })).toEqual({ linked: true })
    expect(await linkCases(agent, { caseId: b, otherId: a })).toEqual({ linked: false })
    expect((await read(a)).links.map((l) => l.id)).toEqual([b])
    expect((await read(b)).links.map((l) => l.id)).toEqual([a])
    expect(await unlinkCases(agent, { caseId: b, otherId: a })).toEqual({ unlinked: true })
    expect((await read(a)).links).toEqual([])
    expect(await kinds(a)).toEqual(expect.arrayContaining(['linked', 'unlinked']))
  })

  it('a link to a case of another service is not shown to who is no member there', async () => {
    const [a, b] = await pair()
    await linkCases(agent, { caseId: a, otherId: b })
    await moveCase(await desk.ctxOf('supervisor'), {
      caseId: b,
      revision: await revisionOf(b),
      serviceId: desk.tenant.services[1]?.id as string,
      note: 'Ini darurat.',
    })
    expect((await read(a)).links).toHaveLength(1)
    expect((await read(a, outsider)).links).toEqual([])
    await expect(linkCases(outsider, { caseId: a, otherId: b })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is heard in an emergency service although it came by a channel on which its citizen is blocked', async () => {
    const from = citizen()
    const supervisor = await desk.ctxOf('supervisor')
    const caseId = await desk.mailIn({ from })
    const { case: c, citizen: who } = await read(caseId)
    const serviceId = desk.tenant.services[1]?.id as string
    await moveCase(supervisor, { caseId, revision: c.revision, serviceId, note: 'Ini darurat.' })
    await blockContact(supervisor, { contactId: who?.contactId as string, version: 1, reason: 'Iklan berulang' })
    expect(await desk.mailIn({ from, token: c.token, text: 'Apinya membesar.' })).toBe(caseId)
    expect(await texts(caseId)).toContain('Apinya membesar.')
    expect(await desk.mailIn({ from, text: 'Iklan lagi.' })).toBe('')
  })

  it('parts are one level deep, without a circle', async () => {
    const from = citizen()
    const [a, b] = await pair(from)
    const c = await desk.mailIn({ from })
    await setParent(agent, { caseId: b, revision: await revisionOf(b), parentId: a })
    expect((await read(a)).children.map((k) => k.id)).toEqual([b])
    expect((await read(b)).parent?.id).toBe(a)
    const under = async (caseId: string, parentId: string) =>
      setParent(agent, { caseId, revision: await revisionOf(caseId), parentId })
    const refused = { code: 'invalid', fields: [{ path: 'parentId' }] }
    await expect(under(a, b)).rejects.toMatchObject(refused)
    await expect(under(c, b)).rejects.toMatchObject(refused)
    await expect(under(a, c)).rejects.toMatchObject(refused)
    await expect(under(a, a)).rejects.toMatchObject(refused)
    await setParent(agent, { caseId: b, revision: await revisionOf(b), parentId: null })
    expect((await read(a)).children).toEqual([])
  })

  it('settling a parent asks about open parts, and settles them or leaves them', async () => {
    for (const children of ['leave', 'settle'] as const) {
      const [a, b] = await pair()
      await setParent(agent, { caseId: b, revision: await revisionOf(b), parentId: a })
      const input = async () => ({ caseId: a, revision: await revisionOf(a), outcome: 'answered' })
      await expect(resolveCase(agent, await input())).rejects.toMatchObject({
        fields: [{ path: 'children', code: 'required' }],
      })
      await resolveCase(agent, { ...(await input()), children })
      expect((await read(a)).case.state).toBe('resolved')
      expect((await read(b)).case.state).toBe(children === 'settle' ? 'resolved' : 'new')
    }
  })
})
