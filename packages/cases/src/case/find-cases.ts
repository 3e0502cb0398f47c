import { type Ctx, withTenant } from '@siaga/db'
import { localParts } from '@siaga/kernel'
import { authorize, ownTenant, parse, servicesIn } from '@siaga/tenancy'
import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { caseNumber } from '../case-rules.ts'
import { cases } from '../schema.ts'

const input = z.object({ number: z.string().max(60) }).strict()

export type FoundCase = { id: string; number: string; subject: string; state: string; serviceId: string }

/**
 * The cases meant by a number: whole, or its last digits, which then name one of each service and of this year and the
 * last. Only in the caller's own services. @throws forbidden, invalid
 */
export async function findCases(ctx: Ctx, raw: z.input<typeof input>): Promise<FoundCase[]> {
  authorize(ctx, 'case.read')
  const typed = parse(input, raw).number.trim().toUpperCase().replace(/^#/, '')
  const sequence = /^\d{1,6}$/.test(typed) ? Number(typed) : null
  if (!typed || (sequence === null && !/^[A-Z0-9]{2,8}-[A-Z0-9]+-\d{4}-\d{6,}$/.test(typed))) return []
  return withTenant(ctx, async (tx) => {
    const services = await servicesIn(tx, ctx)
    const numbers = [typed]
    if (sequence !== null) {
      const tenant = await ownTenant(tx, ctx)
      const year = Number(localParts(ctx.clock.now(), tenant.timeZone).date.slice(0, 4))
      for (const { code: serviceCode } of services)
        for (const y of [year, year - 1])
          numbers.push(caseNumber({ serviceCode, authorityCode: tenant.authorityCode, year: y, sequence }))
    }
    const rows = await tx
      .select({
        id: cases.id,
        number: cases.number,
        subject: cases.subject,
        state: cases.state,
        serviceId: cases.serviceId,
      })
      .from(cases)
      .where(and(eq(cases.tenantId, ctx.tenantId), inArray(cases.number, numbers)))
    const mine = new Set(services.map((s) => s.id))
    return rows.filter((r) => mine.has(r.serviceId)).sort((a, b) => (a.number < b.number ? 1 : -1))
  })
}
