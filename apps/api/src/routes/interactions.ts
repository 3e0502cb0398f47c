import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { logContact, logDays } from '@siaga/cases'
import { manualKinds } from '@siaga/channels'
import { type ApiEnv, idempotencyKeyOf } from '../adapter.ts'
import { about, id, idempotencyHeader, json, jsonBody, noQuery, note, otherwise } from '../describe.ts'
import { interactionClass } from './case-schemas.ts'

const logRoute = createRoute({
  method: 'post',
  path: '/v1/interactions',
  ...about({
    group: 'cases',
    title: { id: 'Catat kontak', en: 'Log a contact' },
    text: {
      id: 'Telepon, kunjungan, atau surat yang tidak masuk sendiri. Yang lisan terjawab saat terjadi; surat menunggu jawaban. Memerlukan cakupan case.work.',
      en: 'A call, a visit or a letter that does not come in by itself. What is spoken is answered as it happens; a letter waits. Needs the scope case.work.',
    },
    codes: ['forbidden', 'not_found', 'case.not_open', 'idempotency.reused'],
  }),
  parameters: [idempotencyHeader],
  request: {
    query: noQuery,
    body: jsonBody(
      z
        .object({
          kind: z.enum(manualKinds.map(({ kind }) => kind) as [string, ...string[]]),
          serviceId: id,
          citizen: note(
            z.union([
              z.object({ identityId: id }).strict(),
              z.object({ name: z.string().max(120).optional(), phone: z.string().max(40).optional() }).strict(),
            ]),
            {
              id: 'Alamat warga yang dikenal, atau warga baru; nama dan nomor boleh tidak ada.',
              en: 'An address of a known citizen, or somebody new; name and number may be missing.',
            },
          ),
          class: note(interactionClass.default('normal'), {
            id: 'Surat mendapat kelas ketika tiketnya selesai.',
            en: 'A letter gets its class when its case is settled.',
          }),
          category: z.string().max(40).nullable().default(null),
          subject: z.string().max(200).nullable().default(null),
          text: z.string().max(20_000).default(''),
          case: z.union([
            z.object({ kind: z.enum(['new', 'none']) }).strict(),
            z.object({ kind: z.literal('existing'), caseId: id }).strict(),
          ]),
          receivedAt: note(z.iso.datetime({ offset: true }).optional(), {
            id: `Kapan terjadi; paling lama ${logDays} hari lalu.`,
            en: `When it happened; at most ${logDays} days ago.`,
          }),
        })
        .strict()
        .openapi('LoggedContact'),
    ),
  },
  responses: {
    201: json(
      z.object({ interactionId: id, contactId: id, caseId: id.nullable(), number: z.string().nullable() }),
      'The contact is logged',
    ),
    ...otherwise,
  },
})

export function interactionRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(logRoute, async (c) => {
    const { receivedAt, ...contact } = c.req.valid('json')
    const logged = await logContact(c.get('ctx'), {
      ...contact,
      ...(receivedAt && { receivedAt: new Date(receivedAt) }),
      idempotencyKey: idempotencyKeyOf(c),
    })
    return c.json(logged, 201)
  })
}
