import type { MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize } from '@siaga/tenancy'
import { EmptyState, LocaleProvider, useLocale, useTexts } from '@siaga/ui'
import { useEffect } from 'react'
import { localeOf, pageTitle } from '../../components/page-title.ts'
import { memberLoader } from '../../server/context.server.ts'
import { useReload } from '../tenant/use-live.ts'
import { KeyFigures } from './key-figures.tsx'
import { MapPanel } from './map-panel.tsx'
import { nationalTexts } from './national.texts.ts'
import { NationalHeading } from './national-heading.tsx'
import { nationalView, periods, zones } from './national-view.server.ts'
import { TenantTable } from './tenant-table.tsx'
import { TrendPanel } from './trend-panel.tsx'

export const loader = memberLoader(async ({ ctx }, { request }) => {
  authorize(ctx, 'oversight.read')
  const params = new URL(request.url).searchParams
  const period = periods.find((name) => name === params.get('period')) ?? 'today'
  const zone = zones.find((name) => name === params.get('zone')) ?? 'Asia/Jakarta'
  return nationalView(ctx, { period, zone, type: params.get('type')?.slice(0, 60) || null })
})

export const meta: MetaFunction = ({ matches }) => [
  { title: pageTitle(matches, nationalTexts.title[localeOf(matches)]) },
]

const refreshMs = 10_000

/** The figures move by themselves; a page that nobody looks at does not ask. */
function useRefresh() {
  const reload = useReload()
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState !== 'visible') return
      // A reload that fails would replace the page; so first see whether anybody answers.
      fetch('/healthz', { cache: 'no-store' }).then(
        (answer) => answer.ok && reload(),
        () => undefined,
      )
    }, refreshMs)
    return () => clearInterval(timer)
  }, [reload])
}

export default function National() {
  const t = useTexts(nationalTexts)
  const view = useLoaderData<typeof loader>()
  useRefresh()
  return (
    // Every time on this page is in the zone that the page says, not in the ministry's.
    <LocaleProvider locale={useLocale()} timeZone={view.zone}>
      <div className="mx-auto flex max-w-[1680px] flex-col gap-3 p-4 pt-2">
        <NationalHeading view={view} />
        {view.tenants.length === 0 && view.types.length === 0 ? (
          <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
        ) : (
          <>
            <KeyFigures view={view} />
            <div className="grid gap-3 min-[1200px]:grid-cols-[minmax(0,1fr)_420px]">
              <MapPanel view={view} />
              <TrendPanel view={view} />
            </div>
            <TenantTable view={view} />
          </>
        )}
      </div>
    </LocaleProvider>
  )
}
