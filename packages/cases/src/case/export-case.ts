import { type Ctx, withTenant } from '@siaga/db'
import { audit, authorize, parse } from '@siaga/tenancy'
import { z } from 'zod'
import { caseIn } from '../case-store.ts'
import { type CaseDetail, readCase } from '../read-case.ts'

const input = z.object({ caseId: z.uuid(), form: z.enum(['print', 'pdf']), notes: z.boolean().default(false) }).strict()

/**
 * A case to be carried out of the console, on paper or as a file. Who took it, and whether with internal notes, stands in
 * the audit before anything is read. @throws forbidden, notFound
 */
export async function exportCase(ctx: Ctx, raw: z.input<typeof input>): Promise<CaseDetail> {
  authorize(ctx, 'case.read')
  const { caseId, form, notes } = parse(input, raw)
  await withTenant(ctx, async (tx) => {
    const c = await caseIn(tx, ctx, caseId)
    await audit(tx, ctx, {
      action: 'case.exported',
      subjectKind: 'case',
      subjectId: c.id,
      after: { form, notes, number: c.number },
    })
  })
  return readCase(ctx, caseId)
}
