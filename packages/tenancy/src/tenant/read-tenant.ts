import { type Ctx, type Database, type Tx, withRole, withTenant } from '@siaga/db'
import { tenants } from '@siaga/db/schema'
import { notFound } from '@siaga/kernel'
import { eq } from 'drizzle-orm'

export type Tenant = typeof tenants.$inferSelect

/** The platform's own tenant: its sign-in audit and its operators. */
export const platformSlug = 'platform'

/** A tenant of the register by its slug, before anybody is known. `via` = a role that this process holds. */
export async function tenantBySlug(db: Database, slug: string, via: 'identity' | 'gateway'): Promise<Tenant | null> {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(slug)) return null
  const [row] = await withRole(db, via, (tx) => tx.select().from(tenants).where(eq(tenants.slug, slug)))
  return row ?? null
}

/** Live tenants, by name; for the portal's first page. No personal data. */
export function liveTenants(db: Database): Promise<Tenant[]> {
  return withRole(db, 'gateway', (tx) =>
    tx.select().from(tenants).where(eq(tenants.state, 'live')).orderBy(tenants.name),
  )
}

/** The caller's own tenant. @throws notFound */
export async function ownTenant(tx: Tx, ctx: Ctx): Promise<Tenant> {
  const [row] = await tx.select().from(tenants).where(eq(tenants.id, ctx.tenantId))
  if (!row) throw notFound()
  return row
}

/** The caller's own tenant, as every member and key of it may see it. @throws notFound */
export function readTenant(ctx: Ctx): Promise<Tenant> {
  return withTenant(ctx, (tx) => ownTenant(tx, ctx))
}
