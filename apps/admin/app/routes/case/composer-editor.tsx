import { fillCanned, unfilledFields } from '@siaga/conversations/canned-rules'
import { Button, cx, FieldError, number, useAnnounce, useLocale, useTexts, useTimeZone, useToast } from '@siaga/ui'
import { MessageSquareQuote } from 'lucide-react'
import {
  type ClipboardEvent,
  type DragEvent,
  forwardRef,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react'
import { useShell } from '../tenant/shell-context.tsx'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView } from './case-view.server.ts'
import { composerTexts } from './composer.texts.ts'
import { CannedList, cannedOptionId } from './composer-canned.tsx'
import { DraftConflict } from './composer-conflict.tsx'
import { Attach, Files, mostFiles } from './composer-files.tsx'
import { SendLater } from './composer-later.tsx'
import type { Draft, Quote } from './draft-rules.ts'
import { MentionList, mentionListId, useMentionPicker } from './mention-picker.tsx'
import { nextQuote, quotables } from './quote.ts'
import { QuoteAbove } from './quote-above.tsx'
import { beginAct } from './under-way.ts'
import { type Canned, matching, slashAt, useCanned } from './use-canned.ts'
import { useCaseAct } from './use-case-act.ts'
import type { DraftStore } from './use-draft.ts'
import { usePastedName, useUpload } from './use-upload.ts'
import { inSentence } from './zoned-time.ts'

const mostCharacters = 20_000

const quoteStep = ({ key }: { key: string }) => ({ ArrowUp: -1, ArrowDown: 1 })[key]

type EditorProps = {
  view: CaseView
  kind: 'reply' | 'note'
  store: DraftStore
  onTyped(): void
  /** What a channel adds beside the tools (templates). */
  tools?: ReactNode
}

