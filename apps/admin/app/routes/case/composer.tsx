import { Button, TabPanel, Tabs, useTexts } from '@siaga/ui'
import { forwardRef, useImperativeHandle, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { channelInSentence } from '../../components/in-sentence.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { caseTexts } from './case.texts.ts'
import type { CaseView } from './case-view.server.ts'
import { composerTexts } from './composer.texts.ts'
import { Editor } from './composer-editor.tsx'
import type { Quote } from './draft-rules.ts'
import { chooseTemplateId, FreeTextWindow, TemplateTool } from './free-text-window.tsx'
import { OthersHere } from './others-here.tsx'
import { useCaseAct } from './use-case-act.ts'
import { useDraft } from './use-draft.ts'
import { usePresence } from './use-presence.ts'

type Kind = 'reply' | 'note'

export type ComposerHandle = { write(kind: Kind): void; insert(text: string): void; quote(of: Quote | null): void }

/** Answer the citizen, or tell colleagues. What is typed is saved as it is typed, for all devices of its writer. */
export const Composer = forwardRef<ComposerHandle, { view: CaseView }>(function Composer({ view }, handle) {
  const t = useTexts(composerTexts)
  const way = useWayOut(view)
  const [kind, setKind] = useState<Kind>(view.open ? 'reply' : 'note')
  const editors = { reply: useRef<HTMLTextAreaElement>(null), note: useRef<HTMLTextAreaElement>(null) }
  const drafts = { reply: useDraft(view, 'reply'), note: useDraft(view, 'note') }
  const { others, typed } = usePresence(view)
  const focus = (to: Kind) => {
    // At once: what is typed right after the key belongs into the editor.
    flushSync(() => setKind(to))
    const instead = to === 'reply' ? document.getElementById(chooseTemplateId) : null
    ;(editors[to].current ?? instead)?.focus()
  }
  useImperativeHandle(handle, () => ({
    write: focus,
    quote(of) {
      if (of) drafts.reply.quote(of)
      focus('reply')
    },
    insert(text) {
      drafts.reply.change(({ text: before }) => ({ text: before ? `${before}\n\n${text}` : text }))
      focus('reply')
    },
  }))
  const items = [
    { value: 'reply', label: way.tab },
    { value: 'note', label: t('note') },
  ]
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: whoever points at a tab wants to write there; by key one stays in the tabs
    <section
      aria-label={t('title')}
      onClick={(event) => {
        if (event.detail > 0 && (event.target as Element).closest('[role=tab]')) focus(kind)
      }}
      className="shrink-0 border-t border-line-2 bg-surface pb-3"
    >
      <OthersHere others={others} />
      <Tabs
        label={t('title')}
        items={items}
        value={kind}
        onValueChange={(value) => setKind(value as Kind)}
        className="[&>div:first-child]:px-4 [&>div:first-child]:shadow-none"
        end={
          <span className="hidden truncate text-kecil text-text-2 min-[700px]:block">
            {kind === 'note' ? t('noteWay') : way.detail}
          </span>
        }
      >
        <TabPanel value="reply" className="px-4">
          {view.open ? (
            <FreeTextWindow view={view} draft={drafts.reply.draft.text}>
              <Editor
                ref={editors.reply}
                view={view}
                kind="reply"
                store={drafts.reply}
                onTyped={typed}
                tools={<TemplateTool view={view} />}
              />
            </FreeTextWindow>
          ) : (
            <Settled view={view} />
          )}
        </TabPanel>
        <TabPanel value="note" className="px-4">
          <Editor ref={editors.note} view={view} kind="note" store={drafts.note} onTyped={typed} />
        </TabPanel>
      </Tabs>
    </section>
  )
})

function useWayOut(view: CaseView): { tab: string; detail: string } {
  const t = useTexts(composerTexts)
  const look = useTenantHere().channels[view.route.channelKind]
  if (!view.route.leaves || !look) return { tab: t('replyShown'), detail: t('wayShown') }
  const tab = t('replyBy', { channel: channelInSentence(look.name) })
  return { tab, detail: view.route.to ? t('wayTo', { address: view.route.to }) : '' }
}

function Settled({ view }: { view: CaseView }) {
  const t = useTexts(composerTexts)
  const words = useTexts(caseTexts)
  const { act } = useCaseAct(view, 'reopen')
  return (
    <div className="flex min-h-16 flex-wrap items-center gap-3 rounded-[5px] border border-dashed border-ctl px-3 py-2">
      <p className="min-w-0 grow basis-60">{t(view.canReopen ? 'settled' : 'settledLate')}</p>
      {view.canReopen && (
        <Button variant="filled" onClick={() => act('reopen', { revision: view.revision })}>
          {words('reopen')}
        </Button>
      )}
    </div>
  )
}
