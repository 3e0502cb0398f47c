import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { InboxItem, InboxPage } from './list-rows.server.ts'
import { answered, joined, type Need, needed, type Part, restarted } from './pages.ts'

const keyOf = ({ from, until }: Need) => `${from} ${until}`

/**
 * The first page from the loader and what stands behind it. When the first one changes, what stands behind it is old, and
 * is read anew where somebody looks at it: a list of a hundred thousand rows costs a screen, and none is lost or doubled.
 */
export function usePages(first: InboxPage, address: string, search: string) {
  const [parts, setParts] = useState<Part<InboxItem>[]>([])
  const [running, setRunning] = useState(false)
  const [shown, setShown] = useState({ first: 0, last: 0 })
  const refused = useRef<string | null>(null)
  const known = useRef(first)
  useEffect(() => {
    if (known.current === first) return
    known.current = first
    refused.current = null
    setParts((now) => restarted(now, first.next))
  }, [first])

  const { rows, starts } = useMemo(() => joined(first.rows, parts), [first, parts])
  const last = parts.at(-1)
  const next = last ? last.until : first.next
  const length = rows.length
  useEffect(() => {
    if (running) return
    const need = needed(parts, starts, { next, length }, shown)
    // What was refused is asked for again when the list has changed, not in a circle.
    if (!need || refused.current === keyOf(need)) return
    setRunning(true)
    const query = new URLSearchParams({ cursor: need.from, take: String(need.take) })
    if (need.until) query.set('until', need.until)
    fetch(`${address}/rows${search}&${query}`, { headers: { accept: 'application/json' } })
      .then((response) => (response.ok ? (response.json() as Promise<InboxPage>) : Promise.reject(response.status)))
      .then((answer) => setParts((now) => answered(now, need, answer)))
      .catch(() => {
        refused.current = keyOf(need)
      })
      .finally(() => setRunning(false))
  }, [running, parts, starts, next, length, shown, address, search])

  /** Tells between which rows somebody looks. */
  const look = useCallback((from: number, to: number) => {
    setShown((now) => (now.first === from && now.last === to ? now : { first: from, last: to }))
  }, [])
  return { rows, hasMore: next !== null, look }
}
