import { type Ctx, type Database, type Tx, withRole, withTenant } from '@siaga/db'
import { newId, notFound } from '@siaga/kernel'
import { and, eq, lt, sql } from 'drizzle-orm'
import { inboundEvents, inboundKeys } from './schema.ts'

export type InboundItem = {
  tenantId: string
  channelId: string
  kind: string
  /** What a repeat of the same item has in common with it. */
  providerItem: string
  raw: Buffer
  meta: Record<string, string>
  urgent?: boolean
}

/**
 * Commits a provider's item in its raw form, as the gateway, which may insert and nothing more. A repeat is a
 * "duplicate" and leaves nothing. Only after this may the provider be told that we have it.
 */
export async function acceptInbound(db: Database, item: InboundItem, now: Date): Promise<'stored' | 'duplicate'> {
  return withRole(db, 'gateway', async (tx) => {
    // An insert-only role can't use RETURNING: the count of rows says whether the key was new.
    const keyed = (await tx.execute(
      sql`insert into inbound_keys (tenant_id, channel_id, item, created_at) values (${item.tenantId}::uuid, ${item.channelId}::uuid, ${item.providerItem}, ${now.toISOString()}::timestamptz) on conflict do nothing`,
    )) as unknown as { count: number }
    if (keyed.count === 0) return 'duplicate'
    await tx.insert(inboundEvents).values({
      tenantId: item.tenantId,
      id: newId(now),
      channelId: item.channelId,
      kind: item.kind,
      raw: item.raw,
      meta: item.meta,
      urgent: item.urgent ? 'urgent' : 'normal',
      receivedAt: now,
    })
    return 'stored'
  })
}

/** The same in a transaction of the tenant's own (forms), with the event's id. Returns false for a repeat. */
export async function insertInbound(
  tx: Tx,
  ctx: Ctx,
  id: string,
  item: Omit<InboundItem, 'tenantId'>,
): Promise<boolean> {
  const now = ctx.clock.now()
  const keyed = await tx
    .insert(inboundKeys)
    .values({ tenantId: ctx.tenantId, channelId: item.channelId, item: item.providerItem, createdAt: now })
    .onConflictDoNothing()
    .returning({ item: inboundKeys.item })
  if (keyed.length === 0) return false
  await tx.insert(inboundEvents).values({
    tenantId: ctx.tenantId,
    id,
    channelId: item.channelId,
    kind: item.kind,
    raw: item.raw,
    meta: item.meta,
    urgent: item.urgent ? 'urgent' : 'normal',
    receivedAt: now,
  })
  return true
}

export type InboundEvent = typeof inboundEvents.$inferSelect

export async function inboundIn(tx: Tx, ctx: Ctx, id: string): Promise<InboundEvent> {
  const [row] = await tx
    .select()
    .from(inboundEvents)
    .where(and(eq(inboundEvents.tenantId, ctx.tenantId), eq(inboundEvents.id, id)))
  if (!row) throw notFound()
  return row
}

/** Writes down what an inbound event became. */
export async function finishInbound(
  tx: Tx,
  ctx: Ctx,
  id: string,
  result: { outcome: NonNullable<InboundEvent['outcome']>; reason?: string | null; caseId?: string | null },
): Promise<void> {
  await tx
    .update(inboundEvents)
    .set({ outcome: result.outcome, reason: result.reason ?? null, caseId: result.caseId ?? null })
    .where(and(eq(inboundEvents.tenantId, ctx.tenantId), eq(inboundEvents.id, id)))
}

/** Forgets keys of items that no provider repeats any more. */
export async function forgetInboundKeys(ctx: Ctx, before: Date): Promise<void> {
  await withTenant(ctx, (tx) =>
    tx.delete(inboundKeys).where(and(eq(inboundKeys.tenantId, ctx.tenantId), lt(inboundKeys.createdAt, before))),
  )
}
