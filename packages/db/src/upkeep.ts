import { and, eq, lt, sql } from 'drizzle-orm'
import type { Database } from './database.ts'
import { idempotencyKeys, tenants } from './schema.ts'
import { type Ctx, withRole, withTenant } from './with-tenant.ts'

/** Ids of all tenants of the register. */
export async function tenantIds(db: Database): Promise<string[]> {
  return (await withRole(db, 'relay', (tx) => tx.select({ id: tenants.id }).from(tenants))).map((t) => t.id)
}

/** Makes the partitions of append-heavy tables for a span of days; the demo makes past ones too. */
export async function ensurePartitions(db: Database, from: Date, to: Date): Promise<void> {
  await withRole(db, 'relay', (tx) =>
    tx.execute(sql`select ensure_partitions(${from.toISOString()}::date, ${to.toISOString()}::date)`),
  )
}

/** Forgets answers that no repeat can ask for any more. */
export async function forgetIdempotencyKeys(ctx: Ctx, before: Date): Promise<void> {
  await withTenant(ctx, (tx) =>
    tx
      .delete(idempotencyKeys)
      .where(and(eq(idempotencyKeys.tenantId, ctx.tenantId), lt(idempotencyKeys.createdAt, before))),
  )
}
