import { Button, Dialog, Field, FieldError, Input, Notice, Select, useKeys, useTexts, useToast } from '@siaga/ui'
import { Pencil } from 'lucide-react'
import { useRef, useState } from 'react'
import { contactTexts } from './contact.texts.ts'
import type { ContactView } from './contact-view.server.ts'
import { useContactAct } from './use-contact-act.ts'

/** Name and language; what changed meanwhile is said, and what was typed stays. */
export function EditContact({ view }: { view: ContactView }) {
  const t = useTexts(contactTexts)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size={28} icon={<Pencil aria-hidden="true" size={16} strokeWidth={1.75} />} onClick={() => setOpen(true)}>
        {t('edit')}
      </Button>
      {open && <EditDialog view={view} onClose={() => setOpen(false)} />}
    </>
  )
}

function EditDialog({ view, onClose }: { view: ContactView; onClose(): void }) {
  const t = useTexts(contactTexts)
  const toast = useToast()
  const [name, setName] = useState(view.givenName ?? '')
  const [language, setLanguage] = useState(view.language ?? '')
  const base = useRef(view.version)
  const [problem, setProblem] = useState<{ code: string; detail: string } | null>(null)
  const { act, busy } = useContactAct(view.id, 'change', {
    onDone() {
      toast.show({ message: t('saved') })
      onClose()
    },
    onRefused: ({ problem: refused }) => setProblem(refused),
  })
  const stale = problem?.code === 'contact.stale'
  const save = () => {
    if (!busy) act('change', { version: stale ? view.version : base.current, name, language })
  }
  useKeys({ 'ctrl+enter': save }, { inDialog: true })
  const words = (value: string | null) =>
    t(value === 'en' ? 'languageEn' : value === 'id' ? 'languageId' : 'languageNone')
  return (
    <Dialog
      open
      onOpenChange={(to) => !to && onClose()}
      title={t('edit')}
      actions={
        <>
          <Button kbd="Esc" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="filled" kbd="Ctrl ↵" aria-disabled={busy || undefined} onClick={save}>
            {t(stale ? 'saveAgain' : 'save')}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        {problem && !stale && <FieldError>{problem.detail}</FieldError>}
        {stale && (
          <Notice>
            <div role="alert">
              <p className="font-semibold">{problem.detail}</p>
              <p className="mt-1 text-kecil">
                {t('staleNow', { name: view.name ?? t('anonymous'), language: words(view.language) })}
              </p>
            </div>
          </Notice>
        )}
        <Field label={t('name')} help={t('nameHelp')}>
          <Input value={name} maxLength={120} onChange={(event) => setName(event.currentTarget.value)} />
        </Field>
        <Field label={t('language')}>
          <Select value={language} onChange={(event) => setLanguage(event.currentTarget.value)}>
            <option value="">{t('languageNone')}</option>
            <option value="id">{t('languageId')}</option>
            <option value="en">{t('languageEn')}</option>
          </Select>
        </Field>
      </form>
    </Dialog>
  )
}
