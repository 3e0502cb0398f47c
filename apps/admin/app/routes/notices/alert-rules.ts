import type { NoticeKind, Preferences } from '@siaga/notices'

export type AlertKind = NoticeKind | 'p1' | 'new_case' | 'connection'

/** Knocks on a kentongan, from the most urgent to the quietest. */
export const sounds = ['titir', 'falling', 'knock', 'tick'] as const
export type Sound = (typeof sounds)[number]

/** What is heard of what; each has a twin that is seen. */
export const soundOf: Record<AlertKind, Sound> = {
  p1: 'titir',
  connection: 'falling',
  assigned: 'knock',
  mentioned: 'knock',
  overdue: 'knock',
  send_failed: 'knock',
  callback: 'knock',
  citizen_wrote: 'tick',
  changed: 'tick',
  handover: 'tick',
  new_case: 'tick',
}

/** Kinds as the settings list them. */
export const alertKinds = Object.keys(soundOf) as AlertKind[]

/** Whether a wall-clock time (`HH:MM`) lies in the quiet hours, which may go over midnight. */
export function isQuiet(quiet: Preferences['quiet'], time: string): boolean {
  if (!quiet || quiet.from === quiet.to) return false
  return quiet.from < quiet.to ? time >= quiet.from && time < quiet.to : time >= quiet.from || time < quiet.to
}

/** The time of day in a zone, `HH:MM`. */
export const wallTime = (at: number, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)

/** On which ways something is told now: never in quiet hours, except a life at stake. */
export function waysOf(preferences: Preferences, kind: AlertKind, time: string): { sound: boolean; desktop: boolean } {
  const chosen = preferences.kinds[kind] ?? { sound: false, desktop: false }
  if (kind !== 'p1' && isQuiet(preferences.quiet, time)) return { sound: false, desktop: false }
  return { sound: chosen.sound && preferences.volume > 0, desktop: chosen.desktop }
}

/** Of several things at once one sound is heard: the most urgent. */
export function loudest(kinds: readonly AlertKind[]): Sound | null {
  const wanted = new Set(kinds.map((kind) => soundOf[kind]))
  return sounds.find((sound) => wanted.has(sound)) ?? null
}

type Told = { id: string; seen: boolean }

/** Unseen ones that were not there before; ids rise with time, so that an older page of the list tells nothing anew. */
export function freshOf<T extends Told>(known: string | null, list: readonly T[]): T[] {
  return known === null ? [] : list.filter((notice) => !notice.seen && notice.id > known)
}

export type WaitingP1 = { id: string; number: string; openedAt: number }

/** Lives that wait, without those that somebody here has heard of; and when the first of them is to sound. */
export function titirFor(
  waiting: readonly WaitingP1[],
  heard: readonly string[],
  afterMs: number,
): { ids: string[]; from: number } | null {
  const open = waiting.filter(({ id }) => !heard.includes(id))
  if (open.length === 0) return null
  return { ids: open.map(({ id }) => id), from: Math.min(...open.map(({ openedAt }) => openedAt)) + afterMs }
}

const badge = /^\((P1|P1, \d+\+?|\d+\+?)\) /

/** The window's title with what waits before it: lives, and notices that nobody looked at. */
export function titleWith(title: string, waits: { p1: number; unseen: number }, most: number): string {
  const count = waits.unseen > most ? `${most}+` : waits.unseen > 0 ? String(waits.unseen) : null
  const parts = [waits.p1 > 0 ? 'P1' : null, count].filter(Boolean)
  const plain = title.replace(badge, '')
  return parts.length > 0 ? `(${parts.join(', ')}) ${plain}` : plain
}
