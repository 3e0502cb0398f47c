import { z } from 'zod'
import type { InboundContent, InboundMedia, InboundMessage, InboundStatus, ParsedInbound } from '../contract.ts'
import { whatsappProblems } from './problems.ts'

/** Text as the database can keep it: no NUL, no half characters; names without what turns a line around. */
const clean = (text: string) => text.toWellFormed().replaceAll('\u0000', '')
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go from a name
const unprintable = /[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g
const cleanName = (text: string) => clean(text).replace(unprintable, ' ').replace(/\s+/g, ' ').trim().slice(0, 120)

const text = z.string().transform(clean)
const some = text.nullish().transform((value) => value || null)
const id = z.string().regex(/^[\x21-\x7e]{1,512}$/)
const seconds = z
  .union([z.string().regex(/^\d{1,12}$/), z.number().int().nonnegative()])
  .transform((s) => new Date(Number(s) * 1000))

const media = z.object({ id, mime_type: some, sha256: some, caption: some, filename: some })
const choice = z.object({ id: text, title: text, description: some })

const messageForm = z.object({
  from: id.nullish(),
  from_user_id: id.nullish(),
  id,
  timestamp: seconds,
  type: z.string().max(60),
  text: z.object({ body: text }).nullish(),
  image: media.nullish(),
  audio: media.nullish(),
  video: media.nullish(),
  document: media.nullish(),
  sticker: media.nullish(),
  location: z
    .object({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      name: some,
      address: some,
    })
    .nullish(),
  contacts: z
    .array(
      z.object({
        name: z.object({ formatted_name: some, first_name: some }).nullish(),
        phones: z.array(z.object({ phone: some, wa_id: some })).nullish(),
      }),
    )
    .max(50)
    .nullish(),
  reaction: z.object({ message_id: id, emoji: some }).nullish(),
  interactive: z
    .object({
      type: z.string(),
      button_reply: choice.nullish(),
      list_reply: choice.nullish(),
      nfm_reply: z.object({ body: some, name: some }).nullish(),
    })
    .nullish(),
  button: z.object({ text, payload: some }).nullish(),
  context: z.object({ id: id.nullish() }).nullish(),
  system: z.object({ body: some }).nullish(),
})

const statusForm = z.object({
  id,
  status: z.string(),
  timestamp: seconds,
  biz_opaque_callback_data: z.string().nullish(),
  errors: z
    .array(
      z.object({
        code: z.union([z.number(), z.string()]).transform(String),
        title: some,
        error_data: z.object({ details: some }).nullish(),
      }),
    )
    .nullish(),
})

const itemForm = z.object({
  v: z.literal(1),
  field: z.unknown().optional(),
  contact: z
    .object({ profile: z.object({ name: some, username: some }).nullish(), wa_id: id.nullish(), user_id: id.nullish() })
    .nullish(),
  message: z.unknown().optional(),
  status: z.unknown().optional(),
})

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

const extensions: Record<string, string> = { jpeg: 'jpg', plain: 'txt', quicktime: 'mov', mpeg: 'mp3' }

/** The name that a file gets when it brings none: its kind, and an ending after what it says it is. */
function fileName(kind: string, mediaType: string): string {
  const subtype = (mediaType.split(';')[0]?.split('/')[1] ?? '').replace(/[^a-z0-9]/gi, '')
  return `${kind}.${extensions[subtype] ?? (subtype.slice(0, 8) || 'bin')}`
}

const mediaWords = {
  image: 'Foto',
  audio: 'Pesan suara',
  video: 'Video',
  document: 'Dokumen',
  sticker: 'Stiker',
} as const
type MediaKind = keyof typeof mediaWords
const fileWords: Record<MediaKind, string> = {
  image: 'foto',
  audio: 'suara',
  video: 'video',
  document: 'dokumen',
  sticker: 'stiker',
}

type Body = { text: string; summary: string; content: InboundContent | null; media: InboundMedia[] }
type Message = z.output<typeof messageForm>

const plain = (body: string, summary = ''): Body => ({ text: body, summary, content: null, media: [] })

/** What is in the message, whatever its type; what nobody foresaw is said to be there. */
function bodyOf(m: Message): Body {
  if (m.text) return plain(m.text.body)
  for (const kind of Object.keys(mediaWords) as MediaKind[]) {
    const file = m[kind]
    if (!file) continue
    const mediaType = (file.mime_type ?? 'application/octet-stream').slice(0, 120)
    const name = (file.filename && cleanName(file.filename)) || fileName(fileWords[kind], mediaType)
    return {
      text: file.caption ?? '',
      summary: mediaWords[kind],
      content: kind === 'sticker' ? { kind: 'sticker' } : null,
      media: [{ id: file.id, name, mediaType, sha256: file.sha256 }],
    }
  }
  if (m.location) {
    const { latitude, longitude, name, address } = m.location
    const words = [name, address].filter(Boolean).join(', ')
    return {
      text: words,
      summary: 'Lokasi',
      content: { kind: 'location', latitude, longitude, name, address },
      media: [],
    }
  }
  if (m.contacts) {
    const cards = m.contacts.map(({ name, phones }) => ({
      name: cleanName(name?.formatted_name ?? name?.first_name ?? '') || '—',
      phones: (phones ?? []).flatMap(({ phone, wa_id }) => phone ?? wa_id ?? []).slice(0, 10),
    }))
    const words = cards.map((card) => [card.name, ...card.phones].join(' ')).join(', ')
    return {
      text: '',
      summary: `Kontak: ${words}`.slice(0, 160),
      content: { kind: 'contacts', contacts: cards },
      media: [],
    }
  }
  const chosen = m.interactive?.button_reply ?? m.interactive?.list_reply
  if (chosen) return { ...plain(chosen.title), content: { kind: 'choice', ...chosen } }
  if (m.button)
    return {
      ...plain(m.button.text),
      content: { kind: 'choice', id: m.button.payload ?? '', title: m.button.text, description: null },
    }
  const filled = m.interactive?.nfm_reply
  if (filled?.body) return plain(filled.body)
  return { ...plain('', 'Pesan yang belum dikenal'), content: { kind: 'unsupported', type: m.type } }
}

type Contact = z.output<typeof itemForm>['contact']

function messageOf(raw: unknown, contact: Contact): ParsedInbound {
  const m = messageForm.parse(raw)
  // A citizen with a user name has no telephone number here: the id that the business knows them by stands for it.
  const address = m.from ?? contact?.wa_id ?? m.from_user_id ?? contact?.user_id
  if (!address) throw new Error('a message from nobody')
  const name = cleanName(contact?.profile?.name ?? contact?.profile?.username ?? '') || null
  const identity = { kind: 'wa_user' as const, address, name }
  if (m.reaction)
    return {
      kind: 'reaction',
      identity,
      providerId: m.reaction.message_id,
      emoji: m.reaction.emoji?.slice(0, 16) ?? null,
    }
  if (m.system || m.type === 'request_welcome') return { kind: 'ignored', reason: m.type }
  const quoted = m.context?.id ?? null
  return {
    kind: 'message',
    identity,
    providerId: m.id,
    sentAt: m.timestamp,
    subject: null,
    ...bodyOf(m),
    html: null,
    attachments: [],
    answers: quoted ? [quoted] : [],
    quotes: quoted,
    token: null,
    automatic: false,
    fields: {},
    hints: {},
  } satisfies InboundMessage
}

const states: Record<string, InboundStatus['state']> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
}

