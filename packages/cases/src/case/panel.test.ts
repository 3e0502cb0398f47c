import type { Ctx } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { changeService, readService, type ServiceDefinition } from '@siaga/tenancy'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addChecklistItem,
  addNote,
  changeCase,
  changeTag,
  closeCase,
  exportCase,
  findCases,
  listCases,
  listTags,
  markSpam,
  moveCase,
  planCallback,
  readCase,
  removeChecklistItem,
  reply,
  resolveCase,
  suggestTags,
  tagCase,
  tickChecklistItem,
  unmarkSpam,
  watchCase,
} from '../index.ts'
import { type Desk, openDesk } from '../testing.ts'

let desk: Desk
let agent: Ctx
let chief: Ctx
let viewer: Ctx
/** Works in the emergency service alone: for them a case of the helpdesk does not exist. */
let stranger: Ctx

beforeAll(async () => {
  desk = await openDesk()
  agent = desk.agent
  chief = await desk.ctxOf('supervisor')
  viewer = await desk.ctxOf('viewer')
  stranger = { ...(await desk.ctxOf('narrow')), services: [desk.tenant.services[1]?.id as string] }
})
afterAll(() => desk.close())

const helpdesk = () => desk.tenant.services[0]?.id as string
const emergency = () => desk.tenant.services[1]?.id as string
const read = (id: string) => readCase(agent, id)
const revisionOf = async (id: string) => (await read(id)).case.revision
/** So that what comes next stands behind it. */
const tick = () => desk.pass(1)
const acts = async (id: string, kind: string) =>
  (await read(id)).entries.filter((e) => e.kind === kind).map((e) => e.data)

