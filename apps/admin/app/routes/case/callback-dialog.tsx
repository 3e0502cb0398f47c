import { Button, Dialog, Field, Input, useKeys, useTexts, useTimeZone, zoneName } from '@siaga/ui'
import { useState } from 'react'
import { fromField, toField } from '../inbox/snooze-presets.ts'
import type { CaseView } from './case-view.server.ts'
import { relateTexts } from './relate.texts.ts'

const hourMs = 3_600_000
const mostMs = 366 * 24 * hourMs

type CallbackProps = {
  view: CaseView
  problem: string | null
  onPlan(at: number): void
  onClose(): void
}

/** When the citizen is to be called back. */
export function CallbackDialog({ view, problem, onPlan, onClose }: CallbackProps) {
  const t = useTexts(relateTexts)
  const zone = useTimeZone()
  const [value, setValue] = useState(() => toField(view.callbackAt ?? view.now + hourMs, zone))
  const [wrong, setWrong] = useState(false)
  const send = () => {
    const at = fromField(value, zone)
    if (at === null || at <= Date.now() || at - Date.now() > mostMs) setWrong(true)
    else onPlan(at)
  }
  useKeys({ 'ctrl+enter': send }, { inDialog: true })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('callbackTitle')}
      description={t('callbackText')}
      actions={
        <>
          <Button kbd="Esc" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="filled" kbd="Ctrl ↵" onClick={send}>
            {t('callback')}
          </Button>
        </>
      }
    >
      <Field
        label={t('callbackAt', { zone: zoneName(zone) })}
        error={problem ?? (wrong ? t('callbackWrong') : undefined)}
      >
        <Input
          type="datetime-local"
          value={value}
          onChange={(event) => {
            setValue(event.currentTarget.value)
            setWrong(false)
          }}
        />
      </Field>
    </Dialog>
  )
}
