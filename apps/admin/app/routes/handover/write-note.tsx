import { Button, Field, Input, Notice, Panel, Select, Textarea, useKeys, useTexts } from '@siaga/ui'
import { useEffect, useRef, useState } from 'react'
import { fieldErrors } from '../settings/field-errors.ts'
import { useSettingsAct } from '../settings/use-settings-act.ts'
import { useCommands } from '../tenant/shell-context.tsx'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { handoverTexts } from './handover.texts.ts'
import type { action } from './route.tsx'

/** Leaves a note to the next shift; what was refused stays typed. */
export function WriteNote() {
  const t = useTexts(handoverTexts)
  const { services } = useTenantHere()
  const { fetcher, busy, refused, count } = useSettingsAct<typeof action>('handover-write', { done: t('left') })
  const form = useRef<HTMLFormElement>(null)
  const text = useRef<HTMLTextAreaElement>(null)
  const [submissionId, setSubmissionId] = useState('')
  useEffect(() => {
    setSubmissionId(crypto.randomUUID())
    if (count > 0) form.current?.reset()
  }, [count])
  useKeys({ c: () => text.current?.focus() })
  useCommands(() => [
    { id: 'handover-write', label: t('write'), keys: 'C', group: t('group'), run: () => text.current?.focus() },
  ])
  const errors = fieldErrors(refused)
  return (
    <Panel title={t('write')}>
      <fetcher.Form
        ref={form}
        method="post"
        className="flex flex-col gap-3"
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
        }}
      >
        <input type="hidden" name="intent" value="write" />
        <input type="hidden" name="submissionId" value={submissionId} />
        {refused && Object.keys(errors).length === 0 && <Notice>{refused.problem.detail}</Notice>}
        <Field label={t('service')} error={errors.serviceId}>
          <Select name="serviceId">
            {services.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t('text')} help={t('textHelp')} error={errors.text}>
          <Textarea ref={text} name="text" rows={7} required maxLength={5000} />
        </Field>
        <Field label={t('cases')} help={t('casesHelp')} error={errors.cases ?? errors.caseIds} optional>
          <Input name="cases" autoComplete="off" spellCheck={false} maxLength={600} />
        </Field>
        <div>
          <Button type="submit" variant="filled" kbd="Ctrl ↵" disabled={busy}>
            {t('leave')}
          </Button>
        </div>
      </fetcher.Form>
    </Panel>
  )
}
