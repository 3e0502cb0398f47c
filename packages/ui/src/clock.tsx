import { cx } from './cx.ts'
import { clock, type Instant, time, timeSeconds, toMs, zoneName } from './format.ts'
import { useLocale, useTimeZone } from './locale.tsx'

export type ClockProps = {
  since: Instant
  now: number /** Says from when it counts. */
  label?: string
  className?: string
}

/** A running clock, "4.12" since `since`. Thresholds are spoken by the live region, never by the clock. */
export function Clock({ since, now, label, className }: ClockProps) {
  const locale = useLocale()
  return (
    <span role="timer" aria-live="off" aria-label={label} className={cx('tabular', className ?? 'text-jam')}>
      {clock(locale, now - toMs(since))}
    </span>
  )
}

export type WallClockProps = { now: number; seconds?: boolean; className?: string }

/** The time of day with its zone. */
export function WallClock({ now, seconds, className }: WallClockProps) {
  const locale = useLocale()
  const timeZone = useTimeZone()
  return (
    <span role="timer" aria-live="off" className={cx('inline-flex items-baseline gap-1 tabular', className)}>
      <span className="text-jam-besar">{(seconds ? timeSeconds : time)(locale, now, timeZone)}</span>
      <span className="text-mikro text-text-2">{zoneName(timeZone)}</span>
    </span>
  )
}
