import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { ChannelWebhook, WebhookItem } from '../contract.ts'

type Json = Record<string, unknown>

const objectOf = (value: unknown): Json =>
  value && typeof value === 'object' && !Array.isArray(value) ? (value as Json) : {}
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What a repeat has in common with the first; an id that is none of the provider's is stood for by its bytes. */
function keyOf(kind: string, id: unknown, raw: Buffer): string {
  const key = textOf(id)
  return /^[\x21-\x7e]{1,200}$/.test(key)
    ? `${kind}/${key}`
    : `${kind}/sha256:${createHash('sha256').update(raw).digest('hex')}`
}

const encode = (item: Json) => Buffer.from(JSON.stringify(item))

/** More than any real envelope holds: what stands beside the items is copied to each of them. */
const mostItems = 5000
const mostBytes = 16 * 1024 * 1024

type Budget = { items: number; bytes: number }

function spend(budget: Budget, bytes: number): void {
  budget.items--
  budget.bytes -= bytes
  if (budget.items < 0 || budget.bytes < 0) throw new Error('too much for one envelope')
}

/** A contact stands beside the messages of its change, in no promised order. */
function contactFinder(contacts: unknown[]): (message: Json) => unknown {
  const byId = new Map<string, unknown>()
  for (const contact of contacts) {
    const { wa_id, user_id } = objectOf(contact)
    for (const id of [wa_id, user_id]) if (typeof id === 'string' && !byId.has(id)) byId.set(id, contact)
  }
  return ({ from, from_user_id }) =>
    byId.get(textOf(from)) ?? byId.get(textOf(from_user_id)) ?? (contacts.length === 1 ? contacts[0] : null)
}

/** What a repeat of an item has in common with it, from the form in which it is kept. */
function providerItemOf(kept: Json, raw: Buffer): string {
  if ('message' in kept) return keyOf('m', objectOf(kept.message).id, raw)
  if (!('status' in kept)) return keyOf('o', null, raw)
  const { id, status: state } = objectOf(kept.status)
  return keyOf('s', textOf(id) && textOf(state) ? `${textOf(id)}/${textOf(state)}` : null, raw)
}

function itemsOf(field: unknown, value: Json, budget: Budget): WebhookItem[] {
  const { metadata } = value
  const address = textOf(objectOf(metadata).phone_number_id)
  const item = (content: Json): WebhookItem => {
    const kept = { v: 1, field, metadata, ...content }
    const raw = encode(kept)
    spend(budget, raw.length)
    return { address, providerItem: providerItemOf(kept, raw), raw }
  }
  const contactOf = contactFinder(listOf(value.contacts))
  const messages = listOf(value.messages).map((message) => item({ contact: contactOf(objectOf(message)), message }))
  const statuses = listOf(value.statuses).map((status) => item({ status }))
  const items = [...messages, ...statuses]
  // A change of another kind is kept as it is: nothing that came is thrown away.
  return items.length > 0 ? items : [item({ value })]
}

/** Signed webhooks of Meta's platform: one envelope may hold several tenants' numbers. */
export const whatsappWebhook: ChannelWebhook = {
  handshake(query, { verifyToken }) {
    const given = Buffer.from(query['hub.verify_token'] ?? '')
    const wanted = Buffer.from(verifyToken)
    const fits = given.length === wanted.length && timingSafeEqual(given, wanted)
    return query['hub.mode'] === 'subscribe' && fits ? (query['hub.challenge'] ?? '') : null
  },
  verify(raw, header, { appSecret }) {
    const given = /^sha256=([0-9a-f]{64})$/i.exec(header('x-hub-signature-256') ?? '')?.[1]
    if (!given) return false
    return timingSafeEqual(Buffer.from(given, 'hex'), createHmac('sha256', appSecret).update(raw).digest())
  },
  kept(raw) {
    const kept = objectOf(JSON.parse(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('utf8')))
    const shown = textOf(objectOf(kept.metadata).display_phone_number).replace(/[^\d +()-]/g, '')
    return { providerItem: providerItemOf(kept, Buffer.from(raw)), shown: shown.slice(0, 40) || null }
  },
  split(raw) {
    const envelope = objectOf(JSON.parse(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('utf8')))
    if (typeof envelope.object !== 'string' || !Array.isArray(envelope.entry)) throw new Error('not an envelope')
    const budget = { items: mostItems, bytes: mostBytes }
    return envelope.entry.flatMap((entry) =>
      listOf(objectOf(entry).changes).flatMap((change) => {
        const { field, value } = objectOf(change)
        return itemsOf(field, objectOf(value), budget)
      }),
    )
  },
}