describe('tags', () => {
  it('are made as they are typed, one for every way of writing it, and stand in the timeline', async () => {
    const caseId = await desk.mailIn()
    await tagCase(agent, { caseId, add: ['#Obat  TBC', 'obat tbc', 'Stok'] })
    expect((await read(caseId)).tags.map((t) => t.name)).toEqual(['obat tbc', 'stok'])
    await tick()
    const [stok] = (await read(caseId)).tags.filter((t) => t.name === 'stok')
    await tagCase(agent, { caseId, remove: [stok?.id as string] })
    expect((await read(caseId)).tags.map((t) => t.name)).toEqual(['obat tbc'])
    expect(await acts(caseId, 'tagged')).toEqual([
      { added: ['obat tbc', 'stok'], removed: [] },
      { added: [], removed: ['stok'] },
    ])
    const tagId = (await read(caseId)).tags[0]?.id as string
    expect((await listCases(agent, { view: 'all', tagId })).rows.map((r) => r.id)).toEqual([caseId])
  })

  it('given at once by ten hands are there once each', async () => {
    const caseId = await desk.mailIn()
    const names = ['banjir', 'jalan', 'lampu']
    await Promise.all(
      Array.from({ length: 10 }, (_, i) => tagCase(agent, { caseId, add: [names[i % 3] as string, 'sama'] })),
    )
    expect((await read(caseId)).tags.map((t) => t.name).sort()).toEqual([...names, 'sama'].sort())
  })

  it('are at most twenty on a case, and never empty or endless', async () => {
    const caseId = await desk.mailIn()
    await tagCase(agent, { caseId, add: Array.from({ length: 20 }, (_, i) => `tag ${i}`) })
    await expect(tagCase(agent, { caseId, add: ['satu lagi'] })).rejects.toMatchObject({ fields: [{ path: 'add' }] })
    for (const bad of ['', '  #  ', 'x'.repeat(41)])
      await expect(tagCase(agent, { caseId, add: [bad] })).rejects.toMatchObject({ fields: [{ path: 'add' }] })
  })

  it('are suggested by their beginning first; a retired one is neither suggested nor given again', async () => {
    const caseId = await desk.mailIn()
    await tagCase(agent, { caseId, add: ['vaksin haji', 'anti vaksin'] })
    expect((await suggestTags(agent, { query: 'Vaksin' })).map((t) => t.name)).toEqual(['vaksin haji', 'anti vaksin'])
    const tagId = (await suggestTags(agent, { query: 'anti vaksin' }))[0]?.id as string
    await changeTag(chief, { tagId, isActive: false })
    expect((await suggestTags(agent, { query: 'vaksin' })).map((t) => t.name)).toEqual(['vaksin haji'])
    const other = await desk.mailIn()
    await expect(tagCase(agent, { caseId: other, add: ['Anti Vaksin'] })).rejects.toMatchObject({ code: 'tag.retired' })
    expect((await read(caseId)).tags.find((t) => t.id === tagId)).toMatchObject({ isActive: false })
  })

  it('are renamed on every case, by who may change the desk, and never into one that exists', async () => {
    const caseId = await desk.mailIn()
    await tagCase(agent, { caseId, add: ['puskemas', 'rujukan'] })
    const all = await listTags(chief)
    const wrong = all.find((t) => t.name === 'puskemas')
    expect(wrong).toMatchObject({ uses: 1, isActive: true })
    await changeTag(chief, { tagId: wrong?.id as string, name: 'Puskesmas' })
    expect((await read(caseId)).tags.map((t) => t.name)).toEqual(['puskesmas', 'rujukan'])
    await expect(changeTag(chief, { tagId: wrong?.id as string, name: 'Rujukan' })).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(changeTag(agent, { tagId: wrong?.id as string, name: 'x y' })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(listTags(agent)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('the service’s own fields', () => {
  it('take what fits their kind, as one value in one form, and say what does not', async () => {
    const caseId = await desk.mailIn()
    await changeCase(agent, {
      caseId,
      revision: await revisionOf(caseId),
      attributes: { facility: ' RS Mitra Sehat ', incident_date: '2026-11-20', sp4n_class: 'complaint' },
    })
    expect((await read(caseId)).case.attributes).toEqual({
      facility: 'RS Mitra Sehat',
      incident_date: '2026-11-20',
      sp4n_class: 'complaint',
    })
    const refused = (attributes: Record<string, string>) =>
      changeCase(agent, { caseId, revision: 2, attributes }).catch((e) =>
        e.fields?.map((f: { path: string }) => f.path),
      )
    expect(await refused({ incident_date: '2026-02-30' })).toEqual(['attributes.incident_date'])
    expect(await refused({ sp4n_class: 'lain', rahasia: 'x' })).toEqual(['attributes.sp4n_class', 'attributes.rahasia'])
    await tick()
    await changeCase(agent, { caseId, revision: await revisionOf(caseId), attributes: { facility: null } })
    expect((await read(caseId)).case.attributes).not.toHaveProperty('facility')
    expect((await acts(caseId, 'changed')).at(-1)).toEqual({
      before: { attributes: { facility: 'RS Mitra Sehat' } },
      after: { attributes: { facility: null } },
    })
  })

  it('that are required hold up settling a served citizen, and nothing else', async () => {
    const owner = systemCtx(desk.db, desk.tenant.tenantId, 'test')
    const { service } = await readService(owner, helpdesk())
    const definition: ServiceDefinition = {
      ...service.definition,
      caseFields: service.definition.caseFields?.map((f) => ({ ...f, requiredToResolve: f.key === 'facility' })),
    }
    const { version } = await changeService(owner, { serviceId: helpdesk(), version: service.version, definition })
    const caseId = await desk.mailIn()
    const settle = { caseId, revision: 1, outcome: 'answered' }
    const missing = { code: 'invalid', fields: [{ path: 'attributes.facility', code: 'required' }] }
    await expect(resolveCase(agent, settle)).rejects.toMatchObject(missing)
    await expect(closeCase(agent, settle)).rejects.toMatchObject(missing)
    await resolveCase(agent, { ...settle, attributes: { facility: 'Puskesmas Bandarharjo' } })
    expect((await read(caseId)).case).toMatchObject({
      state: 'resolved',
      attributes: { facility: 'Puskesmas Bandarharjo' },
    })
    const prank = await desk.mailIn()
    await resolveCase(agent, { caseId: prank, revision: 1, outcome: 'invalid', class: 'prank' })
    await changeService(owner, { serviceId: helpdesk(), version, definition: service.definition })
  })
})

describe('the checklist', () => {
  it('begins with the template of the category, takes own items, and says who ticked when', async () => {
    const caseId = await desk.mailIn()
    expect((await read(caseId)).checklist).toEqual([])
    await changeCase(agent, { caseId, revision: await revisionOf(caseId), category: 'access_to_care' })
    expect((await read(caseId)).checklist.map((i) => i.id)).toEqual(['t.patient_safe', 't.call_facility', 't.find_bed'])
    const { itemId } = await addChecklistItem(agent, { caseId, text: 'Telepon dr. Hendra' })
    await tick()
    await tickChecklistItem(agent, { caseId, itemId: 't.call_facility', done: true })
    await tickChecklistItem(agent, { caseId, itemId, done: true })
    await tickChecklistItem(agent, { caseId, itemId, done: true })
    const list = (await read(caseId)).checklist
    expect(list.map((i) => [i.id, i.doneBy])).toEqual([
      ['t.patient_safe', null],
      ['t.call_facility', 'Agus Santoso'],
      ['t.find_bed', null],
      [itemId, 'Agus Santoso'],
    ])
    expect(list[3]?.doneAt).toBe(desk.now().toISOString())
    await tick()
    await tickChecklistItem(agent, { caseId, itemId, done: false })
    await tick()
    await removeChecklistItem(agent, { caseId, itemId })
    await expect(removeChecklistItem(agent, { caseId, itemId: 't.find_bed' })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect((await acts(caseId, 'checked')).map((d) => d.act)).toEqual([
      'added',
      'ticked',
      'ticked',
      'unticked',
      'removed',
    ])
    // What was done stays to be seen when the case turns out to be about something else.
    await changeCase(agent, { caseId, revision: await revisionOf(caseId), category: 'other' })
    expect((await read(caseId)).checklist.map((i) => i.id)).toEqual(['t.call_facility'])
  })

  it('loses no tick of two people at once', async () => {
    const caseId = await desk.mailIn()
    const items = await Promise.all(['a', 'b', 'c', 'd'].map((text) => addChecklistItem(agent, { caseId, text })))
    await Promise.all(items.map(({ itemId }) => tickChecklistItem(agent, { caseId, itemId, done: true })))
    expect((await read(caseId)).checklist.filter((i) => i.doneAt)).toHaveLength(4)
  })
})

describe('watching and calling colleagues', () => {
  it('a watcher is one until they stop; what they have seen is not touched', async () => {
    const caseId = await desk.mailIn()
    await watchCase(chief, { caseId, watching: true })
    await watchCase(viewer, { caseId, watching: true })
    expect((await read(caseId)).watchers.map((w) => w.name)).toEqual(['Dewi Lestari', 'Joko Susilo'])
    await watchCase(chief, { caseId, watching: false })
    expect((await read(caseId)).watchers.map((w) => w.name)).toEqual(['Joko Susilo'])
    await expect(watchCase(stranger, { caseId, watching: true })).rejects.toMatchObject({ code: 'not_found' })
  })

  it('"@" and a full name in a note calls that colleague, once, and not oneself or who cannot read it', async () => {
    const caseId = await desk.mailIn()
    await addNote(agent, {
      caseId,
      text: 'Tolong dicek @dewi lestari, juga @Dewi Lestari. Saya (@Agus Santoso) dan e-mail@Joko Susilo99 tidak.',
    })
    const note = (await read(caseId)).entries.find((e) => e.kind === 'note')
    expect(note?.data).toEqual({ mentions: [desk.tenant.members.supervisor.memberId] })
    expect((await listCases(chief, { view: 'mentions' })).rows.map((r) => r.id)).toContain(caseId)
    expect((await listCases(agent, { view: 'mentions' })).rows).toEqual([])
    const events = await desk.rows(
      sql`select payload->'memberIds' as ids from outbox where type = 'case.mentioned' and subject_id = ${caseId}::uuid`,
    )
    expect(events).toEqual([{ ids: [desk.tenant.members.supervisor.memberId] }])
  })
})

describe('moving', () => {
  it('to another queue says why, and changes nothing else', async () => {
    const caseId = await desk.mailIn()
    const before = (await read(caseId)).case
    const queueId = desk.tenant.services[0]?.queueIds.verification as string
    await moveCase(agent, { caseId, revision: 1, queueId, note: 'Perlu dicek dulu.' })
    const after = await read(caseId)
    expect(after.case).toEqual({ ...before, queueId, version: before.version + 1, revision: 2 })
    expect(after.entries.find(({ kind }) => kind === 'moved')).toMatchObject({
      text: 'Perlu dicek dulu.',
      data: { act: 'queue' },
    })
  })

  it('to a service of which one is no member needs somebody who distributes work', async () => {
    const caseId = await desk.mailIn()
    const narrow = await desk.ctxOf('narrow')
    const move = { caseId, revision: 1, serviceId: emergency(), note: 'Ada orang pingsan.' }
    await expect(moveCase(narrow, move)).rejects.toMatchObject({ code: 'not_found' })
    await moveCase({ ...chief, services: [helpdesk()] }, move)
    await expect(readCase(narrow, caseId)).rejects.toMatchObject({ code: 'not_found' })
    expect((await readCase(stranger, caseId)).case.serviceId).toBe(emergency())
    // Both services hear of it.
    const told = await desk.rows(
      sql`select service_id from outbox where type = 'case.moved' and subject_id = ${caseId}::uuid order by id`,
    )
    expect(told.map((t) => t.service_id).sort()).toEqual([helpdesk(), emergency()].sort())
  })

  it('keeps the conversation: the citizen’s next message arrives where the case is, and is answered from there', async () => {
    const from = 'pindah@contoh.id'
    const caseId = await desk.mailIn({ from })
    const { token } = (await read(caseId)).case
    await moveCase(agent, { caseId, revision: 1, serviceId: emergency(), note: 'Darurat.' })
    expect(await desk.mailIn({ from, token, text: 'Masih di sini.' })).toBe(caseId)
    await tick()
    await reply(agent, { caseId, text: 'Kami datang.' })
    await desk.settle()
    expect((await read(caseId)).messages.at(-1)).toMatchObject({ direction: 'out', state: 'sent' })
  })

  it('is measured from the opening by the other service’s target; what it was late for there is late', async () => {
    const caseId = await desk.mailIn()
    const opened = (await read(caseId)).case.openedAt
    await desk.pass(1800)
    await moveCase(agent, { caseId, revision: 1, serviceId: emergency(), note: 'Darurat.' })
    const { firstResponseDueAt } = (await read(caseId)).case
    expect(firstResponseDueAt?.getTime()).toBeLessThanOrEqual(desk.now().getTime())
    expect(firstResponseDueAt?.getTime()).toBeGreaterThan(opened.getTime())
    await desk.settle()
    expect((await read(caseId)).case.overdueAt).toEqual(firstResponseDueAt)
  })

  it('leaves behind a colleague who does not work there, and refuses a stale revision and no reason', async () => {
    const caseId = await desk.mailIn()
    await desk.rows(
      sql`update cases set assignee_id = ${desk.tenant.members.narrow.memberId}::uuid where id = ${caseId}::uuid`,
    )
    await expect(
      moveCase(agent, { caseId, revision: 7, serviceId: emergency(), note: 'Darurat.' }),
    ).rejects.toMatchObject({ code: 'case.stale' })
    await expect(moveCase(agent, { caseId, revision: 1, serviceId: emergency(), note: ' ' })).rejects.toMatchObject({
      fields: [{ path: 'note' }],
    })
    await moveCase(agent, { caseId, revision: 1, serviceId: emergency(), note: 'Darurat.' })
    expect((await read(caseId)).case.assigneeId).toBeNull()
  })
})

describe('a call-back', () => {
  const at = (minutes: number) => new Date(desk.now().getTime() + minutes * 60_000)

  it('wakes the case at its time, stands in the order of the list until it is done, and says so', async () => {
    const caseId = await desk.mailIn()
    await reply(agent, { caseId, text: 'Kami telepon nanti.' })
    const promised = at(90)
    await planCallback(agent, { caseId, revision: await revisionOf(caseId), at: promised })
    expect((await read(caseId)).case).toMatchObject({ callbackAt: promised, sortAt: promised })
    await desk.pass(91 * 60)
    expect((await acts(caseId, 'callback')).map((d) => d.act ?? 'set')).toEqual(['set', 'due'])
    const due = await desk.rows(
      sql`select 1 from outbox where type = 'case.callback_due' and subject_id = ${caseId}::uuid`,
    )
    expect(due).toHaveLength(1)
    await tick()
    await planCallback(agent, { caseId, revision: await revisionOf(caseId), at: null, done: true })
    expect((await read(caseId)).case.callbackAt).toBeNull()
    expect((await acts(caseId, 'callback')).at(-1)).toMatchObject({ act: 'done' })
  })

  it('that was moved, given up or settled does not fire; a time that is past is refused', async () => {
    const caseId = await desk.mailIn()
    await expect(planCallback(agent, { caseId, revision: 1, at: at(-1) })).rejects.toMatchObject({
      fields: [{ path: 'at' }],
    })
    await planCallback(agent, { caseId, revision: 1, at: at(10) })
    await planCallback(agent, { caseId, revision: 2, at: at(120) })
    await desk.pass(11 * 60)
    expect((await acts(caseId, 'callback')).map((d) => d.act ?? 'set')).toEqual(['set', 'set'])
    await resolveCase(agent, { caseId, revision: await revisionOf(caseId), outcome: 'answered' })
    await desk.pass(3 * 3600)
    expect((await acts(caseId, 'callback')).map((d) => d.act ?? 'set')).toEqual(['set', 'set'])
    expect((await read(caseId)).case.callbackAt).toBeNull()
  })
})

describe('spam', () => {
  it('is out of the inbox and comes back as it was within seven days, not later', async () => {
    const caseId = await desk.mailIn({ text: 'Menangkan hadiah.' })
    const before = (await read(caseId)).case
    await markSpam(agent, { caseId, revision: before.revision })
    expect((await listCases(agent, { view: 'all' })).rows.map((r) => r.id)).not.toContain(caseId)
    expect((await listCases(agent, { view: 'spam' })).rows.map((r) => r.id)).toContain(caseId)
    expect((await read(caseId)).interactions[0]?.class).toBe('prank')
    await unmarkSpam(agent, { caseId, revision: await revisionOf(caseId) })
    const back = await read(caseId)
    expect(back.case).toMatchObject({ state: 'open', waitingSince: before.waitingSince, sortAt: before.sortAt })
    expect(back.interactions[0]).toMatchObject({ class: null, state: 'waiting' })
    await markSpam(agent, { caseId, revision: await revisionOf(caseId) })
    await desk.pass(8 * 86_400)
    await expect(unmarkSpam(agent, { caseId, revision: await revisionOf(caseId) })).rejects.toMatchObject({
      code: 'case.reopen_late',
    })
  })

  it('is reopened by the citizen’s next message, since nobody is dropped in silence', async () => {
    const from = 'bukan.spam@contoh.id'
    const caseId = await desk.mailIn({ from })
    const { token } = (await read(caseId)).case
    await markSpam(agent, { caseId, revision: 1 })
    expect(await desk.mailIn({ from, token })).toBe(caseId)
    expect((await read(caseId)).case).toMatchObject({ state: 'open', isSpam: false })
  })

  it('is refused stale, to who may not work, and for a case of another service', async () => {
    const caseId = await desk.mailIn()
    await expect(markSpam(agent, { caseId, revision: 5 })).rejects.toMatchObject({ code: 'case.stale' })
    await expect(markSpam(viewer, { caseId, revision: 1 })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(markSpam(stranger, { caseId, revision: 1 })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('what is carried out of the console', () => {
  it('stands in the audit with its form, before anything is read', async () => {
    const caseId = await desk.mailIn()
    await exportCase(agent, { caseId, form: 'pdf', notes: true })
    await expect(exportCase(stranger, { caseId, form: 'print' })).rejects.toMatchObject({ code: 'not_found' })
    const entries = await desk.rows(
      sql`select v.after->>'form' as form, v.after->>'notes' as notes, a.actor_name as by from audit_entries a join audit_values v on v.tenant_id = a.tenant_id and v.id = a.id where a.action = 'case.exported'`,
    )
    expect(entries).toEqual([{ form: 'pdf', notes: 'true', by: 'Agus Santoso' }])
  })

  it('a case is found by its number or its last digits, in one’s own services alone', async () => {
    const caseId = await desk.mailIn()
    const { number } = (await read(caseId)).case
    expect((await findCases(agent, { number: number.toLowerCase() })).map((c) => c.id)).toEqual([caseId])
    const digits = String(Number(number.split('-').at(-1)))
    expect((await findCases(agent, { number: digits })).map((c) => c.id)).toContain(caseId)
    expect(await findCases(stranger, { number })).toEqual([])
    expect(await findCases(agent, { number: "1' or '1'='1" })).toEqual([])
  })
})
