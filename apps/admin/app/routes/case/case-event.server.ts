import type { CaseDetail } from '@siaga/cases'
import type { Locale } from '@siaga/kernel'
import { channelLooks } from '../../server/channel-looks.server.ts'

type Entry = CaseDetail['entries'][number]

/** What an event of the timeline says beyond who did it; its words are in `event.texts.ts`. */
export type EventFacts = {
  /** Another ticket, by number and, where the viewer may open it, id. */
  number: string | null
  caseId: string | null
  /** What was done, where one kind has several: `added`, `removed`, `due` … */
  act: string | null
  from: string | null
  to: string | null
  names: string[]
  removed: string[]
  text: string | null
  count: number
  at: number | null
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)
const list = (value: unknown) => (Array.isArray(value) ? value.filter((v) => typeof v === 'string') : [])

function instant(value: unknown): number | null {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? null : at
}

/** A name in both languages, or one as it was stored. */
function named(value: unknown, locale: Locale): string | null {
  if (typeof value === 'object' && value !== null) return text((value as Record<string, unknown>)[locale])
  return text(value)
}

export function eventFacts(entry: Entry, locale: Locale): EventFacts {
  const { kind, data } = entry
  return {
    number: text(data.number),
    caseId: text(data.caseId),
    act: text(data.act) ?? (kind === 'snoozed' && data.by === 'clock' ? 'woke' : null),
    from: kind === 'moved' ? named(data.from, locale) : null,
    to:
      kind === 'moved'
        ? named(data.to, locale)
        : kind === 'logged'
          ? (channelLooks(locale)[text(data.channel) ?? '']?.name ?? null)
          : null,
    names: list(data.added),
    removed: list(data.removed),
    text: entry.text ?? text(data.text) ?? text(data.rule) ?? text(data.name),
    count: typeof data.count === 'number' ? data.count : 0,
    at: instant(data.at ?? data.until),
  }
}
