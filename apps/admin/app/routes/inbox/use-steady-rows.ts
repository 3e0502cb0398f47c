import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { orderOf, type SteadyRow, steadyRows } from './steady-rows.ts'

/** Holds the list still while it has the pointer or the focus; `show` lets in what waits. */
export function useSteadyRows<Row extends SteadyRow>(incoming: readonly Row[], { held }: { held: boolean }) {
  const [order, setOrder] = useState<Map<string, number> | null>(null)
  const latest = useRef(incoming)
  latest.current = incoming
  useEffect(() => setOrder(held ? orderOf(latest.current) : null), [held])
  const show = useCallback(() => setOrder((now) => now && orderOf(latest.current)), [])
  const steady = useMemo(
    () => (order ? steadyRows(order, incoming) : { rows: incoming, waiting: 0, behind: [] }),
    [order, incoming],
  )
  useEffect(() => {
    // What came behind the last row stands from now on as well: later pages must not move it either.
    for (const { id, sortAt } of steady.behind) order?.set(id, sortAt)
  }, [steady, order])
  return { ...steady, show }
}
