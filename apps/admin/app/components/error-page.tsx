import { isRouteErrorResponse, useRevalidator, useRouteError } from '@remix-run/react'
import { Button, Logo, StateGlyph, UiLink, useTexts } from '@siaga/ui'
import { useEffect } from 'react'
import { errorTexts } from './error-page.texts.ts'

type Problem = { detail?: string; requestId?: string; code?: string }

const titles = {
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  429: 'limited',
  503: 'away',
} as const

function useProblem() {
  const error = useRouteError()
  const t = useTexts(errorTexts)
  if (!isRouteErrorResponse(error)) {
    const offline = error instanceof TypeError && /fetch|network|load failed/i.test(error.message)
    return offline
      ? { status: 0, title: t('offline'), text: t('offlineText'), requestId: null }
      : { status: 500, title: t('internal'), text: t('internalText'), requestId: null }
  }
  const problem: Problem = typeof error.data === 'object' && error.data !== null ? error.data : {}
  const key = (titles as Record<number, (typeof titles)[keyof typeof titles] | undefined>)[error.status] ?? 'internal'
  const own =
    key === 'notFound' ? t('notFoundText') : ((key === 'internal' ? undefined : problem.detail) ?? t('internalText'))
  return { status: error.status, title: t(key), text: own, requestId: problem.requestId ?? null }
}

const retryMs = 3_000

/** While nobody answers, asks now and then, and brings the page back by itself. */
function useComeBack(offline: boolean, retry: () => void) {
  useEffect(() => {
    if (!offline) return
    const timer = setInterval(() => {
      fetch('/healthz', { cache: 'no-store' }).then(
        (answer) => answer.ok && retry(),
        () => undefined,
      )
    }, retryMs)
    return () => clearInterval(timer)
  }, [offline, retry])
}

/** What happened and the ways out; inside the shell it fills the main area. */
export function ErrorCard({ className }: { className?: string }) {
  const t = useTexts(errorTexts)
  const { status, title, text, requestId } = useProblem()
  const revalidator = useRevalidator()
  const gone = status === 403 || status === 404
  useComeBack(status === 0, revalidator.revalidate)
  return (
    <section aria-labelledby="error-title" className={`w-full max-w-[460px] ${className ?? ''}`}>
      <h1 id="error-title" className="flex items-center gap-2 text-judul-1">
        <StateGlyph name={gone ? 'unk' : 'warn'} size={16} />
        {title}
      </h1>
      <p className="mt-2 text-laporan text-text-2">{text}</p>
      {requestId && !gone && (
        <p className="mt-3 text-kecil text-text-2">
          {t('requestId')} <span className="mono select-all text-text">{requestId}</span>
        </p>
      )}
      <div className="mt-4 flex gap-2">
        {!gone && (
          <Button variant="filled" onClick={() => revalidator.revalidate()} disabled={revalidator.state !== 'idle'}>
            {t('retry')}
          </Button>
        )}
        <Button asChild variant={gone ? 'filled' : 'outlined'}>
          <UiLink to="/">{t('home')}</UiLink>
        </Button>
      </div>
    </section>
  )
}

/** A whole page without the shell: before one is in a tenant. */
export function ErrorPage() {
  return (
    <main className="flex min-h-dvh items-center justify-center bg-bg p-6">
      <div className="flex w-full max-w-[460px] flex-col gap-6">
        <Logo size={36} className="text-rail" />
        <ErrorCard />
      </div>
    </main>
  )
}
