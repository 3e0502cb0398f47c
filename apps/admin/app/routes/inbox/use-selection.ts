import { useCallback, useMemo, useState } from 'react'
import type { InboxItem } from './list-rows.server.ts'
import { allOf, extended, nothingChosen, stillThere, toggled } from './selection.ts'
import { mostInBulk } from './use-bulk.ts'

/** The chosen rows of the list; a row that leaves the list is let go. */
export function useSelection(rows: readonly InboxItem[]) {
  const [chosen, setChosen] = useState(nothingChosen)
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows])
  const selection = useMemo(() => stillThere(chosen, (id) => byId.has(id)), [chosen, byId])
  const items = useMemo(() => [...selection.ids].flatMap((id) => byId.get(id) ?? []), [selection, byId])
  const choose = useCallback(
    (id: string, toHere: boolean) =>
      setChosen((now) => (toHere ? extended(now, id, [...byId.keys()]) : toggled(now, id))),
    [byId],
  )
  const chooseAll = useCallback(() => setChosen(allOf([...byId.keys()], mostInBulk)), [byId])
  const only = useCallback((ids: readonly string[]) => setChosen({ ids: new Set(ids), anchor: null }), [])
  return { ids: selection.ids, items, choose, chooseAll, only }
}
