import { Button, ConfirmDialog, useTexts } from '@siaga/ui'
import { useState } from 'react'
import { useSettingsAct } from '../use-settings-act.ts'
import type { action } from './channel.tsx'
import { channelsTexts } from './channels.texts.ts'

/** Off is asked for first: citizens would no longer get through. */
export function SwitchButton({ address, version, enabled }: { address: string; version: number; enabled: boolean }) {
  const t = useTexts(channelsTexts)
  const [asking, setAsking] = useState(false)
  const { fetcher, busy } = useSettingsAct<typeof action>('switch', {
    done: t(enabled ? 'switchedOn' : 'switchedOff'),
    toastRefusal: true,
  })
  const send = (intent: 'on' | 'off') => fetcher.submit({ intent, version: String(version) }, { method: 'post' })
  return (
    <div className="border-t border-line pt-3">
      <Button disabled={busy} onClick={() => (enabled ? setAsking(true) : send('on'))}>
        {t(enabled ? 'switchOff' : 'switchOn')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('offQuestion', { address })}
        consequence={t('offConsequence')}
        confirmLabel={t('switchOff')}
        onConfirm={() => {
          setAsking(false)
          send('off')
        }}
      />
    </div>
  )
}
