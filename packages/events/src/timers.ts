import { beforeCommit, type Ctx, type Database, rowInsert, type Tx, withRole, withTenant } from '@siaga/db'
import { newId } from '@siaga/kernel'
import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import { timers } from './schema.ts'
import { systemCtx } from './worker.ts'

/** Sets the one timer of (kind, ref), with the commit: an earlier one of the same kind and subject is replaced. */
export async function setTimer(
  tx: Tx,
  ctx: Ctx,
  timer: { kind: string; ref: string; version: number; dueAt: Date },
): Promise<void> {
  await clearTimer(tx, ctx, timer)
  beforeCommit(tx, rowInsert(timers, { tenantId: ctx.tenantId, id: newId(ctx.clock.now()), ...timer }))
}

/**
 * Removes a timer with the commit. One that is firing at this moment is not waited for: its handler waits for what this
 * transaction has locked (waiting for each other would be a deadlock) and then finds nothing to do.
 */
export async function clearTimer(tx: Tx, ctx: Ctx, timer: { kind: string; ref: string }): Promise<void> {
  const one = and(eq(timers.tenantId, ctx.tenantId), eq(timers.kind, timer.kind), eq(timers.ref, timer.ref))
  const idle = tx.select({ id: timers.id }).from(timers).where(one).for('update', { skipLocked: true })
  beforeCommit(tx, tx.delete(timers).where(and(eq(timers.tenantId, ctx.tenantId), inArray(timers.id, idle))))
}

/** Does what is due, in the transaction that removes the timer. */
export type TimerHandlers = Record<
  string,
  (tx: Tx, ctx: Ctx, timer: { ref: string; version: number; dueAt: Date }) => Promise<void>
>

/** Fires the due timers of one tenant, oldest first; each in its own transaction. Returns how many. */
export async function fireTimers(ctx: Ctx, handlers: TimerHandlers, limit = 100): Promise<number> {
  let fired = 0
  while (fired < limit) {
    let picked: { id: string } | null = null
    const found = await withTenant(ctx, async (tx) => {
      const [timer] = await tx
        .select()
        .from(timers)
        .where(and(eq(timers.tenantId, ctx.tenantId), lte(timers.dueAt, ctx.clock.now())))
        .orderBy(asc(timers.dueAt))
        .limit(1)
        .for('update', { skipLocked: true })
      if (!timer) return false
      picked = timer
      const handler = handlers[timer.kind]
      if (!handler) throw new Error(`no handler for the timer ${timer.kind}`)
      await handler(tx, ctx, timer)
      await tx.delete(timers).where(and(eq(timers.tenantId, ctx.tenantId), eq(timers.id, timer.id)))
      return true
    }).catch(async (error) => {
      if (!picked) throw error
      await postpone(ctx, picked.id)
      throw error
    })
    if (!found) break
    fired++
  }
  return fired
}

/** A timer that failed stands aside for a minute, so that it can't hold up the tenant's others. */
async function postpone(ctx: Ctx, id: string): Promise<void> {
  const dueAt = new Date(ctx.clock.now().getTime() + 60_000)
  await withTenant(ctx, (tx) =>
    tx
      .update(timers)
      .set({ dueAt })
      .where(and(eq(timers.tenantId, ctx.tenantId), eq(timers.id, id))),
  )
}

/** Looks every half second for tenants with due timers and fires theirs. */
export function startTimers(options: {
  db: Database
  handlers: TimerHandlers
  log: (message: string, error?: unknown) => void
}): { stop(): Promise<void> } {
  let stopped = false
  const loop = (async () => {
    while (!stopped) {
      try {
        const due = (await withRole(options.db, 'relay', (tx) =>
          tx.execute(sql`select tenant_id as id from timers where due_at <= now() group by tenant_id`),
        )) as unknown as { id: string }[]
        for (const { id } of due) {
          await fireTimers(systemCtx(options.db, id, 'timers'), options.handlers).catch((error) =>
            options.log('timer failed', error),
          )
        }
      } catch (error) {
        options.log('timers could not be read', error)
      }
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  })()
  return {
    async stop() {
      stopped = true
      await loop
    },
  }
}
