import type { InboundStatus } from '@siaga/channels'
import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { emit } from '@siaga/events'
import { newId } from '@siaga/kernel'
import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import { messageMoved } from './events.ts'
import { missingStamp, movesForward, orderedAt, stampOf } from './message-rules.ts'
import { messages, waitingStatuses } from './schema.ts'

type Message = typeof messages.$inferSelect

/** Where events about a message belong: its case's service. */
export type MessageHome = { serviceId: string; urgent: boolean }

/** Changes a message's state in a conditional update and tells of it. False when it was no longer in `from`. */
export async function moveMessage(
  tx: Tx,
  ctx: Ctx,
  message: Pick<Message, 'id' | 'caseId' | 'version' | 'state'>,
  home: MessageHome,
  change: Partial<Pick<Message, 'providerId' | 'problemCode' | 'problem' | 'attempts'>> & {
    state: Message['state']
    /** When it happened, where the provider says so. */
    at?: Date
  },
): Promise<boolean> {
  const { at, ...set } = change
  const stateAt = at ?? ctx.clock.now()
  const [row] = await tx
    .update(messages)
    .set({ ...set, ...stampOf(change.state, stateAt), stateAt, version: sql`${messages.version} + 1` })
    .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.id, message.id), eq(messages.state, message.state)))
    .returning({ version: messages.version })
  if (!row) return false
  await emit(
    tx,
    ctx,
    messageMoved,
    { subjectId: message.caseId, version: row.version, ...home },
    { messageId: message.id, state: change.state },
  )
  return true
}

/** The message that a status is about, locked: by the provider's id, or by our own where the provider echoes it. */
export async function lockSentMessage(
  tx: Tx,
  ctx: Ctx,
  channelId: string,
  status: Pick<InboundStatus, 'providerId' | 'messageId'>,
): Promise<Message | null> {
  const sent = and(
    eq(messages.tenantId, ctx.tenantId),
    eq(messages.channelId, channelId),
    eq(messages.direction, 'out'),
  )
  const [known] = await tx
    .select()
    .from(messages)
    .where(and(sent, eq(messages.providerId, status.providerId)))
    .limit(1)
    .for('update')
  if (known || !status.messageId) return known ?? null
  const [echoed] = await tx
    .select()
    .from(messages)
    .where(and(sent, eq(messages.id, status.messageId), isNull(messages.providerId)))
    .for('update')
  return echoed ?? null
}

/** A status for a message that is not there yet waits for it. */
export async function keepStatus(tx: Tx, ctx: Ctx, channelId: string, status: InboundStatus): Promise<void> {
  await tx.insert(waitingStatuses).values({
    tenantId: ctx.tenantId,
    id: newId(ctx.clock.now()),
    channelId,
    providerId: status.providerId,
    state: status.state,
    code: status.code ?? null,
    reason: status.reason,
    at: status.at,
    messageId: status.messageId ?? null,
    createdAt: ctx.clock.now(),
  })
}

type Status = Pick<InboundStatus, 'state' | 'reason' | 'code' | 'at'> & { providerId?: string }

/**
 * Applies a provider's status to a locked message; only forward. A late "delivered" of a message that was read leaves its
 * time and nothing else. Returns whether the state changed.
 */
export async function applyStatus(
  tx: Tx,
  ctx: Ctx,
  message: Message,
  home: MessageHome,
  status: Status,
): Promise<boolean> {
  const at = status.at ? orderedAt(status.at, ctx.clock.now()) : ctx.clock.now()
  if (!movesForward(message.state, status.state)) {
    const missing = missingStamp(message, status.state, at)
    if (missing)
      await tx
        .update(messages)
        .set(missing)
        .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.id, message.id)))
    return false
  }
  const failed = status.state === 'failed'
  return moveMessage(tx, ctx, message, home, {
    state: status.state,
    at,
    problemCode: failed ? (status.code ?? 'bounced') : null,
    problem: failed ? (status.reason ?? null) : null,
    ...(status.providerId && !message.providerId && { providerId: status.providerId }),
  })
}

/** Applies the statuses that came before their message, in the order in which they happened. */
export async function applyWaitingStatuses(
  tx: Tx,
  ctx: Ctx,
  channelId: string,
  sent: { providerId: string | null; messageId: string },
  home: MessageHome,
): Promise<void> {
  const byProvider = sent.providerId ? eq(waitingStatuses.providerId, sent.providerId) : undefined
  const where = and(
    eq(waitingStatuses.tenantId, ctx.tenantId),
    eq(waitingStatuses.channelId, channelId),
    or(byProvider, eq(waitingStatuses.messageId, sent.messageId)),
  )
  const waiting = await tx.select().from(waitingStatuses).where(where)
  if (waiting.length === 0) return
  const when = (s: (typeof waiting)[number]) => (s.at ?? s.createdAt).getTime()
  for (const status of waiting.sort((a, b) => when(a) - when(b))) {
    const message = await lockSentMessage(tx, ctx, channelId, status)
    if (message) await applyStatus(tx, ctx, message, home, status)
  }
  await tx.delete(waitingStatuses).where(where)
}

/** Forgets statuses of messages that never came: sent by other software on the same number. */
export async function forgetWaitingStatuses(ctx: Ctx, before: Date): Promise<void> {
  await withTenant(ctx, (tx) =>
    tx
      .delete(waitingStatuses)
      .where(and(eq(waitingStatuses.tenantId, ctx.tenantId), lt(waitingStatuses.createdAt, before))),
  )
}
