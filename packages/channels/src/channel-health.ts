import { type Ctx, withTenant } from '@siaga/db'
import { emit } from '@siaga/events'
import { and, eq } from 'drizzle-orm'
import { channelHealthChanged } from './events.ts'
import { type ChannelHealth, channels } from './schema.ts'

/** What was seen of a channel in passing. `failed` = the channel itself is ill, not one citizen's address. */
export type Seen = { way: 'in' } | { way: 'out' } | { way: 'failed'; code: string; problem: string }

type Known = { state: 'connecting' | 'ok' | 'degraded' | 'disabled'; health: ChannelHealth | null }

const betweenMs = 60_000
/** One refusal may be chance; so many in a row are not. */
export const failuresUntilDegraded = 3

/**
 * The channel's health after what was seen; null when nothing is worth a write: a well channel is written at most once a
 * minute, a failing one until it is degraded and then once a minute.
 */
export function nextHealth(channel: Known, seen: Seen, now: Date): Known | null {
  const health = channel.health ?? {}
  const recent = (at: string | undefined) => at !== undefined && now.getTime() - Date.parse(at) < betweenMs
  if (seen.way === 'failed') {
    const failures = (health.failures ?? 0) + 1
    const ill = failures >= failuresUntilDegraded
    if (ill && channel.state === 'degraded' && health.code === seen.code && recent(health.failedAt)) return null
    return {
      state: ill && channel.state !== 'disabled' ? 'degraded' : channel.state,
      health: {
        ...health,
        failures,
        failedAt: now.toISOString(),
        failingSince: health.failingSince ?? now.toISOString(),
        code: seen.code,
        problem: seen.problem.slice(0, 300),
      },
    }
  }
  const name = seen.way === 'in' ? 'lastInAt' : 'lastOutAt'
  // What comes in says nothing about what leaves.
  const heals = seen.way === 'out' && health.failures !== undefined
  const arrives = channel.state === 'connecting'
  if (recent(health[name]) && !heals && !arrives) return null
  const { failures, failedAt, failingSince, code, problem, ...rest } = health
  const kept = seen.way === 'out' ? rest : health
  const state = arrives || (heals && channel.state === 'degraded') ? 'ok' : channel.state
  return { state, health: { ...kept, [name]: now.toISOString() } }
}

/** Writes what was seen of a channel, in a transaction of its own: the row is every message's, so nobody waits for it. */
export async function noteChannel(ctx: Ctx, channel: { id: string } & Known, seen: Seen): Promise<void> {
  if (!nextHealth(channel, seen, ctx.clock.now())) return
  await withTenant(ctx, async (tx) => {
    const [row] = await tx
      .select()
      .from(channels)
      .where(and(eq(channels.tenantId, ctx.tenantId), eq(channels.id, channel.id)))
      .for('update', { skipLocked: true })
    const next = row && nextHealth(row, seen, ctx.clock.now())
    if (!row || !next) return
    await tx
      .update(channels)
      .set({ state: next.state, health: next.health })
      .where(and(eq(channels.tenantId, ctx.tenantId), eq(channels.id, channel.id)))
    if (next.state !== row.state)
      await emit(
        tx,
        ctx,
        channelHealthChanged,
        { subjectId: row.id, version: row.version, serviceId: row.serviceId, urgent: false },
        { state: next.state },
      )
  })
}
