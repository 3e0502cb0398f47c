import { dayKey, type Locale, relativeDayTime, time } from '@siaga/ui'

/** "2026-11-20T10:00" on the wall of a zone → the instant. Indonesia's zones have no daylight saving. */
export function instantOf(local: string, zone: string): number {
  const guess = Date.parse(`${local}:00Z`)
  return guess - (Date.parse(`${wallOf(guess, zone)}:00Z`) - Math.floor(guess / 60_000) * 60_000)
}

/** The instant as the wall of the zone shows it, in the form of a date and time input. */
export function wallOf(at: number, zone: string): string {
  return `${dayKey(at, zone)}T${time('en', at, zone)}`
}

/** "besok 08.00": a near day as it stands inside a sentence. */
export function inSentence(locale: Locale, now: number, at: number, zone: string): string {
  return relativeDayTime(locale, now, at, zone).replace(
    /^(Kemarin|Hari ini|Besok|Yesterday|Today|Tomorrow)\b/,
    (word) => word.toLowerCase(),
  )
}

const dayMs = 86_400_000

/** A time of day so many days from now, in the zone. */
export function dayAt(now: number, days: number, clock: string, zone: string): number {
  return instantOf(`${dayKey(now + days * dayMs, zone)}T${clock}`, zone)
}

/** Days until the next such weekday (0 = Sunday), never today. */
export function daysUntil(now: number, weekday: number, zone: string): number {
  const today = new Date(`${dayKey(now, zone)}T00:00:00Z`).getUTCDay()
  return (weekday - today + 7) % 7 || 7
}
