import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { refetchMedia, sendTemplate, templatesForCase } from '@siaga/cases'
import { listTemplates, listWebhookApps, registerWebhookApp, syncTemplates, type Template } from '@siaga/channels'
import type { Locale, Localized } from '@siaga/kernel'
import { type ApiDeps, type ApiEnv, idempotencyKeyOf } from '../adapter.ts'
import { about, id, idempotencyHeader, instant, json, jsonBody, noQuery, note, otherwise } from '../describe.ts'

const scoped = (scope: string, text: Localized): Localized => ({
  id: `${text.id} Memerlukan cakupan ${scope}.`,
  en: `${text.en} Needs the scope ${scope}.`,
})
const request = { params: z.object({ id }), query: noQuery }

const template = z
  .object({
    id,
    name: z.string(),
    language: z.string(),
    category: z.string(),
    state: z.string(),
    unusable: note(z.string().nullable(), {
      id: 'Mengapa templat ini tidak dapat dikirim; null bila dapat.',
      en: 'Why this template cannot be sent; null when it can.',
    }),
    variables: z.array(
      z.object({ part: z.enum(['header', 'body', 'button']), label: z.string(), example: z.string().nullable() }),
    ),
    file: note(
      z
        .object({ kind: z.enum(['image', 'video', 'document']), mediaTypes: z.array(z.string()), mostBytes: z.int() })
        .nullable(),
      {
        id: 'Berkas di kepala templat, yang dibawa setiap pengiriman; null bila tidak ada.',
        en: 'The file in the header of the template, which each sending brings; null when there is none.',
      },
    ),
    pieces: note(z.array(z.union([z.string(), z.int()])), {
      id: 'Yang dibaca warga: teks, dan di antaranya nomor isian.',
      en: 'What the citizen reads: texts, and between them the numbers of variables.',
    }),
    buttons: z.array(z.string()),
  })
  .openapi('MessageTemplate')

const shown = (one: Template, locale: Locale) => ({ ...one, unusable: one.unusable?.[locale] ?? null })

const ofChannelRoute = createRoute({
  method: 'get',
  path: '/v1/channels/{id}/templates',
  ...about({
    group: 'services',
    title: { id: 'Templat pesan kanal', en: 'Message templates of a channel' },
    text: scoped('channel.read', {
      id: 'Seperti terakhir dibaca dari penyedianya.',
      en: 'As last read from its provider.',
    }),
    codes: ['forbidden', 'not_found'],
  }),
  request,
  responses: {
    200: json(z.object({ data: z.array(template), syncedAt: instant.nullable() }), 'The templates'),
    ...otherwise,
  },
})

const syncRoute = createRoute({
  method: 'post',
  path: '/v1/channels/{id}/templates/sync',
  ...about({
    group: 'services',
    title: { id: 'Baca templat dari penyedia', en: 'Read the templates from the provider' },
    text: scoped('channel.change', {
      id: 'Yang tidak ada lagi pada penyedia hilang juga di sini.',
      en: 'What the provider no longer has goes here, too.',
    }),
    codes: ['forbidden', 'not_found', 'channel.no_templates', 'channel.templates_unread'],
  }),
  request,
  responses: {
    200: json(z.object({ templates: z.int() }).openapi('TemplatesRead'), 'How many there are'),
    ...otherwise,
  },
})

const ofCaseRoute = createRoute({
  method: 'get',
  path: '/v1/cases/{id}/templates',
  ...about({
    group: 'cases',
    title: { id: 'Templat untuk warga tiket ini', en: 'Templates for the citizen of a case' },
    text: scoped('case.work', {
      id: 'Menurut kanal yang menjangkau warga itu.',
      en: 'By the channels that reach that citizen.',
    }),
    codes: ['forbidden', 'not_found'],
  }),
  request,
  responses: {
    200: json(
      z.object({
        data: z.array(z.object({ channelId: id, channelKind: z.string(), templates: z.array(template) })),
      }),
      'The templates by channel',
    ),
    ...otherwise,
  },
})

const sendRoute = createRoute({
  method: 'post',
  path: '/v1/cases/{id}/template-messages',
  ...about({
    group: 'cases',
    title: { id: 'Kirim templat', en: 'Send a template' },
    text: scoped('case.work', {
      id: 'Dapat keluar kapan saja, juga setelah jendela 24 jam tutup. Isiannya menurut urutan variables.',
      en: 'May leave at any time, also after the 24-hour window has closed. Its values in the order of variables.',
    }),
    codes: ['forbidden', 'not_found', 'case.not_open', 'template.unusable', 'idempotency.reused'],
  }),
  parameters: [idempotencyHeader],
  request: {
    ...request,
    body: jsonBody(
      z
        .object({
          templateId: id,
          variables: z.array(z.string().max(2000)).max(50).default([]),
          channelId: id.optional(),
          fileId: note(id.nullable().optional(), {
            id: 'Berkas yang tersimpan pada instansi ini, untuk templat yang kepalanya berkas.',
            en: 'A file that this government has stored, for a template whose header is a file.',
          }),
        })
        .strict()
        .openapi('TemplateMessage'),
    ),
  },
  responses: { 201: json(z.object({ messageId: id }), 'The template waits to leave'), ...otherwise },
})