const refused = whatsappProblems.refused?.id ?? ''

function statusOf(raw: unknown): ParsedInbound {
  const s = statusForm.parse(raw)
  const state = Object.hasOwn(states, s.status) ? states[s.status] : undefined
  if (!state) return { kind: 'ignored', reason: `status ${clean(s.status).slice(0, 40)}` }
  const error = s.errors?.[0]
  const said = error ? (whatsappProblems[error.code]?.id ?? error.error_data?.details ?? error.title) : null
  const echoed = s.biz_opaque_callback_data ?? ''
  return {
    kind: 'status',
    providerId: s.id,
    state,
    code: state === 'failed' ? (error?.code.slice(0, 20) ?? 'refused') : null,
    reason: state === 'failed' ? (said ?? refused).slice(0, 500) : null,
    at: s.timestamp,
    messageId: uuid.test(echoed) ? echoed : null,
  }
}

/** One item of an envelope as `split` keeps it. @throws on what is not one */
export async function parseWhatsappItem(raw: Uint8Array): Promise<ParsedInbound> {
  const item = itemForm.parse(JSON.parse(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('utf8')))
  if (item.message !== undefined) return messageOf(item.message, item.contact)
  if (item.status !== undefined) return statusOf(item.status)
  return { kind: 'ignored', reason: `change ${String(item.field ?? '').slice(0, 60)}` }
}
