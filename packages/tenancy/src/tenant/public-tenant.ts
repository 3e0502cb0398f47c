import { type Ctx, withTenant } from '@siaga/db'
import { isOpen, notFound } from '@siaga/kernel'
import { and, asc, eq } from 'drizzle-orm'
import { services } from '../schema.ts'
import { calendarIn, type Service } from '../service/services.ts'
import { platformSlug, type Tenant, tenantBySlug } from './read-tenant.ts'

type PublicCaller = Pick<Ctx, 'db' | 'clock' | 'locale' | 'requestId'>

/** The context of a citizen nobody knows: a tenant and nothing that they may do. */
export const citizenCtx = (call: PublicCaller, tenantId: string): Ctx => ({
  db: call.db,
  clock: call.clock,
  locale: call.locale,
  requestId: call.requestId,
  tenantId,
  actor: { kind: 'citizen' },
  permissions: new Set(),
  services: [],
})

/** A live tenant as citizens see it: its live services, and whether each is open now. @throws notFound */
export async function publicTenant(
  call: PublicCaller,
  slug: string,
): Promise<{ tenant: Tenant; services: (Service & { open: boolean })[] }> {
  const tenant = slug === platformSlug ? null : await tenantBySlug(call.db, slug, 'gateway')
  if (tenant?.state !== 'live') throw notFound()
  const ctx = citizenCtx(call, tenant.id)
  const now = call.clock.now()
  const found = await withTenant(ctx, async (tx) => {
    const rows = await tx
      .select()
      .from(services)
      .where(and(eq(services.tenantId, ctx.tenantId), eq(services.state, 'live')))
      .orderBy(asc(services.code))
    return Promise.all(
      rows.map(async (service) => ({ ...service, open: isOpen(now, await calendarIn(tx, ctx, service)) })),
    )
  })
  return { tenant, services: found }
}
