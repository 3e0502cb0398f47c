import { type Localized, localMidnight, localParts } from '@siaga/kernel'
import type { FilterName, TypedFilter } from './query-parser.ts'
import { wordsOf } from './search-text.ts'

/** Something that a filter can name: what it is called, and the marks of the documents that have it. */
export type Choice = { labels: readonly string[]; marks: readonly string[] }

export type Desk = {
  service: readonly Choice[]
  category: readonly Choice[]
  assignee: readonly Choice[]
  tag: readonly Choice[]
  channel: readonly Choice[]
  timeZone: string
  now: Date
}

export type FilterProblem = { name: FilterName; value: string; text: Localized; choices: string[] }

export type Filters = {
  /** Every group must be met, each by one of its marks. */
  groups: { name: FilterName; marks: readonly string[] }[]
  /** Whoever wrote: words or a number by which a contact is found. */
  from: string[]
  since: Date | null
  until: Date | null
  problems: FilterProblem[]
}

const states = ['new', 'open', 'waiting_citizen', 'waiting_internal', 'resolved', 'closed', 'merged'] as const
const marksOf = (...names: (typeof states)[number][]) => names.map((name) => `st:${name}`)

const statusChoices: Choice[] = [
  { labels: ['terbuka', 'open'], marks: marksOf('new', 'open', 'waiting_citizen', 'waiting_internal') },
  { labels: ['baru', 'new'], marks: marksOf('new') },
  { labels: ['diproses', 'in progress', 'progress'], marks: marksOf('open') },
  { labels: ['menunggu warga', 'waiting citizen', 'waiting for citizen'], marks: marksOf('waiting_citizen') },
  { labels: ['menunggu unit', 'waiting internal', 'waiting for unit'], marks: marksOf('waiting_internal') },
  { labels: ['menunggu', 'waiting'], marks: marksOf('waiting_citizen', 'waiting_internal') },
  { labels: ['selesai', 'resolved'], marks: marksOf('resolved') },
  { labels: ['ditutup', 'tutup', 'closed'], marks: marksOf('closed') },
  { labels: ['digabung', 'merged'], marks: marksOf('merged') },
  { labels: ['tuntas', 'settled'], marks: marksOf('resolved', 'closed', 'merged') },
]

const priorityChoices: Choice[] = [
  { labels: ['p1', '1', 'jiwa terancam', 'life at risk'], marks: ['pr:p1'] },
  { labels: ['p2', '2', 'mendesak', 'urgent'], marks: ['pr:p2'] },
  { labels: ['p3', '3', 'biasa', 'normal'], marks: ['pr:p3'] },
]

const spelled = (text: string) => wordsOf(text.replaceAll('_', ' ')).join(' ')

/** The choices that a value names: exactly, else by how a label or a word of it begins. */
function named(value: string, choices: readonly Choice[]): Choice[] {
  const wanted = spelled(value)
  if (!wanted) return []
  const exact = choices.filter((c) => c.labels.some((label) => spelled(label) === wanted))
  if (exact.length > 0) return exact
  return choices.filter((c) => c.labels.some((label) => ` ${spelled(label)}`.includes(` ${wanted}`)))
}

const dayMs = 86_400_000
const pad = (n: string) => n.padStart(2, '0')

