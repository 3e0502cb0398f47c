import { useSyncExternalStore } from 'react'

let current = 0
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

function tick() {
  current = Date.now()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  if (listeners.size === 0) {
    current = Date.now()
    timer = setInterval(tick, 1000)
  }
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) clearInterval(timer)
  }
}

/** The present in ms, once a second from one timer for all clocks. `initialNowMs` (from the loader) serves the first render on both sides. */
export function useNow(initialNowMs: number): number {
  return useSyncExternalStore(
    subscribe,
    () => (listeners.size > 0 ? current : initialNowMs),
    () => initialNowMs,
  )
}
