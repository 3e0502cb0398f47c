import { Button, Dialog, Field, FieldGroup, NumberedChoice, Textarea, useKeys, useTexts } from '@siaga/ui'
import { useState } from 'react'
import type { CaseView } from './case-view.server.ts'
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
  const settledBefore = kind === 'close' && view.state === 'resolved'
  const { outcomes } = view.service
  const send = () => {
    if (!outcome && !settledBefore) {
      setMissing(true)
      return
    }
    act(kind, {
      revision: view.revision,
      ...(outcome && { outcome }),
      ...(!settledBefore && { class: group }),
      ...(note.trim() && kind === 'resolve' && { note }),
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
      {!settledBefore && (
        <div className="flex flex-col gap-4">
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
