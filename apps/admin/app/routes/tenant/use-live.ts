import { useNavigation, useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { followStream } from './live-client.ts'
import { changesPages, tellNews } from './live-news.ts'
import { tellPresence } from './presence-news.ts'

const betweenMs = 250
const pollMs = 5_000
/** A short break heals by itself; the bar appears after this. */
const graceMs = 2_500

/** Reloads what the page shows, at most four times a second and never two at once. */
export function useReload(): () => void {
  const revalidator = useRevalidator()
  // A reload in the middle of a navigation would begin it anew.
  const busy = useNavigation().state !== 'idle' || revalidator.state !== 'idle'
  const current = useRef({ busy, revalidate: revalidator.revalidate })
  current.current = { busy, revalidate: revalidator.revalidate }
  const wanted = useRef(false)
  const last = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const run = useCallback(() => {
    if (timer.current) return
    const rest = last.current + betweenMs - Date.now()
    const go = () => {
      timer.current = undefined
      if (current.current.busy) {
        wanted.current = true
        return
      }
      wanted.current = false
      last.current = Date.now()
      current.current.revalidate()
    }
    if (rest <= 0) go()
    else timer.current = setTimeout(go, rest)
  }, [])
  useEffect(() => {
    if (!busy && wanted.current) run()
  }, [busy, run])
  useEffect(() => () => clearTimeout(timer.current), [])
  return run
}

export type Connection = { state: 'off' | 'connecting' | 'open' | 'lost'; lostAt: number | null }

/** Keeps the page in step with its tenant; without a stream it asks every five seconds. */
export function useLive({
  tenantSlug,
  memberId,
  enabled,
}: {
  tenantSlug: string
  memberId: string
  enabled: boolean
}): Connection {
  const reload = useReload()
  const [connection, setConnection] = useState<Connection>({ state: enabled ? 'connecting' : 'off', lostAt: null })
  useEffect(() => {
    if (!enabled) return
    let grace: ReturnType<typeof setTimeout> | undefined
    const stop = followStream(tenantSlug, memberId, {
      onEvents(events) {
        tellNews({ kind: 'events', events })
        if (changesPages(events)) reload()
      },
      onReset() {
        tellNews({ kind: 'reset' })
        reload()
      },
      onPresence: tellPresence,
      onState(open) {
        if (open) {
          clearTimeout(grace)
          grace = undefined
          setConnection({ state: 'open', lostAt: null })
          return
        }
        // Each try to reconnect says "not open" again; the break began with the first.
        if (grace !== undefined) return
        const lostAt = Date.now()
        grace = setTimeout(() => setConnection({ state: 'lost', lostAt }), graceMs)
      },
    })
    return () => {
      clearTimeout(grace)
      stop()
    }
  }, [tenantSlug, memberId, enabled, reload])
  const lost = connection.state === 'lost'
  useEffect(() => {
    if (!lost) return
    // A reload that fails would replace the page; so first see whether anybody answers.
    const poll = setInterval(() => {
      fetch('/healthz', { cache: 'no-store' }).then(
        (answer) => {
          if (!answer.ok) return
          tellNews({ kind: 'reset' })
          reload()
        },
        () => undefined,
      )
    }, pollMs)
    return () => clearInterval(poll)
  }, [lost, reload])
  return connection
}
