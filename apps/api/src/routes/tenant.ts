import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { readTenant } from '@siaga/tenancy'
import type { ApiEnv } from '../adapter.ts'
import { about, id, instant, json, noQuery, otherwise } from '../describe.ts'

const tenantSchema = z
  .object({
    id,
    slug: z.string(),
    authorityCode: z.string(),
    kind: z.string(),
    name: z.string(),
    shortName: z.string(),
    provinceCode: z.string(),
    timeZone: z.string(),
    locale: z.enum(['id', 'en']),
    state: z.string(),
    createdAt: instant,
  })
  .openapi('Tenant')

const read = createRoute({
  method: 'get',
  path: '/v1/tenant',
  ...about({ group: 'tenant', title: { id: 'Instansi pemilik kunci', en: 'The tenant of the key' } }),
  request: { query: noQuery },
  responses: { 200: json(tenantSchema, 'The tenant that the key names'), ...otherwise },
})

export function tenantRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(read, async (c) => c.json(tenantSchema.parse(await readTenant(c.get('ctx'))), 200))
}
