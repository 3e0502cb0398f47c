import { Button, Checkbox, Dialog, Field, FieldError, Input, Select, Textarea, useTexts } from '@siaga/ui'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { fieldErrors } from '../field-errors.ts'
import { useSettingsAct } from '../use-settings-act.ts'
import { readLines, writeLines } from './field-lines.ts'
import { fieldsTexts } from './fields.texts.ts'
import type { action, ServiceFields } from './route.tsx'

type OwnField = ServiceFields['fields'][number]
const kinds = ['text', 'number', 'date', 'choice', 'yes_no'] as const

type DialogProps = { service: ServiceFields; onClose(): void }

/** Closes after a success; a refusal stays beside what was typed. */
function useForm(kind: string, onClose: () => void) {
  const t = useTexts(fieldsTexts)
  const { fetcher, refused, count, busy } = useSettingsAct<typeof action>(kind, { done: t('saved') })
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    if (count > 0) close.current()
  }, [count])
  const errors = Object.values(fieldErrors(refused))
  const problem = refused && (refused.problem.code === 'conflict' ? t('stale') : (errors[0] ?? refused.problem.detail))
  return { fetcher, problem, busy }
}

export function FieldDialog({ service, field, onClose }: DialogProps & { field: OwnField | null }) {
  const t = useTexts(fieldsTexts)
  const form = useId()
  const { fetcher, problem, busy } = useForm(`field-${field?.key ?? 'new'}`, onClose)
  const [kind, setKind] = useState<string>(field?.kind ?? 'text')
  const [wrong, setWrong] = useState<'label' | 'options' | null>(null)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    if (!String(data.get('labelId')).trim()) return setWrong('label')
    if (kind === 'choice' && readLines(String(data.get('options') ?? '')).length < 2) return setWrong('options')
    fetcher.submit(event.currentTarget)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width={520}
      title={t(field ? 'editTitle' : 'newTitle')}
      actions={
        <>
          <Button kbd="Esc" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form={form} variant="filled" disabled={busy}>
            {t('save')}
          </Button>
        </>
      }
    >
      <fetcher.Form id={form} method="post" onSubmit={submit} className="flex flex-col gap-3" noValidate>
        <input type="hidden" name="intent" value={field ? 'change' : 'add'} />
        <input type="hidden" name="serviceId" value={service.id} />
        <input type="hidden" name="version" value={service.version} />
        <input type="hidden" name="key" value={field?.key ?? ''} />
        {problem && (
          <div role="alert">
            <FieldError>{problem}</FieldError>
          </div>
        )}
        <Field label={t('labelId')} error={wrong === 'label' && t('missing')}>
          <Input name="labelId" defaultValue={field?.label.id} maxLength={80} autoComplete="off" />
        </Field>
        <Field label={t('labelEn')} optional>
          <Input name="labelEn" defaultValue={field?.label.en} maxLength={80} autoComplete="off" />
        </Field>
        <Field label={t('kind')}>
          <Select name="kind" value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
            {kinds.map((value) => (
              <option key={value} value={value}>
                {t(value)}
              </option>
            ))}
          </Select>
        </Field>
        {kind === 'choice' && (
          <Field label={t('options')} help={t('optionsHelp')} error={wrong === 'options' && t('optionsWrong')}>
            <Textarea name="options" rows={5} defaultValue={writeLines((field?.options ?? []).map((o) => o.label))} />
          </Field>
        )}
        <Checkbox
          name="required"
          value="yes"
          defaultChecked={field?.requiredToResolve}
          label={t('required')}
          help={t('requiredHelp')}
        />
      </fetcher.Form>
    </Dialog>
  )
}

type ListView = ServiceFields['checklists'][number]

export function ChecklistDialog({ service, list, onClose }: DialogProps & { list: ListView }) {
  const t = useTexts(fieldsTexts)
  const form = useId()
  const { fetcher, problem, busy } = useForm(`checklist-${list.category ?? 'every'}`, onClose)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width={520}
      title={t('checklistTitle', { name: list.name ?? t('every') })}
      actions={
        <>
          <Button kbd="Esc" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" form={form} variant="filled" disabled={busy}>
            {t('save')}
          </Button>
        </>
      }
    >
      <fetcher.Form id={form} method="post" className="flex flex-col gap-3">
        <input type="hidden" name="intent" value="checklist" />
        <input type="hidden" name="serviceId" value={service.id} />
        <input type="hidden" name="version" value={service.version} />
        <input type="hidden" name="category" value={list.category ?? ''} />
        <Field label={t('checklistItems')} help={t('checklistHelp')} error={problem}>
          <Textarea name="items" rows={8} defaultValue={writeLines(list.items.map((item) => item.text))} />
        </Field>
      </fetcher.Form>
    </Dialog>
  )
}