const mediaRoute = createRoute({
  method: 'post',
  path: '/v1/cases/{id}/messages/{messageId}/fetch-media',
  ...about({
    group: 'cases',
    title: { id: 'Ambil lagi berkas pesan', en: 'Fetch the files of a message again' },
    text: scoped('case.work', {
      id: 'Untuk berkas yang tidak dapat diambil dari penyedia.',
      en: 'For files that could not be fetched from the provider.',
    }),
    codes: ['forbidden', 'not_found'],
  }),
  request: { params: z.object({ id, messageId: id }), query: noQuery },
  responses: { 200: json(z.object({ messageId: id }), 'It is being fetched'), ...otherwise },
})

const webhookApp = z.object({ kind: z.string(), app: z.string() })

const appsRoute = createRoute({
  method: 'get',
  path: '/v1/webhook-apps',
  ...about({
    group: 'services',
    title: { id: 'Aplikasi webhook', en: 'Webhook applications' },
    text: scoped('channel.change', {
      id: 'Rahasianya tidak pernah ditampilkan.',
      en: 'Their secrets are never shown.',
    }),
    codes: ['forbidden'],
  }),
  request: { query: noQuery },
  responses: {
    200: json(
      z.object({ data: z.array(webhookApp.extend({ createdAt: instant }).openapi('WebhookApp')) }),
      'The applications',
    ),
    ...otherwise,
  },
})

const registerRoute = createRoute({
  method: 'put',
  path: '/v1/webhook-apps',
  ...about({
    group: 'services',
    title: { id: 'Daftarkan aplikasi webhook', en: 'Register a webhook application' },
    text: scoped('channel.change', {
      id: 'Kode yang sudah ada diganti rahasianya. Webhook-nya di /hooks/{kind}/{app}.',
      en: 'A code that exists gets new secrets. Its webhook is at /hooks/{kind}/{app}.',
    }),
    codes: ['forbidden', 'channel.kind', 'webhook_app.taken'],
  }),
  request: {
    query: noQuery,
    body: jsonBody(
      z
        .object({
          kind: z.string().max(40),
          app: z.string().regex(/^[a-z0-9-]{2,60}$/),
          appSecret: z.string().min(8).max(500),
          verifyToken: z.string().min(8).max(500),
        })
        .strict()
        .openapi('WebhookAppSecrets'),
    ),
  },
  responses: {
    200: json(
      webhookApp.extend({ rotated: z.boolean() }).openapi('WebhookAppRegistered'),
      'Registered, or its secrets replaced',
    ),
    ...otherwise,
  },
})

/** Message templates, files that lie with providers, and the applications whose webhooks bring messages. */
export function templateRoutes(api: OpenAPIHono<ApiEnv>, { box, senders }: ApiDeps): void {
  api.openapi(ofChannelRoute, async (c) => {
    const ctx = c.get('ctx')
    const { templates, syncedAt } = await listTemplates(ctx, { channelId: c.req.valid('param').id })
    const data = templates.map((one) => template.parse(shown(one, ctx.locale)))
    return c.json({ data, syncedAt: syncedAt?.toISOString() ?? null }, 200)
  })
  api.openapi(syncRoute, async (c) =>
    c.json(await syncTemplates(c.get('ctx'), box, senders, { channelId: c.req.valid('param').id }), 200),
  )
  api.openapi(ofCaseRoute, async (c) => {
    const ctx = c.get('ctx')
    const found = await templatesForCase(ctx, { caseId: c.req.valid('param').id })
    const data = found.map(({ channelId, channelKind, templates }) => ({
      channelId,
      channelKind,
      templates: templates.map((one) => template.parse(shown(one, ctx.locale))),
    }))
    return c.json({ data }, 200)
  })
  api.openapi(sendRoute, async (c) => {
    const sent = await sendTemplate(c.get('ctx'), {
      caseId: c.req.valid('param').id,
      idempotencyKey: idempotencyKeyOf(c),
      ...c.req.valid('json'),
    })
    return c.json(sent, 201)
  })
  api.openapi(mediaRoute, async (c) => {
    const { id: caseId, messageId } = c.req.valid('param')
    return c.json(await refetchMedia(c.get('ctx'), { caseId, messageId }), 200)
  })
  api.openapi(appsRoute, async (c) => {
    const apps = await listWebhookApps(c.get('ctx'))
    return c.json({ data: apps.map((one) => ({ ...one, createdAt: one.createdAt.toISOString() })) }, 200)
  })
  api.openapi(registerRoute, async (c) => c.json(await registerWebhookApp(c.get('ctx'), box, c.req.valid('json')), 200))
}
