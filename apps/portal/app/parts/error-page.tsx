import { isRouteErrorResponse, Link, useLocation, useRouteError } from '@remix-run/react'
import { Button, Field, Input, StateGlyph, useTexts } from '@siaga/ui'
import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { errorTexts } from './error-page.texts.ts'
import { Page } from './page.tsx'

type Told = { status: number | 'offline'; detail: string | null; requestId: string | null }

/** The problem that a loader or action has told, or nothing but that there is one. */
export function useProblem(): Told {
  const error = useRouteError()
  // What a browser throws when it reaches nobody.
  const offline = error instanceof TypeError && typeof document !== 'undefined'
  if (!isRouteErrorResponse(error)) return { status: offline ? 'offline' : 500, detail: null, requestId: null }
  const told: unknown = error.data
  const has = (key: string) =>
    typeof told === 'object' && told !== null && key in told ? String(Reflect.get(told, key)) : null
  return { status: error.status, detail: has('detail'), requestId: has('requestId') }
}

/** What happened and the ways out, by status. `missing` stands in for "not found" where a page knows better. */
export function ErrorPage({ missing }: { missing?: ReactNode }) {
  const problem = useProblem()
  return (
    <Page>
      <div className="flex flex-col gap-5">
        {problem.status === 404 ? (missing ?? <Missing />) : <Failed {...problem} />}
        <RequestNumber id={problem.requestId} />
      </div>
    </Page>
  )
}

function Missing() {
  const t = useTexts(errorTexts)
  return (
    <>
      <h1 className="text-judul-laporan">{t('notFound')}</h1>
      <p className="text-text-2">{t('notFoundHelp')}</p>
      <form action="/" className="flex items-end gap-2">
        <Field label={t('search')} className="grow">
          <Input type="search" name="q" icon={<Search size={20} strokeWidth={1.75} />} />
        </Field>
        <Button type="submit" variant="filled">
          {t('searchButton')}
        </Button>
      </form>
      <WaysOut />
    </>
  )
}

function Failed({ status, detail }: Told) {
  const t = useTexts(errorTexts)
  const { pathname, search } = useLocation()
  const known = { offline: t('offline'), 429: t('tooMany'), 503: t('away') }[status]
  const title = known ?? (status === 'offline' || status < 500 ? t('refused') : t('broken'))
  const text = status === 'offline' ? t('offlineHelp') : status === 500 ? null : detail
  return (
    <>
      <h1 className="flex items-start gap-2.5 text-judul-laporan">
        <StateGlyph name="warn" size={18} className="mt-2" />
        {title}
      </h1>
      <p className="text-text-2">{text ?? t('brokenHelp')}</p>
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="filled">
          <a href={pathname + search}>{t('again')}</a>
        </Button>
        <WaysOut />
      </div>
    </>
  )
}

function WaysOut() {
  const t = useTexts(errorTexts)
  return (
    <div className="flex flex-wrap gap-2">
      <Button asChild>
        <Link to="/">{t('start')}</Link>
      </Button>
      <Button asChild>
        <Link to="/track">{t('track')}</Link>
      </Button>
    </div>
  )
}

export function RequestNumber({ id }: { id: string | null }) {
  const t = useTexts(errorTexts)
  if (!id) return null
  return (
    <p className="text-[14px]/[20px] text-text-2">
      {t('request')} <code className="break-all">{id}</code>
    </p>
  )
}
