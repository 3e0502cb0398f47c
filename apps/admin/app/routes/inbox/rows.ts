import { may } from '@siaga/tenancy'
import { memberLoader } from '../../server/context.server.ts'
import { inboxQuery } from './inbox-query.ts'
import { inboxRows } from './list-rows.server.ts'

const mostAtOnce = 500

/** Rows behind the first page: `?cursor=…&take=…` with the list's own filters. */
export const loader = memberLoader(async ({ ctx }, { request }) => {
  const params = new URL(request.url).searchParams
  const take = Math.min(mostAtOnce, Math.max(1, Math.trunc(Number(params.get('take'))) || 50))
  return inboxRows(ctx, inboxQuery(params, may(ctx, 'case.work')), { cursor: params.get('cursor') ?? undefined, take })
})
