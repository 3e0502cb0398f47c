import { useSyncExternalStore } from 'react'

const key = 'siaga-single-keys'
const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

/** Whether single-letter keys work in this browser (WCAG 2.1.4); kept here, since it goes with the keyboard. */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(key) !== 'off',
    () => true,
  )
  const change = (next: boolean) => {
    localStorage.setItem(key, next ? 'on' : 'off')
    for (const listener of listeners) listener()
  }
  return [on, change]
}
