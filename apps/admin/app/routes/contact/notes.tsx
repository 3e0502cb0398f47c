import {
  Button,
  cx,
  Field,
  Panel,
  relativeDayTime,
  Textarea,
  useLocale,
  useTexts,
  useTimeZone,
  useToast,
} from '@siaga/ui'
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react'
import { newSubmissionId } from '../../components/submission-id.ts'
import { contactTexts } from './contact.texts.ts'
import type { ContactView } from './contact-view.server.ts'
import { useContactAct } from './use-contact-act.ts'

/** What colleagues should know; the newest first. */
export function NotesPanel({ view }: { view: ContactView }) {
  const t = useTexts(contactTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  if (view.masked) return null
  return (
    <Panel title={t('notes')} meta={view.notes.length || undefined}>
      {view.can.work && <NoteForm view={view} />}
      {view.notes.length === 0 && !view.can.work && <p className="text-text-2">{t('noNotes')}</p>}
      <ul className="flex flex-col gap-2">
        {view.notes.map((note) => (
          <li key={note.id} className="rounded-[5px] border border-dashed border-warn-line bg-mark px-2.5 py-2">
            <p className="break-words whitespace-pre-line">{note.text}</p>
            <p className="mt-1 text-kecil text-text-2">
              {note.by} · {relativeDayTime(locale, view.now, note.at, zone)}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function NoteForm({ view }: { view: ContactView }) {
  const t = useTexts(contactTexts)
  const toast = useToast()
  const [text, setText] = useState('')
  const submissionId = useRef(newSubmissionId())
  const { act, busy } = useContactAct(view.id, 'note', {
    onDone() {
      setText('')
      submissionId.current = newSubmissionId()
      toast.show({ message: t('noteSaved') })
    },
  })
  const save = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault()
    if (text.trim() && !busy) act('note', { text, submissionId: submissionId.current })
  }
  return (
    <form onSubmit={save} className={cx('flex flex-col gap-2', view.notes.length > 0 && 'mb-3')}>
      <Field label={t('noteLabel')} hideLabel>
        <Textarea
          rows={2}
          value={text}
          maxLength={4000}
          placeholder={t('notePlaceholder')}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && save(event)}
        />
      </Field>
      {text.trim() && (
        <Button type="submit" size={28} kbd="Ctrl ↵" aria-disabled={busy || undefined} className="self-end">
          {t('noteSave')}
        </Button>
      )}
    </form>
  )
}
