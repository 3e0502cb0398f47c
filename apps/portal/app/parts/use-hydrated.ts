import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** Whether scripts run: false on the server, while the page loads, and for ever without scripts. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
