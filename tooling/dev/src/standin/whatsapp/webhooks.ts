import { createHmac } from 'node:crypto'
import type { ChatMessage, StandinNumber, WhatsappStore } from './store.ts'

export type WebhookTarget = { url: string; appSecret: string }

export type Webhooks = {
  /** A citizen's message, as the provider tells of it. */
  message(number: StandinNumber, message: ChatMessage): void
  reaction(number: StandinNumber, citizen: string, messageId: string, emoji: string): void
  status(number: StandinNumber, message: ChatMessage): void
  /** Any body, signed or not, for tests of bad input; the answer's status. */
  post(body: string | Uint8Array, headers?: Record<string, string>): Promise<number>
  stop(): Promise<void>
}

const waits = [200, 1_000, 2_000, 5_000, 10_000, 30_000]

export const signatureOf = (body: string | Uint8Array, appSecret: string) =>
  `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`

const seconds = (at: number) => String(Math.floor(at / 1000))
/** A citizen who shows a user name alone has no number here. */
const isNumber = (citizen: string) => /^\d+$/.test(citizen)

function contentOf(m: ChatMessage): Record<string, unknown> {
  const caption = m.text ? { caption: m.text } : {}
  if (m.location) return { type: 'location', location: m.location }
  if (m.media)
    return {
      type: m.type,
      [m.type]: {
        id: m.media.id,
        mime_type: m.media.mediaType,
        ...(m.type === 'document' && { filename: m.media.name }),
        ...(m.type !== 'sticker' && m.type !== 'audio' && caption),
      },
    }
  if (m.type === 'button') return { type: 'button', button: { text: m.text, payload: m.text } }
  return { type: 'text', text: { body: m.text } }
}

/** Tells the platform, signed as the provider does, and again until it answers 200. */
export function openWebhooks(target: () => WebhookTarget | null, store: WhatsappStore): Webhooks {
  const stopping = new AbortController()
  const running = new Set<Promise<void>>()

  const post: Webhooks['post'] = async (body, headers) => {
    const to = target()
    if (!to) return 0
    const response = await fetch(to.url, {
      method: 'POST',
      body: body as BodyInit,
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': signatureOf(body, to.appSecret),
        ...headers,
      },
      signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(10_000)]),
    })
    await response.body?.cancel()
    return response.status
  }
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      stopping.signal.addEventListener('abort', () => {
        clearTimeout(timer)
        resolve()
      })
    })
  async function deliver(value: Record<string, unknown>, number: StandinNumber): Promise<void> {
    const metadata = { display_phone_number: number.display, phone_number_id: number.phoneNumberId }
    const body = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: number.businessAccountId,
          changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } }],
        },
      ],
    })
    for (let tries = 0; !stopping.signal.aborted && target(); tries++) {
      const status = await post(body).catch(() => 0)
      if (status === 200) return
      await pause(waits[Math.min(tries, waits.length - 1)] as number)
    }
  }
  const tell = (number: StandinNumber, value: Record<string, unknown>) => {
    const work = deliver(value, number).finally(() => running.delete(work))
    running.add(work)
  }
  const sender = (citizen: string) => (isNumber(citizen) ? { from: citizen } : { from_user_id: citizen })
  const contacts = (citizen: string) => {
    const name = store.nameOf(citizen) ?? citizen
    return isNumber(citizen)
      ? [{ profile: { name }, wa_id: citizen }]
      : [{ profile: { name, username: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.') }, user_id: citizen }]
  }

  return {
    post,
    message(number, m) {
      const message = {
        ...sender(m.citizen),
        id: m.id,
        timestamp: seconds(m.at),
        ...contentOf(m),
        ...(m.quotes && { context: { from: number.display.replaceAll(/\D/g, ''), id: m.quotes } }),
      }
      tell(number, { contacts: contacts(m.citizen), messages: [message] })
    },
    reaction(number, citizen, messageId, emoji) {
      const { id } = { id: `wamid.r${Date.now().toString(36)}${Math.random().toString(36).slice(2)}` }
      const message = {
        ...sender(citizen),
        id,
        timestamp: seconds(Date.now()),
        type: 'reaction',
        reaction: { message_id: messageId, ...(emoji && { emoji }) },
      }
      tell(number, { contacts: contacts(citizen), messages: [message] })
    },
    status(number, m) {
      const status = {
        id: m.id,
        status: m.status,
        timestamp: seconds(Date.now()),
        ...(isNumber(m.citizen) ? { recipient_id: m.citizen } : { recipient_user_id: m.citizen }),
        ...(m.callback && { biz_opaque_callback_data: m.callback }),
        ...(m.error && { errors: [{ ...m.error, error_data: { details: m.error.title } }] }),
      }
      tell(number, { statuses: [status] })
    },
    async stop() {
      stopping.abort()
      await Promise.allSettled(running)
    },
  }
}
