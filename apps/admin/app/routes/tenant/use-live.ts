import { useRevalidator } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { followStream } from './live-client.ts'

const betweenMs = 250
const pollMs = 5_000
/** A short break heals by itself; the bar appears after this. */
const graceMs = 2_500

/** Reloads what the page shows, at most four times a second and never two at once. */
export function useReload(): () => void {
  const revalidator = useRevalidator()
  const current = useRef(revalidator)
  current.current = revalidator
  const wanted = useRef(false)
  const last = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>()
  const run = useCallback(() => {
    if (timer.current) return
    const rest = last.current + betweenMs - Date.now()
    const go = () => {
      timer.current = undefined
      if (current.current.state !== 'idle') {
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
    if (revalidator.state === 'idle' && wanted.current) run()
  }, [revalidator.state, run])
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
      onEvents: reload,
      onReset: reload,
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
        (answer) => answer.ok && reload(),
        () => undefined,
      )
    }, pollMs)
    return () => clearInterval(poll)
  }, [lost, reload])
  return connection
}
