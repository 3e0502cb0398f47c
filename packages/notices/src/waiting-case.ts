import { cases } from '@siaga/cases/schema'
import { type Ctx, withTenant } from '@siaga/db'
import { notFound } from '@siaga/kernel'
import { authorize, inService, parse } from '@siaga/tenancy'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'

const input = z.object({ caseId: z.uuid() }).strict()

/** What is told of a case that has just come in: null when somebody has it already or nobody has to. @throws forbidden, notFound */
export async function readWaitingCase(
  ctx: Ctx,
  raw: z.input<typeof input>,
): Promise<{ number: string; priority: 'p1' | 'p2' | 'p3' } | null> {
  authorize(ctx, 'case.read')
  const { caseId } = parse(input, raw)
  const [row] = await withTenant(ctx, (tx) =>
    tx
      .select({
        number: cases.number,
        priority: cases.priority,
        serviceId: cases.serviceId,
        assigneeId: cases.assigneeId,
        isOpen: cases.isOpen,
        isSpam: cases.isSpam,
      })
      .from(cases)
      .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, caseId))),
  )
  if (!row || !inService(ctx, row.serviceId)) throw notFound()
  return row.isOpen && !row.isSpam && !row.assigneeId ? { number: row.number, priority: row.priority } : null
}
