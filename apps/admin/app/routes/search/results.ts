import { recentCases } from '@siaga/cases'
import { memberLoader } from '../../server/context.server.ts'
import { searchQuery } from './search-query.ts'
import { searchView } from './search-view.server.ts'

const inShort = 4

/** What is found as one types (`?q=`), or the next hits of one group (`&kind=&cursor=`); without words the tickets opened last. */
export const loader = memberLoader(async ({ ctx }, { request }) => {
  const { q, kind, cursor, limit } = searchQuery(new URL(request.url).searchParams)
  if (!q.trim()) return { q, recent: await recentCases(ctx), found: null }
  const found = await searchView(ctx, {
    q,
    limit: limit ?? inShort,
    ...(kind && { kind }),
    ...(kind && cursor && { cursor }),
  })
  return { q, recent: [], found }
})

/** An answer belongs to its question: what changes elsewhere does not ask it again. */
export const shouldRevalidate = () => false
