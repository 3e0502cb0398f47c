import { type Ctx, withTenant } from '@siaga/db'
import { deliveries } from '@siaga/events/schema'
import { ownTenant } from '@siaga/tenancy'
import { services } from '@siaga/tenancy/schema'
import { and, eq, isNull } from 'drizzle-orm'
import { hourOf } from './fact-rules.ts'
import { figuresConsumer } from './project-figures.job.ts'
import { caseGaugeHours, caseGauges, figureFreshness } from './schema.ts'

/**
 * Writes how the open and overdue gauges stand at this hour, and until when the figures are complete: now when nothing
 * waits to be counted, else unchanged.
 */
export async function keepGauges(ctx: Ctx): Promise<void> {
  await withTenant(ctx, async (tx) => {
    const now = ctx.clock.now()
    const [tenant, own, gauges, [waiting]] = await Promise.all([
      ownTenant(tx, ctx),
      tx.select({ id: services.id, type: services.type }).from(services).where(eq(services.tenantId, ctx.tenantId)),
      tx.select().from(caseGauges).where(eq(caseGauges.tenantId, ctx.tenantId)),
      tx
        .select({ eventId: deliveries.eventId })
        .from(deliveries)
        .where(
          and(
            eq(deliveries.tenantId, ctx.tenantId),
            eq(deliveries.consumer, figuresConsumer.name),
            isNull(deliveries.doneAt),
            isNull(deliveries.failedAt),
          ),
        )
        .limit(1),
    ])
    const hour = new Date(hourOf(now))
    for (const s of own) {
      const home = { tenantId: ctx.tenantId, serviceId: s.id, serviceType: s.type, provinceCode: tenant.provinceCode }
      const gauge = gauges.find((g) => g.serviceId === s.id)
      const counts = { open: gauge?.open ?? 0, overdue: gauge?.overdue ?? 0 }
      await tx
        .insert(caseGaugeHours)
        .values({ ...home, hour, ...counts })
        .onConflictDoUpdate({
          target: [caseGaugeHours.tenantId, caseGaugeHours.hour, caseGaugeHours.serviceId],
          set: counts,
        })
      if (waiting) continue
      await tx
        .insert(figureFreshness)
        .values({ ...home, asOf: now })
        .onConflictDoUpdate({ target: [figureFreshness.tenantId, figureFreshness.serviceId], set: { asOf: now } })
    }
  })
}
