/** A target's clock: around the clock, a service's opening hours, or working days of the tenant's calendar. */
export type TargetClock = 'around_the_clock' | 'service_hours' | 'working_days'

/** A target: minutes for the first two clocks, whole days for working days. */
export type Target =
  | { clock: 'around_the_clock' | 'service_hours'; minutes: number }
  | { clock: 'working_days'; days: number }

/** Opening hours per ISO weekday (1 = Monday … 7 = Sunday) as local `HH:MM` pairs; `24:00` is the end of a day. */
export type WeeklyHours = 'always' | Partial<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, readonly (readonly [string, string])[]>>

export type Calendar = {
  timeZone: string
  hours: WeeklyHours
  /** Local dates `YYYY-MM-DD` on which nobody works. */
  holidays: ReadonlySet<string>
}

const minuteMs = 60_000
const dayMs = 86_400_000

const formatters = new Map<string, Intl.DateTimeFormat>()
function formatter(timeZone: string): Intl.DateTimeFormat {
  let found = formatters.get(timeZone)
  if (!found) {
    found = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formatters.set(timeZone, found)
  }
  return found
}

/** The wall clock of an instant in a zone, as if it were UTC. Indonesia's zones have no daylight saving. */
export function localParts(
  at: Date,
  timeZone: string,
): { date: string; weekday: 1 | 2 | 3 | 4 | 5 | 6 | 7; minutes: number; offsetMs: number } {
  const parts = Object.fromEntries(
    formatter(timeZone)
      .formatToParts(at)
      .map((p) => [p.type, p.value]),
  )
  const date = `${parts.year}-${parts.month}-${parts.day}`
  const wall = Date.UTC(
    Number(parts.year),
    Number(parts.month) - 1,
    Number(parts.day),
    Number(parts.hour),
    Number(parts.minute),
    Number(parts.second),
  )
  const weekday = (((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7
  return {
    date,
    weekday,
    minutes: Number(parts.hour) * 60 + Number(parts.minute),
    offsetMs: wall - Math.floor(at.getTime() / 1000) * 1000,
  }
}

/** The instant of local midnight that begins `date` (`YYYY-MM-DD`) in a zone. */
export function localMidnight(date: string, timeZone: string): Date {
  const guess = new Date(`${date}T00:00:00Z`)
  return new Date(guess.getTime() - localParts(guess, timeZone).offsetMs)
}

function nextDate(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + dayMs).toISOString().slice(0, 10)
}

function toMinutes(hhmm: string): number {
  const [h = 0, m = 0] = hhmm.split(':').map(Number)
  return h * 60 + m
}

function isWorkingDay(date: string, calendar: Calendar): boolean {
  const weekday = ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1
  return weekday <= 5 && !calendar.holidays.has(date)
}

/** The open spans of a local date as instants, in order. */
function openSpans(date: string, calendar: Calendar): { from: number; to: number }[] {
  const midnight = localMidnight(date, calendar.timeZone).getTime()
  if (calendar.hours === 'always') return [{ from: midnight, to: midnight + dayMs }]
  if (calendar.holidays.has(date)) return []
  const weekday = (((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7
  return (calendar.hours[weekday] ?? [])
    .map(([from, to]) => ({ from: midnight + toMinutes(from) * minuteMs, to: midnight + toMinutes(to) * minuteMs }))
    .filter((s) => s.to > s.from)
    .sort((a, b) => a.from - b.from)
}

/** True when a service with this calendar is open at `at`. */
export function isOpen(at: Date, calendar: Calendar): boolean {
  const t = at.getTime()
  return openSpans(localParts(at, calendar.timeZone).date, calendar).some((s) => s.from <= t && t < s.to)
}

/**
 * When a target that starts at `from` falls due.
 * Working days: Monday to Friday minus the tenant's holidays; the day of receipt does not count; due at the end
 * (24:00 local) of the last day (SP4N-LAPOR!, DOMAIN: Friday 2026-11-20 16:30 WIB + 3 → end of 2026-11-25).
 * Service hours: only open minutes count. Returns null when a calendar never opens within two years.
 */
export function dueAt(from: Date, target: Target, calendar: Calendar): Date | null {
  if (target.clock === 'around_the_clock') return new Date(from.getTime() + target.minutes * minuteMs)
  let date = localParts(from, calendar.timeZone).date
  if (target.clock === 'working_days') {
    let left = target.days
    for (let i = 0; i < 730 && left > 0; i++) {
      date = nextDate(date)
      if (isWorkingDay(date, calendar)) left--
    }
    return left > 0 ? null : localMidnight(nextDate(date), calendar.timeZone)
  }
  let left = target.minutes * minuteMs
  let cursor = from.getTime()
  for (let i = 0; i < 730; i++) {
    for (const span of openSpans(date, calendar)) {
      const start = Math.max(span.from, cursor)
      if (start >= span.to) continue
      if (left <= span.to - start) return new Date(start + left)
      left -= span.to - start
      cursor = span.to
    }
    date = nextDate(date)
  }
  return null
}
