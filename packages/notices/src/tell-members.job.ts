import { caseFollowers, cases } from '@siaga/cases/schema'
import { messages } from '@siaga/conversations/schema'
import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { type Consumer, emit, readEvent } from '@siaga/events'
import { type EventEnvelope, newId } from '@siaga/kernel'
import { membersIn } from '@siaga/tenancy'
import { and, eq } from 'drizzle-orm'
import { handoverWritten, noticeCreated } from './events.ts'
import { isAddressee } from './handover.ts'
import { asksSupervisors, whoHears } from './notice-rules.ts'
import { handoverNotes, type NoticeKind, notices } from './schema.ts'

const caseEvents = [
  'case.assigned',
  'case.mentioned',
  'case.message_received',
  'case.overdue',
  'case.callback_due',
  'case.changed',
  'case.resolved',
  'case.closed',
  'case.reopened',
  'case.noted',
  'case.replied',
  'case.moved',
  'case.merged',
  'message.moved',
]

/** Writes down, per member, what they must hear of; only for members who may see the case's service. */
export const noticesConsumer: Consumer = {
  name: 'notices',
  events: [...caseEvents, handoverWritten.type],
  lane: (urgent) => (urgent ? 'urgent' : 'normal'),
  async handle(ctx, delivery) {
    await withTenant(ctx, async (tx) => {
      const event = await readEvent(tx, ctx, delivery.eventId)
      if (event?.type === handoverWritten.type) await tellOfHandover(tx, ctx, event)
      else if (event) await tellOfCase(tx, ctx, event)
      await delivery.complete(tx)
    })
  },
}

async function tellOfCase(tx: Tx, ctx: Ctx, event: EventEnvelope): Promise<void> {
  const moved = event.type === 'message.moved'
  // Most messages leave and arrive: nobody needs to hear of that.
  if (moved && event.payload.state !== 'failed' && event.payload.state !== 'uncertain') return
  const [[c], followers, [message]] = await Promise.all([
    tx
      .select({ id: cases.id, serviceId: cases.serviceId, assigneeId: cases.assigneeId })
      .from(cases)
      .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, event.subjectId))),
    tx
      .select({ memberId: caseFollowers.memberId })
      .from(caseFollowers)
      .where(
        and(
          eq(caseFollowers.tenantId, ctx.tenantId),
          eq(caseFollowers.caseId, event.subjectId),
          eq(caseFollowers.isWatching, true),
        ),
      ),
    moved
      ? tx
          .select({ authorRef: messages.authorRef })
          .from(messages)
          .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.id, String(event.payload.messageId))))
      : [],
  ])
  // What moved on is told in both services: once is enough.
  if (!c || (event.type === 'case.moved' && event.serviceId !== c.serviceId)) return
  const happening = {
    type: event.type,
    byMemberId: typeof event.payload.byMemberId === 'string' ? event.payload.byMemberId : null,
    assigneeId: c.assigneeId,
    watcherIds: followers.map((f) => f.memberId),
    mentionedIds: Array.isArray(event.payload.memberIds) ? event.payload.memberIds.map(String) : [],
    authorId: message?.authorRef.startsWith('member:') ? message.authorRef.slice('member:'.length) : null,
    messageState: moved ? String(event.payload.state) : null,
  }
  // Most events are nobody's news: then nobody's services need to be looked up.
  if (!asksSupervisors(happening) && whoHears({ ...happening, supervisorIds: [] }).length === 0) return
  const members = (await membersIn(tx, ctx)).filter((m) => m.serviceIds === 'all' || m.serviceIds.includes(c.serviceId))
  const supervisorIds = members.filter((m) => m.roles.includes('supervisor')).map((m) => m.id)
  const told = whoHears({ ...happening, supervisorIds }).filter(({ memberId }) =>
    members.some((m) => m.id === memberId),
  )
  await write(tx, ctx, event, c.serviceId, c.id, told)
}

async function tellOfHandover(tx: Tx, ctx: Ctx, event: EventEnvelope): Promise<void> {
  const [note] = await tx
    .select({ serviceId: handoverNotes.serviceId, authorId: handoverNotes.authorId })
    .from(handoverNotes)
    .where(and(eq(handoverNotes.tenantId, ctx.tenantId), eq(handoverNotes.id, event.subjectId)))
  if (!note) return
  const told = (await membersIn(tx, ctx))
    .filter((m) => isAddressee(m, note.serviceId) && m.id !== note.authorId)
    .map((m) => ({ memberId: m.id, kind: 'handover' as const }))
  await write(tx, ctx, event, note.serviceId, null, told)
}

async function write(
  tx: Tx,
  ctx: Ctx,
  event: EventEnvelope,
  serviceId: string,
  caseId: string | null,
  told: { memberId: string; kind: NoticeKind }[],
): Promise<void> {
  if (told.length === 0) return
  const createdAt = ctx.clock.now()
  const rows = told.map((one) => ({
    tenantId: ctx.tenantId,
    id: newId(createdAt),
    ...one,
    serviceId,
    caseId,
    eventId: event.id,
    createdAt,
  }))
  const written = await tx.insert(notices).values(rows).onConflictDoNothing().returning({ memberId: notices.memberId })
  for (const { memberId } of written)
    await emit(tx, ctx, noticeCreated, { subjectId: memberId, version: 1, serviceId, urgent: event.urgent }, {})
}
