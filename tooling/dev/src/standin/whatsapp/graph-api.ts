import { Hono } from 'hono'
import type { ChatMessage, StandinNumber, WhatsappStore } from './store.ts'
import { standinTemplates } from './templates.ts'
import type { Webhooks } from './webhooks.ts'

/**
 * How the provider treats the next calls: as it should; refuses with a code; answers with a page; takes the message and
 * never answers; never answers at all; has no time. Media: bytes without an end, far too many, or other than promised.
 */
export const graphModes = [
  'accept',
  'refuse',
  'html',
  'silence_after_taking',
  'silence',
  'busy',
  'media_endless',
  'media_large',
  'media_lies',
] as const
export type GraphMode = (typeof graphModes)[number]
export type GraphBehaviour = { mode: GraphMode; code?: number; count?: number }

export type GraphApi = { app: Hono; behave(behaviour: GraphBehaviour): void; behaviour(): GraphBehaviour }

type Options = {
  store: WhatsappStore
  webhooks: Webhooks
  numbers: () => StandinNumber[]
  accessToken: string
  /** Statuses by themselves: sent and delivered; false for tests that send their own. */
  statuses: boolean
}

const windowMs = 24 * 3_600_000
/** Numbers that have no WhatsApp, as far as the stand-in is concerned. */
const unreachable = /0000$/

const titles: Record<number, string> = {
  190: 'Error validating access token: Session has expired',
  130429: 'Rate limit hit',
  131026: 'Message undeliverable',
  131047: 'Re-engagement message',
  131049: 'This message was not delivered to maintain healthy ecosystem engagement.',
  131056: '(Business Account, Consumer Account) pair rate limit hit',
  132000: 'Number of parameters does not match the expected number of params',
  132001: 'Template name does not exist in the translation',
  132012: 'Parameter format does not match format in the created template',
}

const graphError = (code: number, title = titles[code] ?? 'Something went wrong', more: object = {}) => ({
  error: {
    message: `(#${code}) ${title}`,
    type: 'OAuthException',
    code,
    error_data: { messaging_product: 'whatsapp', details: title },
    fbtrace_id: 'STANDIN',
    ...more,
  },
})

type Body = {
  to?: string
  recipient?: string
  type?: string
  text?: { body?: string }
  template?: {
    name?: string
    language?: { code?: string }
    components?: {
      type: string
      parameters?: ({ type?: string; text?: string } & Record<string, unknown>)[]
    }[]
  }
  context?: { message_id?: string }
  biz_opaque_callback_data?: string
} & Record<string, unknown>

const never = () => new Promise<Response>(() => undefined)

/** The file that a template has as its header; `false` when the request brings another one, or none where one belongs. */
function headerMedia(body: Body): { id: string; name?: string } | null | false {
  const { name, language, components = [] } = body.template ?? {}
  const found = standinTemplates.find((t) => t.name === name && t.language === language?.code)
  const parts = (found?.components ?? []) as { type: string; format?: string }[]
  const format = parts.find((p) => p.type === 'HEADER')?.format?.toLowerCase()
  const given = components.find((c) => c.type === 'header')?.parameters?.[0]
  if (!format || format === 'text') return given && given.type !== 'text' ? false : null
  const file = given?.type === format ? (given[format] as { id?: string; filename?: string } | undefined) : undefined
  return file?.id ? { id: file.id, ...(file.filename && { name: file.filename }) } : false
}

