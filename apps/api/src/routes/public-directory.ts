import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { findForm, maxLengthOf, optionsOf } from '@siaga/channels'
import type { Clock } from '@siaga/kernel'
import { liveTenants, publicTenant } from '@siaga/tenancy'
import type { ApiDeps, ApiEnv } from '../adapter.ts'
import { about, json, localized, noQuery, note, otherwise, page } from '../describe.ts'

export const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/)

const tenantSchema = z
  .object({
    slug,
    name: z.string(),
    shortName: z.string(),
    kind: z.string(),
    authorityCode: z.string(),
    provinceCode: z.string(),
    timeZone: z.string(),
  })
  .openapi('PublicTenant')

const tenantsRoute = createRoute({
  method: 'get',
  path: '/public/v1/tenants',
  ...about({ group: 'public', title: { id: 'Daftar instansi', en: 'List tenants' } }),
  request: { query: noQuery },
  responses: { 200: json(page(tenantSchema), 'Tenants in service, by name'), ...otherwise },
})

const serviceSchema = z
  .object({
    slug,
    name: localized,
    description: localized,
    emergency: z.boolean(),
    numbers: z.array(z.string()),
    open: note(z.boolean(), { id: 'Buka sekarang menurut jam layanan.', en: 'Open now by its service hours.' }),
    icon: z.string(),
  })
  .openapi('PublicService')

const servicesRoute = createRoute({
  method: 'get',
  path: '/public/v1/tenants/{tenant}/services',
  ...about({
    group: 'public',
    title: { id: 'Layanan sebuah instansi', en: 'Services of a tenant' },
    codes: ['not_found'],
  }),
  request: { params: z.object({ tenant: slug }), query: noQuery },
  responses: { 200: json(page(serviceSchema), 'Services in service'), ...otherwise },
})

const formSchema = z
  .object({
    tenant: slug,
    service: slug,
    state: note(z.string(), { id: 'paused: formulir sedang tidak diterima.', en: 'paused: no forms are taken now.' }),
    emergency: z.boolean(),
    name: localized,
    description: localized,
    numbers: z.array(z.string()),
    texts: z.object({ intro: localized, received: localized }),
    fields: z.array(
      z.object({
        key: z.string(),
        kind: z.enum(['text', 'long_text', 'phone', 'email', 'choice', 'region', 'date', 'number', 'file']),
        label: localized,
        help: localized.optional(),
        required: z.boolean(),
        maxLength: z.int(),
        options: z.array(z.object({ value: z.string(), label: localized })).optional(),
      }),
    ),
  })
  .openapi('Form')

const formRoute = createRoute({
  method: 'get',
  path: '/public/v1/forms/{tenant}/{service}',
  ...about({
    group: 'public',
    title: { id: 'Formulir sebuah layanan', en: 'The form of a service' },
    text: {
      id: 'Isian, pilihan, dan teksnya dalam dua bahasa.',
      en: 'Its fields, choices and texts in both languages.',
    },
    codes: ['not_found'],
  }),
  request: { params: z.object({ tenant: slug, service: slug }), query: noQuery },
  responses: { 200: json(formSchema, 'The form'), ...otherwise },
})

export function publicDirectoryRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps & { clock: Clock }): void {
  api.openapi(tenantsRoute, async (c) => {
    const tenants = (await liveTenants(deps.db)).filter((t) => t.kind !== 'platform')
    return c.json(page(tenantSchema).parse({ data: tenants, next: null }), 200)
  })

  api.openapi(servicesRoute, async (c) => {
    const call = { db: deps.db, clock: deps.clock, locale: c.get('locale'), requestId: c.get('requestId') }
    const { services } = await publicTenant(call, c.req.valid('param').tenant)
    return c.json(
      page(serviceSchema).parse({ data: services.map((s) => ({ ...s.definition, ...s })), next: null }),
      200,
    )
  })

  api.openapi(formRoute, async (c) => {
    const { tenant, service: serviceSlug } = c.req.valid('param')
    const call = { db: deps.db, clock: deps.clock, locale: c.get('locale'), requestId: c.get('requestId') }
    const { service } = await findForm(call, tenant, serviceSlug)
    const { definition } = service
    const fields = definition.intake.map((field) => {
      const options = optionsOf(definition, field)
      return { ...field, maxLength: maxLengthOf(field), options: options.length > 0 ? options : undefined }
    })
    return c.json(formSchema.parse({ ...definition, ...service, tenant, service: serviceSlug, fields }), 200)
  })
}
