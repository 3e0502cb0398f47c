import { type Channel, finishInbound, type InboundEvent, type InboundReaction } from '@siaga/channels'
import { messageMoved } from '@siaga/conversations'
import { identities, messages, threads } from '@siaga/conversations/schema'
import type { Ctx, Tx } from '@siaga/db'
import { emit } from '@siaga/events'
import { serviceIn } from '@siaga/tenancy'
import { and, eq, sql } from 'drizzle-orm'

/** So often a reaction waits for its message, which may come behind it; some seconds in all. */
const patience = 4

/**
 * Puts a citizen's mark on a message of their own conversation, or takes it off. It opens nothing and is nobody's turn.
 * @throws when its message is not there yet: the delivery comes again
 */
export async function takeReaction(
  tx: Tx,
  ctx: Ctx,
  channel: Channel,
  event: InboundEvent,
  reaction: InboundReaction,
  attempts: number,
): Promise<void> {
  const [found] = await tx
    .select({ message: messages })
    .from(messages)
    .innerJoin(threads, and(eq(threads.tenantId, messages.tenantId), eq(threads.id, messages.threadId)))
    .innerJoin(identities, and(eq(identities.tenantId, threads.tenantId), eq(identities.id, threads.identityId)))
    .where(
      and(
        eq(messages.tenantId, ctx.tenantId),
        eq(threads.tenantId, ctx.tenantId),
        eq(identities.tenantId, ctx.tenantId),
        eq(messages.channelId, channel.id),
        eq(messages.providerId, reaction.providerId),
        eq(identities.kind, reaction.identity.kind),
        eq(identities.address, reaction.identity.address),
      ),
    )
    .limit(1)
    .for('update', { of: messages })
  if (!found) {
    if (attempts < patience) throw new Error('a reaction came before its message')
    return finishInbound(tx, ctx, event.id, { outcome: 'ignored', reason: 'reaction to an unknown message' })
  }
  const { message } = found
  const { citizen: _before, ...others } = message.reactions
  const reactions = reaction.emoji ? { ...others, citizen: reaction.emoji } : others
  const [after] = await tx
    .update(messages)
    .set({ reactions, version: sql`${messages.version} + 1` })
    .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.id, message.id)))
    .returning({ version: messages.version })
  const service = await serviceIn(tx, ctx, channel.serviceId)
  const subject = {
    subjectId: message.caseId,
    version: after?.version ?? message.version,
    serviceId: channel.serviceId,
    urgent: service.emergency,
  }
  await emit(tx, ctx, messageMoved, subject, { messageId: message.id, state: message.state })
  await finishInbound(tx, ctx, event.id, { outcome: 'message', caseId: message.caseId })
}
