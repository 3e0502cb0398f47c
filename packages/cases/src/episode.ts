import { type Channel, channelKind } from '@siaga/channels'
import { interactions, messages } from '@siaga/conversations/schema'
import type { Ctx, Tx } from '@siaga/db'
import { setTimer, type TimerHandlers } from '@siaga/events'
import { and, desc, eq, inArray, isNull, max, sql } from 'drizzle-orm'
import { caseInteractions } from './schema.ts'

/** Fires when an interaction of a chat-like channel may have been idle for long enough; its ref is the interaction. */
const idleTimer = 'interaction.idle'

const idleMsOf = (kind: string): number | null => {
  const minutes = channelKind(kind)?.capabilities.idleMinutes
  return minutes ? minutes * 60_000 : null
}

/** Whether interactions on this kind of channel go on after an answer, until nobody has written for a while. */
export const isLasting = (kind: string) => idleMsOf(kind) !== null

/** When somebody last wrote in an interaction. */
async function lastWrittenAt(tx: Tx, ctx: Ctx, interactionId: string): Promise<Date | null> {
  const ofCases = tx
    .select({ id: caseInteractions.caseId })
    .from(caseInteractions)
    .where(and(eq(caseInteractions.tenantId, ctx.tenantId), eq(caseInteractions.interactionId, interactionId)))
  const [row] = await tx
    .select({ at: max(messages.createdAt) })
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, ctx.tenantId),
        inArray(messages.caseId, ofCases),
        eq(messages.interactionId, interactionId),
      ),
    )
  return row?.at ?? null
}

async function endIdle(tx: Tx, ctx: Ctx, id: string, at: Date): Promise<void> {
  await tx
    .update(interactions)
    .set({
      endedAt: at,
      // What nobody has answered still waits for its answer.
      state: sql`case when ${interactions.answeredAt} is null then ${interactions.state} else 'wrap_up' end`,
      version: sql`${interactions.version} + 1`,
    })
    .where(and(eq(interactions.tenantId, ctx.tenantId), eq(interactions.id, id), isNull(interactions.endedAt)))
}

/** Looks again when the interaction may be over; nothing for channels whose interactions end with their answer. */
export async function watchIdle(tx: Tx, ctx: Ctx, kind: string, interactionId: string, since: Date): Promise<void> {
  const idleMs = idleMsOf(kind)
  if (idleMs === null) return
  const dueAt = new Date(since.getTime() + idleMs)
  await setTimer(tx, ctx, { kind: idleTimer, ref: interactionId, version: 1, dueAt })
}

/** The interaction of this case and citizen that still goes on at `at`; one that has been idle too long ends here. */
export async function runningEpisode(
  tx: Tx,
  ctx: Ctx,
  where: { caseId: string; channel: Channel; identityId: string; receivedAt: Date },
): Promise<string | null> {
  const idleMs = idleMsOf(where.channel.kind)
  if (idleMs === null) return null
  const [running] = await tx
    .select({ id: interactions.id })
    .from(interactions)
    .innerJoin(
      caseInteractions,
      and(eq(caseInteractions.tenantId, interactions.tenantId), eq(caseInteractions.interactionId, interactions.id)),
    )
    .where(
      and(
        eq(interactions.tenantId, ctx.tenantId),
        eq(caseInteractions.tenantId, ctx.tenantId),
        eq(caseInteractions.caseId, where.caseId),
        eq(interactions.channelId, where.channel.id),
        eq(interactions.identityId, where.identityId),
        isNull(interactions.endedAt),
      ),
    )
    .orderBy(desc(interactions.receivedAt))
    .limit(1)
  if (!running) return null
  const last = await lastWrittenAt(tx, ctx, running.id)
  if (!last || where.receivedAt.getTime() - last.getTime() < idleMs) return running.id
  await endIdle(tx, ctx, running.id, new Date(last.getTime() + idleMs))
  return null
}

export const episodeTimers: TimerHandlers = {
  async [idleTimer](tx, ctx, timer) {
    const [row] = await tx
      .select({ channelKind: interactions.channelKind, endedAt: interactions.endedAt, at: interactions.receivedAt })
      .from(interactions)
      .where(and(eq(interactions.tenantId, ctx.tenantId), eq(interactions.id, timer.ref)))
      .for('update')
    const idleMs = row && idleMsOf(row.channelKind)
    if (!row || row.endedAt || !idleMs) return
    const last = (await lastWrittenAt(tx, ctx, timer.ref)) ?? row.at
    const over = new Date(last.getTime() + idleMs)
    if (over <= ctx.clock.now()) await endIdle(tx, ctx, timer.ref, over)
    else await setTimer(tx, ctx, { kind: idleTimer, ref: timer.ref, version: timer.version + 1, dueAt: over })
  },
}