/** `2026-11-20`, `20-11-2026`, `20/11`, `hari ini`, `kemarin`, `7h` or `7d` (days ago), `2mg` or `2w`, `3bl` or `3mo` → a local date. */
function dateOf(value: string, desk: Pick<Desk, 'timeZone' | 'now'>): string | null {
  const today = localParts(desk.now, desk.timeZone).date
  const back = (days: number) => new Date(Date.parse(`${today}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10)
  const word = value
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, '')
  if (word === 'hariini' || word === 'today') return today
  if (word === 'kemarin' || word === 'yesterday') return back(1)
  const ago = /^(\d{1,4})(h|hari|d|days?|mg|minggu|w|weeks?|bl|bulan|mo|months?)$/.exec(word)
  if (ago) {
    const unit = /^(mg|minggu|w)/.test(ago[2] as string) ? 7 : /^(bl|bulan|mo)/.test(ago[2] as string) ? 30 : 1
    return back(Number(ago[1]) * unit)
  }
  const iso = /^((?:19|20)\d\d)-(\d{1,2})(?:-(\d{1,2}))?$/.exec(word)
  const local = /^(\d{1,2})[-/.](\d{1,2})(?:[-/.]((?:19|20)\d\d))?$/.exec(word)
  const date = iso
    ? `${iso[1]}-${pad(iso[2] as string)}-${pad(iso[3] ?? '1')}`
    : local
      ? `${local[3] ?? today.slice(0, 4)}-${pad(local[2] as string)}-${pad(local[1] as string)}`
      : null
  if (!date || Number.isNaN(Date.parse(`${date}T00:00:00Z`))) return null
  // The 31st of a short month would silently become another day.
  return new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10) === date ? date : null
}

const spokenNames: Record<FilterName, Localized> = {
  status: { id: 'status', en: 'status' },
  from: { id: 'warga', en: 'citizen' },
  service: { id: 'layanan', en: 'service' },
  category: { id: 'kategori', en: 'category' },
  priority: { id: 'prioritas', en: 'priority' },
  assignee: { id: 'petugas', en: 'agent' },
  tag: { id: 'tag', en: 'tag' },
  channel: { id: 'kanal', en: 'channel' },
  since: { id: 'tanggal', en: 'date' },
  until: { id: 'tanggal', en: 'date' },
}

function unknown(filter: TypedFilter, choices: string[]): FilterProblem {
  const spoken = spokenNames[filter.name]
  const list = choices.slice(0, 8).join(', ')
  const isDate = filter.name === 'since' || filter.name === 'until'
  const text = isDate
    ? {
        id: `"${filter.value}" bukan tanggal. Tulis misalnya 2026-11-20, 20/11, kemarin, atau 7h.`,
        en: `"${filter.value}" is not a date. Write for example 2026-11-20, 20/11, yesterday or 7d.`,
      }
    : {
        id: `Tidak ada ${spoken.id} "${filter.value}".${list ? ` Pilihan: ${list}.` : ''}`,
        en: `There is no ${spoken.en} "${filter.value}".${list ? ` Choices: ${list}.` : ''}`,
      }
  return { name: filter.name, value: filter.value, text, choices: choices.slice(0, 8) }
}

/** What the typed filters mean at this desk. A filter without a value yet (`status:`) means nothing. */
export function resolveFilters(typed: readonly TypedFilter[], desk: Desk): Filters {
  const filters: Filters = { groups: [], from: [], since: null, until: null, problems: [] }
  const lists = { ...desk, status: statusChoices, priority: priorityChoices }
  for (const filter of typed) {
    if (!filter.value) continue
    if (filter.name === 'from') {
      if (wordsOf(filter.value).length === 0) filters.problems.push(unknown(filter, []))
      else filters.from.push(filter.value)
    } else if (filter.name === 'since' || filter.name === 'until') {
      const date = dateOf(filter.value, desk)
      if (!date) filters.problems.push(unknown(filter, []))
      else if (filter.name === 'since') filters.since = localMidnight(date, desk.timeZone)
      else filters.until = new Date(localMidnight(date, desk.timeZone).getTime() + dayMs)
    } else {
      const choices = lists[filter.name]
      const found = named(filter.value, choices)
      if (found.length === 0)
        filters.problems.push(
          unknown(
            filter,
            choices.map((c) => c.labels[0] ?? ''),
          ),
        )
      else filters.groups.push({ name: filter.name, marks: [...new Set(found.flatMap((c) => c.marks))] })
    }
  }
  return filters
}

/** What a filter can be set to; empty where anything can be typed. */
export function valuesOf(name: FilterName, desk: Desk): string[] {
  if (name === 'from' || name === 'since' || name === 'until') return []
  const lists = { ...desk, status: statusChoices, priority: priorityChoices }
  return [...new Set(lists[name].map((c) => c.labels[0] ?? ''))].slice(0, 12)
}
