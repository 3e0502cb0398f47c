import { Button, Dialog, Field, FieldGroup, Notice, NumberedChoice, Textarea, useKeys, useTexts } from '@siaga/ui'
import { useState } from 'react'
import type { CaseView } from './case-view.server.ts'
import { OwnField } from './own-field.tsx'
import { settleTexts } from './settle.texts.ts'

type SettleProps = {
  view: CaseView
  kind: 'resolve' | 'close'
  act(intent: string, fields: Record<string, string | number>): void
  onClose(): void
}

const otherClasses = ['information', 'prank', 'ghost', 'abandoned', 'test'] as const

/** How the ticket ends: outcome by number, the class of its contacts, and a note if there is something to say. */
export function SettleDialog({ view, kind, act, onClose }: SettleProps) {
  const t = useTexts(settleTexts)
  const [outcome, setOutcome] = useState<string | null>(null)
  const [group, setGroup] = useState('normal')
  const [note, setNote] = useState('')
  const [missing, setMissing] = useState(false)
  const [children, setChildren] = useState<'leave' | 'settle' | null>(null)
  const [answers, setAnswers] = useState<Record<string, string>>({})
  const openParts = view.children.filter(({ open }) => open)
  const served = group === 'normal' || group === 'information'
  const needed = served ? view.fields.filter(({ required, value }) => required && !value) : []
  const unchecked = view.checklist.filter(({ doneAt }) => doneAt === null).length
  const settledBefore = kind === 'close' && view.state === 'resolved'
  const { outcomes } = view.service
  const send = () => {
    const incomplete = !settledBefore && (!outcome || needed.some(({ key }) => !answers[key]?.trim()))
    if (incomplete || (openParts.length > 0 && !children)) {
      setMissing(true)
      return
    }
    act(kind, {
      revision: view.revision,
      ...(outcome && { outcome }),
      ...(!settledBefore && { class: group }),
      ...(note.trim() && kind === 'resolve' && { note }),
      ...(children && { children }),
      ...(!settledBefore && Object.fromEntries(needed.map(({ key }) => [`attributes.${key}`, answers[key] ?? '']))),
    })
  }
  const byNumber = Object.fromEntries(
    outcomes.slice(0, 9).map(({ code }, index) => [String(index + 1), () => setOutcome(code)]),
  )
  useKeys({ ...(settledBefore ? {} : byNumber), 'ctrl+enter': send }, { inDialog: true })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width={520}
      title={t(kind === 'resolve' ? 'resolveTitle' : 'closeTitle', { number: view.number })}
      description={t(kind === 'resolve' ? 'resolveText' : 'closeText')}
      actions={
        <>
          <Button kbd="Esc" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="filled" kbd="Ctrl ↵" onClick={send}>
            {t(kind)}
          </Button>
        </>
      }
    >
      {openParts.length > 0 && (
        <FieldGroup
          label={t('parts', { numbers: openParts.map(({ number }) => number).join(', ') })}
          error={missing && !children && t('partsMissing')}
          className="mb-4"
        >
          <NumberedChoice
            name="children"
            label={t('partsLabel')}
            value={children ?? ''}
            onValueChange={(value) => setChildren(value as 'leave' | 'settle')}
            options={[
              { value: 'leave', label: t('partsLeave') },
              { value: 'settle', label: t('partsSettle') },
            ]}
          />
        </FieldGroup>
      )}
      {!settledBefore && (
        <div className="flex flex-col gap-4">
          {unchecked > 0 && <Notice>{t('unchecked', { count: unchecked, total: view.checklist.length })}</Notice>}
          <FieldGroup label={t('outcome')} error={missing && !outcome && t('outcomeMissing')}>
            <NumberedChoice
              name="outcome"
              label={t('outcome')}
              value={outcome ?? ''}
              onValueChange={setOutcome}
              options={outcomes.map(({ code, name }, index) => ({
                value: code,
                label: name,
                ...(index < 9 && { keys: String(index + 1) }),
              }))}
            />
          </FieldGroup>
          <FieldGroup label={t('class')} help={t('classHelp')}>
            <NumberedChoice
              name="class"
              label={t('class')}
              value={group}
              onValueChange={setGroup}
              options={[
                { value: 'normal', label: view.service.normalClass },
                ...otherClasses.map((value) => ({ value, label: t(value) })),
              ]}
            />
          </FieldGroup>
          {needed.map((field) => (
            <Field
              key={field.key}
              label={field.label}
              help={field.help}
              error={missing && !answers[field.key]?.trim() && t('fieldMissing')}
            >
              <OwnField
                field={field}
                value={answers[field.key] ?? ''}
                onChange={(value) => setAnswers((now) => ({ ...now, [field.key]: value }))}
              />
            </Field>
          ))}
          {kind === 'resolve' && (
            <Field label={t('note')} optional>
              <Textarea
                rows={2}
                value={note}
                placeholder={t('notePlaceholder')}
                maxLength={2000}
                onChange={(event) => setNote(event.currentTarget.value)}
              />
            </Field>
          )}
        </div>
      )}
    </Dialog>
  )
}
