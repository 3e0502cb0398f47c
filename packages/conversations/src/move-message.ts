import type { InboundStatus } from '@siaga/channels'
import type { Ctx, Tx } from '@siaga/db'
import { emit } from '@siaga/events'
import { newId } from '@siaga/kernel'
import { and, asc, eq, sql } from 'drizzle-orm'
import { messageMoved } from './events.ts'
import { movesForward } from './message-rules.ts'
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
  change: { state: Message['state']; providerId?: string | null; problemCode?: string | null; problem?: string | null },
): Promise<boolean> {
  const [row] = await tx
    .update(messages)
    .set({ ...change, stateAt: ctx.clock.now(), version: sql`${messages.version} + 1` })
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

/** The message that we sent under this provider id. */
export async function messageByProviderId(
  tx: Tx,
  ctx: Ctx,
  channelId: string,
  providerId: string,
): Promise<Message | null> {
  const [row] = await tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, ctx.tenantId),
        eq(messages.channelId, channelId),
        eq(messages.providerId, providerId),
        eq(messages.direction, 'out'),
      ),
    )
    .limit(1)
  return row ?? null
}

/** A status for a message that is not there yet waits for it. */
export async function keepStatus(tx: Tx, ctx: Ctx, channelId: string, status: InboundStatus): Promise<void> {
  await tx.insert(waitingStatuses).values({
    tenantId: ctx.tenantId,
    id: newId(ctx.clock.now()),
    channelId,
    providerId: status.providerId,
    state: status.state,
    reason: status.reason,
    createdAt: ctx.clock.now(),
  })
}

/** Applies a provider's status; only forward. Returns whether anything changed. */
export async function applyStatus(
  tx: Tx,
  ctx: Ctx,
  message: Message,
  home: MessageHome,
  status: Pick<InboundStatus, 'state' | 'reason'>,
): Promise<boolean> {
  if (!movesForward(message.state, status.state)) return false
  const failed = status.state === 'failed'
  return moveMessage(tx, ctx, message, home, {
    state: status.state,
    problemCode: failed ? 'bounced' : null,
    problem: failed ? (status.reason ?? null) : null,
  })
}

/** Applies the statuses that came before their message. */
export async function applyWaitingStatuses(
  tx: Tx,
  ctx: Ctx,
  channelId: string,
  providerId: string,
  home: MessageHome,
): Promise<void> {
  const where = and(
    eq(waitingStatuses.tenantId, ctx.tenantId),
    eq(waitingStatuses.channelId, channelId),
    eq(waitingStatuses.providerId, providerId),
  )
  const waiting = await tx.select().from(waitingStatuses).where(where).orderBy(asc(waitingStatuses.createdAt))
  if (waiting.length === 0) return
  for (const status of waiting) {
    const message = await messageByProviderId(tx, ctx, channelId, providerId)
    if (message) await applyStatus(tx, ctx, message, home, status)
  }
  await tx.delete(waitingStatuses).where(where)
}
