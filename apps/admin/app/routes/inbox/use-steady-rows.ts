import { useCallback, useEffect, useRef, useState } from 'react'
import { type Order, orderOf, type SteadyRow, steadyRows } from './steady-rows.ts'

/** Holds the list still while it has the pointer or the focus; `show` lets in what waits. */
export function useSteadyRows<Row extends SteadyRow>(
  incoming: readonly Row[],
  { held, listKey }: { held: boolean; listKey: string },
) {
  const [kept, setKept] = useState<{ key: string; order: Order } | null>(null)
  const latest = useRef(incoming)
  latest.current = incoming
  useEffect(() => {
    // Rows that a later page adds at the end do not count as news, so the order is taken anew only when the hold begins.
    setKept(held ? { key: listKey, order: orderOf(latest.current) } : null)
  }, [held, listKey])
  const show = useCallback(() => setKept((now) => now && { ...now, order: orderOf(latest.current) }), [])
  const steady = held && kept?.key === listKey ? steadyRows(kept.order, incoming) : { rows: [...incoming], waiting: 0 }
  return { ...steady, show }
}
