import { type Ctx, withTenant } from '@siaga/db'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import { parse } from '../parse.ts'
import { authorize } from '../permissions.ts'
import { holidays } from '../schema.ts'

const input = z
  .array(z.object({ date: z.iso.date(), name: z.string().trim().min(1).max(120) }).strict())
  .min(1)
  .max(400)

/** Adds days to the tenant's calendar on which nobody works; a day that is there keeps its name. @throws forbidden, invalid */
export async function addHolidays(ctx: Ctx, raw: z.input<typeof input>): Promise<void> {
  authorize(ctx, 'service.change')
  const days = parse(input, raw)
  await withTenant(ctx, async (tx) => {
    await tx
      .insert(holidays)
      .values(days.map((d) => ({ tenantId: ctx.tenantId, ...d })))
      .onConflictDoNothing()
    await audit(tx, ctx, { action: 'holidays.added', subjectKind: 'tenant', subjectId: ctx.tenantId, after: { days } })
  })
}
