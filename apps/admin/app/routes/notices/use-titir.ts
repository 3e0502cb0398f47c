import { useEffect, useMemo, useRef } from 'react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { soundOf, titirFor, waysOf } from './alert-rules.ts'
import { useHeardP1 } from './heard-p1.ts'
import type { Sounder } from './sounder.ts'
import { useWhere } from './use-alerts.ts'
import type { Held, Preferences, Tell } from './use-tell.ts'

const titirEveryMs = 10_000

/** Knocks for lives that nobody has taken, every ten seconds, until somebody takes them or says that they know. */
export function useTitir(owner: string, preferences: Preferences | null, sounder: Held<Sounder | null>, tell: Tell) {
  const { base } = useWhere()
  const { p1, p1AfterMs } = useTenantHere()
  const [heard, hear] = useHeardP1(owner)
  const due = titirFor(p1, heard, p1AfterMs)
  const ids = due?.ids.join() ?? ''
  const from = due?.from ?? 0
  const loud = preferences ? waysOf(preferences, 'p1', '').sound : false
  const volume = preferences?.volume ?? 0
  const latest = useRef({ tell, p1 })
  latest.current = { tell, p1 }
  const told = useRef(new Set<string>())
  const known = preferences !== null
  useEffect(() => {
    if (!ids || !known) return
    let repeat: ReturnType<typeof setInterval> | undefined
    const knock = () => {
      if (loud) sounder.current?.play(soundOf.p1, volume)
    }
    const begin = () => {
      knock()
      repeat = setInterval(knock, titirEveryMs)
      const fresh = latest.current.p1.filter(({ id }) => ids.includes(id) && !told.current.has(id))
      for (const { id } of fresh) told.current.add(id)
      const telling = fresh.map(({ id, number }) => ({
        kind: 'p1' as const,
        number,
        tag: `p1-${id}`,
        to: `${base}/inbox/${id}`,
      }))
      latest.current.tell(telling, { silent: true })
    }
    const start = setTimeout(begin, Math.max(0, from - Date.now()))
    return () => {
      clearTimeout(start)
      clearInterval(repeat)
    }
  }, [ids, from, known, loud, volume, sounder, base])
  return useMemo(
    () => ({ titir: ids ? ids.split(',') : [], hush: () => hear(latest.current.p1.map(({ id }) => id)) }),
    [ids, hear],
  )
}
