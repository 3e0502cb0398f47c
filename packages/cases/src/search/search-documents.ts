import type { contacts, identities, MessageContent, messages } from '@siaga/conversations/schema'
import { regionPath } from '@siaga/regions'
import type { Case } from '../case-rules.ts'
import { numberMarks, phoneMarks, phonesIn, plainOf } from './search-text.ts'

export type DocumentKind = 'case' | 'message' | 'contact'

/** What is written of one subject. Marks are lexemes that no word can be: they hold a colon or a #. */
export type SearchDocument = {
  kind: DocumentKind
  subjectId: string
  at: Date
  /** Weighs more: who a case is about; all that a contact is. */
  names: string
  text: string
  marks: string[]
}

type Citizen = Pick<typeof identities.$inferSelect, 'id' | 'kind' | 'address' | 'displayName'> & { name: string | null }

const weekMs = 604_800_000
const short = (uuid: string) => uuid.replaceAll('-', '')

export const markOf = {
  service: (id: string) => `s:${short(id)}`,
  citizen: (identityId: string) => `who:${short(identityId)}`,
  assignee: (id: string | null) => `as:${id ? short(id) : 'none'}`,
  tag: (id: string) => `tag:${short(id)}`,
  category: (code: string | null) => `cat:${code ?? 'none'}`,
  channel: (kind: string) => `ch:${kind}`,
}

/** Week and month (counted on, in UTC): by them the index skips to a stretch of time. */
function timeMarks(at: Date): string[] {
  return [`w:${Math.floor(at.getTime() / weekMs)}`, `m:${at.getUTCFullYear() * 12 + at.getUTCMonth() + 1}`]
}

const dayOf = (at: Date) => new Date(Math.floor(at.getTime() / 86_400_000) * 86_400_000)

/** An address in words and marks; what only machines know is left out. */
function addressOf({ kind, address }: Pick<Citizen, 'kind' | 'address'>): { text: string; marks: string[] } {
  if (kind === 'mail') return { text: address, marks: [] }
  if (kind === 'anonymous' || kind === 'chat') return { text: '', marks: [] }
  return { text: '', marks: phonesIn(address.startsWith('+') ? address : `+${address}`).flatMap(phoneMarks) }
}

export function caseDocument(c: Case, citizen: Citizen): SearchDocument {
  const at = dayOf(c.lastMessageAt)
  const answers = [...Object.values(c.fields), ...Object.values(c.attributes), c.place ?? ''].join('\n')
  const address = addressOf(citizen)
  const regions = c.regionCode ? regionPath(c.regionCode).map((r) => r.name) : []
  const phones = phonesIn(`${c.subject}\n${answers}`).flatMap(phoneMarks)
  return {
    kind: 'case',
    subjectId: c.id,
    at,
    names: plainOf(
      [citizen.name, citizen.displayName, address.text, c.replyMail, ...regions].filter(Boolean).join(' '),
    ),
    text: plainOf(`${c.subject}\n${answers}`),
    marks: [
      markOf.service(c.serviceId),
      ...timeMarks(at),
      `st:${c.state}`,
      `pr:${c.priority}`,
      markOf.category(c.category),
      markOf.assignee(c.assigneeId),
      ...c.tagIds.map(markOf.tag),
      markOf.channel(c.channelKind),
      markOf.citizen(c.identityId),
      ...numberMarks(c.number),
      ...phones,
      ...address.marks,
    ],
  }
}

type Message = Pick<
  typeof messages.$inferSelect,
  'id' | 'subject' | 'text' | 'content' | 'attachments' | 'orderedAt' | 'direction'
>
type Home = { serviceId: string; identityId: string; channelKind: string }

function wordsOfContent(content: MessageContent | null): string {
  switch (content?.kind) {
    case 'location':
      return [content.name, content.address].filter(Boolean).join(' ')
    case 'contacts':
      return content.contacts.map((c) => `${c.name} ${c.phones.join(' ')}`).join('\n')
    case 'choice':
      return `${content.title} ${content.description ?? ''}`
    default:
      return ''
  }
}

/** What a message says, as it is searched and as its excerpt shows it. */
export const messageText = (m: Pick<Message, 'text' | 'content'>) =>
  [m.text, wordsOfContent(m.content)].filter(Boolean).join('\n')

export function messageDocument(m: Message, home: Home): SearchDocument {
  const files = m.attachments.map((a) => a.name).join(' ')
  const text = messageText(m)
  return {
    kind: 'message',
    subjectId: m.id,
    at: m.orderedAt,
    names: '',
    // Our own answers repeat the subject of their case; its case is found by it.
    text: plainOf([m.direction === 'in' ? m.subject : '', text, files].filter(Boolean).join('\n')),
    marks: [
      markOf.service(home.serviceId),
      markOf.citizen(home.identityId),
      markOf.channel(home.channelKind),
      `dir:${m.direction}`,
      ...timeMarks(m.orderedAt),
      ...phonesIn(text).flatMap(phoneMarks),
    ],
  }
}

/** An internal note stands among the messages. */
export function noteDocument(note: { id: string; text: string; createdAt: Date }, home: Home): SearchDocument {
  return {
    kind: 'message',
    subjectId: note.id,
    at: note.createdAt,
    names: '',
    text: plainOf(note.text),
    marks: [
      markOf.service(home.serviceId),
      markOf.citizen(home.identityId),
      'dir:note',
      ...timeMarks(note.createdAt),
      ...phonesIn(note.text).flatMap(phoneMarks),
    ],
  }
}

type Contact = Pick<typeof contacts.$inferSelect, 'id' | 'name' | 'createdAt'>
type Identity = Pick<typeof identities.$inferSelect, 'kind' | 'address' | 'displayName' | 'lastSeenAt'>

/** Null for a citizen of whom nothing is known that one could ask for. */
export function contactDocument(contact: Contact, of: readonly Identity[]): SearchDocument | null {
  const addresses = of.map(addressOf)
  const plain = plainOf(
    [contact.name, ...of.map((i) => i.displayName), ...addresses.map((a) => a.text)].filter(Boolean).join(' '),
  )
  const marks = [...new Set(addresses.flatMap((a) => a.marks))]
  if (!plain && marks.length === 0) return null
  const at = dayOf(new Date(Math.max(contact.createdAt.getTime(), ...of.map((i) => i.lastSeenAt.getTime()))))
  return {
    kind: 'contact',
    subjectId: contact.id,
    at,
    names: plain,
    text: '',
    marks: [...timeMarks(at), ...marks],
  }
}