export const Editor = forwardRef<HTMLTextAreaElement, EditorProps>(function Editor(props, forwarded) {
  const { view, kind, store, onTyped, tools } = props
  const t = useTexts(composerTexts)
  const announce = useAnnounce()
  const { tenant } = useTenantHere()
  const { draft, change, conflict } = store
  const area = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle(forwarded, () => area.current as HTMLTextAreaElement)
  const [problem, setProblem] = useState<string | null>(null)
  const [dropping, setDropping] = useState(false)
  const upload = useUpload(`/t/${tenant.slug}/cases/${view.id}/files`, (file) =>
    change(({ files }) => ({ files: [...files, file] })),
  )
  const pastedName = usePastedName()
  const say = (text: string | null) => {
    setProblem(text)
    upload.setProblem(null)
  }
  const { send, busy, undoLast } = useSend({ view, kind, store, uploading: upload.uploads.length > 0, setProblem: say })
  const canned = useCannedPicker({ view, kind, store, area })
  const mentions = useMentionPicker({ view, enabled: kind === 'note', store, area })
  const unfilled = kind === 'reply' ? unfilledFields(draft.text) : []

  const add = (files: readonly { file: File; name: string }[]) => {
    if (draft.files.length + upload.uploads.length + files.length > mostFiles)
      upload.setProblem(t('tooMany', { max: mostFiles }))
    else upload.upload(files)
  }
  const takesFiles = kind === 'reply'
  const onPaste = (event: ClipboardEvent) => {
    const files = Array.from(event.clipboardData.files)
    if (!takesFiles || files.length === 0) return
    event.preventDefault()
    add(files.map((file, index) => ({ file, name: pastedName(file, index) })))
  }
  const onDrop = (event: DragEvent) => {
    setDropping(false)
    const files = Array.from(event.dataTransfer.files)
    if (!takesFiles || files.length === 0) return
    event.preventDefault()
    add(files.map((file) => ({ file, name: file.name })))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || canned.onKeyDown(event) || mentions.onKeyDown(event)) return
    const command = event.ctrlKey || event.metaKey
    if (event.key === 'Enter' && command) {
      event.preventDefault()
      void send()
    } else if (event.altKey && quoteStep(event) && kind === 'reply') {
      const messages = quotables(view)
      if (messages.length === 0) return
      event.preventDefault()
      store.quote(nextQuote(messages, draft.quote ?? null, quoteStep(event) as -1 | 1))
    } else if (event.key.toLowerCase() === 'z' && command && !draft.text && undoLast()) event.preventDefault()
    else if (event.key === 'Escape') area.current?.blur()
  }
  const trouble = problem ?? upload.problem
  const name = view.citizen.name ?? t('citizen')
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: files may be dropped anywhere on it; the button does the same
    <div
      onDragOver={(event) => {
        if (!takesFiles || !event.dataTransfer.types.includes('Files')) return
        event.preventDefault()
        setDropping(true)
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDropping(false)
      }}
      onDrop={onDrop}
      className={cx(
        'relative rounded-[5px] border border-ctl has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:-outline-offset-1 has-[textarea:focus-visible]:outline-focus',
        kind === 'note' ? 'border-dashed border-warn-line bg-mark' : 'bg-surface',
      )}
    >
      {canned.open && (
        <CannedList
          id={`${kind}-canned`}
          word={canned.word}
          items={canned.items}
          active={canned.active}
          preview={canned.filled}
          onPick={canned.pick}
        />
      )}
      {mentions.open && <MentionList people={mentions.people} active={mentions.active} onPick={mentions.pick} />}
      {dropping && (
        <div className="pointer-events-none absolute inset-0 z-10 flex items-center justify-center rounded-[5px] border-2 border-dashed border-link bg-accent-tint font-semibold text-link">
          {t('dropHere')}
        </div>
      )}
      {draft.quote && kind === 'reply' && <QuoteAbove quote={draft.quote} onRemove={() => store.quote(null)} />}
      <div className="relative">
        <Marked area={area} text={draft.text} show={unfilled.length > 0} />
        <textarea
          ref={area}
          value={draft.text}
          maxLength={mostCharacters}
          rows={2}
          aria-label={kind === 'reply' ? t('replyLabel', { name }) : t('note')}
          aria-invalid={trouble ? true : undefined}
          aria-describedby={trouble ? `${kind}-problem` : unfilled.length > 0 ? `${kind}-unfilled` : undefined}
          aria-keyshortcuts="Control+Enter"
          aria-autocomplete="list"
          aria-controls={canned.open ? `${kind}-canned` : mentions.open ? mentionListId : undefined}
          aria-activedescendant={canned.activeId ?? mentions.activeId}
          placeholder={t(kind === 'reply' ? 'replyPlaceholder' : 'notePlaceholder')}
          onChange={(event) => {
            change({ text: event.currentTarget.value })
            canned.look(event.currentTarget)
            mentions.look(event.currentTarget)
            setProblem(null)
            upload.setProblem(null)
            onTyped()
          }}
          onSelect={(event) => {
            canned.look(event.currentTarget)
            mentions.look(event.currentTarget)
          }}
          onBlur={() => {
            canned.close()
            mentions.close()
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          className="relative block field-sizing-content max-h-60 min-h-14 w-full resize-none bg-transparent px-3 pt-2 pb-1 outline-none"
        />
      </div>
      {conflict && <DraftConflict mine={draft.text} theirs={conflict} now={view.now} onChoose={store.choose} />}
      <Files
        files={draft.files}
        uploads={upload.uploads}
        onRemove={(id) => change(({ files }) => ({ files: files.filter(({ fileId }) => fileId !== id) }))}
        onCancel={upload.cancel}
      />
      {trouble && (
        <div className="px-3 pb-1" role="alert">
          <FieldError id={`${kind}-problem`}>{trouble}</FieldError>
        </div>
      )}
      {!trouble && unfilled.length > 0 && (
        <div className="flex flex-wrap items-center gap-x-3 px-3 pb-1">
          <FieldError id={`${kind}-unfilled`}>
            {t('unfilled', { names: unfilled.map((field) => `{${field}}`).join(', ') })}
          </FieldError>
          <Button size={24} variant="quiet" onClick={() => selectUnfilled(area.current)}>
            {t('toUnfilled')}
          </Button>
        </div>
      )}
      <div className="flex items-center gap-1 px-2 pb-2">
        {takesFiles && <Attach onFiles={(files) => add(files.map((file) => ({ file, name: file.name })))} />}
        {kind === 'reply' && (
          <Button
            size={32}
            variant="quiet"
            kbd="/"
            icon={<MessageSquareQuote aria-hidden="true" size={16} strokeWidth={1.75} />}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              canned.offer()
              announce(t('cannedHow'))
            }}
          >
            {t('canned')}
          </Button>
        )}
        {tools}
        <Saved state={store.state} />
        <Count length={draft.text.length} />
        {kind === 'reply' && <SendLater onPick={(at) => void send(at)} />}
        <Button variant="filled" kbd="Ctrl ↵" onClick={() => void send()} aria-disabled={busy || undefined}>
          {t(kind === 'reply' ? 'send' : 'save')}
        </Button>
      </div>
    </div>
  )
})

