import { authorize, may } from '@siaga/tenancy'
import { memberLoader } from '../../server/context.server.ts'
import { inboxQuery } from './inbox-query.ts'
import { inboxRows } from './list-rows.server.ts'

const mostAtOnce = 500

/** Rows behind the first page: `?cursor=…&until=…&take=…` with the list's own filters. */
export const loader = memberLoader(async ({ ctx }, { request }) => {
  authorize(ctx, 'case.read')
  const params = new URL(request.url).searchParams
  const take = Math.min(mostAtOnce, Math.max(1, Math.trunc(Number(params.get('take'))) || 50))
  const from = { cursor: params.get('cursor') ?? undefined, until: params.get('until') ?? undefined, take }
  return Response.json(await inboxRows(ctx, inboxQuery(params, may(ctx, 'case.work')), from))
})
