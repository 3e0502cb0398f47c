import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type FloodGuard, submitForm } from '@siaga/channels'
import type { Clock } from '@siaga/kernel'
import { formatCode } from '@siaga/tenancy'
import { type ApiDeps, type ApiEnv, idempotencyKeyOf, publicCall } from '../adapter.ts'
import { about, idempotencyHeader, json, noQuery, note, otherwise } from '../describe.ts'
import { readSubmission } from '../submission.ts'
import { slug } from './public-directory.ts'

const submission = z.object({
  values: note(z.record(z.string(), z.string()), {
    id: 'Jawaban menurut kunci isian.',
    en: 'Answers by the key of their field.',
  }),
})

const receipt = z
  .object({
    code: z.string().openapi({ example: '7K3M9PQR2TXV' }),
    formattedCode: z.string().openapi({ example: '7K3M-9PQR-2TXV' }),
    status: z.literal('received'),
    ticketUrl: z.url(),
    needsVerification: z.boolean(),
    repeated: z.boolean(),
  })
  .openapi('Receipt')

const route = createRoute({
  method: 'post',
  path: '/public/v1/forms/{tenant}/{service}',
  ...about({
    group: 'public',
    title: { id: 'Kirim formulir', en: 'Send a form' },
    text: {
      id: 'Sebagai JSON, atau multipart bila ada berkas: paling banyak 5 berkas dan 30 MB seluruhnya, tiap bagian bernama kunci isiannya. Laporan yang sudah dijawab 202 tidak hilang. Kode pada jawaban membuka tiketnya; simpan baik-baik. Formulir darurat yang melampaui batas tetap diterima dan menunggu verifikasi.',
      en: 'As JSON, or as multipart with files: at most 5 files and 30 MB in all, each part named by the key of its field. A report answered with 202 is not lost. The code in the answer opens its ticket; keep it well. An emergency form over the limit is still taken and waits for verification.',
    },
    codes: [
      'not_found',
      'invalid',
      'body.malformed',
      'body.type',
      'body.too_large',
      'form.too_many_files',
      'file.type',
      'file.empty',
      'file.too_large',
      'rate_limited',
      'service.paused',
    ],
  }),
  parameters: [idempotencyHeader],
  // Read by hand: this is the hottest path, and the verb checks the values against the service's own form.
  request: {
    params: z.object({ tenant: slug, service: slug }),
    query: noQuery,
    body: {
      required: true,
      content: {
        'application/json': { schema: { $ref: '#/components/schemas/FormSubmission' } },
        'multipart/form-data': {
          schema: { type: 'object' as const, additionalProperties: { type: 'string' as const } },
        },
      },
    },
  },
  responses: { 202: json(receipt, 'Committed: it will become a case'), ...otherwise },
})

export function publicFormRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps & { clock: Clock }, flood: FloodGuard): void {
  api.openAPIRegistry.register('FormSubmission', submission)
  api.openapi(route, async (c) => {
    const { tenant, service } = c.req.valid('param')
    const submissionId = idempotencyKeyOf(c)
    const { values, files } = await readSubmission(c)
    const done = await submitForm(
      publicCall(c, deps, flood),
      { tenantSlug: tenant, serviceSlug: service, submissionId, values },
      files,
    )
    const ticketUrl = new URL(`/ticket/${done.code}`, deps.settings.portalUrl).href
    return c.json(
      {
        code: done.code,
        formattedCode: formatCode(done.code),
        status: 'received' as const,
        ticketUrl,
        needsVerification: done.needsVerification,
        repeated: done.repeated,
      },
      202,
    )
  })
}
