import { useCallback, useEffect, useState } from 'react'
import { onNews } from '../tenant/live-news.ts'
import type { Options } from './options.server.ts'

export type { Options }

/**
 * What the list can be filtered by and acted on with, and the saved views; null until they are there. Read beside the
 * router, whose reloads they have no part in.
 */
export function useOptions(address: string) {
  const [options, setOptions] = useState<Options | null>(null)
  const refresh = useCallback(() => {
    fetch(`${address}/options`, { headers: { accept: 'application/json' } })
      .then((response) => (response.ok ? (response.json() as Promise<Options>) : null))
      .then((read) => read && setOptions(read))
      // What is known stays; the menus ask again when they open.
      .catch(() => undefined)
  }, [address])
  useEffect(() => {
    setOptions(null)
    refresh()
    return onNews((news) => {
      if (news.kind === 'reset' || news.events.some(({ type }) => type === 'views.changed')) refresh()
    })
  }, [refresh])
  return { options, refresh }
}
