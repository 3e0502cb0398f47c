import { type Ctx, withTenant } from '@siaga/db'
import { conflict, invalid } from '@siaga/kernel'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import { parse } from '../parse.ts'
import { authorize } from '../permissions.ts'
import { services } from '../schema.ts'
import { caseField, checklist, serviceDefinition } from './service-definition.ts'
import { serviceIn } from './services.ts'

const input = z
  .object({
    serviceId: z.uuid(),
    version: z.int().positive(),
    caseFields: z.array(caseField).max(30).optional(),
    checklists: z.array(checklist).max(50).optional(),
  })
  .strict()

/**
 * Changes what staff of a service fill in and check in a case; the rest of the definition stays. Answers that are there
 * already stay with their cases. @throws forbidden, notFound, invalid, conflict when somebody else changed the service
 */
export async function changeDesk(ctx: Ctx, raw: z.input<typeof input>): Promise<{ version: number }> {
  authorize(ctx, 'desk.change')
  const { serviceId, version, ...wanted } = parse(input, raw)
  return withTenant(ctx, async (tx) => {
    const service = await serviceIn(tx, ctx, serviceId)
    const before = { caseFields: service.definition.caseFields ?? [], checklists: service.definition.checklists ?? [] }
    const after = {
      caseFields: wanted.caseFields ?? before.caseFields,
      checklists: wanted.checklists ?? before.checklists,
    }
    const unknown = after.checklists.find(
      (list) => list.category !== null && !service.definition.categories.some((c) => c.code === list.category),
    )
    const whole = serviceDefinition.safeParse({ ...service.definition, ...after })
    if (unknown || !whole.success)
      throw invalid({
        fields: [
          {
            path: unknown ? 'checklists' : 'caseFields',
            code: 'repeated',
            text: { id: 'Kunci atau kategori ini tidak dapat dipakai.', en: 'This key or category cannot be used.' },
          },
        ],
        internal: whole.success ? `no category ${unknown?.category}` : whole.error.message.slice(0, 500),
      })
    const [row] = await tx
      .update(services)
      .set({ definition: whole.data, version: version + 1 })
      .where(and(eq(services.tenantId, ctx.tenantId), eq(services.id, serviceId), eq(services.version, version)))
      .returning({ version: services.version })
    if (!row) throw conflict()
    await audit(tx, ctx, {
      action: 'service.desk_changed',
      subjectKind: 'service',
      subjectId: serviceId,
      before,
      after,
    })
    return row
  })
}
