import { Button, ConfirmDialog, useTexts, useToast } from '@siaga/ui'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { channelInSentence } from '../../components/in-sentence.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { CaseView, ThreadItem } from './case-view.server.ts'
import { messageTexts } from './message.texts.ts'
import { useCaseAct } from './use-case-act.ts'

type Message = Extract<ThreadItem, { kind: 'message' }>

/** What to do about a message that did not leave, or perhaps did. Nothing is sent again by itself. */
export function NextSteps({ view, message }: { view: CaseView; message: Message }) {
  const t = useTexts(messageTexts)
  const toast = useToast()
  const { can, channels } = useTenantHere()
  const [asking, setAsking] = useState(false)
  const { act, busy } = useCaseAct(view, `message-${message.id}`, {
    onDone({ intent }) {
      setAsking(false)
      toast.show({ kind: 'info', message: t(intent === 'settle-sent' ? 'markedSent' : 'sendingAgain') })
    },
  })
  const uncertain = message.state === 'uncertain'
  if (message.delivery.resent) return <p className="text-kecil text-text-2">{t('resentAlready')}</p>
  const resend = (fields: Record<string, string> = {}) =>
    act('resend', { messageId: message.id, submissionId: `resend-${message.id}-${Date.now()}`, ...fields })
  const elsewhere = view.reach.filter((r) => r.channelId !== message.delivery.channelId)
  const copy = async () => {
    await navigator.clipboard?.writeText(message.text)
    toast.show({ kind: 'info', message: t('copied') })
  }
  const work = can.work && view.open
  return (
    <div className="flex flex-col items-start gap-1.5">
      <p className="text-kecil text-text-2">{t(uncertain ? 'uncertainAdvice' : 'failedAdvice')}</p>
      <div className="flex flex-wrap gap-1.5">
        {uncertain && can.work && (
          <Button size={24} disabled={busy} onClick={() => act('settle-sent', { messageId: message.id })}>
            {t('markSent')}
          </Button>
        )}
        {work && (
          <Button size={24} disabled={busy} onClick={() => (uncertain ? setAsking(true) : resend())}>
            {t('resend')}
          </Button>
        )}
        {work &&
          !uncertain &&
          elsewhere.map((r) => (
            <Button
              key={`${r.channelId} ${r.toAddress}`}
              size={24}
              disabled={busy}
              onClick={() => resend({ channelId: r.channelId })}
            >
              {t('resendBy', { channel: channelInSentence(channels[r.channelKind]?.name ?? ''), address: r.toAddress })}
            </Button>
          ))}
        <Button size={24} icon={<Copy aria-hidden="true" size={14} strokeWidth={1.75} />} onClick={copy}>
          {t('copy')}
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        irreversible
        title={t('twiceTitle')}
        consequence={t('twiceConsequence')}
        confirmLabel={t('resend')}
        pending={busy}
        onConfirm={() => resend({ twice: '1' })}
      />
    </div>
  )
}
