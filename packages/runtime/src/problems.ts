import { isDatabaseAway } from '@siaga/db'
import { type Locale, SiagaError, unavailable } from '@siaga/kernel'

/** RFC 9457 problem details with a stable `code`. */
export type Problem = {
  type: string
  title: string
  status: number
  code: string
  detail: string
  requestId: string
  errors?: { path: string; code: string; detail: string }[]
}

/** Any error as one of ours: a database that is away is `unavailable`; what nobody foresaw is null. */
export function knownError(error: unknown): SiagaError | null {
  if (error instanceof SiagaError) return error
  return isDatabaseAway(error) ? unavailable({ cause: error }) : null
}

/** An error as a problem for the reader; what nobody foresaw tells nothing but its request id. */
export function problemOf(error: unknown, locale: Locale, requestId: string, docsUrl = '/docs'): Problem {
  const known = knownError(error)
  if (!known) {
    const detail =
      locale === 'id'
        ? 'Terjadi kesalahan pada sistem. Coba lagi; bila berulang, sebutkan nomor permintaan ini.'
        : 'Something went wrong on our side. Try again; if it happens again, quote this request id.'
    return { type: `${docsUrl}#internal`, title: 'Internal error', status: 500, code: 'internal', detail, requestId }
  }
  return {
    type: `${docsUrl}#${known.code}`,
    title: known.kind.replaceAll('_', ' '),
    status: known.status,
    code: known.code,
    detail: known.publicText(locale),
    requestId,
    ...(known.fields.length > 0 && {
      errors: known.fields.map((f) => ({ path: f.path, code: f.code, detail: f.text[locale] })),
    }),
  }
}
