import { beforeCommit, type Ctx, type Database, rowInsert, statementIn, type Tx, withRole, withTenant } from '@siaga/db'
import { newId, notFound } from '@siaga/kernel'
import { and, eq, lt, sql } from 'drizzle-orm'
import { channels, inboundEvents, inboundKeys } from './schema.ts'

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

type OwnItem = Omit<InboundItem, 'tenantId'> & { id: string }

/**
 * Takes the keys of items in a transaction of the tenant's own; returns the items that are new. In one order everywhere,
 * so that two transactions never wait for each other's keys crosswise.
 */
export async function claimKeys<T extends OwnItem>(tx: Tx, ctx: Ctx, items: readonly T[]): Promise<T[]> {
  const createdAt = ctx.clock.now()
  const sorted = [...items].sort((a, b) => (a.providerItem < b.providerItem ? -1 : 1))
  const taken = await tx
    .insert(inboundKeys)
    .values(sorted.map((i) => ({ tenantId: ctx.tenantId, channelId: i.channelId, item: i.providerItem, createdAt })))
    .onConflictDoNothing()
    .returning({ channelId: inboundKeys.channelId, item: inboundKeys.item })
  const fresh = new Set(taken.map((k) => `${k.channelId}/${k.item}`))
  // The second of two equal items in one go finds its key gone.
  return items.filter((i) => fresh.delete(`${i.channelId}/${i.providerItem}`))
}

/** Inserts items whose keys were claimed, with the commit. */
export function insertEvents(tx: Tx, ctx: Ctx, items: readonly OwnItem[]): void {
  const receivedAt = ctx.clock.now()
  const rows = items.map(({ id, channelId, kind, raw, meta, urgent }) => ({
    tenantId: ctx.tenantId,
    id,
    channelId,
    kind,
    raw,
    meta,
    urgent: urgent ? ('urgent' as const) : ('normal' as const),
    receivedAt,
  }))
  beforeCommit(tx, ...rows.map((row) => rowInsert(inboundEvents, row)))
}

/** Commits an item with the caller's transaction. Returns false for a repeat. */
export async function insertInbound(
  tx: Tx,
  ctx: Ctx,
  id: string,
  item: Omit<InboundItem, 'tenantId'>,
): Promise<boolean> {
  const fresh = await claimKeys(tx, ctx, [{ ...item, id }])
  if (fresh.length === 0) return false
  insertEvents(tx, ctx, fresh)
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

/** An inbound event and the channel that it came by. @throws notFound */
export async function inboundWithChannel(ctx: Ctx, id: string) {
  const [row] = await statementIn(ctx, (tx) =>
    tx
      .select({ event: inboundEvents, channel: channels })
      .from(inboundEvents)
      .innerJoin(channels, and(eq(channels.tenantId, inboundEvents.tenantId), eq(channels.id, inboundEvents.channelId)))
      .where(
        and(eq(inboundEvents.tenantId, ctx.tenantId), eq(channels.tenantId, ctx.tenantId), eq(inboundEvents.id, id)),
      ),
  )
  if (!row) throw notFound()
  return row
}

/** Writes down what an inbound event became, with the commit. */
export function finishInbound(
  tx: Tx,
  ctx: Ctx,
  id: string,
  result: { outcome: NonNullable<InboundEvent['outcome']>; reason?: string | null; caseId?: string | null },
): void {
  beforeCommit(
    tx,
    tx
      .update(inboundEvents)
      .set({ outcome: result.outcome, reason: result.reason ?? null, caseId: result.caseId ?? null })
      .where(and(eq(inboundEvents.tenantId, ctx.tenantId), eq(inboundEvents.id, id))),
  )
}

/** Forgets keys of items that no provider repeats any more. */
export async function forgetInboundKeys(ctx: Ctx, before: Date): Promise<void> {
  await withTenant(ctx, (tx) =>
    tx.delete(inboundKeys).where(and(eq(inboundKeys.tenantId, ctx.tenantId), lt(inboundKeys.createdAt, before))),
  )
}
