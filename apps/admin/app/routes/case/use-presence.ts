import { useCallback, useEffect, useRef, useState } from 'react'
import { onPresence } from '../tenant/presence-news.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView } from './case-view.server.ts'

type Here = { memberId: string; state: 'viewing' | 'typing'; until: number }

const pingMs = 12_000
/** A key says "typing" for so long; who stops is a reader again. */
const typingMs = 5_000
const typingPingMs = 3_000
const goneMs = 30_000
/** Who leafs through tickets is at none of them. */
const staysMs = 400

export type Others = { id: string; name: string; typing: boolean }[]

/** Tells colleagues that this ticket is open here, and who else has it open. Without Redis nobody is told or seen. */
export function usePresence(view: Pick<CaseView, 'id' | 'colleagues'>): { others: Others; typed(): void } {
  const { tenant, me, can } = useTenantHere()
  const address = `/t/${tenant.slug}/cases/${view.id}/presence`
  const [here, setHere] = useState<readonly Here[]>([])
  const lastPing = useRef(0)
  const stopsTyping = useRef<ReturnType<typeof setTimeout>>()

  const tell = useCallback(
    (state: 'viewing' | 'typing' | 'gone') => {
      if (!can.work) return
      const form = new FormData()
      form.set('state', state)
      if (state === 'gone') navigator.sendBeacon(address, form)
      // What gets lost is told again in a few seconds.
      else fetch(address, { method: 'POST', body: form }).catch(() => undefined)
    },
    [address, can.work],
  )
  const typed = useCallback(() => {
    const now = Date.now()
    if (now - lastPing.current >= typingPingMs) {
      lastPing.current = now
      tell('typing')
    }
    clearTimeout(stopsTyping.current)
    stopsTyping.current = setTimeout(() => {
      lastPing.current = 0
      tell('viewing')
    }, typingMs)
  }, [tell])

  useEffect(() => {
    const arrive = () => document.visibilityState === 'visible' && tell('viewing')
    const change = () => tell(document.visibilityState === 'visible' ? 'viewing' : 'gone')
    let came = false
    const staying = setTimeout(() => {
      came = true
      arrive()
    }, staysMs)
    const leave = () => came && tell('gone')
    const pinging = setInterval(arrive, pingMs)
    document.addEventListener('visibilitychange', change)
    window.addEventListener('pagehide', leave)
    return () => {
      clearTimeout(staying)
      clearInterval(pinging)
      clearTimeout(stopsTyping.current)
      document.removeEventListener('visibilitychange', change)
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [tell])

  useEffect(() => {
    const note = (memberId: string, state: 'viewing' | 'typing' | 'gone') =>
      setHere((now) => {
        const rest = now.filter((h) => h.memberId !== memberId)
        return state === 'gone' ? rest : [...rest, { memberId, state, until: Date.now() + goneMs }]
      })
    const stop = onPresence((news) => {
      if (news.caseId === view.id && news.memberId !== me.memberId) note(news.memberId, news.state)
    })
    const sweep = setInterval(
      () => setHere((now) => (now.some((h) => h.until < Date.now()) ? now.filter((h) => h.until >= Date.now()) : now)),
      typingMs,
    )
    const asking = new AbortController()
    const ask = () =>
      fetch(address, { headers: { accept: 'application/json' }, signal: asking.signal })
        .then((answer) => (answer.ok ? answer.json() : { here: [] }))
        .then((answer: { here: { memberId: string; state: 'viewing' | 'typing' }[] }) => {
          for (const h of answer.here) note(h.memberId, h.state)
        })
        .catch(() => undefined)
    const staying = setTimeout(ask, staysMs)
    return () => {
      clearTimeout(staying)
      asking.abort()
      clearInterval(sweep)
      stop()
    }
  }, [address, me.memberId, view.id])

  const others = here.flatMap(({ memberId, state }) => {
    const found = view.colleagues.find(({ id }) => id === memberId)
    return found ? [{ ...found, typing: state === 'typing' }] : []
  })
  return { others, typed }
}
