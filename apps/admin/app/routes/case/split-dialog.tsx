import {
  Button,
  Checkbox,
  Dialog,
  Field,
  FieldError,
  Input,
  relativeDayTime,
  useKeys,
  useLocale,
  useTexts,
  useTimeZone,
} from '@siaga/ui'
import { useState } from 'react'
import type { CaseView } from './case-view.server.ts'
import { relateTexts } from './relate.texts.ts'

type SplitProps = {
  view: CaseView
  problem: string | null
  onSplit(form: FormData): void
  onClose(): void
}

/** Which messages become a ticket of their own. */
export function SplitDialog({ view, problem, onSplit, onClose }: SplitProps) {
  const t = useTexts(relateTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [subject, setSubject] = useState('')
  const [none, setNone] = useState(false)
  const [submissionId] = useState(() => crypto.randomUUID())
  const messages = view.thread.flatMap((item) => (item.kind === 'message' ? [item] : []))
  const toggle = (id: string, on: boolean) => {
    setNone(false)
    setChosen((now) => new Set([...now].filter((other) => other !== id).concat(on ? [id] : [])))
  }
  const send = () => {
    if (chosen.size === 0) return setNone(true)
    const form = new FormData()
    form.set('revision', String(view.revision))
    form.set('subject', subject)
    form.set('submissionId', submissionId)
    for (const { id } of messages) if (chosen.has(id)) form.append('messageId', id)
    onSplit(form)
  }
  useKeys({ 'ctrl+enter': send }, { inDialog: true })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width={560}
      title={t('splitTitle')}
      description={t('splitText')}
      actions={
        <>
          <Button kbd="Esc" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="filled" kbd="Ctrl ↵" onClick={send}>
            {t('split')}
          </Button>
        </>
      }
    >
      <fieldset className="min-w-0">
        <legend className="mb-1 text-kecil font-medium text-text-2">{t('splitMessages')}</legend>
        <div className="max-h-80 overflow-y-auto rounded-[5px] border border-line-2">
          {messages.map((m) => (
            <Checkbox
              key={m.id}
              className="border-t border-line px-3 py-2 first:border-t-0"
              checked={chosen.has(m.id)}
              onChange={(event) => toggle(m.id, event.currentTarget.checked)}
              label={<span className="line-clamp-2 break-words">{m.text || m.attachments[0]?.name || '—'}</span>}
              help={`${m.own ? (m.author ?? '—') : (m.author ?? t('citizen'))} · ${relativeDayTime(locale, view.now, m.at, zone)}`}
            />
          ))}
        </div>
      </fieldset>
      {(problem || none) && (
        <div role="alert" className="mt-2">
          <FieldError>{problem ?? t('splitNone')}</FieldError>
        </div>
      )}
      <Field label={t('splitSubject')} help={t('splitSubjectHelp')} optional className="mt-3">
        <Input value={subject} maxLength={200} onChange={(event) => setSubject(event.currentTarget.value)} />
      </Field>
    </Dialog>
  )
}
