import type { MetaFunction } from '@remix-run/node'
import { Link, type ShouldRevalidateFunctionArgs, useLoaderData } from '@remix-run/react'
import { isUuid, notFound } from '@siaga/kernel'
import { listHandovers } from '@siaga/notices'
import { authorize } from '@siaga/tenancy'
import { Button, EmptyState, PageHeading, useTexts } from '@siaga/ui'
import { useEffect } from 'react'
import { localeOf, pageTitle } from '../../components/page-title.ts'
import { reloads } from '../../components/reloads.ts'
import { memberAction, memberLoader } from '../../server/context.server.ts'
import { useNotices } from '../notices/notices-provider.tsx'
import { onNews } from '../tenant/live-news.ts'
import { useReload } from '../tenant/use-live.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { handoverTexts } from './handover.texts.ts'
import { actOnHandover } from './handover-actions.server.ts'
import { HandoverNote } from './handover-note.tsx'
import { WriteNote } from './write-note.tsx'

export const loader = memberLoader(async ({ ctx }, { request }) => {
  authorize(ctx, 'case.read')
  const before = new URL(request.url).searchParams.get('before')
  if (before !== null && !isUuid(before)) throw notFound()
  const { notes, next } = await listHandovers(ctx, before ? { before } : {})
  return {
    now: ctx.clock.now().getTime(),
    notes: notes.map((note) => ({
      ...note,
      createdAt: note.createdAt.getTime(),
      readBy: note.readBy.map((read) => ({ ...read, at: read.at.getTime() })),
    })),
    next,
    isOlder: before !== null,
  }
})

export type NoteView = Awaited<ReturnType<typeof loader>>['notes'][number]

export const action = memberAction(({ ctx }, form) => actOnHandover(ctx, form))

export const shouldRevalidate = (args: ShouldRevalidateFunctionArgs) =>
  reloads(args, (from, to) => from.search !== to.search)

export const meta: MetaFunction = ({ matches }) => [
  { title: pageTitle(matches, handoverTexts.title[localeOf(matches)]) },
]

export default function HandoverPage() {
  const t = useTexts(handoverTexts)
  const { can, tenant } = useTenantHere()
  const { notes, next, isOlder, now } = useLoaderData<typeof loader>()
  useLiveNotes()
  const here = `/t/${tenant.slug}/handover`
  return (
    <div className="mx-auto flex max-w-[1120px] flex-col gap-4 p-6">
      <PageHeading title={t('title')} />
      <div className="grid items-start gap-6 min-[1200px]:grid-cols-[minmax(0,1fr)_340px]">
        <section aria-label={t('notes')} className="flex min-w-0 flex-col gap-3">
          {notes.length === 0 ? (
            <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
          ) : (
            notes.map((note) => <HandoverNote key={note.id} note={note} now={now} />)
          )}
          <div className="flex gap-2">
            {isOlder && (
              <Button asChild>
                <Link to={here}>{t('newest')}</Link>
              </Button>
            )}
            {next && (
              <Button asChild>
                <Link to={`${here}?before=${next}`}>{t('older')}</Link>
              </Button>
            )}
          </div>
        </section>
        {can.work && <WriteNote />}
      </div>
    </div>
  )
}

/** Notes and readings that come while the page is open. */
function useLiveNotes() {
  const reload = useReload()
  const refresh = useNotices()?.refresh
  useEffect(
    () =>
      onNews((news) => {
        if (news.kind === 'events' && news.events.some(({ type }) => type.startsWith('handover.'))) reload()
      }),
    [reload],
  )
  // The number on the rail and the bar over the page follow one's own reading at once.
  const { notes } = useLoaderData<typeof loader>()
  const unread = notes.filter(({ isRead }) => !isRead).length
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when the number changes
  useEffect(() => {
    void refresh?.()
  }, [unread, refresh])
}