/** Blanks filled in their order, as the telephone shows them. */
function filledTemplate(body: Body): { text: string; buttons: string[]; expected: number; given: number } | null {
  const { name, language, components = [] } = body.template ?? {}
  const found = standinTemplates.find(
    (t) => t.name === name && t.language === language?.code && t.status === 'APPROVED',
  )
  if (!found) return null
  const given = (part: string) => components.find((c) => c.type === part)?.parameters?.map((p) => p.text ?? '') ?? []
  const texts: string[] = []
  let [expected, sent] = [0, 0]
  for (const part of found.components as { type: string; text?: string }[]) {
    if (!part.text) continue
    const values = given(part.type.toLowerCase())
    const blanks = [...new Set(part.text.match(/\{\{\w+\}\}/g) ?? [])]
    expected += blanks.length
    sent += values.length
    texts.push(blanks.reduce((text, blank, i) => text.replaceAll(blank, values[i] ?? blank), part.text))
  }
  const buttons = (found.components as { buttons?: { type: string; text: string }[] }[])
    .flatMap((c) => c.buttons ?? [])
    .map((b) => b.text)
  return { text: texts.join('\n\n'), buttons, expected, given: sent }
}

/** The Graph API of WhatsApp as far as the platform uses it. Nothing here is the real one. */
export function openGraphApi({ store, webhooks, numbers, accessToken, statuses }: Options): GraphApi {
  let current: GraphBehaviour = { mode: 'accept' }
  const take = (media: boolean): GraphBehaviour => {
    if (current.mode.startsWith('media_') !== media) return { mode: 'accept' }
    const now = current
    if (current.count !== undefined)
      current = current.count > 1 ? { ...current, count: current.count - 1 } : { mode: 'accept' }
    return now
  }
  const app = new Hono()
  const timers = new Set<NodeJS.Timeout>()
  const later = (ms: number, work: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      work()
    }, ms)
    timer.unref()
    timers.add(timer)
  }

  app.use(async (c, next) => {
    c.header('x-siaga-standin', 'whatsapp')
    if (c.req.header('authorization') !== `Bearer ${accessToken}`) return c.json(graphError(190), 401)
    return next()
  })

  function follow(number: StandinNumber, message: ChatMessage): void {
    if (!statuses) return
    const tell = (status: ChatMessage['status'], error?: ChatMessage['error']) => {
      const now = store.get(message.id)
      if (!now || now.status === 'failed' || now.status === 'read') return
      const changed = store.change(message.id, { status, ...(error && { error }) })
      if (changed) webhooks.status(number, { ...changed })
    }
    const last = store.chat(number.phoneNumberId, message.citizen).findLast((m) => m.from === 'citizen')
    // Of a citizen of whom nothing is known here the platform alone knows when they wrote last.
    const shut = message.type !== 'template' && last && Date.now() - last.at > windowMs
    const code = unreachable.test(message.citizen) ? 131026 : shut ? 131047 : null
    if (code) later(60, () => tell('failed', { code, title: titles[code] as string }))
    else {
      later(40, () => tell('sent'))
      later(160, () => tell('delivered'))
    }
  }

  function keepMessage(number: StandinNumber, body: Body): ChatMessage | { refused: number } {
    const citizen = String(body.to ?? body.recipient ?? '').replace(/^\+/, '')
    if (!citizen) return { refused: 100 }
    const type = body.type ?? 'text'
    const common = {
      phoneNumberId: number.phoneNumberId,
      citizen,
      from: 'center' as const,
      type,
      status: 'accepted' as const,
      ...(body.context?.message_id && { quotes: body.context.message_id }),
      ...(body.biz_opaque_callback_data && { callback: body.biz_opaque_callback_data }),
    }
    if (type === 'text') return body.text?.body ? store.add({ ...common, text: body.text.body }) : { refused: 100 }
    if (type === 'template') {
      const filled = filledTemplate(body)
      if (!filled) return { refused: 132001 }
      if (filled.expected !== filled.given) return { refused: 132000 }
      const header = headerMedia(body)
      const file = header ? store.media(header.id) : undefined
      if (header === false || (header && !file)) return { refused: 132012 }
      return store.add({
        ...common,
        text: filled.text,
        buttons: filled.buttons,
        ...(header && file && { media: { ...file, name: header.name ?? file.name } }),
      })
    }
    const part = body[type] as { id?: string; caption?: string; filename?: string } | undefined
    const media = part?.id ? store.media(part.id) : undefined
    if (!media) return { refused: 131053 }
    return store.add({ ...common, text: part?.caption ?? '', media: { ...media, name: part?.filename ?? media.name } })
  }

  app.get('/media-bytes/:id', (c) => {
    const media = store.media(c.req.param('id'))
    const content = store.bytes(c.req.param('id'))
    if (!media || !content) return c.json(graphError(100), 404)
    const { mode } = take(true)
    if (mode === 'media_endless' || mode === 'media_lies') {
      // A little now and then and never an end; or, quickly, far more than was promised.
      const chunk = Buffer.alloc(mode === 'media_lies' ? 1024 * 1024 : 16, 'x')
      let timer: NodeJS.Timeout
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          timer = setInterval(() => controller.enqueue(chunk), mode === 'media_lies' ? 1 : 50)
        },
        cancel: () => clearInterval(timer),
      })
      return c.body(stream, 200, { 'content-type': media.mediaType })
    }
    return c.body(new Uint8Array(content), 200, { 'content-type': media.mediaType })
  })

  app.post('/:version/:id/messages', async (c) => {
    const number = numbers().find((n) => n.phoneNumberId === c.req.param('id'))
    if (!number)
      return c.json(graphError(100, 'Unsupported post request. Object does not exist', { error_subcode: 33 }), 400)
    const behaviour = take(false)
    if (behaviour.mode === 'silence') return never()
    if (behaviour.mode === 'html') return c.html('<!doctype html><title>Maintenance</title><h1>Be right back</h1>')
    if (behaviour.mode === 'busy')
      return c.json(graphError(2, 'Service temporarily unavailable', { is_transient: true }), 503)
    if (behaviour.mode === 'refuse')
      return c.json(graphError(behaviour.code ?? 131000), behaviour.code === 130429 ? 429 : 400)
    const body = (await c.req.json().catch(() => ({}))) as Body
    const kept = keepMessage(number, body)
    if ('refused' in kept) return c.json(graphError(kept.refused), 400)
    follow(number, kept)
    if (behaviour.mode === 'silence_after_taking') return never()
    return c.json({
      messaging_product: 'whatsapp',
      contacts: [{ input: body.to ?? body.recipient, wa_id: kept.citizen }],
      messages: [{ id: kept.id, message_status: 'accepted' }],
    })
  })

  app.post('/:version/:id/media', async (c) => {
    const form = await c.req.parseBody()
    const file = form.file
    if (!(file instanceof File)) return c.json(graphError(100), 400)
    const { id } = store.keepMedia(
      file.name,
      file.type || 'application/octet-stream',
      Buffer.from(await file.arrayBuffer()),
    )
    return c.json({ id })
  })

  app.get('/:version/:id/message_templates', (c) => {
    if (!numbers().some((n) => n.businessAccountId === c.req.param('id'))) return c.json(graphError(100), 400)
    const at = Number(c.req.query('after') ?? 0) || 0
    // Small pages, so that whoever reads them has to turn them.
    const data = standinTemplates.slice(at, at + 4)
    const next = at + 4 < standinTemplates.length
    return c.json({ data, paging: { cursors: { after: String(at + 4) }, ...(next && { next: 'there is more' }) } })
  })

  app.get('/:version/:id', (c) => {
    const id = c.req.param('id')
    const number = numbers().find((n) => n.phoneNumberId === id)
    if (number)
      return c.json({ id, verified_name: number.name, display_phone_number: number.display, quality_rating: 'GREEN' })
    const media = store.media(id)
    if (!media) return c.json(graphError(100, 'Object with this ID does not exist'), 400)
    const url = new URL(`../media-bytes/${id}`, c.req.url)
    const mode = current.mode
    return c.json({
      messaging_product: 'whatsapp',
      id,
      url: url.href,
      mime_type: media.mediaType,
      file_size: mode === 'media_large' ? 100 * 1024 * 1024 : media.sizeBytes,
    })
  })

  return {
    app,
    behaviour: () => current,
    behave(behaviour) {
      current = behaviour
    },
  }
}
