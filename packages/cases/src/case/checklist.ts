import { type Ctx, withTenant } from '@siaga/db'
import { conflict, newId, notFound } from '@siaga/kernel'
import { actorName, authorize, parse, type Service, serviceIn } from '@siaga/tenancy'
import { z } from 'zod'
import type { Case } from '../case-rules.ts'
import { changeCaseRow, lockCase } from '../case-store.ts'
import { caseChecked } from '../events.ts'
import type { ChecklistItem } from '../schema.ts'
import { checklistOf, mostItems, tickedList } from './checklist-rules.ts'
import { caseMergedAway } from './split-case.ts'

type Work = { items: ChecklistItem[]; act: 'added' | 'removed' | 'ticked' | 'unticked'; text: string }

/** The list as it is, under lock: two people at once lose no tick, so no revision is asked for. */
async function workOn<T>(
  ctx: Ctx,
  caseId: string,
  decide: (c: Case, service: Service) => { work: Work | null; answer: T },
): Promise<T> {
  return withTenant(ctx, async (tx) => {
    const c = await lockCase(tx, ctx, caseId)
    if (c.state === 'merged') throw caseMergedAway()
    const service = await serviceIn(tx, ctx, c.serviceId)
    const { work, answer } = decide(c, service)
    if (!work) return answer
    const { act, text } = work
    await changeCaseRow(tx, ctx, c, service.emergency, {
      set: { checklist: work.items },
      revision: null,
      edits: false,
      entry: { kind: 'checked', data: { act, text } },
      event: caseChecked,
      payload: {},
      audit: { action: `case.checklist_${act}`, after: { text } },
    })
    return answer
  })
}

const addInput = z.object({ caseId: z.uuid(), text: z.string().trim().min(1).max(200) }).strict()

/** Adds an item of one's own to the checklist. @throws forbidden, notFound, invalid, conflict when it has 50 */
export async function addChecklistItem(ctx: Ctx, raw: z.input<typeof addInput>): Promise<{ itemId: string }> {
  authorize(ctx, 'case.work')
  const { caseId, text } = parse(addInput, raw)
  const itemId = newId(ctx.clock.now())
  return workOn(ctx, caseId, (c) => {
    if (c.checklist.length >= mostItems) throw conflict({ internal: 'checklist is full' })
    const items = [...c.checklist, { id: itemId, text, doneAt: null, doneBy: null }]
    return { work: { items, act: 'added', text }, answer: { itemId } }
  })
}

const itemId = z.string().min(1).max(60)
const tickInput = z.object({ caseId: z.uuid(), itemId, done: z.boolean() }).strict()

/** Ticks an item, or opens it again; ticked already, nothing happens. @throws forbidden, notFound */
export async function tickChecklistItem(ctx: Ctx, raw: z.input<typeof tickInput>): Promise<{ done: boolean }> {
  authorize(ctx, 'case.work')
  const t = parse(tickInput, raw)
  return workOn(ctx, t.caseId, (c, service) => {
    const item = checklistOf(service.definition, c.category, c.checklist).find((i) => i.id === t.itemId)
    if (!item) throw notFound()
    const answer = { done: t.done }
    if ((item.doneAt !== null) === t.done) return { work: null, answer }
    const by = t.done ? { at: ctx.clock.now().toISOString(), by: actorName(ctx.actor) } : null
    const items = tickedList(c.checklist, item, by)
    return { work: { items, act: t.done ? 'ticked' : 'unticked', text: item.words[ctx.locale] }, answer }
  })
}

const removeInput = z.object({ caseId: z.uuid(), itemId }).strict()

/** Takes an own item off; those of the service's template stay. @throws forbidden, notFound */
export async function removeChecklistItem(ctx: Ctx, raw: z.input<typeof removeInput>): Promise<{ itemId: string }> {
  authorize(ctx, 'case.work')
  const r = parse(removeInput, raw)
  return workOn(ctx, r.caseId, (c, service) => {
    const item = checklistOf(service.definition, c.category, c.checklist).find((i) => i.id === r.itemId && i.own)
    if (!item) throw notFound()
    const items = c.checklist.filter((i) => i.id !== r.itemId)
    return { work: { items, act: 'removed', text: item.text }, answer: { itemId: r.itemId } }
  })
}
