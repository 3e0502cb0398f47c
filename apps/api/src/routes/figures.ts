import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { nationalFigures } from '@siaga/oversight'
import type { ApiEnv } from '../adapter.ts'
import { about, id, instant, json, otherwise } from '../describe.ts'

const count = z.int()
const flow = { received: count, answered: count, due: count, inTime: count }
const counts = { ...flow, open: count, overdue: count }

const figuresSchema = z
  .object({
    from: instant,
    to: instant,
    timeZone: z.string(),
    asOf: instant.nullable(),
    totals: z.object(counts),
    before: z.object(flow),
    tenants: z.array(
      z.object({
        tenantId: id,
        name: z.string(),
        slug: z.string(),
        kind: z.string(),
        state: z.string(),
        provinceCode: z.string(),
        ...counts,
        lastHours: z.array(z.int().nullable()),
        asOf: instant.nullable(),
      }),
    ),
    provinces: z.array(z.object({ provinceCode: z.string(), tenants: count, ...counts })),
    series: z.array(z.object({ at: instant, ...flow })),
    classes: z.array(z.object({ class: z.string(), received: count })),
    serviceTypes: z.array(z.string()),
  })
  .openapi('NationalFigures')

const route = createRoute({
  method: 'get',
  path: '/v1/figures',
  ...about({
    group: 'figures',
    title: { id: 'Angka nasional atau provinsi', en: 'National or provincial figures' },
    text: {
      id: 'Hanya jumlah, tanpa data pribadi, sejauh izin pembinaan. Kepatuhan = inTime ÷ due. Memerlukan cakupan oversight.read.',
      en: 'Counts only, never a person, as far as the oversight grants go. Compliance = inTime ÷ due. Needs the scope oversight.read.',
    },
    codes: ['forbidden'],
  }),
  request: {
    query: z
      .object({
        period: z.enum(['today', '7_days', 'month']).default('today'),
        timeZone: z.enum(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']).default('Asia/Jakarta'),
        serviceType: z.string().max(60).optional(),
      })
      .strict(),
  },
  responses: { 200: json(figuresSchema, 'Figures of the period'), ...otherwise },
})

export function figureRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(route, async (c) =>
    c.json(figuresSchema.parse(await nationalFigures(c.get('ctx'), c.req.valid('query'))), 200),
  )
}
