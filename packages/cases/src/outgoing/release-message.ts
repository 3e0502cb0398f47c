import { messageQueued } from '@siaga/conversations'
import { messages } from '@siaga/conversations/schema'
import type { Ctx, Tx } from '@siaga/db'
import { emit, type TimerHandlers } from '@siaga/events'
import { serviceIn } from '@siaga/tenancy'
import { and, eq, sql } from 'drizzle-orm'
import type { Case } from '../case-rules.ts'
import { lockCase } from '../case-store.ts'
import { answerCase, contentWords, unseenSince } from './answer-case.ts'
import { isHeld } from './hold-rules.ts'

/** Fires when a held answer is due; its ref is the message. */
export const messageDueTimer = 'message.due'

export type Message = typeof messages.$inferSelect

/** A message of this case, locked; null when there is none. */
export async function lockMessage(tx: Tx, ctx: Ctx, caseId: string, messageId: string): Promise<Message | null> {
  const [row] = await tx
    .select()
    .from(messages)
    .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.caseId, caseId), eq(messages.id, messageId)))
    .for('update')
  return row ?? null
}

/** Lets a held message go: from here on it counts, and the sender has it. The case is locked by the caller. */
export async function releaseMessage(tx: Tx, ctx: Ctx, c: Case, m: Message): Promise<void> {
  const now = ctx.clock.now()
  const leaves = m.toAddress !== null
  const [service, unseen] = await Promise.all([
    serviceIn(tx, ctx, c.serviceId),
    unseenSince(tx, ctx, c.id, m.answersCount ?? 0),
    tx
      .update(messages)
      .set({
        sendAfter: null,
        state: leaves ? 'queued' : 'shown',
        orderedAt: now,
        stateAt: now,
        version: sql`${messages.version} + 1`,
      })
      .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.id, m.id))),
  ])
  await answerCase(tx, ctx, c, service.emergency, {
    messageId: m.id,
    text: contentWords(m),
    authorRef: m.authorRef,
    writtenAt: m.createdAt,
    unseenSince: unseen,
  })
  if (leaves)
    await emit(
      tx,
      ctx,
      messageQueued,
      { subjectId: c.id, version: m.version + 1, serviceId: c.serviceId, urgent: service.emergency },
      { messageId: m.id },
    )
}

/** A timer that was overtaken (withdrawn, postponed, sent at once) finds nothing to do. */
export const outgoingTimers: TimerHandlers = {
  async [messageDueTimer](tx, ctx, timer) {
    const [found] = await tx
      .select({ caseId: messages.caseId })
      .from(messages)
      .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.id, timer.ref)))
    if (!found) return
    const c = await lockCase(tx, ctx, found.caseId)
    const m = await lockMessage(tx, ctx, c.id, timer.ref)
    if (!m || !isHeld(m) || (m.sendAfter as Date) > ctx.clock.now()) return
    await releaseMessage(tx, ctx, c, m)
  },
}
