import type { ChatMessage, StandinMedia, StandinNumber, WhatsappStore } from './store.ts'
import type { Webhooks } from './webhooks.ts'

/** Something that a citizen does on their telephone. */
export type CitizenAct = {
  number: string
  as: string
  name?: string
  kind: 'text' | 'file' | 'location' | 'button' | 'reaction'
  text?: string
  /** Of a file: its kind to WhatsApp, from its media type when left out. */
  type?: string
  file?: { name: string; mediaType: string; bytes: Buffer }
  location?: { latitude: number; longitude: number; name?: string; address?: string }
  /** The message that is answered or marked. */
  to?: string
  /** When it was written, for tests of order and of the window; now by default. */
  at?: number
}

const places = {
  simpanglima: {
    latitude: -6.990_4,
    longitude: 110.422_9,
    name: 'Simpang Lima',
    address: 'Jl. Pahlawan, Semarang Tengah',
  },
  kariadi: {
    latitude: -6.994_3,
    longitude: 110.407_2,
    name: 'RSUP Dr. Kariadi',
    address: 'Jl. Dr. Sutomo 16, Semarang Selatan',
  },
  tawang: {
    latitude: -6.964_6,
    longitude: 110.427_8,
    name: 'Stasiun Semarang Tawang',
    address: 'Jl. Taman Tawang 1, Semarang Utara',
  },
} as const

export const placeNames = Object.entries(places).map(([value, { name }]) => ({ value, name }))
export const placeOf = (value: string) => places[value as keyof typeof places]

function typeOf(mediaType: string): string {
  if (mediaType === 'image/webp') return 'sticker'
  const [main = ''] = mediaType.split('/')
  return ['image', 'audio', 'video'].includes(main) ? main : 'document'
}

/** A telephone number without its plus, or the id of a citizen who shows a user name alone; null for neither. */
export function citizenOf(typed: string): string | null {
  const text = typed.trim()
  if (/^ID\.[0-9]{4,30}$/.test(text)) return text
  const digits = text.replaceAll(/[\s().+-]/g, '')
  if (!/^\d{8,15}$/.test(digits)) return null
  return digits.startsWith('0') ? `62${digits.slice(1)}` : digits
}

/** Does what the citizen did and tells the platform; null when it makes no sense. */
export function actAsCitizen(
  { store, webhooks, numbers }: { store: WhatsappStore; webhooks: Webhooks; numbers: readonly StandinNumber[] },
  act: CitizenAct,
): ChatMessage | null {
  const number = numbers.find((n) => n.phoneNumberId === act.number)
  const citizen = citizenOf(act.as)
  if (!number || !citizen) return null
  if (act.name?.trim()) store.rename(citizen, act.name.trim())
  if (act.kind === 'reaction') {
    const marked = act.to ? store.change(act.to, { reaction: act.text ?? '' }) : undefined
    if (!marked) return null
    webhooks.reaction(number, citizen, marked.id, act.text ?? '')
    return marked
  }
  const text = act.text?.trim() ?? ''
  let media: StandinMedia | undefined
  if (act.kind === 'file') {
    if (!act.file) return null
    media = store.keepMedia(act.file.name, act.file.mediaType, act.file.bytes)
  } else if (act.kind === 'location' ? !act.location : !text) return null
  const kinds = {
    text: 'text',
    location: 'location',
    button: 'button',
    file: act.type ?? typeOf(media?.mediaType ?? ''),
  }
  const message = store.add({
    phoneNumberId: number.phoneNumberId,
    citizen,
    from: 'citizen',
    type: kinds[act.kind],
    text,
    ...(media && { media }),
    ...(act.kind === 'location' && act.location && { location: act.location }),
    ...(act.to && { quotes: act.to }),
    ...(act.at && { at: act.at }),
  })
  webhooks.message(number, message)
  return message
}
