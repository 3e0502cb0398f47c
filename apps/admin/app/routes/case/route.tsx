import { type MetaFunction, redirect } from '@remix-run/node'
import { type ClientActionFunctionArgs, type ShouldRevalidateFunctionArgs, useLoaderData } from '@remix-run/react'
import { isUuid, notFound } from '@siaga/kernel'
import { cx, useKeys, useTexts } from '@siaga/ui'
import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { ErrorCard } from '../../components/error-page.tsx'
import { localeOf } from '../../components/page-title.ts'
import { reloads } from '../../components/reloads.ts'
import { memberAction, memberLoader } from '../../server/context.server.ts'
import { shellTexts } from '../tenant/shell.texts.ts'
import { useCommands } from '../tenant/shell-context.tsx'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { caseTexts } from './case.texts.ts'
import { actOnCase, type CaseAnswer } from './case-actions.server.ts'
import { useCaseDialogs } from './case-dialogs.tsx'
import { CaseHeader } from './case-header.tsx'
import { type CaseView, caseView } from './case-view.server.ts'
import { Composer, type ComposerHandle } from './composer.tsx'
import { Conversation } from './conversation.tsx'
import type { Quote } from './draft-rules.ts'
import { useWatch } from './more-menu.tsx'
import { firstQuote, quotables } from './quote.ts'
import { SidePanel } from './side-panel.tsx'
import { nextPart, type ThreadPart } from './thread-filter.tsx'

const idOf = (caseId: string | undefined) => {
  if (!caseId || !isUuid(caseId)) throw notFound()
  return caseId
}

export const loader = memberLoader(async ({ ctx, tenant }, { params }) => caseView(ctx, tenant, idOf(params.caseId)))

export const action = memberAction(async ({ ctx }, form, { params }) => {
  const done = await actOnCase(ctx, idOf(params.caseId), String(form.get('intent')), form)
  // Moved out of the caller's sight: the list is where they go on.
  if (done.left) throw redirect(`/t/${params.tenant}/inbox?${new URLSearchParams(String(form.get('query') ?? ''))}`)
  return done
})

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
  const [part, setPart] = useState<ThreadPart>('all')
  const dialogs = useCaseDialogs(view)
  const watch = useWatch(view)
  const togglePanel = () => {
    if (window.matchMedia('(width >= 1440px)').matches) setFolded((now) => !now)
    else setDrawer((now) => !now)
  }
  /** Shows the panel if it is away: what stands in it can have no focus before. */
  const inPanel = (id: string): HTMLElement | null => {
    const panel = document.getElementById(id)
    if (panel?.checkVisibility() === false)
      flushSync(() => {
        setFolded(false)
        setDrawer(true)
      })
    return panel
  }
  const write = (kind: 'reply' | 'note') => composer.current?.write(kind)
  const quote = (of: Quote | null) => composer.current?.quote(of)
  const quotes = quotables(view)
  const toQuote = can.work && view.open && quotes.length > 0 ? () => quote(firstQuote(quotes)) : undefined
  const toPriority = () => inPanel('ticket-priority')?.focus()
  const toTags = () => inPanel('ticket-tags')?.click()
  const shell = useTexts(shellTexts)
  useCommands(() => {
    const command = (id: string, label: string, keys: string, run: () => void) => ({
      id: `case-${id}`,
      label,
      keys,
      group: shell('groupCase'),
      run,
    })
    return [
      ...(can.work
        ? [
            command('reply', shell('keyReply'), 'R', () => write('reply')),
            command('note', shell('keyNote'), 'C', () => write('note')),
            ...(toQuote ? [command('quote', shell('keyQuote'), 'Q', toQuote)] : []),
            command('priority', shell('keyPriority'), 'P', toPriority),
            command('tag', shell('keyTag'), '#', toTags),
          ]
        : []),
      command('thread', shell('keyThread'), 'V', () => setPart(nextPart)),
      command('panel', shell('keyPanel'), 'I', togglePanel),
    ]
  })
  useKeys({
    i: togglePanel,
    escape: drawer ? () => setDrawer(false) : undefined,
    r: can.work ? () => write('reply') : undefined,
    c: can.work ? () => write('note') : undefined,
    q: toQuote,
    p: can.work ? toPriority : undefined,
    '#': can.work ? toTags : undefined,
    v: () => setPart(nextPart),
  })
  return (
    <div className={cx('relative grid h-full min-h-0 grid-cols-1', !folded && 'wide:grid-cols-[minmax(0,1fr)_352px]')}>
      <div className="flex min-h-0 min-w-0 flex-col">
        <CaseHeader
          view={view}
          panelShown={!folded}
          part={part}
          onPanel={togglePanel}
          onPart={setPart}
          onDialog={dialogs.open}
          onWatch={watch}
        />
        <Conversation view={view} part={part} onQuote={quote} />
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
        <SidePanel view={view} onClose={togglePanel} onLink={() => dialogs.open('link')} onWatch={watch} />
      </aside>
      {dialogs.element}
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
