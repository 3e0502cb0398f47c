import { interactions } from '@siaga/conversations/schema'
import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { clearTimer, emit, setTimer } from '@siaga/events'
import { invalid, notFound } from '@siaga/kernel'
import {
  authorize,
  calendarIn,
  inService,
  may,
  membersIn,
  parse,
  type Queue,
  queuesIn,
  type Service,
  serviceIn,
} from '@siaga/tenancy'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Case, firstResponseDue, isOpen, sortTime } from '../case-rules.ts'
import { caseNotOpen, caseStale, changeCaseRow, lockCase } from '../case-store.ts'
import { caseMoved } from '../events.ts'
import { firstResponseTimer } from '../receive-message.ts'
import { caseInteractions } from '../schema.ts'
import { applyAttributes } from './field-rules.ts'

const input = z
  .object({
    caseId: z.uuid(),
    revision: z.int().positive(),
    /** Another service; without it the case stays in its own. */
    serviceId: z.uuid().optional(),
    /** Without it: the first queue of the other service. */
    queueId: z.uuid().optional(),
    note: z.string().trim().min(1).max(2000),
  })
  .strict()
  .refine((m) => m.serviceId || m.queueId, { path: ['queueId'] })

/** Whether the caller may send a case there: a member of that service, or somebody who distributes work. */
export const mayMoveTo = (ctx: Ctx, serviceId: string) => inService(ctx, serviceId) || may(ctx, 'case.assign')

const queueProblem = () =>
  invalid({
    fields: [
      {
        path: 'queueId',
        code: 'choice',
        text: { id: 'Antrean ini tidak ada di layanan itu.', en: 'That service has no such queue.' },
      },
    ],
  })

/**
 * Moves a case to another queue or service, with a note that says why. The number stays. In another service the first
 * response is due by that service's target, measured from the opening; what does not exist there (category, fields,
 * a colleague who does not work in it) is left behind.
 * @throws forbidden, notFound, invalid, caseStale, caseNotOpen
 */
export async function moveCase(ctx: Ctx, raw: z.input<typeof input>): Promise<{ revision: number; serviceId: string }> {
  authorize(ctx, 'case.work')
  const m = parse(input, raw)
  return withTenant(ctx, async (tx) => {
    const c = await lockCase(tx, ctx, m.caseId)
    if (c.revision !== m.revision) throw caseStale()
    if (!isOpen(c.state)) throw caseNotOpen()
    const serviceId = m.serviceId ?? c.serviceId
    if (!mayMoveTo(ctx, serviceId)) throw notFound()
    const sees = { ...ctx, services: [c.serviceId, serviceId] }
    const [from, to, queues] = await Promise.all([
      serviceIn(tx, sees, c.serviceId),
      serviceIn(tx, sees, serviceId),
      queuesIn(tx, sees),
    ])
    const queue = queueOf(queues, to, m.queueId)
    if (queue.id === c.queueId) return { revision: c.revision, serviceId: c.serviceId }
    const otherService = to.id !== from.id
    const after = await changeCaseRow(tx, ctx, c, to.emergency, {
      set: { queueId: queue.id, ...(otherService && (await inOtherService(tx, ctx, c, to))) },
      revision: m.revision,
      edits: true,
      entry: {
        kind: 'moved',
        text: m.note,
        data: otherService
          ? { act: 'service', from: from.definition.name, to: to.definition.name }
          : { act: 'queue', to: queue.name },
      },
      event: caseMoved,
      payload: {},
      audit: {
        action: 'case.moved',
        before: { serviceId: c.serviceId, queueId: c.queueId },
        after: { serviceId: to.id, queueId: queue.id },
      },
    })
    // Those who had it must hear that it is gone; its own event speaks to the service that has it now.
    if (otherService)
      await emit(
        tx,
        ctx,
        caseMoved,
        { subjectId: c.id, version: after.version, serviceId: from.id, urgent: from.emergency },
        {},
      )
    return { revision: after.revision, serviceId: to.id }
  })
}

function queueOf(queues: readonly Queue[], service: Service, wanted: string | undefined): Queue {
  const own = queues.filter((q) => q.serviceId === service.id)
  if (wanted) {
    const queue = own.find((q) => q.id === wanted)
    if (!queue) throw queueProblem()
    return queue
  }
  const queue = own.find((q) => q.code === service.definition.queues[0]?.code) ?? own[0]
  if (service.state === 'retired' || !queue)
    throw invalid({
      fields: [
        {
          path: 'serviceId',
          code: 'choice',
          text: { id: 'Layanan ini tidak menerima tiket lagi.', en: 'This service takes no tickets any more.' },
        },
      ],
    })
  return queue
}

async function inOtherService(tx: Tx, ctx: Ctx, c: Case, to: Service): Promise<Partial<Case>> {
  const [members, clock] = await Promise.all([
    membersIn(tx, ctx),
    c.firstAnsweredAt ? null : newClock(tx, ctx, c, to),
    takeInteractions(tx, ctx, c, to.id),
  ])
  const owner = members.find((m) => m.id === c.assigneeId)
  const staysWith = owner?.worksCases && (owner.serviceIds === 'all' || owner.serviceIds.includes(to.id))
  const { after } = applyAttributes(to.definition, {}, c.attributes)
  return {
    serviceId: to.id,
    category: to.definition.categories.some((k) => k.code === c.category) ? c.category : null,
    assigneeId: staysWith ? c.assigneeId : null,
    attributes: after,
    ...clock,
    sortAt: sortTime({ ...c, ...clock }),
  }
}

/** The first response by the other service's target: from the opening, and missed or not as if it had always been there. */
async function newClock(tx: Tx, ctx: Ctx, c: Case, to: Service) {
  const timer = { kind: firstResponseTimer, ref: c.id }
  const calendar = await calendarIn(tx, ctx, to, c.openedAt)
  // What never had a clock (a machine's mail) gets none by being moved.
  const due = c.firstResponseDueAt && firstResponseDue(to.definition, c.priority, c.openedAt, calendar)
  const missed = due !== null && due <= ctx.clock.now() && c.overdueAt !== null
  if (due && !missed) await setTimer(tx, ctx, { ...timer, version: c.version + 1, dueAt: due })
  else await clearTimer(tx, ctx, timer)
  return { firstResponseDueAt: due, overdueAt: missed ? due : null }
}

/** The contacts of a case belong to its service, and count there. */
async function takeInteractions(tx: Tx, ctx: Ctx, c: Case, serviceId: string): Promise<void> {
  const mine = tx
    .select({ id: caseInteractions.interactionId })
    .from(caseInteractions)
    .where(and(eq(caseInteractions.tenantId, ctx.tenantId), eq(caseInteractions.caseId, c.id)))
  await tx
    .update(interactions)
    .set({ serviceId, version: sql`${interactions.version} + 1` })
    .where(and(eq(interactions.tenantId, ctx.tenantId), inArray(interactions.id, mine)))
}
