import type { Ctx, Tx } from '@siaga/db'
import type { EventEnvelope } from '@siaga/kernel'
import { and, asc, eq, gt, max } from 'drizzle-orm'
import { outbox } from './schema.ts'

/** An event of the tenant by its id; null when there is none. */
export async function readEvent(tx: Tx, ctx: Ctx, eventId: string): Promise<EventEnvelope | null> {
  const [row] = await tx
    .select()
    .from(outbox)
    .where(and(eq(outbox.tenantId, ctx.tenantId), eq(outbox.id, eventId)))
  return row ?? null
}

/** Events after a position, in order; for the live stream. */
export function eventsAfter(tx: Tx, ctx: Ctx, position: number, limit: number) {
  return tx
    .select({
      id: outbox.id,
      type: outbox.type,
      version: outbox.version,
      subjectId: outbox.subjectId,
      serviceId: outbox.serviceId,
      position: outbox.position,
      createdAt: outbox.createdAt,
    })
    .from(outbox)
    .where(and(eq(outbox.tenantId, ctx.tenantId), gt(outbox.position, position)))
    .orderBy(asc(outbox.position))
    .limit(limit)
}

/** Whole events after a position, in order; for projections that keep a cursor of their own. */
export function newsAfter(tx: Tx, ctx: Ctx, position: number, limit: number): Promise<EventEnvelope[]> {
  return tx
    .select()
    .from(outbox)
    .where(and(eq(outbox.tenantId, ctx.tenantId), gt(outbox.position, position)))
    .orderBy(asc(outbox.position))
    .limit(limit)
}

/** The newest stamped position of the tenant; 0 when there is none. */
export async function lastPosition(tx: Tx, ctx: Ctx): Promise<number> {
  const [row] = await tx
    .select({ last: max(outbox.position) })
    .from(outbox)
    .where(eq(outbox.tenantId, ctx.tenantId))
  return row?.last ?? 0
}
