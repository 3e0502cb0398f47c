import { type Ctx, withRole, withTenant } from '@siaga/db'
import { newId } from '@siaga/kernel'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import { parse } from '../parse.ts'
import { authorize } from '../permissions.ts'
import { overseerGrants } from '../schema.ts'

const input = z
  .object({
    overseerTenantId: z.uuid(),
    /** The whole nation, or one province. */
    scope: z.union([z.literal('nation'), z.string().regex(/^\d\d$/)]),
    serviceType: z
      .string()
      .min(1)
      .max(60)
      .regex(/^[a-z0-9-]+$/),
  })
  .strict()

/** Lets a tenant see the aggregates of a service type, nationally or in a province. @throws forbidden, invalid */
export async function grantOversight(ctx: Ctx, raw: z.input<typeof input>): Promise<void> {
  authorize(ctx, 'oversight.grant')
  const grant = parse(input, raw)
  const id = newId(ctx.clock.now())
  await withRole(ctx.db, 'platform', (tx) =>
    tx
      .insert(overseerGrants)
      .values({ id, ...grant, grantedAt: ctx.clock.now() })
      .onConflictDoNothing(),
  )
  await withTenant(ctx, (tx) =>
    audit(tx, ctx, {
      action: 'oversight.granted',
      subjectKind: 'tenant',
      subjectId: grant.overseerTenantId,
      after: grant,
    }),
  )
}
