import { useCallback, useMemo, useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

function idsOf(stored: string): string[] {
  try {
    const ids: unknown = JSON.parse(stored)
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

/** Lives of which this person has said that they know: silent in all their windows. Kept by id, so that a new one sounds. */
export function useHeardP1(owner: string): [readonly string[], (ids: readonly string[]) => void] {
  const key = `siaga-heard-p1-${owner}`
  const stored = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(key) ?? '[]',
    () => '[]',
  )
  const heard = useMemo(() => idsOf(stored), [stored])
  const hear = useCallback(
    (ids: readonly string[]) => {
      localStorage.setItem(key, JSON.stringify(ids))
      for (const listener of listeners) listener()
    },
    [key],
  )
  return [heard, hear]
}
