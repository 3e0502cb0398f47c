import {
  Button,
  cx,
  FieldError,
  fileSize,
  IconButton,
  number,
  TabPanel,
  Tabs,
  useAnnounce,
  useLocale,
  useTexts,
} from '@siaga/ui'
import { Paperclip, X } from 'lucide-react'
import { forwardRef, type KeyboardEvent, useImperativeHandle, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { caseTexts } from './case.texts.ts'
import type { CaseView } from './case-view.server.ts'
import { composerTexts } from './composer.texts.ts'
import { useCaseAct } from './use-case-act.ts'
import { type Draft, useDraft } from './use-draft.ts'
import { useUpload } from './use-upload.ts'

type Kind = 'reply' | 'note'

export type ComposerHandle = { write(kind: Kind): void; insert(text: string): void }

const mostFiles = 10
const mostCharacters = 20_000

/** Answer the citizen, or tell colleagues. What is written stays in this browser until it has been taken. */
export const Composer = forwardRef<ComposerHandle, { view: CaseView }>(function Composer({ view }, handle) {
  const t = useTexts(composerTexts)
  const way = useWayOut(view)
  const [kind, setKind] = useState<Kind>(view.open ? 'reply' : 'note')
  const editors = { reply: useRef<HTMLTextAreaElement>(null), note: useRef<HTMLTextAreaElement>(null) }
  const drafts = { reply: useDraft(view.id, 'reply'), note: useDraft(view.id, 'note') }
  const focus = (to: Kind) => {
    // At once: what is typed right after the key belongs into the editor.
    flushSync(() => setKind(to))
    editors[to].current?.focus()
  }
  useImperativeHandle(handle, () => ({
    write: focus,
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
    <section aria-label={t('title')} className="shrink-0 border-t border-line-2 bg-surface pb-3">
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
            <Editor ref={editors.reply} view={view} kind="reply" store={drafts.reply} />
          ) : (
            <Settled view={view} />
          )}
        </TabPanel>
        <TabPanel value="note" className="px-4">
          <Editor ref={editors.note} view={view} kind="note" store={drafts.note} />
        </TabPanel>
      </Tabs>
    </section>
  )
})

function useWayOut(view: CaseView): { tab: string; detail: string } {
  const t = useTexts(composerTexts)
  const look = useTenantHere().channels[view.route.channelKind]
  if (!view.route.leaves || !look) return { tab: t('replyShown'), detail: t('wayShown') }
  const tab = t('replyBy', { channel: look.name.toLowerCase() })
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

type EditorProps = { view: CaseView; kind: Kind; store: ReturnType<typeof useDraft> }

const Editor = forwardRef<HTMLTextAreaElement, EditorProps>(function Editor({ view, kind, store }, ref) {
  const t = useTexts(composerTexts)
  const locale = useLocale()
  const announce = useAnnounce()
  const { tenant } = useTenantHere()
  const { draft, change, clear, renew } = store
  const [problem, setProblem] = useState<string | null>(null)
  const { act, busy } = useCaseAct(view, kind, {
    onDone() {
      clear()
      setProblem(null)
      announce(t(kind === 'reply' ? 'sent' : 'noted'))
    },
    onRefused({ problem: refused }) {
      // The id stands for another text that did arrive; this one needs its own.
      if (refused.code === 'idempotency.reused') renew()
      setProblem(refused.errors?.[0]?.detail ?? refused.detail)
    },
  })
  const upload = useUpload(`/t/${tenant.slug}/cases/${view.id}/files`, (file) =>
    change(({ files }) => ({ files: [...files, file] })),
  )
  const send = () => {
    if (busy || upload.running) return
    if (!draft.text.trim()) {
      setProblem(t('empty'))
      return
    }
    act(kind, formOf(draft))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  const trouble = problem ?? upload.problem
  const name = view.citizen.name ?? t('citizen')
  return (
    <div
      className={cx(
        'rounded-[5px] border border-ctl has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:-outline-offset-1 has-[textarea:focus-visible]:outline-focus',
        kind === 'note' ? 'border-dashed border-warn-line bg-mark' : 'bg-surface',
      )}
    >
      <textarea
        ref={ref}
        value={draft.text}
        maxLength={mostCharacters}
        rows={2}
        aria-label={kind === 'reply' ? t('replyLabel', { name }) : t('note')}
        aria-invalid={trouble ? true : undefined}
        aria-describedby={trouble ? `${kind}-problem` : undefined}
        aria-keyshortcuts="Control+Enter"
        placeholder={t(kind === 'reply' ? 'replyPlaceholder' : 'notePlaceholder')}
        onChange={(event) => {
          change({ text: event.currentTarget.value })
          setProblem(null)
        }}
        onKeyDown={onKeyDown}
        className="block field-sizing-content max-h-60 min-h-14 w-full resize-none bg-transparent px-3 pt-2 pb-1 outline-none"
      />
      <Files
        draft={draft}
        onRemove={(id) => change(({ files }) => ({ files: files.filter(({ fileId }) => fileId !== id) }))}
      />
      {trouble && (
        <div className="px-3 pb-1" role="alert">
          <FieldError id={`${kind}-problem`}>{trouble}</FieldError>
        </div>
      )}
      <div className="flex items-center gap-2 px-2 pb-2">
        {kind === 'reply' && (
          <Attach
            label={t('attach')}
            onFiles={(files) => {
              if (draft.files.length + files.length > mostFiles) upload.setProblem(t('tooMany', { max: mostFiles }))
              else void upload.upload(files)
            }}
          />
        )}
        {upload.running && (
          <span role="status" className="truncate text-kecil text-text-2">
            {t('uploading', { name: upload.running })}
          </span>
        )}
        <span className="ml-auto text-kecil text-text-2 tabular">
          {t('characters', { count: number(locale, draft.text.length) })}
        </span>
        <Button variant="filled" kbd="Ctrl ↵" onClick={send} aria-disabled={busy || undefined}>
          {t(kind === 'reply' ? 'send' : 'save')}
        </Button>
      </div>
    </div>
  )
})

function formOf(draft: Draft): FormData {
  const form = new FormData()
  form.set('text', draft.text)
  form.set('submissionId', draft.submissionId)
  for (const { fileId } of draft.files) form.append('fileId', fileId)
  return form
}

function Files({ draft, onRemove }: { draft: Draft; onRemove(fileId: string): void }) {
  const t = useTexts(composerTexts)
  const locale = useLocale()
  if (draft.files.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-1.5 px-3 pb-2">
      {draft.files.map((file) => (
        <li
          key={file.fileId}
          className="flex items-center gap-1.5 rounded-[3px] border border-line-2 bg-surface-2 pl-2 text-kecil"
        >
          <Paperclip aria-hidden="true" size={14} strokeWidth={1.75} />
          <span className="break-all">{file.name}</span>
          <span className="text-text-2 tabular">{fileSize(locale, file.sizeBytes)}</span>
          <IconButton label={t('remove', { name: file.name })} size={24} onClick={() => onRemove(file.fileId)}>
            <X aria-hidden="true" size={14} strokeWidth={1.75} />
          </IconButton>
        </li>
      ))}
    </ul>
  )
}

function Attach({ label, onFiles }: { label: string; onFiles(files: File[]): void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton label={label} size={32} onClick={() => input.current?.click()}>
        <Paperclip aria-hidden="true" size={16} strokeWidth={1.75} />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          const files = Array.from(event.currentTarget.files ?? [])
          event.currentTarget.value = ''
          if (files.length > 0) onFiles(files)
        }}
      />
    </>
  )
}
