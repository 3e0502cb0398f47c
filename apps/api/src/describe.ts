import { z } from '@hono/zod-openapi'
import type { Localized } from '@siaga/kernel'

/** Groups of the documentation, in its order. */
export const groups = {
  tenant: { id: 'Instansi', en: 'Tenant' },
  services: { id: 'Layanan, kanal, dan petugas', en: 'Services, channels and members' },
  cases: { id: 'Tiket', en: 'Cases' },
  contacts: { id: 'Warga', en: 'Contacts' },
  data: { id: 'Impor', en: 'Imports' },
  figures: { id: 'Angka nasional', en: 'National figures' },
  public: { id: 'Untuk warga, tanpa kunci', en: 'For citizens, without a key' },
} as const satisfies Record<string, Localized>

type About = { group: keyof typeof groups; title: Localized; text?: Localized; codes?: readonly string[] }

const keyedCodes = ['unauthenticated', 'rate_limited', 'invalid', 'unavailable'] as const

/** What an operation is, in both languages; OpenAPI has room for one, so the Indonesian text stands in an extension. */
export function about({ group, title, text, codes = [] }: About) {
  const open = group === 'public'
  return {
    tags: [groups[group].en],
    summary: title.en,
    'x-summary-id': title.id,
    ...(text && { description: text.en, 'x-description-id': text.id }),
    'x-codes': [...codes, ...(open ? ['unavailable'] : keyedCodes)],
    ...(!open && { security: [{ apiKey: [] }] }),
  }
}

/** A schema with a note in both languages. */
export function note<S extends z.ZodType>(schema: S, text: Localized): S {
  // A package's schema may be older than the extension that gives schemas this method; a copy is not.
  const open = 'openapi' in schema ? schema : (schema as S).clone()
  return open.openapi({ description: text.en, 'x-description-id': text.id }) as S
}

export const noQuery = z.object({}).strict()

/** An instant: leaves as an ISO 8601 string in UTC, whatever the verb gave. */
export const instant = z
  .preprocess((value) => (value instanceof Date ? value.toISOString() : value), z.iso.datetime())
  .openapi({ type: 'string', format: 'date-time', example: '2026-11-20T08:15:00.000Z' })

export const id = z.uuid().openapi({ example: '0199f0a2-6a0e-7c3e-9a41-5b1f4f2a9d10' })

export const localized = z.object({ id: z.string(), en: z.string() }).openapi('Localized')

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), code: z.string(), detail: z.string() })).optional(),
  })
  .openapi('Problem')

/** A page of a list: `next` is the cursor of the next page, null on the last. */
export const page = <S extends z.ZodType>(schema: S) => z.object({ data: z.array(schema), next: z.string().nullable() })

export const pageQuery = {
  cursor: note(z.string().max(200).optional(), {
    id: 'Nilai `next` dari halaman sebelumnya.',
    en: 'The `next` of the page before.',
  }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
}

export function json<S extends z.ZodType>(schema: S, description: string) {
  return { description, content: { 'application/json': { schema } } }
}

export function jsonBody<S extends z.ZodType>(schema: S, required = true) {
  return { required, content: { 'application/json': { schema } } }
}

/** Every other status is a problem (RFC 9457). */
export const otherwise = {
  default: { description: 'Problem details', content: { 'application/problem+json': { schema: problemSchema } } },
} as const

const header = (name: string, required: boolean, text: Localized, example: string) => ({
  name,
  in: 'header' as const,
  required,
  description: text.en,
  'x-description-id': text.id,
  schema: { type: 'string' as const, example },
})

export const idempotencyHeader = header(
  'Idempotency-Key',
  false,
  {
    id: 'Kunci pilihan Anda: permintaan yang sama dua kali menjadi satu.',
    en: 'A key of your choice: the same request twice becomes one.',
  },
  '6f1c9a52-2b1e-4f0e-8f4e-0c6b1d9f7a11',
)

export const ifMatchHeader = header(
  'If-Match',
  true,
  {
    id: 'ETag tiket yang Anda baca. Tanpa ini 428; bila tiket sudah berubah 412.',
    en: 'The ETag of the case that you read. Without it 428; when the case has changed since 412.',
  },
  '"3"',
)
