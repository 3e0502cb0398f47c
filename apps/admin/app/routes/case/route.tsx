import type { MetaFunction } from '@remix-run/node'
import { type ClientActionFunctionArgs, type ShouldRevalidateFunctionArgs, useLoaderData } from '@remix-run/react'
import { isUuid, notFound } from '@siaga/kernel'
import { cx, useKeys, useTexts } from '@siaga/ui'
import { useRef, useState } from 'react'
import { ErrorCard } from '../../components/error-page.tsx'
import { localeOf } from '../../components/page-title.ts'
import { reloads } from '../../components/reloads.ts'
import { memberAction, memberLoader } from '../../server/context.server.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { caseTexts } from './case.texts.ts'
import { actOnCase, type CaseAnswer } from './case-actions.server.ts'
import { CaseHeader } from './case-header.tsx'
import { type CaseView, caseView } from './case-view.server.ts'
import { Composer, type ComposerHandle } from './composer.tsx'
import { Conversation } from './conversation.tsx'
import { SidePanel } from './side-panel.tsx'

const idOf = (caseId: string | undefined) => {
  if (!caseId || !isUuid(caseId)) throw notFound()
  return caseId
}

export const loader = memberLoader(async ({ ctx, tenant }, { params }) => caseView(ctx, tenant, idOf(params.caseId)))

export const action = memberAction(async ({ ctx }, form, { params }) =>
  actOnCase(ctx, idOf(params.caseId), String(form.get('intent')), form),
)

/** A server that does not answer must not cost what the person typed: it is said, like any other refusal. */
export async function clientAction({ request, serverAction }: ClientActionFunctionArgs): Promise<CaseAnswer> {
  const intent = String((await request.clone().formData()).get('intent'))
  try {
    return await serverAction<CaseAnswer>()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const detail = caseTexts.offline[document.documentElement.lang === 'en' ? 'en' : 'id']
    return { ok: false, intent, problem: { type: '', title: '', status: 0, code: 'offline', detail, requestId: '' } }
  }
}

export const shouldRevalidate = (args: ShouldRevalidateFunctionArgs) =>
  reloads(args, (from, to) => from.pathname !== to.pathname)

export const meta: MetaFunction<typeof loader> = ({ data, matches }) => [
  { title: `${data?.number ?? caseTexts.header[localeOf(matches)]} · Siaga` },
]

export default function CasePage() {
  const view = useLoaderData<typeof loader>()
  // A ticket of its own each: drafts, dialogs and unsaved fields never cross from one to the next.
  return <Case key={view.id} view={view} />
}

function Case({ view }: { view: CaseView }) {
  const t = useTexts(caseTexts)
  const { can } = useTenantHere()
  const composer = useRef<ComposerHandle>(null)
  const [drawer, setDrawer] = useState(false)
  const [folded, setFolded] = useState(false)
  const togglePanel = () => {
    if (window.matchMedia('(width >= 1440px)').matches) setFolded((now) => !now)
    else setDrawer((now) => !now)
  }
  useKeys({
    i: togglePanel,
    escape: drawer ? () => setDrawer(false) : undefined,
    r: can.work ? () => composer.current?.write('reply') : undefined,
    c: can.work ? () => composer.current?.write('note') : undefined,
    p: can.work ? () => document.getElementById('ticket-priority')?.focus() : undefined,
  })
  return (
    <div className={cx('relative grid h-full min-h-0 grid-cols-1', !folded && 'wide:grid-cols-[minmax(0,1fr)_352px]')}>
      <div className="flex min-h-0 min-w-0 flex-col">
        <CaseHeader view={view} panelShown={!folded} onPanel={togglePanel} />
        <Conversation view={view} onQuote={(text) => composer.current?.insert(text)} />
        {can.work && <Composer ref={composer} view={view} />}
      </div>
      {drawer && (
        <button
          type="button"
          aria-label={t('hidePanel')}
          tabIndex={-1}
          onClick={() => setDrawer(false)}
          className="absolute inset-0 z-10 bg-[rgb(10_14_22/0.25)] wide:hidden"
        />
      )}
      <aside
        aria-label={t('panel')}
        className={cx(
          'min-h-0 overflow-y-auto border-l border-line-2 bg-surface',
          'max-[1439px]:absolute max-[1439px]:inset-y-0 max-[1439px]:right-0 max-[1439px]:z-20 max-[1439px]:w-[352px] max-[1439px]:max-w-full max-[1439px]:shadow-float',
          drawer ? 'appears' : 'max-[1439px]:hidden',
          folded && 'wide:hidden',
        )}
      >
        <SidePanel view={view} onClose={togglePanel} />
      </aside>
    </div>
  )
}

/** The list stays; only the ticket's place says what happened. */
export function ErrorBoundary() {
  return (
    <div className="flex h-full items-center justify-center p-6">
      <ErrorCard />
    </div>
  )
}
