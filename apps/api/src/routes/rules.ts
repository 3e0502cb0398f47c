import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { dryRunRule, listRules, orderRules, readRule, ruleDefinition, saveRule } from '@siaga/cases'
import { type ApiEnv, etagOf, idempotencyKeyOf, revisionOf } from '../adapter.ts'
import {
  about,
  id,
  idempotencyHeader,
  ifMatchHeader,
  instant,
  json,
  jsonBody,
  noQuery,
  note,
  otherwise,
} from '../describe.ts'

const definition = note(ruleDefinition, {
  id: 'Bila (when), seberapa sering untuk satu tiket (often), jika semua syarat terpenuhi (conditions), maka (actions). Balasan mengenal {nama}, {nomor}, {judul}, {layanan}, {instansi}, {petugas}, {kategori}, {tenggat}, {tanggal}.',
  en: 'When, how often for one case, if all conditions hold, then the actions. Replies know {nama}, {nomor}, {judul}, {layanan}, {instansi}, {petugas}, {kategori}, {tenggat}, {tanggal}.',
})
const name = z.string().min(3).max(120)

const rule = z
  .object({
    id,
    serviceId: id,
    name,
    place: note(z.int(), { id: 'Urutan; yang kecil lebih dulu.', en: 'Order; the lower runs first.' }),
    isActive: z.boolean(),
    definition,
    version: z.int(),
    createdAt: instant,
  })
  .openapi('Rule')

const scope = { id: 'Memerlukan cakupan rule.change.', en: 'Needs the scope rule.change.' }

const listRoute = createRoute({
  method: 'get',
  path: '/v1/rules',
  ...about({
    group: 'services',
    title: { id: 'Aturan otomatis', en: 'Automation rules' },
    text: scope,
    codes: ['forbidden', 'not_found'],
  }),
  request: { query: z.object({ serviceId: id.optional() }).strict() },
  responses: { 200: json(z.object({ data: z.array(rule) }), 'In the order in which they run'), ...otherwise },
})

const createRouteOf = createRoute({
  method: 'post',
  path: '/v1/rules',
  ...about({
    group: 'services',
    title: { id: 'Buat aturan', en: 'Make a rule' },
    text: {
      id: `Menjadi yang terakhir di layanannya. ${scope.id}`,
      en: `It becomes the last of its service. ${scope.en}`,
    },
    codes: ['forbidden', 'not_found', 'rule.too_many', 'idempotency.reused'],
  }),
  parameters: [idempotencyHeader],
  request: {
    query: noQuery,
    body: jsonBody(
      z
        .object({ serviceId: id, name, isActive: z.boolean().default(false), definition })
        .strict()
        .openapi('NewRule'),
    ),
  },
  responses: { 201: json(rule, 'The rule, its version also as ETag'), ...otherwise },
})

const changeRoute = createRoute({
  method: 'patch',
  path: '/v1/rules/{id}',
  ...about({
    group: 'services',
    title: { id: 'Ubah aturan', en: 'Change a rule' },
    text: {
      id: `Yang tidak disebut tidak berubah. If-Match adalah versinya. ${scope.id}`,
      en: `What is not named stays. If-Match is its version. ${scope.en}`,
    },
    codes: ['forbidden', 'not_found', 'rule.stale', 'precondition.required', 'precondition.form'],
  }),
  parameters: [ifMatchHeader],
  request: {
    params: z.object({ id }),
    query: noQuery,
    body: jsonBody(z.object({ name, isActive: z.boolean(), definition }).partial().strict().openapi('RuleChange')),
  },
  responses: { 200: json(rule, 'The rule, its version also as ETag'), ...otherwise },
})

const orderRoute = createRoute({
  method: 'put',
  path: '/v1/rules/order',
  ...about({
    group: 'services',
    title: { id: 'Urutkan aturan', en: 'Order the rules' },
    text: {
      id: `Semua aturan satu layanan, masing-masing sekali. ${scope.id}`,
      en: `All rules of one service, each once. ${scope.en}`,
    },
    codes: ['forbidden', 'not_found', 'rule.stale'],
  }),
  request: { query: noQuery, body: jsonBody(z.object({ serviceId: id, ruleIds: z.array(id).max(100) }).strict()) },
  responses: { 200: json(z.object({ data: z.array(rule) }), 'In the new order'), ...otherwise },
})

const dryRunRoute = createRoute({
  method: 'post',
  path: '/v1/rules/dry-run',
  ...about({
    group: 'services',
    title: { id: 'Uji aturan pada tiket lalu', en: 'Try a rule on past cases' },
    text: {
      id: 'Tidak mengubah apa pun. Paling banyak 500 tiket terbaru dilihat, tiap tiket seperti saat masuk. Memerlukan cakupan rule.change dan case.read.',
      en: 'Changes nothing. The newest 500 cases at most are looked at, each as it was when it came in. Needs the scopes rule.change and case.read.',
    },
    codes: ['forbidden', 'not_found'],
  }),
  request: {
    query: noQuery,
    body: jsonBody(z.object({ serviceId: id, definition, days: z.int().min(1).max(90).default(30) }).strict()),
  },
  responses: {
    200: json(
      z
        .object({
          looked: z.int(),
          truncated: z.boolean(),
          matched: z.int(),
          samples: z.array(
            z.object({
              id,
              number: z.string(),
              subject: z.string(),
              openedAt: instant,
              reply: note(z.string().nullable(), {
                id: 'Balasan yang akan keluar.',
                en: 'The reply that would have left.',
              }),
            }),
          ),
        })
        .openapi('RuleTrial'),
      'What would have happened',
    ),
    ...otherwise,
  },
})

export function ruleRoutes(api: OpenAPIHono<ApiEnv>): void {
  const list = z.object({ data: z.array(rule) })

  api.openapi(listRoute, async (c) =>
    c.json(list.parse({ data: await listRules(c.get('ctx'), c.req.valid('query')) }), 200),
  )
  api.openapi(createRouteOf, async (c) => {
    const ctx = c.get('ctx')
    const { ruleId } = await saveRule(ctx, { ...c.req.valid('json'), idempotencyKey: idempotencyKeyOf(c) })
    const made = await readRule(ctx, { ruleId })
    return c.json(rule.parse(made), 201, { etag: etagOf(made.version) })
  })
  api.openapi(orderRoute, async (c) => {
    const ctx = c.get('ctx')
    const wanted = c.req.valid('json')
    await orderRules(ctx, wanted)
    return c.json(list.parse({ data: await listRules(ctx, { serviceId: wanted.serviceId }) }), 200)
  })
  api.openapi(dryRunRoute, async (c) => {
    const trial = await dryRunRule(c.get('ctx'), c.req.valid('json'))
    return c.json({ ...trial, samples: trial.samples.map((s) => ({ ...s, openedAt: s.openedAt.toISOString() })) }, 200)
  })
  api.openapi(changeRoute, async (c) => {
    const ctx = c.get('ctx')
    const version = revisionOf(c)
    const {
      serviceId,
      id: ruleId,
      name,
      isActive,
      definition,
    } = await readRule(ctx, { ruleId: c.req.valid('param').id })
    await saveRule(ctx, { serviceId, ruleId, version, name, isActive, definition, ...c.req.valid('json') })
    const changed = await readRule(ctx, { ruleId })
    return c.json(rule.parse(changed), 200, { etag: etagOf(changed.version) })
  })
}