function Saved({ state }: { state: DraftStore['state'] }) {
  const t = useTexts(composerTexts)
  const words = { none: null, saved: t('draftSaved'), saving: t('draftSaving'), here: t('draftHere') }[state]
  return (
    <span role="status" className="ml-auto truncate pl-2 text-kecil text-text-2">
      {words}
    </span>
  )
}

function Count({ length }: { length: number }) {
  const t = useTexts(composerTexts)
  const locale = useLocale()
  return (
    <span className="hidden shrink-0 px-2 text-kecil text-text-2 tabular min-[700px]:block">
      {t('characters', { count: number(locale, length) })}
    </span>
  )
}

/** The same text behind the editor, in which only what nobody has filled in is drawn. */
function Marked({
  area,
  text,
  show,
}: {
  area: React.RefObject<HTMLTextAreaElement | null>
  text: string
  show: boolean
}) {
  const behind = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const editor = area.current
    if (!show || !editor) return
    const follow = () => {
      if (behind.current) behind.current.scrollTop = editor.scrollTop
    }
    follow()
    editor.addEventListener('scroll', follow)
    return () => editor.removeEventListener('scroll', follow)
  }, [area, show])
  if (!show) return null
  return (
    <div
      ref={behind}
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 overflow-hidden whitespace-pre-wrap break-words px-3 pt-2 pb-1 text-transparent"
    >
      {text.split(/(\{[\p{L}][\p{L}\p{N}_ ]{0,39}\})/u).map((part, index) =>
        index % 2 === 1 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text have no other name
          <mark key={index} className="rounded-[3px] bg-warn-tint text-transparent outline outline-warn-line">
            {part}
          </mark>
        ) : (
          part
        ),
      )}
    </div>
  )
}

function selectUnfilled(editor: HTMLTextAreaElement | null) {
  const name = editor && unfilledFields(editor.value)[0]
  if (!editor || !name) return
  const from = editor.value.indexOf(`{${name}`)
  editor.focus()
  editor.setSelectionRange(from, editor.value.indexOf('}', from) + 1)
}

type SendOptions = {
  view: CaseView
  kind: 'reply' | 'note'
  store: DraftStore
  uploading: boolean
  setProblem(problem: string | null): void
}

