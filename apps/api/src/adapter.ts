import type { Hook } from '@hono/zod-openapi'
import { caseStale, importStale, ruleStale } from '@siaga/cases'
import { channelStale, type PublicCall, type SecretBox, type SenderEnvironment } from '@siaga/channels'
import { cannedStale, contactStale } from '@siaga/conversations'
import type { Ctx, Database } from '@siaga/db'
import type { RedisLink } from '@siaga/events'
import type { FileStore } from '@siaga/files'
import { type Clock, defineError, invalid, notFound, SiagaError } from '@siaga/kernel'
import { regionOf } from '@siaga/regions'
import { type AppEnv, type Log, problemOf, problemResponse } from '@siaga/runtime'
import { fieldProblem } from '@siaga/tenancy'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'

/** What the API needs of its process; `createApi` works without a socket. */
export type ApiDeps = {
  db: Database
  redis: RedisLink
  store: FileStore
  box: SecretBox
  /** For testing a channel. */
  senders: SenderEnvironment
  log: Log
  clock?: Clock
  settings: {
    apiUrl: string
    portalUrl: string
    trustProxy: boolean
    formLimits: { perAddress: number; perService: number }
    /** Requests of one key in a minute; 600 where nothing else is said. */
    requestsPerMinute?: number
  }
}

/** `ctx` is there under /v1, where a key has named its tenant. */
export type ApiEnv = { Variables: AppEnv['Variables'] & { ctx: Ctx } }

export const bodyMalformed = defineError('malformed', 'body.malformed', {
  id: 'Isi permintaan tidak dapat dibaca. Kirim JSON yang benar, atau multipart bila alamat ini menerimanya.',
  en: 'The request body cannot be read. Send valid JSON, or multipart where this address takes it.',
})
export const bodyTooLarge = defineError('too_large', 'body.too_large', {
  id: 'Isi permintaan terlalu besar. Paling besar {megabytes} MB.',
  en: 'The request body is too large. At most {megabytes} MB.',
})
export const bodyType = defineError('unsupported_type', 'body.type', {
  id: 'Content-Type ini tidak diterima. Kirim application/json, atau multipart/form-data bila alamat ini menerimanya.',
  en: 'This Content-Type is not accepted. Send application/json, or multipart/form-data where this address takes it.',
})
export const preconditionRequired = defineError('precondition_required', 'precondition.required', {
  id: 'Perubahan tiket memerlukan If-Match dengan ETag tiket yang Anda baca.',
  en: 'A change of a case needs If-Match with the ETag of the case that you read.',
})
export const preconditionForm = defineError('invalid', 'precondition.form', {
  id: 'If-Match harus satu ETag tiket, misalnya "3".',
  en: 'If-Match must be one ETag of a case, such as "3".',
})

const valueAt = (data: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, key) => (at && typeof at === 'object' ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    data,
  )

/** A request that its schema refuses: an address that cannot exist is not found; else every wrong field is named. */
export const refuse: Hook<unknown, ApiEnv, string, void> = (result) => {
  if (result.success) return
  if (result.target === 'param') throw notFound()
  const { data } = result as { data?: unknown }
  throw invalid({
    fields: result.error.issues.map((issue) =>
      fieldProblem({ ...issue, input: valueAt(data, issue.path) } as typeof issue),
    ),
  })
}

/** What the framework throws, as errors of ours. */
function translated(error: unknown): unknown {
  if (!(error instanceof HTTPException)) return error
  if (error.status === 415) return bodyType({ cause: error })
  if (error.status === 413) return bodyTooLarge({ params: { megabytes: 1 }, cause: error })
  return error.status === 400 ? bodyMalformed({ cause: error }) : error
}

const stale = new Set([
  caseStale.code,
  cannedStale.code,
  contactStale.code,
  channelStale.code,
  ruleStale.code,
  importStale.code,
])

/** An error as a problem. A change that did not match its If-Match is a failed precondition. */
export function problem(c: Context<ApiEnv>, thrown: unknown, log: Log): Response {
  const error = translated(thrown)
  if (error instanceof SiagaError && stale.has(error.code) && c.req.header('if-match')) {
    const failed = {
      ...problemOf(error, c.get('locale'), c.get('requestId')),
      title: 'precondition failed',
      status: 412,
    }
    return c.newResponse(JSON.stringify(failed), 412, { 'content-type': 'application/problem+json' })
  }
  return problemResponse(c as unknown as Context<AppEnv>, error, log)
}

/** The revision of If-Match. @throws preconditionRequired, preconditionForm */
export function revisionOf(c: Context<ApiEnv>): number {
  const header = c.req.header('if-match')?.trim()
  if (!header) throw preconditionRequired()
  const revision = /^"(\d{1,9})"$/.exec(header)?.[1]
  if (!revision || Number(revision) === 0) throw preconditionForm()
  return Number(revision)
}

export const etagOf = (revision: number) => `"${revision}"`

/** The Idempotency-Key of the request, or null. @throws invalid */
export function idempotencyKeyOf(c: Context<ApiEnv>): string | null {
  const key = c.req.header('idempotency-key')
  if (key === undefined) return null
  if (/^[\x21-\x7e]{8,200}$/.test(key)) return key
  const text = {
    id: 'Kunci terdiri atas 8 sampai 200 huruf, angka, atau tanda tanpa spasi.',
    en: 'A key has 8 to 200 letters, digits or signs without spaces.',
  }
  throw invalid({ fields: [{ path: 'Idempotency-Key', code: 'format', text }] })
}

/** The call of somebody without an account. */
export function publicCall(
  c: Context<ApiEnv>,
  deps: ApiDeps & { clock: Clock },
  flood: PublicCall['flood'],
): PublicCall {
  return {
    db: deps.db,
    store: deps.store,
    box: deps.box,
    clock: deps.clock,
    locale: c.get('locale'),
    requestId: c.get('requestId'),
    address: c.get('clientAddress'),
    regionExists: (code) => regionOf(code) !== null,
    flood,
  }
}
