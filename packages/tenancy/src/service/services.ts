import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { type Calendar, notFound, type WeeklyHours } from '@siaga/kernel'
import { and, asc, eq, gte, inArray } from 'drizzle-orm'
import { authorize, requireService } from '../permissions.ts'
import { holidays, queues, services } from '../schema.ts'
import { ownTenant } from '../tenant/read-tenant.ts'

export type Service = typeof services.$inferSelect
export type Queue = typeof queues.$inferSelect

/** The services that the caller works in, by code. @throws forbidden */
export async function listServices(ctx: Ctx): Promise<Service[]> {
  authorize(ctx, 'service.read')
  return withTenant(ctx, (tx) => servicesIn(tx, ctx))
}

export function servicesIn(tx: Tx, ctx: Ctx): Promise<Service[]> {
  const mine = ctx.services === 'all' ? undefined : inArray(services.id, [...ctx.services])
  return tx
    .select()
    .from(services)
    .where(and(eq(services.tenantId, ctx.tenantId), mine))
    .orderBy(asc(services.code))
}

/** One service of the caller's. @throws notFound */
export async function serviceIn(tx: Tx, ctx: Ctx, serviceId: string): Promise<Service> {
  requireService(ctx, serviceId)
  const [row] = await tx
    .select()
    .from(services)
    .where(and(eq(services.tenantId, ctx.tenantId), eq(services.id, serviceId)))
  if (!row) throw notFound()
  return row
}

/** A service of the caller's with its queues. @throws forbidden, notFound */
export async function readService(ctx: Ctx, serviceId: string): Promise<{ service: Service; queues: Queue[] }> {
  authorize(ctx, 'service.read')
  return withTenant(ctx, async (tx) => {
    const service = await serviceIn(tx, ctx, serviceId)
    return { service, queues: await queuesIn(tx, { ...ctx, services: [service.id] }) }
  })
}

export function queuesIn(tx: Tx, ctx: Ctx): Promise<Queue[]> {
  const mine = ctx.services === 'all' ? undefined : inArray(queues.serviceId, [...ctx.services])
  return tx
    .select()
    .from(queues)
    .where(and(eq(queues.tenantId, ctx.tenantId), mine))
}

/** A service's calendar: its hours in the tenant's zone, and the tenant's holidays from yesterday on. */
export async function calendarIn(
  tx: Tx,
  ctx: Ctx,
  service: Pick<Service, 'definition'>,
  since: Date = ctx.clock.now(),
): Promise<Calendar> {
  const from = new Date(since.getTime() - 2 * 86_400_000).toISOString().slice(0, 10)
  const [tenant, days] = await Promise.all([
    ownTenant(tx, ctx),
    tx
      .select({ date: holidays.date })
      .from(holidays)
      .where(and(eq(holidays.tenantId, ctx.tenantId), gte(holidays.date, from))),
  ])
  return {
    timeZone: tenant.timeZone,
    hours: service.definition.hours as WeeklyHours,
    holidays: new Set(days.map((d) => d.date)),
  }
}
