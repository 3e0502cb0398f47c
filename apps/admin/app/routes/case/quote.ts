import type { CaseView, ThreadItem } from './case-view.server.ts'
import type { Quote } from './draft-rules.ts'

type Message = Extract<ThreadItem, { kind: 'message' }>

export type OnQuote = (quote: Quote) => void

/** A message as it stands above the answer that quotes it. */
export const quoteOf = (m: Pick<Message, 'id' | 'own' | 'text' | 'attachments'>): Quote => ({
  id: m.id,
  own: m.own,
  text: (m.text || m.attachments.map(({ name }) => name).join(', ')).slice(0, 200),
})

/** What an answer can quote, oldest first. */
export const quotables = (view: Pick<CaseView, 'thread'>): Message[] =>
  view.thread.filter((item): item is Message => item.kind === 'message' && item.quotable)

/** One message further up (-1) or down (+1); beyond the newest nothing is quoted. Begins at the newest. */
export function nextQuote(messages: readonly Message[], now: Quote | null, step: -1 | 1): Quote | null {
  const at = now ? messages.findIndex(({ id }) => id === now.id) : messages.length
  const next = (at < 0 ? messages.length : at) + step
  const found = messages[Math.max(0, next)]
  return found ? quoteOf(found) : null
}

/** What the key quotes first: the newest of the citizen, else the newest. */
export function firstQuote(messages: readonly Message[]): Quote | null {
  const found = messages.findLast(({ own }) => !own) ?? messages.at(-1)
  return found ? quoteOf(found) : null
}
