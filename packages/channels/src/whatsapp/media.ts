import { createHash } from 'node:crypto'
import type { FetchedMedia, InboundMedia, SenderEnvironment } from '../contract.ts'
import { callGraph, failureOf, graphBase, readAtMost } from './graph.ts'
import type { WhatsappSettings } from './settings.ts'

const mediaLimitBytes = 25 * 1024 * 1024
const addressTimeoutMs = 10_000
const downloadTimeoutMs = 45_000

const metaHosts = /(^|\.)(fbsbx\.com|facebook\.com|fbcdn\.net|whatsapp\.net|whatsapp\.com)$/

/** The token goes to the API's own host and to Meta's, and nowhere else, whatever an answer says. */
function mayHaveToken(url: URL, environment: SenderEnvironment): boolean {
  return url.origin === graphBase(environment).origin || (url.protocol === 'https:' && metaHosts.test(url.hostname))
}

export type MediaLimits = { bytes: number; downloadMs: number }

/** Fetches a citizen's file: first its address, then its bytes; cut off at 25 MB and 45 s, whatever was promised. */
export async function fetchWhatsappMedia(
  settings: WhatsappSettings,
  environment: SenderEnvironment,
  media: InboundMedia,
  limits: MediaLimits = { bytes: mediaLimitBytes, downloadMs: downloadTimeoutMs },
): Promise<FetchedMedia> {
  const query = new URLSearchParams({ phone_number_id: settings.phoneNumberId })
  const answer = await callGraph(settings, environment, `${encodeURIComponent(media.id)}?${query}`, {
    timeoutMs: addressTimeoutMs,
  })
  if (answer.kind === 'refused') {
    const passing = answer.error.transient || answer.status === 429 || answer.status >= 500
    return passing
      ? { state: 'retry', code: 'provider_busy' }
      : { state: 'failed', code: answer.error.code === '190' ? '190' : 'gone' }
  }
  if (answer.kind === 'unreachable' || answer.kind === 'silence') return { state: 'retry', code: 'unreachable' }
  if (answer.kind !== 'json') return { state: 'retry', code: 'provider_busy' }
  if (Number(answer.body.file_size) > limits.bytes) return { state: 'failed', code: 'too_large' }
  const address = typeof answer.body.url === 'string' && URL.canParse(answer.body.url) ? new URL(answer.body.url) : null
  if (!address || !mayHaveToken(address, environment)) return { state: 'failed', code: '131052' }
  return download(address, settings, media, limits)
}

async function download(
  address: URL,
  settings: WhatsappSettings,
  media: InboundMedia,
  limits: MediaLimits,
): Promise<FetchedMedia> {
  try {
    const response = await fetch(address, {
      headers: { authorization: `Bearer ${settings.accessToken}` },
      redirect: 'error',
      signal: AbortSignal.timeout(limits.downloadMs),
    })
    if (!response.ok) {
      await response.body?.cancel()
      return response.status >= 500 || response.status === 429
        ? { state: 'retry', code: 'provider_busy' }
        : { state: 'failed', code: 'gone' }
    }
    if (Number(response.headers.get('content-length')) > limits.bytes) {
      await response.body?.cancel()
      return { state: 'failed', code: 'too_large' }
    }
    const bytes = await readAtMost(response.body, limits.bytes)
    if (!bytes) return { state: 'failed', code: 'too_large' }
    const sums = ['hex', 'base64'] as const
    const digest = createHash('sha256').update(bytes)
    const sum = digest.digest()
    if (media.sha256 && !sums.some((form) => sum.toString(form) === media.sha256))
      return { state: 'failed', code: 'damaged' }
    return { state: 'fetched', bytes }
  } catch (thrown) {
    if ((thrown as Error).name === 'TimeoutError') return { state: 'failed', code: 'timeout' }
    const { kind } = failureOf(thrown)
    return { state: 'retry', code: kind === 'unreachable' ? 'unreachable' : '131052' }
  }
}
