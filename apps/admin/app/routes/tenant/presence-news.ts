import type { PresenceNews } from './live-client.ts'

const listeners = new Set<(news: PresenceNews) => void>()

/** Hands on who comes and goes, from the page's one stream to the ticket that shows it. */
export function tellPresence(news: PresenceNews): void {
  for (const listener of listeners) listener(news)
}

export function onPresence(listener: (news: PresenceNews) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
