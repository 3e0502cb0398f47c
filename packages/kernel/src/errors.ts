import { fill, type Locale, type Localized } from './text.ts'

const statuses = {
  malformed: 400,
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  unsupported_type: 415,
  precondition: 412,
  precondition_required: 428,
  rate_limited: 429,
  unavailable: 503,
} as const

export type ErrorKind = keyof typeof statuses

/** One wrong field of an input: where, a stable code, and what to write instead. */
export type FieldProblem = { path: string; code: string; text: Localized }

type Details = {
  params?: Record<string, string | number>
  fields?: FieldProblem[]
  internal?: string
  cause?: unknown
  retryAfterSeconds?: number
}

/** An error with a stable code and a public text in both languages; caught only at the edges. */
export class SiagaError extends Error {
  readonly kind: ErrorKind
  readonly code: string
  readonly status: number
  readonly fields: FieldProblem[]
  readonly retryAfterSeconds: number | undefined
  readonly #text: Localized
  readonly #params: Record<string, string | number>

  constructor(definition: ErrorDefinition, details: Details = {}) {
    super(details.internal ?? `${definition.code}: ${fill(definition.text.en, details.params)}`, {
      cause: details.cause,
    })
    this.name = 'SiagaError'
    this.kind = definition.kind
    this.code = definition.code
    this.status = statuses[definition.kind]
    this.fields = details.fields ?? []
    this.retryAfterSeconds = details.retryAfterSeconds
    this.#text = definition.text
    this.#params = details.params ?? {}
  }

  publicText(locale: Locale): string {
    return fill(this.#text[locale], this.#params)
  }
}

type ErrorDefinition = { kind: ErrorKind; code: string; text: Localized }

const defined = new Map<string, { code: string; status: number; text: Localized }>()

/** Every error defined by the modules that this process has loaded, by code; for documentation. */
export function definedErrors(): { code: string; status: number; text: Localized }[] {
  return [...defined.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
}

export type ErrorFactory = ((details?: Details) => SiagaError) & { code: string }

/** Defines an error once: `const caseChanged = defineError('conflict', 'case.changed', {id, en})`; thrown as `throw caseChanged()`. */
export function defineError(kind: ErrorKind, code: string, text: Localized): ErrorFactory {
  const definition = { kind, code, text }
  defined.set(code, { code, status: statuses[kind], text })
  return Object.assign((details?: Details) => new SiagaError(definition, details), { code })
}

export const notFound = defineError('not_found', 'not_found', {
  id: 'Tidak ditemukan. Mungkin sudah dipindahkan, atau bukan milik layanan Anda.',
  en: 'Not found. It may have moved, or it does not belong to your services.',
})
export const forbidden = defineError('forbidden', 'forbidden', {
  id: 'Peran Anda tidak mengizinkan ini. Minta admin bila Anda memerlukannya.',
  en: 'Your role does not allow this. Ask an admin if you need it.',
})
export const unauthenticated = defineError('unauthenticated', 'unauthenticated', {
  id: 'Masuk dahulu, atau sertakan kunci API yang berlaku.',
  en: 'Sign in first, or send a valid API key.',
})
export const invalid = defineError('invalid', 'invalid', {
  id: 'Ada isian yang perlu diperbaiki.',
  en: 'Some fields need a correction.',
})
export const conflict = defineError('conflict', 'conflict', {
  id: 'Data ini baru saja berubah. Muat ulang, lalu coba lagi.',
  en: 'This has just changed. Reload, then try again.',
})
const tooManyRequests = defineError('rate_limited', 'rate_limited', {
  id: 'Terlalu banyak permintaan. Coba lagi dalam {minutes} menit.',
  en: 'Too many requests. Try again in {minutes} min.',
})
/** @param seconds until a next try may succeed; told in whole minutes, rounded up */
export const rateLimited = (seconds: number) =>
  tooManyRequests({ params: { minutes: Math.max(1, Math.ceil(seconds / 60)) }, retryAfterSeconds: seconds })
export const unavailable = defineError('unavailable', 'unavailable', {
  id: 'Layanan sedang terputus. Yang Anda kirim belum tersimpan; coba lagi sebentar.',
  en: 'The service is interrupted. What you sent is not saved yet; try again shortly.',
})
