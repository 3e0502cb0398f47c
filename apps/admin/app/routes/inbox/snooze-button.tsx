import {
  Chip,
  IconButton,
  relativeDayTime,
  useKeys,
  useLocale,
  useNow,
  useTexts,
  useTimeZone,
  useToast,
} from '@siaga/ui'
import { AlarmClock } from 'lucide-react'
import { useState } from 'react'
import { inSentence } from '../../components/in-sentence.ts'
import type { CaseView } from '../case/case-view.server.ts'
import { useCaseAct } from '../case/use-case-act.ts'
import { shellTexts } from '../tenant/shell.texts.ts'
import { useCommands } from '../tenant/shell-context.tsx'
import { snoozeTexts } from './snooze.texts.ts'
import { SnoozeMenu } from './snooze-menu.tsx'

type Snoozed = Pick<CaseView, 'id' | 'number' | 'now' | 'revision' | 'snoozedUntil'>

/** Puts the open ticket off, or brings it back; key S. */
export function SnoozeButton({ view }: { view: Snoozed }) {
  const t = useTexts(snoozeTexts)
  const shell = useTexts(shellTexts)
  const toast = useToast()
  const now = useNow(view.now)
  const [open, setOpen] = useState(false)
  const { act } = useCaseAct(view, 'snooze', {
    onDone({ intent }) {
      toast.show({ message: t(intent === 'snooze' ? 'done' : 'awake', { number: view.number }) })
    },
  })
  const wake = () => act('unsnooze', { revision: view.revision })
  const group = shell('groupCase')
  useKeys({ s: () => setOpen(true) })
  useCommands(() => [
    { id: 'snooze', label: t('snooze'), keys: 'S', group, run: () => setOpen(true) },
    ...(view.snoozedUntil === null ? [] : [{ id: 'unsnooze', label: t('wake'), group, run: wake }]),
  ])
  return (
    <SnoozeMenu
      now={now}
      open={open}
      onOpenChange={setOpen}
      onPick={(until) => act('snooze', { revision: view.revision, until: new Date(until).toISOString() })}
      {...(view.snoozedUntil !== null && { onWake: wake })}
      trigger={
        <IconButton label={t('snooze')} keys="S" size={28} variant="outlined">
          <AlarmClock aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      }
    />
  )
}

/** Until when the ticket sleeps, beside its state. */
export function SnoozedChip({ view }: { view: Pick<CaseView, 'now' | 'snoozedUntil'> }) {
  const t = useTexts(snoozeTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  if (view.snoozedUntil === null) return null
  const at = inSentence(relativeDayTime(locale, view.now, view.snoozedUntil, zone))
  return <Chip glyph="off">{t('asleep', { at })}</Chip>
}
