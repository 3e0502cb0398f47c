import type { MetaFunction } from '@remix-run/node'
import { Outlet, type ShouldRevalidateFunctionArgs, useLoaderData, useParams } from '@remix-run/react'
import { authorize, may } from '@siaga/tenancy'
import { cx } from '@siaga/ui'
import { localeOf, pageTitle } from '../../components/page-title.ts'
import { reloads, tenantOf } from '../../components/reloads.ts'
import { memberLoader } from '../../server/context.server.ts'
import { inboxTexts } from './inbox.texts.ts'
import { InboxList } from './inbox-list.tsx'
import { inboxQuery } from './inbox-query.ts'
import { inboxRows } from './list-rows.server.ts'

const firstPage = 50

export const loader = memberLoader(async ({ ctx }, { request }) => {
  authorize(ctx, 'case.read')
  const query = inboxQuery(new URL(request.url).searchParams, may(ctx, 'case.work'))
  return { ...(await inboxRows(ctx, query, { take: firstPage })), query, now: ctx.clock.now().getTime() }
})

export const shouldRevalidate = (args: ShouldRevalidateFunctionArgs) =>
  reloads(args, (from, to) => tenantOf(from) !== tenantOf(to) || from.search !== to.search)

export const meta: MetaFunction = ({ matches }) => [{ title: pageTitle(matches, inboxTexts.title[localeOf(matches)]) }]

/** List and ticket side by side from 1200 px; below it one page each. */
export default function InboxPage() {
  const data = useLoaderData<typeof loader>()
  const open = useParams().caseId !== undefined
  return (
    <div className="grid h-full min-h-0 grid-cols-1 desk:grid-cols-[344px_minmax(0,1fr)]">
      <div className={cx('min-h-0 min-w-0', open && 'hidden desk:block')}>
        <InboxList page={data} query={data.query} now={data.now} />
      </div>
      <div className={cx('min-h-0 min-w-0', !open && 'hidden desk:block')}>
        <Outlet />
      </div>
    </div>
  )
}
