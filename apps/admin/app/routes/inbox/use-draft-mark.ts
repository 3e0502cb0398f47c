import { useSyncExternalStore } from 'react'
import type { InboxItem } from './list-rows.server.ts'

/** What this page knows better than the list: drafts begun or emptied here since it was read, by case and kind. */
const here = new Map<string, boolean>()
const listeners = new Set<() => void>()

const kinds = ['reply', 'note'] as const

/** Told by the editors, as something is typed, sent or emptied. */
export function tellDraft(caseId: string, kind: (typeof kinds)[number], hasDraft: boolean): void {
  const key = `${caseId} ${kind}`
  if (here.get(key) === hasDraft) return
  here.set(key, hasDraft)
  for (const listener of listeners) listener()
}

const follow = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function ownHere(caseId: string): boolean | null {
  const known = kinds.map((kind) => here.get(`${caseId} ${kind}`))
  if (known.includes(true)) return true
  return known.every((has) => has === false) ? false : null
}

/** The draft of a row: one's own as this page knows it, else as the list was read. */
export function useDraftMark(row: Pick<InboxItem, 'id' | 'draft'>): InboxItem['draft'] {
  const own = useSyncExternalStore(
    follow,
    () => ownHere(row.id),
    () => null,
  )
  if (own === true) return { own: true }
  return own === false && row.draft?.own ? null : row.draft
}
