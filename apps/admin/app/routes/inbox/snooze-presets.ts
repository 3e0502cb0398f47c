/** Until when a ticket can be put off with one key; times are those of the tenant's zone. */
export const snoozePresets = ['hour', 'afternoon', 'tomorrow', 'monday'] as const
export type SnoozePreset = (typeof snoozePresets)[number]

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const morning = 8
const afternoon = 15

const formatters = new Map<string, Intl.DateTimeFormat>()

/** The wall clock of a zone as if it were UTC: what differs between the two is the zone's offset. */
function wallClock(at: number, timeZone: string): number {
  const formatter =
    formatters.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      calendar: 'gregory',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  formatters.set(timeZone, formatter)
  const parts = Object.fromEntries(formatter.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** The instant at which the zone's clock shows this time. */
function instantOf(wall: number, timeZone: string): number {
  const guess = wall - (wallClock(wall, timeZone) - wall)
  return guess - (wallClock(guess, timeZone) - wall)
}

/** When each preset is, as instants; those that make no sense now (this afternoon, in the evening) are left out. */
export function presetTimes(now: number, timeZone: string): { preset: SnoozePreset; at: number }[] {
  const wall = wallClock(now, timeZone)
  const today = wall - (wall % dayMs)
  const weekday = new Date(today).getUTCDay()
  const toMonday = (8 - weekday) % 7 || 7
  const at = (days: number, hour: number) => instantOf(today + days * dayMs + hour * hourMs, timeZone)
  const times: { preset: SnoozePreset; at: number }[] = [
    { preset: 'hour', at: now + hourMs },
    { preset: 'afternoon', at: at(0, afternoon) },
    { preset: 'tomorrow', at: at(1, morning) },
    { preset: 'monday', at: at(toMonday, morning) },
  ]
  // An afternoon within the hour is the hour; a Monday that is tomorrow is tomorrow.
  return times.filter(
    ({ preset, at }) => !(preset === 'afternoon' && at <= now + hourMs) && !(preset === 'monday' && toMonday === 1),
  )
}

/** "2026-11-20T08:00", as a field for date and time has it, in the tenant's zone; null for what is no time. */
export function fromField(value: string, timeZone: string): number | null {
  const wall = Date.parse(`${value}Z`)
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value) && Number.isFinite(wall) ? instantOf(wall, timeZone) : null
}

export const toField = (at: number, timeZone: string) => new Date(wallClock(at, timeZone)).toISOString().slice(0, 16)
