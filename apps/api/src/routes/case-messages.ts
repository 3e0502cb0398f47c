import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { changeHeldMessage, resendMessage, settleUncertain, startConversation, withdrawMessage } from '@siaga/cases'
import type { Localized } from '@siaga/kernel'
import { type ApiEnv, idempotencyKeyOf } from '../adapter.ts'
import { about, id, idempotencyHeader, instant, json, jsonBody, noQuery, otherwise } from '../describe.ts'

const scope: Localized = { id: 'Memerlukan cakupan case.work.', en: 'Needs the scope case.work.' }
const withScope = (text: Localized): Localized => ({ id: `${text.id} ${scope.id}`, en: `${text.en} ${scope.en}` })

const params = z.object({ id, messageId: id })
const made = z.object({ messageId: id })

const withdrawRoute = createRoute({
  method: 'post',
  path: '/v1/cases/{id}/messages/{messageId}/withdraw',
  ...about({
    group: 'cases',
    title: { id: 'Tarik balasan yang belum keluar', en: 'Withdraw an answer that has not left' },
    text: withScope({
      id: 'Hanya selama ditahan (sendAfter). Tidak meninggalkan jejak dalam angka.',
      en: 'Only while it is held back (sendAfter). Leaves no trace in the figures.',
    }),
    codes: ['forbidden', 'not_found', 'message.left'],
  }),
  request: { params, query: noQuery },
  responses: { 200: json(z.object({ text: z.string() }), 'It will not leave; its text'), ...otherwise },
})

const changeRoute = createRoute({
  method: 'patch',
  path: '/v1/cases/{id}/messages/{messageId}',
  ...about({
    group: 'cases',
    title: { id: 'Ubah balasan yang belum keluar', en: 'Change an answer that has not left' },
    text: withScope({
      id: 'Isi dan waktunya; sendAt null mengirimnya sekarang.',
      en: 'Its text and time; sendAt null sends it now.',
    }),
    codes: ['forbidden', 'not_found', 'message.left'],
  }),
  request: {
    params,
    query: noQuery,
    body: jsonBody(
      z
        .object({ text: z.string().min(1).max(20_000).optional(), sendAt: instant.nullable().optional() })
        .strict()
        .openapi('HeldMessageChange'),
    ),
  },
  responses: {
    200: json(z.object({ messageId: id, heldUntil: instant.nullable() }), 'As it is now; null = it has left'),
    ...otherwise,
  },
})

const resendRoute = createRoute({
  method: 'post',
  path: '/v1/cases/{id}/messages/{messageId}/resend',
  ...about({
    group: 'cases',
    title: { id: 'Kirim ulang pesan yang gagal', en: 'Send a failed message again' },
    text: withScope({
      id: 'Sebagai pesan baru yang menyebut yang lama, sekali saja. Pesan yang belum pasti memerlukan twice: true.',
      en: 'As a new message that names the old one, once. An uncertain one needs twice: true.',
    }),
    codes: [
      'forbidden',
      'not_found',
      'case.not_open',
      'conflict',
      'message.may_arrive_twice',
      'message.resent',
      'window.closed',
      'idempotency.reused',
    ],
  }),
  parameters: [idempotencyHeader],
  request: {
    params,
    query: noQuery,
    body: jsonBody(z.object({ channelId: id.optional(), twice: z.boolean().default(false) }).strict(), false),
  },
  responses: { 201: json(made, 'The new message'), ...otherwise },
})

const settleRoute = createRoute({
  method: 'post',
  path: '/v1/cases/{id}/messages/{messageId}/settle',
  ...about({
    group: 'cases',
    title: { id: 'Tandai pesan belum pasti sebagai terkirim', en: 'Mark an uncertain message as sent' },
    text: scope,
    codes: ['forbidden', 'not_found', 'conflict'],
  }),
  request: { params, query: noQuery },
  responses: { 200: json(made, 'The message is sent'), ...otherwise },
})

const startRoute = createRoute({
  method: 'post',
  path: '/v1/conversations',
  ...about({
    group: 'cases',
    title: { id: 'Mulai percakapan', en: 'Start a conversation' },
    text: withScope({
      id: 'Membuat tiket yang menunggu warga dan mengirim pesan pertama. Tidak dihitung sebagai kontak masuk.',
      en: 'Makes a case that waits for the citizen and sends the first message. Counts as no contact received.',
    }),
    codes: ['forbidden', 'not_found', 'template.unusable', 'idempotency.reused'],
  }),
  parameters: [idempotencyHeader],
  request: {
    query: noQuery,
    body: jsonBody(
      z
        .object({
          channelId: id,
          address: z.string().min(3).max(254),
          name: z.string().max(120).nullable().optional(),
          subject: z.string().max(200).nullable().optional(),
          text: z.string().max(20_000).optional(),
          template: z
            .object({ id, variables: z.array(z.string().max(2000)).max(50) })
            .strict()
            .nullable()
            .optional(),
        })
        .strict()
        .openapi('NewConversation'),
    ),
  },
  responses: {
    201: json(z.object({ caseId: id, messageId: id, number: z.string() }), 'The case and its first message'),
    ...otherwise,
  },
})

export function caseMessageRoutes(api: OpenAPIHono<ApiEnv>): void {
  const place = (c: { req: { valid(part: 'param'): { id: string; messageId: string } } }) => {
    const { id: caseId, messageId } = c.req.valid('param')
    return { caseId, messageId }
  }
  api.openapi(withdrawRoute, async (c) => {
    const { text } = await withdrawMessage(c.get('ctx'), place(c))
    return c.json({ text }, 200)
  })
  api.openapi(changeRoute, async (c) => {
    const { sendAt, ...rest } = c.req.valid('json')
    const at = sendAt === undefined ? {} : { sendAt: sendAt === null ? null : new Date(sendAt) }
    const { messageId, heldUntil } = await changeHeldMessage(c.get('ctx'), { ...place(c), ...rest, ...at })
    return c.json({ messageId, heldUntil }, 200)
  })
  api.openapi(resendRoute, async (c) => {
    const { messageId } = await resendMessage(c.get('ctx'), {
      ...place(c),
      idempotencyKey: idempotencyKeyOf(c),
      ...c.req.valid('json'),
    })
    return c.json({ messageId }, 201)
  })
  api.openapi(settleRoute, async (c) => c.json(await settleUncertain(c.get('ctx'), place(c)), 200))
  api.openapi(startRoute, async (c) => {
    const started = await startConversation(c.get('ctx'), {
      idempotencyKey: idempotencyKeyOf(c),
      ...c.req.valid('json'),
    })
    return c.json(started, 201)
  })
}