/** Sends the draft, now or later; for some seconds a reply can be taken back. */
function useSend({ view, kind, store, uploading, setProblem }: SendOptions) {
  const t = useTexts(composerTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const announce = useAnnounce()
  const toast = useToast()
  const { tenant } = useTenantHere()
  const { act: actLater } = useShell()
  const sentQuote = useRef<Quote | null>(null)
  const last = useRef<{ messageId: string; until: number; quote: Quote | null } | null>(null)
  const [waiting, setWaiting] = useState(false)
  const undo = (messageId: string) => {
    if (last.current?.quote) store.quote(last.current.quote)
    last.current = null
    // Through the shell: it also works when another ticket is open by then.
    actLater(`/t/${tenant.slug}/inbox/${view.id}`, { intent: 'withdraw', messageId })
  }
  const { act, busy } = useCaseAct(view, kind, {
    onDone({ held }) {
      store.clear()
      setWaiting(false)
      setProblem(null)
      if (kind === 'note') return announce(t('noted'))
      if (!held) return announce(t('sent'))
      const message = held.later ? t('scheduled', { at: inSentence(locale, Date.now(), held.until, zone) }) : t('sent')
      last.current = { messageId: held.messageId, until: held.until, quote: sentQuote.current }
      toast.show({ message, undo: () => undo(held.messageId) })
    },
    onRefused({ problem }) {
      store.resume()
      setWaiting(false)
      // The id stands for another text that did arrive; this one needs its own.
      if (problem.code === 'idempotency.reused') store.renew()
      setProblem(problem.errors?.[0]?.detail ?? problem.detail)
    },
  })
  async function send(at?: number) {
    if (busy || waiting) return
    if (uploading) return setProblem(t('uploadFirst'))
    const { text, files, quote } = store.latest.current
    if (!text.trim() && (kind === 'note' || files.length === 0)) return setProblem(t('empty'))
    sentQuote.current = quote ?? null
    setWaiting(true)
    const end = beginAct()
    await store.pause()
    const form = formOf(store.latest.current)
    if (kind === 'reply') form.set('undoable', '1')
    if (at) form.set('sendAt', new Date(at).toISOString())
    act(kind, form)
    end(true)
  }
  return {
    send,
    busy: busy || waiting,
    /** Takes back the answer just sent; false when there is none. */
    undoLast() {
      if (!last.current || last.current.until < Date.now()) return false
      undo(last.current.messageId)
      return true
    },
  }
}

function formOf(draft: Draft): FormData {
  const form = new FormData()
  form.set('text', draft.text)
  form.set('submissionId', draft.submissionId)
  form.set('draftVersion', String(draft.version))
  if (draft.quote) form.set('replyToId', draft.quote.id)
  for (const { fileId } of draft.files) form.append('fileId', fileId)
  return form
}

type PickerOptions = {
  view: CaseView
  kind: 'reply' | 'note'
  store: DraftStore
  area: React.RefObject<HTMLTextAreaElement | null>
}

/** Canned replies by `/` and a word: the list follows what is typed, arrows and Enter choose. */
function useCannedPicker({ view, kind, store, area }: PickerOptions) {
  const [slash, setSlash] = useState<{ word: string; from: number } | null>(null)
  const [active, setActive] = useState(0)
  const replies = useCanned(view.serviceId, kind === 'reply' && slash !== null)
  const items = slash ? matching(replies, slash.word) : []
  const open = slash !== null && (items.length > 0 || slash.word === '')
  const filled = (text: string) => fillCanned(text, view.canned)
  const close = () => setSlash(null)
  const look = (editor: HTMLTextAreaElement) => {
    if (kind !== 'reply') return
    const found = editor.selectionStart === editor.selectionEnd ? slashAt(editor.value, editor.selectionStart) : null
    if (found?.from !== slash?.from || found?.word !== slash?.word) {
      setSlash(found)
      setActive(0)
    }
  }
  const put = (text: string, caret: number) => {
    store.change({ text })
    requestAnimationFrame(() => {
      area.current?.focus()
      area.current?.setSelectionRange(caret, caret)
    })
  }
  const pick = (item: Canned) => {
    if (!slash) return
    const text = store.latest.current.text
    const after = text.slice(slash.from + 1 + slash.word.length)
    const insert = filled(item.text)
    put(text.slice(0, slash.from) + insert + after, slash.from + insert.length)
    close()
    // What nobody could fill is chosen, so that typing replaces it.
    if (unfilledFields(insert).length > 0)
      requestAnimationFrame(() => requestAnimationFrame(() => selectUnfilled(area.current)))
  }
  return {
    open,
    word: slash?.word ?? '',
    items,
    active,
    activeId: open && items[active] ? cannedOptionId(items[active].id) : undefined,
    filled,
    look,
    close,
    pick,
    /** By the button: as if a slash had been typed. */
    offer() {
      const editor = area.current
      const text = store.latest.current.text
      const caret = editor?.selectionStart ?? text.length
      const before = text.slice(0, caret)
      const typed = before === '' || /\s$/.test(before) ? '/' : ' /'
      put(before + typed + text.slice(caret), caret + typed.length)
      setSlash({ word: '', from: caret + typed.length - 1 })
      setActive(0)
    },
    /** True when the key was for the list. */
    onKeyDown(event: KeyboardEvent): boolean {
      if (!open || items.length === 0) {
        if (open && event.key === 'Escape') close()
        return open && event.key === 'Escape'
      }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      const chosen = items[active]
      if (step) setActive((active + step + items.length) % items.length)
      else if (event.key === 'Escape') close()
      else if ((event.key === 'Enter' || event.key === 'Tab') && chosen && !event.ctrlKey && !event.metaKey)
        pick(chosen)
      else return false
      event.preventDefault()
      event.stopPropagation()
      return true
    },
  }
}
