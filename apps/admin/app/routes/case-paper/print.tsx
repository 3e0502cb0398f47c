import type { MetaFunction } from '@remix-run/node'
import { useLoaderData, useSearchParams } from '@remix-run/react'
import { isUuid, notFound } from '@siaga/kernel'
import { Button, Checkbox, cx, Facts, LocaleProvider, Notice, useTexts } from '@siaga/ui'
import { ArrowLeft, Download, Printer } from 'lucide-react'
import { ErrorPage } from '../../components/error-page.tsx'
import { memberLoader } from '../../server/context.server.ts'
import { casePaper } from './case-paper.server.ts'
import { paperTexts } from './paper.texts.ts'

export const loader = memberLoader(async ({ ctx, tenant }, { params, request }) => {
  const { caseId = '' } = params
  if (!isUuid(caseId)) throw notFound()
  const notes = new URL(request.url).searchParams.get('notes') === '1'
  return {
    caseId,
    slug: tenant.slug,
    timeZone: tenant.timeZone,
    locale: ctx.locale,
    paper: await casePaper(ctx, tenant, caseId, { form: 'print', notes }),
  }
})

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.paper.number ?? 'Siaga' }]

export default function PrintPage() {
  const { locale, timeZone } = useLoaderData<typeof loader>()
  return (
    <LocaleProvider locale={locale} timeZone={timeZone}>
      <Sheet />
    </LocaleProvider>
  )
}

const iconProps = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const

/** Always as on paper: light, without the shell. The bar above is not printed. */
function Sheet() {
  const t = useTexts(paperTexts)
  const { paper } = useLoaderData<typeof loader>()
  return (
    <div data-theme="light" className="min-h-screen bg-bg text-text print:bg-white">
      <Tools />
      <main className="mx-auto my-6 max-w-[794px] bg-surface p-10 text-[14px]/[20px] shadow-float print:m-0 print:max-w-none print:p-0 print:text-[9pt]/[13pt] print:shadow-none">
        <header className="mb-4 flex items-baseline justify-between gap-4 border-b-2 border-text pb-2">
          <p className="text-judul-3">{paper.tenant}</p>
          <p className="mono">{paper.number}</p>
        </header>
        <h1 className="mb-4 text-judul-1 break-words">{paper.subject}</h1>
        {paper.notes && <Notice className="mb-4">{t('internal')}</Notice>}
        <Facts items={paper.facts.map((fact, index) => ({ ...fact, key: `${index}` }))} />
        <h2 className="mt-6 mb-2 border-t-2 border-text pt-2 text-judul-2">{paper.heading}</h2>
        {paper.omitted > 0 && <p className="text-warn">{t('omitted', { count: paper.omitted })}</p>}
        {paper.items.length === 0 && <p className="text-text-2">{t('none')}</p>}
        {paper.items.map((item) => (
          <article
            key={item.id}
            className={cx(
              'break-inside-avoid border-t border-line py-2',
              item.kind === 'note' && '-mx-2 border-dashed border-warn-line bg-mark px-2',
            )}
          >
            <p>
              <b className="font-semibold">{item.who}</b>{' '}
              <span className="text-kecil text-text-2 tabular">{[item.at, item.meta].filter(Boolean).join(' · ')}</span>
            </p>
            <p className="break-words whitespace-pre-wrap">{item.text}</p>
            {item.attachments && <p className="text-kecil text-text-2">{item.attachments}</p>}
          </article>
        ))}
        <footer className="mt-6 border-t border-line-2 pt-2 text-kecil text-text-2">{paper.printed}</footer>
      </main>
    </div>
  )
}

function Tools() {
  const t = useTexts(paperTexts)
  const { caseId, slug } = useLoaderData<typeof loader>()
  const [params, setParams] = useSearchParams()
  const notes = params.get('notes') === '1'
  const here = `/t/${slug}`
  return (
    <nav
      aria-label={t('tools')}
      className="sticky top-0 flex flex-wrap items-center gap-3 border-b border-line-2 bg-surface px-4 py-2 print:hidden"
    >
      <Button size={28} asChild>
        <a href={`${here}/inbox/${caseId}`}>
          <ArrowLeft {...iconProps} />
          {t('back')}
        </a>
      </Button>
      <Checkbox
        label={t('showNotes')}
        checked={notes}
        onChange={(event) => setParams(event.currentTarget.checked ? { notes: '1' } : {})}
      />
      <span className="ml-auto flex gap-2">
        <Button size={28} asChild>
          <a href={`${here}/cases/${caseId}/pdf${notes ? '?notes=1' : ''}`}>
            <Download {...iconProps} />
            {t('pdf')}
          </a>
        </Button>
        <Button size={28} variant="filled" icon={<Printer {...iconProps} />} onClick={() => window.print()}>
          {t('print')}
        </Button>
      </span>
    </nav>
  )
}

export function ErrorBoundary() {
  return <ErrorPage />
}
