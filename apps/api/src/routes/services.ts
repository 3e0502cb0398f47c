import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { listChannels } from '@siaga/channels'
import { listMembers, listServices, readService, type Service } from '@siaga/tenancy'
import type { ApiEnv } from '../adapter.ts'
import { about, id, instant, json, localized, noQuery, note, otherwise, page } from '../describe.ts'

const named = z.object({ code: z.string(), name: localized })

const serviceRow = z.object({
  id,
  type: z.string(),
  code: z.string(),
  slug: z.string(),
  state: z.enum(['draft', 'live', 'paused', 'retired']),
  emergency: z.boolean(),
  name: localized,
  numbers: z.array(z.string()),
  categories: z.array(named.extend({ priority: z.enum(['p1', 'p2', 'p3']) })),
  outcomes: z.array(named),
  version: z.int(),
})
const serviceSchema = serviceRow.openapi('Service')

const target = z.object({
  clock: z.enum(['around_the_clock', 'service_hours', 'working_days']),
  minutes: z.int().optional(),
  days: z.int().optional(),
})

const serviceDetail = serviceRow
  .extend({
    description: localized,
    defaultPriority: z.string(),
    intake: z.array(
      z.object({
        key: z.string(),
        kind: z.string(),
        role: z.string().optional(),
        label: localized,
        required: z.boolean(),
      }),
    ),
    hours: z.union([z.literal('always'), z.record(z.string(), z.array(z.array(z.string())))]),
    firstResponse: z.object({ p1: target, p2: target, p3: target }),
    queues: z.array(named.extend({ id })),
    createdAt: instant,
  })
  .openapi('ServiceDetail')

const shown = (service: Service) => ({ ...service.definition, ...service })

const listRoute = createRoute({
  method: 'get',
  path: '/v1/services',
  ...about({
    group: 'services',
    title: { id: 'Daftar layanan', en: 'List services' },
    text: {
      id: 'Memerlukan cakupan service.read. Semuanya pada satu halaman.',
      en: 'Needs the scope service.read. All on one page.',
    },
    codes: ['forbidden'],
  }),
  request: { query: noQuery },
  responses: { 200: json(page(serviceSchema), 'The services that the key reaches'), ...otherwise },
})

const readRoute = createRoute({
  method: 'get',
  path: '/v1/services/{id}',
  ...about({
    group: 'services',
    title: { id: 'Satu layanan', en: 'One service' },
    text: {
      id: 'Beserta formulir, jam layanan, target, dan antrean.',
      en: 'With its form, hours, targets and queues.',
    },
    codes: ['forbidden', 'not_found'],
  }),
  request: { params: z.object({ id }), query: noQuery },
  responses: { 200: json(serviceDetail, 'The service'), ...otherwise },
})

const channelSchema = z
  .object({
    id,
    serviceId: id,
    kind: z.string(),
    address: z.string(),
    state: z.string(),
    version: z.int(),
    createdAt: instant,
  })
  .openapi('Channel')

const channelsRoute = createRoute({
  method: 'get',
  path: '/v1/channels',
  ...about({
    group: 'services',
    title: { id: 'Daftar kanal', en: 'List channels' },
    text: {
      id: 'Memerlukan cakupan channel.read. Setelan dan sandinya tidak ditampilkan.',
      en: 'Needs the scope channel.read. Settings and passwords are not shown.',
    },
    codes: ['forbidden'],
  }),
  request: { query: noQuery },
  responses: { 200: json(page(channelSchema), 'The channels of the services that the key reaches'), ...otherwise },
})

const memberSchema = z
  .object({
    id,
    name: z.string(),
    roles: z.array(z.string()),
    worksCases: note(z.boolean(), { id: 'Dapat menerima tiket.', en: 'Cases can be given to them.' }),
    serviceIds: z.union([z.literal('all'), z.array(id)]),
  })
  .openapi('Member')

const membersRoute = createRoute({
  method: 'get',
  path: '/v1/members',
  ...about({
    group: 'services',
    title: { id: 'Daftar petugas', en: 'List members' },
    text: {
      id: 'Memerlukan cakupan member.read. Semuanya pada satu halaman.',
      en: 'Needs the scope member.read. All on one page.',
    },
    codes: ['forbidden'],
  }),
  request: { query: noQuery },
  responses: { 200: json(page(memberSchema), 'Active members, by name'), ...otherwise },
})

export function serviceRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(listRoute, async (c) => {
    const rows = await listServices(c.get('ctx'))
    return c.json(page(serviceSchema).parse({ data: rows.map(shown), next: null }), 200)
  })
  api.openapi(readRoute, async (c) => {
    const { service, queues } = await readService(c.get('ctx'), c.req.valid('param').id)
    const { firstResponse } = service.definition.targets
    return c.json(serviceDetail.parse({ ...shown(service), firstResponse, queues }), 200)
  })
  api.openapi(channelsRoute, async (c) => {
    const rows = await listChannels(c.get('ctx'))
    return c.json(page(channelSchema).parse({ data: rows, next: null }), 200)
  })
  api.openapi(membersRoute, async (c) => {
    const rows = await listMembers(c.get('ctx'))
    return c.json(page(memberSchema).parse({ data: rows, next: null }), 200)
  })
}
