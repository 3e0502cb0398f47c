import { useFetcher } from '@remix-run/react'

/** Changes language or theme of the person who is signed in; the page follows. */
export function usePreferences() {
  const fetcher = useFetcher({ key: 'preferences' })
  return (change: Partial<Record<'locale' | 'theme', string>>) =>
    fetcher.submit(change, { method: 'post', action: '/preferences' })
}
