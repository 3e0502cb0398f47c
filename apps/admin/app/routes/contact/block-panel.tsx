import {
  Button,
  Dialog,
  Field,
  FieldError,
  FieldGroup,
  Input,
  NumberedChoice,
  Panel,
  relativeDayTime,
  StateGlyph,
  useKeys,
  useLocale,
  useTexts,
  useTimeZone,
  useToast,
} from '@siaga/ui'
import { useState } from 'react'
import { inSentence } from '../../components/in-sentence.ts'
import { contactTexts } from './contact.texts.ts'
import type { ContactView } from './contact-view.server.ts'
import { useContactAct } from './use-contact-act.ts'

const spans = [
  { hours: 24, name: 'hours24' },
  { hours: 7 * 24, name: 'days7' },
  { hours: 30 * 24, name: 'days30' },
  { hours: 90 * 24, name: 'days90' },
] as const

/** Whether this citizen is blocked, by whom and until when; blocking and unblocking for whoever may. */
export function BlockPanel({ view }: { view: ContactView }) {
  const t = useTexts(contactTexts)
  const toast = useToast()
  const locale = useLocale()
  const zone = useTimeZone()
  const [asking, setAsking] = useState(false)
  const { act, busy } = useContactAct(view.id, 'unblock', { onDone: () => toast.show({ message: t('unblocked') }) })
  const at = (when: number) => inSentence(relativeDayTime(locale, view.now, when, zone))
  const { block } = view
  return (
    <Panel title={t('block')}>
      {block ? (
        <>
          <p className="flex items-center gap-1.5 font-semibold">
            <StateGlyph name="off" size={12} />
            {t('blockedUntil', { at: at(block.until) })}
          </p>
          <p className="mt-1 break-words text-kecil text-text-2">
            {t('blockedBy', { reason: block.reason, name: block.by, at: at(block.at) })}
          </p>
        </>
      ) : (
        <p className="text-text-2">{t(view.canBeBlocked ? 'notBlocked' : 'cannotBlock')}</p>
      )}
      {view.pastBlocks > 0 && (
        <p className="mt-1 text-kecil text-text-2">{t('pastBlocks', { count: view.pastBlocks })}</p>
      )}
      {view.can.block && block && (
        <Button size={28} className="mt-2" aria-disabled={busy || undefined} onClick={() => !busy && act('unblock')}>
          {t('unblock')}
        </Button>
      )}
      {view.can.block && !block && view.canBeBlocked && (
        <Button size={28} className="mt-2" onClick={() => setAsking(true)}>
          {t('block')}
        </Button>
      )}
      {asking && !block && <BlockDialog view={view} onClose={() => setAsking(false)} />}
    </Panel>
  )
}

function BlockDialog({ view, onClose }: { view: ContactView; onClose(): void }) {
  const t = useTexts(contactTexts)
  const toast = useToast()
  const [reason, setReason] = useState('')
  const [hours, setHours] = useState('24')
  const [problem, setProblem] = useState<{ detail: string; errors?: { path: string; detail: string }[] } | null>(null)
  const { act, busy } = useContactAct(view.id, 'block', {
    onDone() {
      toast.show({ message: t('blockedDone') })
      onClose()
    },
    onRefused: ({ problem: refused }) => setProblem(refused),
  })
  const wrong = problem?.errors?.find(({ path }) => path === 'reason')?.detail
  const save = () => {
    if (!busy) act('block', { version: view.version, reason, hours })
  }
  useKeys({ 'ctrl+enter': save }, { inDialog: true })
  return (
    <Dialog
      open
      onOpenChange={(to) => !to && onClose()}
      title={t('blockTitle', { name: view.name ?? t('anonymous') })}
      description={t('blockText')}
      actions={
        <>
          <Button kbd="Esc" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="filled" kbd="Ctrl ↵" aria-disabled={busy || undefined} onClick={save}>
            {t('block')}
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
        {problem && !wrong && <FieldError>{problem.detail}</FieldError>}
        <Field label={t('blockReason')} error={wrong}>
          <Input
            value={reason}
            maxLength={500}
            placeholder={t('blockReasonPlaceholder')}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </Field>
        <FieldGroup label={t('blockFor')}>
          <NumberedChoice
            name="hours"
            label={t('blockFor')}
            value={hours}
            onValueChange={setHours}
            options={spans.map((span) => ({ value: String(span.hours), label: t(span.name) }))}
          />
        </FieldGroup>
      </form>
    </Dialog>
  )
}
