import {
  Button,
  Dialog,
  Field,
  Input,
  Menu,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  relativeDayTime,
  useLocale,
  useTexts,
  useTimeZone,
  zoneName,
} from '@siaga/ui'
import { AlarmClockOff, CalendarClock } from 'lucide-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import { snoozeTexts } from './snooze.texts.ts'
import { fromField, presetTimes, toField } from './snooze-presets.ts'

const iconProps = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const
const mostMs = 366 * 86_400_000

type SnoozeMenuProps = {
  now: number
  trigger: ReactNode
  open?: boolean
  onOpenChange?(open: boolean): void
  align?: 'start' | 'end'
  onPick(until: number): void
  /** Offered where the ticket sleeps already. */
  onWake?(): void
}

/** Until when: a few times that people mean, each said in full, or one's own. */
export function SnoozeMenu({ now, trigger, open, onOpenChange, align = 'end', onPick, onWake }: SnoozeMenuProps) {
  const t = useTexts(snoozeTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const [own, setOwn] = useState(false)
  return (
    <>
      <Menu align={align} trigger={trigger} open={open} onOpenChange={onOpenChange}>
        <MenuLabel>{t('until')}</MenuLabel>
        {presetTimes(now, zone).map(({ preset, at }) => (
          <MenuItem key={preset} onSelect={() => onPick(at)}>
            <span className="flex justify-between gap-8">
              {t(preset)}
              <span className="text-text-2 tabular">{relativeDayTime(locale, now, at, zone)}</span>
            </span>
          </MenuItem>
        ))}
        <MenuItem icon={<CalendarClock {...iconProps} />} onSelect={() => setOwn(true)}>
          {t('own')}
        </MenuItem>
        {onWake && (
          <>
            <MenuSeparator />
            <MenuItem icon={<AlarmClockOff {...iconProps} />} onSelect={onWake}>
              {t('wake')}
            </MenuItem>
          </>
        )}
      </Menu>
      {own && (
        <OwnTime
          now={now}
          onClose={() => setOwn(false)}
          onPick={(at) => {
            setOwn(false)
            onPick(at)
          }}
        />
      )}
    </>
  )
}

type OwnProps = { now: number; onClose(): void; onPick(at: number): void }

function OwnTime({ now, onClose, onPick }: OwnProps) {
  const t = useTexts(snoozeTexts)
  const zone = useTimeZone()
  const [value, setValue] = useState(() => toField(now + 2 * 3_600_000, zone))
  const [wrong, setWrong] = useState(false)
  const send = (event: FormEvent) => {
    event.preventDefault()
    const at = fromField(value, zone)
    if (at === null || at <= now || at - now > mostMs) return setWrong(true)
    onPick(at)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('ownTitle')}
      description={t('orAnswer')}
      actions={
        <>
          <Button kbd="Esc" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="filled" kbd="↵" type="submit" form="snooze-own">
            {t('snooze')}
          </Button>
        </>
      }
    >
      <form id="snooze-own" onSubmit={send} noValidate>
        <Field label={t('time', { zone: zoneName(zone) })} error={wrong && t('timeMissing')}>
          <Input
            type="datetime-local"
            value={value}
            min={toField(now, zone)}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        </Field>
      </form>
    </Dialog>
  )
}
