import type { Ctx, Tx } from '@siaga/db'
import { localParts } from '@siaga/kernel'
import { ownTenant, type Service } from '@siaga/tenancy'
import { sql } from 'drizzle-orm'
import { caseNumber } from '../case-rules.ts'
import { caseCounters } from '../schema.ts'

/** The next number of a service. Its row lock is the last that a transaction takes. */
export async function nextNumber(tx: Tx, ctx: Ctx, service: Service): Promise<string> {
  const tenant = await ownTenant(tx, ctx)
  const year = Number(localParts(ctx.clock.now(), tenant.timeZone).date.slice(0, 4))
  const [counter] = await tx
    .insert(caseCounters)
    .values({ tenantId: ctx.tenantId, serviceId: service.id, year, last: 1 })
    .onConflictDoUpdate({
      target: [caseCounters.tenantId, caseCounters.serviceId, caseCounters.year],
      set: { last: sql`${caseCounters.last} + 1` },
    })
    .returning({ last: caseCounters.last })
  return caseNumber({
    serviceCode: service.code,
    authorityCode: tenant.authorityCode,
    year,
    sequence: (counter as { last: number }).last,
  })
}
