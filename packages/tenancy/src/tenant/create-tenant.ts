import { type Ctx, sqlState, withRole } from '@siaga/db'
import { tenants } from '@siaga/db/schema'
import { conflict, defineError, newId } from '@siaga/kernel'
import { canBeTenant, provinceCodeOf } from '@siaga/regions'
import { z } from 'zod'
import { parse } from '../parse.ts'
import { authorize } from '../permissions.ts'

export const regionCannotApply = defineError('invalid', 'tenant.region', {
  id: 'Wilayah ini tidak menjalankan pusat panggilannya sendiri; layanannya dijalankan oleh provinsi.',
  en: 'This region does not run a call center of its own; its province does.',
})

const input = z
  .object({
    slug: z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/),
    authorityCode: z.string().regex(/^[0-9A-Z.]{2,12}$/),
    kind: z.enum(['platform', 'ministry', 'agency', 'province', 'regency', 'city']),
    name: z.string().trim().min(3).max(120),
    shortName: z.string().trim().min(2).max(60),
    timeZone: z.enum(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']),
    state: z.enum(['configuring', 'live']).default('configuring'),
  })
  .strict()

/** Registers a tenant. One per authority code. @throws forbidden, regionCannotApply, conflict */
export async function createTenant(ctx: Ctx, raw: z.input<typeof input>): Promise<{ tenantId: string }> {
  authorize(ctx, 'tenant.create')
  const t = parse(input, raw)
  const regional = t.kind === 'province' || t.kind === 'regency' || t.kind === 'city'
  if (regional && !canBeTenant(t.authorityCode)) throw regionCannotApply()
  const id = newId(ctx.clock.now())
  try {
    await withRole(ctx.db, 'platform', (tx) =>
      tx.insert(tenants).values({
        ...t,
        id,
        provinceCode: regional ? (provinceCodeOf(t.authorityCode) ?? '') : '',
        createdAt: ctx.clock.now(),
      }),
    )
  } catch (error) {
    if (sqlState(error) === '23505')
      throw conflict({ internal: `tenant ${t.slug} or authority ${t.authorityCode} exists`, cause: error })
    throw error
  }
  return { tenantId: id }
}
