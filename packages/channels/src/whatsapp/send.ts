import type { ChannelSender, OutboundMessage, SenderEnvironment, SendResult } from '../contract.ts'
import { callGraph, type GraphAnswer } from './graph.ts'
import { whatsappProblems } from './problems.ts'
import type { WhatsappSettings } from './settings.ts'
import { templatePayload } from './templates.ts'

const messageTimeoutMs = 20_000
const uploadTimeoutMs = 60_000
/** WhatsApp's limit of a caption; the verb refuses longer ones. */
const captionLimit = 1024

/** Too much at once, by number, by pair or by account. */
const rateCodes = new Set(['4', '80007', '130429', '131048', '131056', '133016'])
const troubleCodes = new Set(['1', '2', '131000', '131016', '131057', '135000'])
/** Between two messages to the same citizen, after WhatsApp has said that it was too fast. */
const pairPauseSeconds = 6

const words = (code: string, said = '') => {
  const known = whatsappProblems[code]?.id ?? (whatsappProblems.refused?.id as string)
  return (said ? `${known} (${said})` : known).slice(0, 500)
}

/** What an answer to a send means. `null`: it went through. */
function outcomeOf(answer: GraphAnswer): SendResult | null {
  switch (answer.kind) {
    case 'json':
      return null
    case 'refused': {
      const { code, title, transient } = answer.error
      const afterSeconds = answer.retryAfterSeconds ?? (code === '131056' ? pairPauseSeconds : 5)
      if (rateCodes.has(code) || answer.status === 429)
        return { state: 'retry', code: code || '130429', reason: words(code || '130429'), afterSeconds }
      if (transient || troubleCodes.has(code) || answer.status >= 500)
        return { state: 'retry', code: 'provider_busy', reason: words('provider_busy', title), afterSeconds }
      // Words of ours say what to do; the provider's own only where we have none.
      return { state: 'failed', code: code || 'refused', reason: words(code, whatsappProblems[code] ? '' : title) }
    }
    case 'nonsense':
      if (answer.status === 429)
        return { state: 'retry', code: '130429', reason: words('130429'), afterSeconds: answer.retryAfterSeconds ?? 5 }
      if (answer.status >= 400 && answer.status < 500 && answer.status !== 408)
        return { state: 'failed', code: 'refused', reason: words('refused', `HTTP ${answer.status}`) }
      return { state: 'uncertain', reason: words('no_answer', `HTTP ${answer.status}`) }
    case 'unreachable':
      return answer.secure
        ? { state: 'retry', code: 'unreachable', reason: words('unreachable', answer.said), afterSeconds: 5 }
        : { state: 'failed', code: 'secure_connection', reason: words('secure_connection', answer.said) }
    case 'silence':
      return { state: 'uncertain', reason: words('no_answer', answer.said) }
    default:
      return answer satisfies never
  }
}

const mediaKinds: [RegExp, 'image' | 'audio' | 'video'][] = [
  [/^image\/(jpeg|png)$/, 'image'],
  [/^audio\/(aac|mp4|mpeg|amr|ogg|opus)$/, 'audio'],
  [/^video\/(mp4|3gpp)$/, 'video'],
]

const megabyte = 1024 * 1024
const mostBytes = { image: 5 * megabyte, audio: 16 * megabyte, video: 16 * megabyte }

/** How a file is sent: as what it is, or as a document where WhatsApp would refuse it, or drop the words beside it. */
function kindOf(mediaType: string, bytes: number, withText: boolean) {
  const kind = mediaKinds.find(([pattern]) => pattern.test(mediaType))?.[1]
  return !kind || bytes > mostBytes[kind] || (kind === 'audio' && withText) ? 'document' : kind
}

type File = OutboundMessage['attachments'][number]

/** Uploads a file; an upload whose answer never came has told the citizen nothing, so that it is simply tried again. */
async function upload(
  settings: WhatsappSettings,
  environment: SenderEnvironment,
  file: File,
): Promise<{ id: string; bytes: number } | SendResult> {
  let bytes: Uint8Array
  try {
    bytes = await file.read()
  } catch {
    return { state: 'failed', code: 'attachment_unreadable', reason: words('attachment_unreadable') }
  }
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('type', file.mediaType)
  form.set('file', new Blob([bytes as Uint8Array<ArrayBuffer>], { type: file.mediaType }), file.name)
  const answer = await callGraph(settings, environment, `${settings.phoneNumberId}/media`, {
    method: 'POST',
    form,
    timeoutMs: uploadTimeoutMs,
  })
  if (answer.kind === 'json' && typeof answer.body.id === 'string')
    return { id: answer.body.id, bytes: bytes.byteLength }
  const outcome = outcomeOf(answer)
  if (outcome && outcome.state !== 'uncertain') return outcome
  return { state: 'retry', code: 'provider_busy', reason: words('provider_busy'), afterSeconds: 10 }
}

/** The part of the request that says what is sent; or why it cannot be. */
async function contentOf(
  settings: WhatsappSettings,
  environment: SenderEnvironment,
  message: OutboundMessage,
): Promise<Record<string, unknown> | SendResult> {
  const [file] = message.attachments
  if (message.template) {
    if (!file) return { type: 'template', template: templatePayload(message.template) }
    const header = await upload(settings, environment, file)
    if ('state' in header) return header
    return { type: 'template', template: templatePayload(message.template, { id: header.id, name: file.name }) }
  }
  if (!file) return { type: 'text', text: { preview_url: true, body: message.text } }
  const uploaded = await upload(settings, environment, file)
  if ('state' in uploaded) return uploaded
  const kind = kindOf(file.mediaType, uploaded.bytes, message.text !== '')
  const caption = message.text ? { caption: message.text.slice(0, captionLimit) } : {}
  return { type: kind, [kind]: { id: uploaded.id, ...caption, ...(kind === 'document' && { filename: file.name }) } }
}

/** A number, or the id that the business knows a citizen without one by. */
const recipientOf = (address: string) =>
  /^\d{5,20}$/.test(address) ? { recipient_type: 'individual', to: address } : { recipient: address }

/**
 * A sender for one WhatsApp number. Our message's id goes along, so that a status resolves a send whose answer never
 * came. `retry` = surely not taken; `uncertain` = it may have been; both codes and reasons as `whatsappProblems` has them.
 */
export function openWhatsappSender(settings: WhatsappSettings, environment: SenderEnvironment): ChannelSender {
  return async (message) => {
    const content = await contentOf(settings, environment, message)
    if ('state' in content) return content as SendResult
    const answer = await callGraph(settings, environment, `${settings.phoneNumberId}/messages`, {
      method: 'POST',
      timeoutMs: messageTimeoutMs,
      json: {
        messaging_product: 'whatsapp',
        ...recipientOf(message.to.address),
        ...content,
        ...(message.quotes && { context: { message_id: message.quotes } }),
        biz_opaque_callback_data: message.messageId,
      },
    })
    const outcome = outcomeOf(answer)
    if (outcome) return outcome
    const sent = (answer as Extract<GraphAnswer, { kind: 'json' }>).body.messages as { id?: unknown }[] | undefined
    const providerId = Array.isArray(sent) ? sent[0]?.id : undefined
    return typeof providerId === 'string' && providerId
      ? { state: 'sent', providerId }
      : { state: 'uncertain', reason: words('no_answer') }
  }
}
