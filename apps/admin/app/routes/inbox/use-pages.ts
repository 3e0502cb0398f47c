import { useFetcher } from '@remix-run/react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type InboxQuery, inboxSearch } from './inbox-query.ts'
import type { InboxItem, InboxPage } from './list-rows.server.ts'

const pageSize = 50

/**
 * The first page from the loader and the pages loaded behind it. When the first one changes, what was loaded behind it
 * is loaded again from its end, so that no row is lost or doubled at the seam.
 */
export function usePages(first: InboxPage, query: InboxQuery, tenantSlug: string) {
  const search = inboxSearch(query)
  const fetcher = useFetcher<InboxPage>({ key: `inbox-rows-${tenantSlug}` })
  const [extra, setExtra] = useState<{ search: string; page: InboxPage } | null>(null)
  const asked = useRef<{ search: string; mode: 'append' | 'replace' } | null>(null)
  const mine = extra?.search === search ? extra.page : null
  const load = fetcher.load
  const ask = useCallback(
    (mode: 'append' | 'replace', cursor: string, take: number) => {
      asked.current = { search, mode }
      load(`/t/${tenantSlug}/inbox/rows${search}&cursor=${encodeURIComponent(cursor)}&take=${take}`)
    },
    [load, search, tenantSlug],
  )

  const answer = fetcher.data
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new answer is taken in
  useEffect(() => {
    const question = asked.current
    if (!answer?.rows || fetcher.state !== 'idle' || question?.search !== search) return
    asked.current = null
    const rows = question.mode === 'append' && mine ? [...mine.rows, ...answer.rows] : answer.rows
    setExtra({ search, page: { rows, next: answer.next } })
  }, [answer, fetcher.state])

  const loaded = mine?.rows.length ?? 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new first page asks again for what is behind it
  useEffect(() => {
    if (loaded > 0 && first.next && !asked.current) ask('replace', first.next, loaded)
  }, [first.rows])

  const rows = useMemo(() => {
    const ids = new Set(first.rows.map((row) => row.id))
    return [...first.rows, ...(mine?.rows.filter((row) => !ids.has(row.id)) ?? [])] as InboxItem[]
  }, [first.rows, mine])
  const next = mine ? mine.next : first.next
  const more = useCallback(() => {
    if (next && !asked.current) ask('append', next, pageSize)
  }, [next, ask])
  return { rows, hasMore: next !== null, more }
}
