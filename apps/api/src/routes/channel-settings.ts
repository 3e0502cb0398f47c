import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import {
  changeChannel,
  connectChannel,
  readChannel,
  rotateChannelSecrets,
  switchChannel,
  testChannel,
} from '@siaga/channels'
import type { Localized } from '@siaga/kernel'
import { type ApiDeps, type ApiEnv, etagOf, revisionOf } from '../adapter.ts'
import { about, id, ifMatchHeader, json, jsonBody, noQuery, note, otherwise } from '../describe.ts'

const scope: Localized = { id: 'Memerlukan cakupan channel.change.', en: 'Needs the scope channel.change.' }
const withScope = (text: Localized): Localized => ({ id: `${text.id} ${scope.id}`, en: `${text.en} ${scope.en}` })
const editCodes = ['forbidden', 'not_found', 'precondition.required', 'precondition.form', 'channel.stale'] as const
const request = { params: z.object({ id }), query: noQuery }
const settings = z.record(z.string(), z.unknown())
const changed = z.object({ version: z.int() }).openapi('ChannelChanged')
const edited = { 200: json(changed, 'The new version, also as ETag'), ...otherwise }

const detail = z
  .object({
    id,
    serviceId: id,
    kind: z.string(),
    address: z.string(),
    state: z.enum(['connecting', 'ok', 'degraded', 'disabled']),
    settings,
    secretsSet: note(z.array(z.string()), {
      id: 'Sandi yang sudah diisi; isinya tidak pernah ditampilkan.',
      en: 'Secrets that have a value; the values are never shown.',
    }),
    health: z.record(z.string(), z.unknown()).nullable(),
    version: z.int(),
  })
  .openapi('ChannelDetail')

const readRoute = createRoute({
  method: 'get',
  path: '/v1/channels/{id}',
  ...about({
    group: 'services',
    title: { id: 'Satu kanal', en: 'One channel' },
    text: withScope({
      id: 'Beserta setelan dan kesehatannya. ETag-nya dipakai sebagai If-Match.',
      en: 'With its settings and health. Its ETag is the If-Match of a change.',
    }),
    codes: ['forbidden', 'not_found'],
  }),
  request,
  responses: { 200: json(detail, 'The channel'), ...otherwise },
})

const connectRoute = createRoute({
  method: 'post',
  path: '/v1/services/{id}/channels',
  ...about({
    group: 'services',
    title: { id: 'Sambungkan kanal', en: 'Connect a channel' },
    text: withScope({
      id: 'Kanal baru berstatus connecting sampai ujinya lolos atau pesan pertama lewat. Nomor WhatsApp baru menerima pesan setelah ujinya lolos.',
      en: 'A new channel is connecting until its test passes or its first message goes through. A WhatsApp number receives nothing before its test has passed.',
    }),
    codes: ['forbidden', 'not_found', 'channel.kind', 'channel.address', 'channel.address_taken'],
  }),
  request: {
    ...request,
    body: jsonBody(
      z
        .object({ kind: z.string().max(40), address: z.string().max(254).optional(), settings: settings.default({}) })
        .strict(),
    ),
  },
  responses: { 201: json(z.object({ id }).openapi('ChannelConnected'), 'The new channel'), ...otherwise },
})

const changeRoute = createRoute({
  method: 'patch',
  path: '/v1/channels/{id}',
  ...about({
    group: 'services',
    title: { id: 'Ubah setelan kanal', en: 'Change a channel' },
    text: withScope({
      id: 'Seluruh setelan terbuka; sandi diganti di alamat lain. enabled mematikan atau menyalakan.',
      en: 'All open settings; secrets have an address of their own. enabled switches it off or on.',
    }),
    codes: editCodes,
  }),
  parameters: [ifMatchHeader],
  request: {
    ...request,
    body: jsonBody(
      z.object({ settings: settings.optional(), enabled: z.boolean().optional() }).strict().openapi('ChannelChange'),
    ),
  },
  responses: edited,
})

const secretsRoute = createRoute({
  method: 'post',
  path: '/v1/channels/{id}/secrets',
  ...about({
    group: 'services',
    title: { id: 'Ganti sandi kanal', en: 'Replace secrets of a channel' },
    text: withScope({ id: 'Yang tidak disebut tetap.', en: 'What is not named stays.' }),
    codes: editCodes,
  }),
  parameters: [ifMatchHeader],
  request: { ...request, body: jsonBody(z.object({ secrets: z.record(z.string(), z.string()) }).strict()) },
  responses: edited,
})

const testRoute = createRoute({
  method: 'post',
  path: '/v1/channels/{id}/test',
  ...about({
    group: 'services',
    title: { id: 'Uji kanal', en: 'Test a channel' },
    text: withScope({
      id: 'Bertanya kepada penyedia dengan setelan yang tersimpan; warga tidak menerima apa pun.',
      en: 'Asks the provider with the saved settings; no citizen receives anything.',
    }),
    codes: ['forbidden', 'not_found'],
  }),
  request,
  responses: {
    200: json(
      z
        .object({
          ok: z.boolean(),
          label: z.string().nullable(),
          code: z.string().nullable(),
          problem: z.string().nullable(),
        })
        .openapi('ChannelTest'),
      'What came of it',
    ),
    ...otherwise,
  },
})

export function channelSettingsRoutes(api: OpenAPIHono<ApiEnv>, { box, senders }: ApiDeps): void {
  api.openapi(readRoute, async (c) => {
    const channel = await readChannel(c.get('ctx'), box, c.req.valid('param').id)
    return c.json(detail.parse(channel), 200, { etag: etagOf(channel.version) })
  })
  api.openapi(connectRoute, async (c) => {
    const serviceId = c.req.valid('param').id
    const { channelId } = await connectChannel(c.get('ctx'), box, { serviceId, ...c.req.valid('json') })
    return c.json({ id: channelId }, 201)
  })
  api.openapi(changeRoute, async (c) => {
    const ctx = c.get('ctx')
    const { settings: open, enabled } = c.req.valid('json')
    const at = { channelId: c.req.valid('param').id, version: revisionOf(c) }
    let { version } = at
    if (open) version = (await changeChannel(ctx, box, { ...at, settings: open })).version
    if (enabled !== undefined) version = (await switchChannel(ctx, { ...at, version, enabled })).version
    // An empty change still says whether the channel is there and as it was read.
    if (!open && enabled === undefined) version = (await readChannel(ctx, box, at.channelId)).version
    return c.json({ version }, 200, { etag: etagOf(version) })
  })
  api.openapi(secretsRoute, async (c) => {
    const { secrets } = c.req.valid('json')
    const at = { channelId: c.req.valid('param').id, version: revisionOf(c) }
    const { version } = await rotateChannelSecrets(c.get('ctx'), box, { ...at, secrets })
    return c.json({ version }, 200, { etag: etagOf(version) })
  })
  api.openapi(testRoute, async (c) => {
    const ctx = c.get('ctx')
    const result = await testChannel(ctx, box, senders, { channelId: c.req.valid('param').id })
    const answer = result.ok
      ? { ok: true, label: result.label, code: null, problem: null }
      : { ok: false, label: null, code: result.code, problem: result.problem[ctx.locale] }
    return c.json(answer, 200)
  })
}
