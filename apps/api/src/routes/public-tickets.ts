import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { addToTicket, readTicket } from '@siaga/cases'
import type { FloodGuard } from '@siaga/channels'
import { type Clock, notFound, rateLimited, SiagaError } from '@siaga/kernel'
import { enforce, networkOf, openLimiter } from '@siaga/runtime'
import { type ApiDeps, type ApiEnv, idempotencyKeyOf, publicCall } from '../adapter.ts'
import { about, idempotencyHeader, instant, json, jsonBody, localized, noQuery, note, otherwise } from '../describe.ts'

const wrongCodes = { limit: 20, seconds: 600 }
const messagesPerTicket = { limit: 20, seconds: 600 }

const params = z.object({ code: z.string().max(40).openapi({ example: '7K3M-9PQR-2TXV' }) })

const ticketSchema = z
  .object({
    status: note(z.string(), {
      id: 'received: sudah diterima, nomor tiket menyusul.',
      en: 'received: we have it, the number follows.',
    }),
    tenant: z.object({ name: z.string(), shortName: z.string(), slug: z.string(), timeZone: z.string() }),
    ticket: z
      .object({
        number: z.string(),
        subject: z.string(),
        state: z.string(),
        priority: z.string(),
        emergency: z.boolean(),
        service: z.object({ slug: z.string(), name: localized, numbers: z.array(z.string()), received: localized }),
        category: localized.nullable(),
        outcome: localized.nullable(),
        openedAt: instant,
        firstResponseDueAt: instant.nullable(),
        firstAnsweredAt: instant.nullable(),
        overdueAt: instant.nullable(),
        takenAt: instant.nullable(),
        resolvedAt: instant.nullable(),
        closedAt: instant.nullable(),
        needsVerification: z.boolean(),
        messages: z.array(
          z.object({
            id: z.uuid(),
            direction: z.enum(['in', 'out']),
            authorName: z.string().nullable(),
            text: z.string(),
            at: instant,
            attachments: z.array(z.object({ name: z.string(), sizeBytes: z.int(), mediaType: z.string() })),
          }),
        ),
      })
      .nullable(),
  })
  .openapi('Ticket')

const readRoute = createRoute({
  method: 'get',
  path: '/public/v1/tickets/{code}',
  ...about({
    group: 'public',
    title: { id: 'Ikuti tiket', en: 'Follow a ticket' },
    text: {
      id: 'Kode salah, kedaluwarsa, atau ditarik: semuanya tidak ditemukan. Paling banyak 20 kode salah dalam 10 menit.',
      en: 'A wrong, expired or withdrawn code is always not found. At most 20 wrong codes in 10 minutes.',
    },
    codes: ['not_found', 'rate_limited'],
  }),
  request: { params, query: noQuery },
  responses: { 200: json(ticketSchema, 'The ticket; null while it is being recorded'), ...otherwise },
})

const writeRoute = createRoute({
  method: 'post',
  path: '/public/v1/tickets/{code}/messages',
  ...about({
    group: 'public',
    title: { id: 'Tambah pesan', en: 'Add a message' },
    text: {
      id: 'Paling banyak 20 pesan per tiket dalam 10 menit.',
      en: 'At most 20 messages per ticket in 10 minutes.',
    },
    codes: ['not_found', 'invalid', 'ticket.not_ready', 'rate_limited'],
  }),
  parameters: [idempotencyHeader],
  request: {
    params,
    query: noQuery,
    body: jsonBody(
      z
        .object({
          text: z.string().min(1).max(5000),
          contests: note(z.boolean().default(false), {
            id: 'Warga menyatakan perkaranya belum selesai.',
            en: 'The citizen says that the matter is not settled.',
          }),
        })
        .strict(),
    ),
  },
  responses: {
    202: json(z.object({ status: z.literal('received'), repeated: z.boolean() }), 'Committed: it will join the case'),
    ...otherwise,
  },
})

export function publicTicketRoutes(
  api: OpenAPIHono<ApiEnv>,
  deps: ApiDeps & { clock: Clock },
  flood: FloodGuard,
): void {
  const wrong = openLimiter(deps.redis, 'ticket-wrong', wrongCodes.limit, wrongCodes.seconds)
  const added = openLimiter(deps.redis, 'ticket-message', messagesPerTicket.limit, messagesPerTicket.seconds)

  /** Counts wrong codes of a network; over the limit the right one is refused as well. */
  async function guarded<T>(address: string, open: () => Promise<T>): Promise<T> {
    const network = networkOf(address)
    const before = await wrong.take(network, 0)
    if (before.remaining === 0) throw rateLimited(before.resetSeconds)
    return open().catch(async (error: unknown) => {
      if (error instanceof SiagaError && error.code === notFound.code) await wrong.take(network)
      throw error
    })
  }

  api.openapi(readRoute, async (c) => {
    const call = publicCall(c, deps, flood)
    const { tenant, ticket } = await guarded(call.address, () =>
      readTicket({ ...call, code: c.req.valid('param').code }),
    )
    return c.json(ticketSchema.parse({ status: ticket?.state ?? 'received', tenant, ticket }), 200, {
      'cache-control': 'no-store',
    })
  })

  api.openapi(writeRoute, async (c) => {
    const call = publicCall(c, deps, flood)
    const { code } = c.req.valid('param')
    const submissionId = idempotencyKeyOf(c)
    await guarded(call.address, async () => {
      // Opened first, so that a wrong code does not use up somebody's messages.
      await readTicket({ ...call, code })
      await enforce(added, code.toUpperCase().replace(/[\s-]/g, ''))
    })
    const { repeated } = await addToTicket({ ...call, code }, { ...c.req.valid('json'), submissionId })
    return c.json({ status: 'received' as const, repeated }, 202)
  })
}
