import type { SenderEnvironment } from '../contract.ts'
import type { WhatsappSettings } from './settings.ts'

const metaGraphUrl = 'https://graph.facebook.com'
const answerLimit = 1024 * 1024

/** Codes of a connection that never was: nothing can have been sent. */
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

export type GraphError = { code: string; title: string; transient: boolean }

export type GraphAnswer =
  | { kind: 'json'; status: number; body: Record<string, unknown>; retryAfterSeconds: number | null }
  | { kind: 'refused'; status: number; error: GraphError; retryAfterSeconds: number | null }
  /** Something answered that is not the API: a page, half an answer. */
  | { kind: 'nonsense'; status: number; retryAfterSeconds: number | null }
  | { kind: 'unreachable'; said: string; secure: boolean }
  /** The request may have arrived; its answer did not. */
  | { kind: 'silence'; said: string }

export type GraphCall = { method?: 'GET' | 'POST'; json?: unknown; form?: FormData; timeoutMs: number }

export const graphBase = (environment: SenderEnvironment) =>
  new URL((environment.whatsappGraphUrl ?? metaGraphUrl).replace(/\/*$/, '/'))

/** Reads at most `limit` bytes; null when there is more. */
export async function readAtMost(body: ReadableStream<Uint8Array> | null, limit: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = []
  let size = 0
  if (!body) return Buffer.alloc(0)
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length
    // Leaving the loop cancels the stream: what is too much is never taken.
    if (size > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** What a failed `fetch` means: nobody there, or an answer that never came. */
export function failureOf(thrown: unknown): Extract<GraphAnswer, { kind: 'unreachable' | 'silence' }> {
  const cause = (thrown as { cause?: { code?: string; message?: string } }).cause
  const code = cause?.code ?? ''
  const said = String(code || (thrown as Error).name || thrown).slice(0, 120)
  if (neverConnected.has(code)) return { kind: 'unreachable', said, secure: true }
  if (/^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code))
    return { kind: 'unreachable', said, secure: false }
  return { kind: 'silence', said }
}

function errorOf(body: Record<string, unknown>): GraphError | null {
  const error = body.error as Record<string, unknown> | undefined
  if (!error || typeof error !== 'object') return null
  const details = (error.error_data as { details?: unknown } | undefined)?.details
  const title = [error.message, details].filter((part) => typeof part === 'string').join(' – ')
  return { code: String(error.code ?? ''), title: title.slice(0, 400), transient: error.is_transient === true }
}

const waitOf = (header: string | null) => (header && /^\d{1,4}$/.test(header) ? Number(header) : null)

/** One call of the Graph API; never throws. */
export async function callGraph(
  settings: Pick<WhatsappSettings, 'accessToken' | 'graphVersion'>,
  environment: SenderEnvironment,
  path: string,
  { method = 'GET', json, form, timeoutMs }: GraphCall,
): Promise<GraphAnswer> {
  try {
    const response = await fetch(new URL(`${settings.graphVersion}/${path}`, graphBase(environment)), {
      method,
      headers: {
        authorization: `Bearer ${settings.accessToken}`,
        accept: 'application/json',
        ...(json !== undefined && { 'content-type': 'application/json' }),
      },
      body: form ?? (json === undefined ? undefined : JSON.stringify(json)),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const { status } = response
    const retryAfterSeconds = waitOf(response.headers.get('retry-after'))
    const bytes = await readAtMost(response.body, answerLimit)
    let body: unknown
    try {
      body = JSON.parse(bytes?.toString('utf8') ?? '')
    } catch {
      return { kind: 'nonsense', status, retryAfterSeconds }
    }
    if (!body || typeof body !== 'object') return { kind: 'nonsense', status, retryAfterSeconds }
    const error = errorOf(body as Record<string, unknown>)
    if (error) return { kind: 'refused', status, error, retryAfterSeconds }
    if (!response.ok) return { kind: 'nonsense', status, retryAfterSeconds }
    return { kind: 'json', status, body: body as Record<string, unknown>, retryAfterSeconds }
  } catch (thrown) {
    return failureOf(thrown)
  }
}
