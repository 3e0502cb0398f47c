import { useParams, useRevalidator } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'

/**
 * Looks every so often whether the ticket has changed and loads it again when it has. Rests while nobody looks.
 * Returns whether the connection is lost.
 */
export function useFollow(stamp: string, everyMs: number): boolean {
  const { code } = useParams()
  const { revalidate } = useRevalidator()
  const [away, setAway] = useState(false)
  const failures = useRef(0)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const abort = new AbortController()
    async function look() {
      clearTimeout(timer)
      if (document.visibilityState === 'visible') {
        try {
          const response = await fetch(`/ticket/${code}/state`, { signal: abort.signal })
          failures.current = response.ok ? 0 : failures.current + 1
          const seen: unknown = response.ok ? await response.json() : null
          if (seen && typeof seen === 'object' && 'stamp' in seen && seen.stamp !== stamp) revalidate()
        } catch {
          if (abort.signal.aborted) return
          failures.current += 1
        }
        setAway(failures.current >= 3)
      }
      timer = setTimeout(look, failures.current > 0 ? Math.max(everyMs, 5000) : everyMs)
    }
    const wake = () => document.visibilityState === 'visible' && void look()
    // What was just sent is usually there in a moment.
    timer = setTimeout(look, everyMs < 5000 ? 300 : everyMs)
    document.addEventListener('visibilitychange', wake)
    return () => {
      abort.abort()
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', wake)
    }
  }, [code, stamp, everyMs, revalidate])

  return away
}
