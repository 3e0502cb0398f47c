import {
  Button,
  Field,
  IconButton,
  Input,
  Popover,
  relativeDayTime,
  useLocale,
  useTexts,
  useTimeZone,
  zoneName,
} from '@siaga/ui'
import { CalendarClock } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { composerTexts } from './composer.texts.ts'
import { dayAt, daysUntil, instantOf, wallOf } from './zoned-time.ts'

type LaterProps = {
  /** Opens it; by default the clock of the composer. */
  trigger?: ReactNode
  initial?: number
  onPick(at: number): void
}

/** When to send: three likely times and any other, on the wall of the tenant's zone. */
export function SendLater({ trigger, initial, onPick }: LaterProps) {
  const t = useTexts(composerTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const [open, setOpen] = useState(false)
  const [now, setNow] = useState(0)
  const [local, setLocal] = useState('')
  const change = (to: boolean) => {
    if (to) {
      const at = Date.now()
      setNow(at)
      setLocal(wallOf(initial ?? dayAt(at, 1, '08:00', zone), zone))
    }
    setOpen(to)
  }
  const pick = (at: number) => {
    setOpen(false)
    onPick(at)
  }
  const likely = [
    { label: t('inAnHour'), at: now + 3_600_000 },
    { label: t('tomorrowMorning'), at: dayAt(now, 1, '08:00', zone) },
    { label: t('mondayMorning'), at: dayAt(now, daysUntil(now, 1, zone), '08:00', zone) },
  ].filter(({ at }, index, all) => all.findIndex((other) => other.at === at) === index)
  return (
    <Popover
      label={t('laterTitle')}
      align="end"
      open={open}
      onOpenChange={change}
      trigger={
        trigger ?? (
          <IconButton label={t('later')} size={32}>
            <CalendarClock aria-hidden="true" size={16} strokeWidth={1.75} />
          </IconButton>
        )
      }
    >
      <p className="mb-2 font-semibold">{t('laterTitle')}</p>
      <div className="flex flex-col gap-1.5">
        {likely.map(({ label, at }) => (
          <Button key={label} size={28} className="justify-between! gap-6" onClick={() => pick(at)}>
            <span>{label}</span>
            <span className="font-normal text-text-2 tabular">{relativeDayTime(locale, now, at, zone)}</span>
          </Button>
        ))}
      </div>
      <form
        className="mt-3 flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (local) pick(instantOf(local, zone))
        }}
      >
        <Field label={t('laterAt', { zone: zoneName(zone) })} className="grow">
          <Input
            type="datetime-local"
            required
            value={local}
            min={wallOf(now + 60_000, zone)}
            onChange={(event) => setLocal(event.currentTarget.value)}
          />
        </Field>
        <Button type="submit" variant="filled">
          {t('laterSend')}
        </Button>
      </form>
    </Popover>
  )
}
