import type { messages } from './schema.ts'

export type MessageState = (typeof messages.$inferSelect)['state']

const dayMs = 86_400_000

/** The order of a conversation: the provider's time clamped to [received − 7 days, received + 1 min] (DOMAIN). */
export function orderedAt(sentAt: Date | null, receivedAt: Date): Date {
  if (!sentAt) return receivedAt
  const low = receivedAt.getTime() - 7 * dayMs
  const high = receivedAt.getTime() + 60_000
  return new Date(Math.min(high, Math.max(low, sentAt.getTime())))
}

const rank: Partial<Record<MessageState, number>> = {
  queued: 0,
  sending: 1,
  uncertain: 2,
  sent: 3,
  delivered: 4,
  read: 5,
}

/** Whether a status moves a message forward; statuses never move back, and `failed` and `read` end. */
export function movesForward(from: MessageState, to: 'sent' | 'delivered' | 'read' | 'failed'): boolean {
  if (from === 'received' || from === 'shown' || from === 'failed' || from === 'read') return false
  // A mail that was accepted can still bounce; one that arrived or was read can't.
  if (to === 'failed') return from !== 'delivered'
  return (rank[to] ?? 0) > (rank[from] ?? 0)
}

type Stamps = { sentAt: Date | null; deliveredAt: Date | null; readAt: Date | null }

/** The time that a state leaves on its message. */
export function stampOf(state: MessageState, at: Date): Partial<Stamps> {
  if (state === 'sent') return { sentAt: at }
  if (state === 'delivered') return { deliveredAt: at }
  return state === 'read' ? { readAt: at } : {}
}

/** The time that a status behind its message's state still adds; null when it is known, or nothing of the kind. */
export function missingStamp(
  message: Stamps & { state: MessageState },
  state: MessageState,
  at: Date,
): Partial<Stamps> | null {
  if (message.state !== 'sent' && message.state !== 'delivered' && message.state !== 'read') return null
  const [entry] = Object.entries(stampOf(state, at)) as [keyof Stamps, Date][]
  return entry && message[entry[0]] === null ? { [entry[0]]: entry[1] } : null
}
