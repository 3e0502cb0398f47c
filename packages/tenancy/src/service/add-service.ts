import { type Ctx, sqlState, withTenant } from '@siaga/db'
import { conflict, newId } from '@siaga/kernel'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import { parse } from '../parse.ts'
import { authorize } from '../permissions.ts'
import { queues, services } from '../schema.ts'
import { serviceDefinition } from './service-definition.ts'
import { serviceIn } from './services.ts'

const input = z
  .object({
    type: z.string().min(1).max(60),
    icon: z.string().min(1).max(40),
    slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
    state: z.enum(['draft', 'live']).default('draft'),
    definition: serviceDefinition,
  })
  .strict()

/** Gives the tenant a service: a copy of its own of a service type. @throws forbidden, invalid, conflict */
export async function addService(
  ctx: Ctx,
  raw: z.input<typeof input>,
): Promise<{ serviceId: string; queueIds: Record<string, string> }> {
  authorize(ctx, 'service.change')
  const s = parse(input, raw)
  const serviceId = newId(ctx.clock.now())
  const rows = s.definition.queues.map((q) => ({
    tenantId: ctx.tenantId,
    id: newId(ctx.clock.now()),
    serviceId,
    code: q.code,
    name: q.name,
  }))
  try {
    await withTenant(ctx, async (tx) => {
      await tx.insert(services).values({
        tenantId: ctx.tenantId,
        id: serviceId,
        type: s.type,
        icon: s.icon,
        slug: s.slug,
        code: s.definition.code,
        state: s.state,
        emergency: s.definition.emergency,
        definition: s.definition,
        version: 1,
        createdAt: ctx.clock.now(),
      })
      await tx.insert(queues).values(rows)
      await audit(tx, ctx, {
        action: 'service.added',
        subjectKind: 'service',
        subjectId: serviceId,
        after: { type: s.type, definition: s.definition },
      })
    })
  } catch (error) {
    if (sqlState(error) === '23505')
      throw conflict({ internal: `service ${s.definition.code} or ${s.slug} exists`, cause: error })
    throw error
  }
  return { serviceId, queueIds: Object.fromEntries(rows.map((q) => [q.code, q.id])) }
}

const change = z.object({ serviceId: z.uuid(), version: z.int().positive(), definition: serviceDefinition }).strict()

/** Replaces a service's definition. The code of ticket numbers and the emergency nature stay. @throws forbidden, notFound, conflict */
export async function changeService(ctx: Ctx, raw: z.input<typeof change>): Promise<{ version: number }> {
  authorize(ctx, 'service.change')
  const c = parse(change, raw)
  return withTenant(ctx, async (tx) => {
    const before = await serviceIn(tx, ctx, c.serviceId)
    const definition = { ...c.definition, code: before.code, emergency: before.emergency }
    const known = await tx
      .select({ code: queues.code })
      .from(queues)
      .where(and(eq(queues.tenantId, ctx.tenantId), eq(queues.serviceId, c.serviceId)))
    const fresh = definition.queues.filter((q) => !known.some((k) => k.code === q.code))
    const [row] = await tx
      .update(services)
      .set({ definition, version: c.version + 1 })
      .where(and(eq(services.tenantId, ctx.tenantId), eq(services.id, c.serviceId), eq(services.version, c.version)))
      .returning({ version: services.version })
    if (!row) throw conflict()
    if (fresh.length > 0) {
      await tx.insert(queues).values(
        fresh.map((q) => ({
          tenantId: ctx.tenantId,
          id: newId(ctx.clock.now()),
          serviceId: c.serviceId,
          code: q.code,
          name: q.name,
        })),
      )
    }
    await audit(tx, ctx, {
      action: 'service.changed',
      subjectKind: 'service',
      subjectId: c.serviceId,
      before: { definition: before.definition },
      after: { definition },
    })
    return row
  })
}
