import { dayMonth, type Locale, time } from '@siaga/ui'

const dayMs = 86_400_000

/** The time of day within the last 24 hours (also across midnight), else the day. */
export function shortTime(locale: Locale, now: number, at: number, timeZone: string): string {
  return now - at < dayMs ? time(locale, at, timeZone) : dayMonth(locale, at, timeZone)
}
