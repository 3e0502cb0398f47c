import type { LiveEvent } from './live-client.ts'

/** `reset`: what happened meanwhile is not known; whatever was kept is to be read anew. */
export type LiveNews = { kind: 'events'; events: readonly LiveEvent[] } | { kind: 'reset' }

const listeners = new Set<(news: LiveNews) => void>()

/** Hands on what the page's one stream tells, to parts that keep something of their own. */
export function tellNews(news: LiveNews): void {
  for (const listener of listeners) listener(news)
}

export function onNews(listener: (news: LiveNews) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Told to parts that listen for them; no page shows them, so that nothing reloads. */
const apart = new Set(['notice.created', 'rules.due', 'handover.written', 'handover.read', 'views.changed'])

export const changesPages = (events: readonly LiveEvent[]) => events.some(({ type }) => !apart.has(type))
