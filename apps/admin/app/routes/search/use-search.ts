import { useFetcher } from '@remix-run/react'
import { useEffect, useState } from 'react'
import type { loader } from './results.ts'

const restMs = 120

/**
 * What is found for `q` as it is typed: asked when the typing rests for a moment; a newer question aborts the one before.
 * The last answer stays until the next is there. `active` begins with the tickets opened last.
 */
export function useSearch(tenantSlug: string, q: string, active: boolean, key: string) {
  const { data, load, state } = useFetcher<typeof loader>({ key: `search-${key}-${tenantSlug}` })
  const [asked, setAsked] = useState<string | null>(null)
  useEffect(() => {
    if (!active) return
    const ask = () => {
      setAsked(q)
      load(`/t/${tenantSlug}/search/results?${new URLSearchParams({ q })}`)
    }
    if (!q.trim()) return ask()
    const timer = setTimeout(ask, restMs)
    return () => clearTimeout(timer)
  }, [q, active, tenantSlug, load])
  const answer = data && 'recent' in data ? data : null
  return {
    found: answer?.found ?? null,
    recent: answer?.recent ?? [],
    /** The answer is not yet that to the question as it stands there. */
    pending: active && (state !== 'idle' || asked !== q || answer?.q !== q),
  }
}
