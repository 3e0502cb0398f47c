import type { TicketView } from '@siaga/cases'
import type { StationState } from '@siaga/ui'

export type Ticket = NonNullable<TicketView['ticket']>

export type ShownStation = {
  key: 'received' | 'checked' | 'answered' | 'handled' | 'waiting' | 'settled'
  state: StationState
  at: Date | null
  /** Name of the person who answered. */
  who: string | null
  /** By when the first answer is promised; only on the station that waits for it. */
  dueAt: Date | null
}

type Facts = Pick<
  Ticket,
  'state' | 'openedAt' | 'takenAt' | 'firstAnsweredAt' | 'firstResponseDueAt' | 'resolvedAt' | 'closedAt' | 'messages'
>

/** Whether a person of ours has seen to it; a citizen's own second message puts a ticket in progress, too. */
export function hasBeenChecked({
  state,
  takenAt,
  firstAnsweredAt,
}: Pick<Facts, 'state' | 'takenAt' | 'firstAnsweredAt'>): boolean {
  return takenAt !== null || firstAnsweredAt !== null || (state !== 'new' && state !== 'open')
}

/** Stations of a ticket as its citizen sees them: exactly one is current until it is settled. */
export function stationsOf(ticket: Facts, now: Date): ShownStation[] {
  const { state, openedAt, takenAt, firstAnsweredAt } = ticket
  const settled = state === 'resolved' || state === 'closed' || state === 'merged'
  const settledAt = settled ? (ticket.resolvedAt ?? ticket.closedAt) : null
  const answered = firstAnsweredAt !== null
  const checked = hasBeenChecked(ticket)
  const late = !answered && !settled && ticket.firstResponseDueAt !== null && ticket.firstResponseDueAt < now
  const current: StationState = late ? 'attention' : 'current'
  const station = (key: ShownStation['key'], its: StationState, more: Partial<ShownStation> = {}): ShownStation => ({
    key,
    state: its,
    at: null,
    who: null,
    dueAt: null,
    ...more,
  })
  const dueAt = answered ? null : ticket.firstResponseDueAt
  const who = ticket.messages.find((message) => message.direction === 'out')?.authorName ?? null

  const stations = [station('received', 'passed', { at: openedAt })]
  if (!checked)
    return [
      ...stations,
      station('checked', current, { dueAt }),
      station('answered', 'future'),
      station('settled', 'future'),
    ]
  stations.push(station('checked', 'passed', { at: takenAt ?? firstAnsweredAt }))
  if (answered) stations.push(station('answered', 'passed', { at: firstAnsweredAt, who }))
  if (settled)
    return [
      ...stations,
      ...(answered ? [] : [station('answered', 'skipped')]),
      station('settled', 'passed', { at: settledAt }),
    ]
  if (!answered) return [...stations, station('answered', current, { dueAt }), station('settled', 'future')]
  return [
    ...stations,
    station(state === 'waiting_citizen' ? 'waiting' : 'handled', 'current'),
    station('settled', 'future'),
  ]
}

/** How a person of ours is called to a citizen: "Dewi A."; titles before the name fall away. */
export function shortPerson(name: string | null): string | null {
  const words = (name ?? '').trim().split(/\s+/)
  while (words.length > 1 && words[0]?.endsWith('.')) words.shift()
  const [first, second] = words
  if (!first) return null
  return second ? `${first} ${second.charAt(0).toUpperCase()}.` : first
}
