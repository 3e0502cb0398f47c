import { cannedFields, fillCanned } from '@siaga/conversations/canned-rules'
import { Button, Dialog, Field, FieldError, Input, Select, Textarea, useTexts } from '@siaga/ui'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { useTenantHere } from '../../tenant/use-tenant.ts'
import { fieldErrors } from '../field-errors.ts'
import { useSettingsAct } from '../use-settings-act.ts'
import { cannedTexts, exampleValues } from './canned.texts.ts'
import type { action, CannedRow } from './route.tsx'

type FormProps = { reply: CannedRow | null; allServices: boolean; onClose(): void }

/** A canned reply with what it will look like beside it. */
export function CannedForm({ reply, allServices, onClose }: FormProps) {
  const t = useTexts(cannedTexts)
  const { services } = useTenantHere()
  const form = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState(reply?.text ?? '')
  const { fetcher, refused, count, busy } = useSettingsAct<typeof action>(`canned-${reply?.id ?? 'new'}`, {
    done: t('saved'),
  })
  const errors = fieldErrors(refused)
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    if (count > 0) close.current()
  }, [count])
  const insert = (field: string) => {
    const editor = area.current
    const [from, to] = [editor?.selectionStart ?? text.length, editor?.selectionEnd ?? text.length]
    setText(`${text.slice(0, from)}{${field}}${text.slice(to)}`)
    requestAnimationFrame(() => {
      editor?.focus()
      editor?.setSelectionRange(from + field.length + 2, from + field.length + 2)
    })
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    fetcher.submit(event.currentTarget)
  }
  const general = refused && Object.keys(errors).length === 0 ? refused.problem.detail : null
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width={640}
      title={t(reply ? 'editTitle' : 'newTitle')}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={form} variant="filled" disabled={busy}>
            {t('save')}
          </Button>
        </>
      }
    >
      <fetcher.Form id={form} method="post" onSubmit={submit} className="flex flex-col gap-3">
        <input type="hidden" name="intent" value={reply ? 'change' : 'create'} />
        {reply && <input type="hidden" name="id" value={reply.id} />}
        {reply && <input type="hidden" name="version" value={reply.version} />}
        {general && <FieldError>{general}</FieldError>}
        <div className="grid gap-3 min-[600px]:grid-cols-2">
          <Field label={t('shortcut')} help={t('shortcutHelp')} error={errors.shortcut}>
            <Input name="shortcut" defaultValue={reply?.shortcut} maxLength={30} required autoComplete="off" />
          </Field>
          <Field label={t('service')} error={errors.serviceId}>
            <Select
              name="serviceId"
              defaultValue={reply ? (reply.serviceId ?? '') : allServices ? '' : services[0]?.id}
            >
              {allServices && <option value="">{t('all')}</option>}
              {services.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        </div>
        <Field label={t('name')} error={errors.title}>
          <Input name="title" defaultValue={reply?.title} maxLength={80} required autoComplete="off" />
        </Field>
        <Field label={t('text')} error={errors.text}>
          <Textarea
            ref={area}
            name="text"
            rows={6}
            required
            maxLength={5000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Field>
        <fieldset>
          <legend className="mb-1 text-kecil font-medium text-text-2">{t('insert')}</legend>
          <div className="flex flex-wrap gap-1">
            {cannedFields.map((field) => (
              <Button key={field} size={24} className="font-mono" title={t(field)} onClick={() => insert(field)}>
                {`{${field}}`}
              </Button>
            ))}
          </div>
        </fieldset>
        {text.trim() && (
          <div>
            <p className="mb-1 text-kecil font-medium text-text-2">{t('preview')}</p>
            <div className="rounded-[8px_2px_8px_8px] border border-accent-line bg-accent-tint px-3 py-2 whitespace-pre-wrap break-words">
              {fillCanned(text, exampleValues)}
            </div>
          </div>
        )}
      </fetcher.Form>
    </Dialog>
  )
}
