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

export const slugReserved = defineError('invalid', 'tenant.slug_reserved', {
  id: 'Alamat singkat ini dipakai oleh halaman platform. Pilih yang lain.',
  en: 'This short address is used by a page of the platform. Choose another.',
})

/** First parts of addresses that are or may become pages of the portal; a tenant of that name could not be reached. */
const reservedSlugs = new Set(
  [
    'about api apply assets admin chat docs favicon figures help language login privacy public regions robots status',
    'survey terms ticket track v1 hooks healthz readyz metrics',
  ].flatMap((words) => words.split(' ')),
)

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

/** Registers a tenant. One per authority code. @throws forbidden, regionCannotApply, slugReserved, conflict */
export async function createTenant(ctx: Ctx, raw: z.input<typeof input>): Promise<{ tenantId: string }> {
  authorize(ctx, 'tenant.create')
  const t = parse(input, raw)
  if (reservedSlugs.has(t.slug)) throw slugReserved()
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
