import { toE164 } from '@siaga/conversations'
import { type Localized, localMidnight } from '@siaga/kernel'
import type { ServiceDefinition } from '@siaga/tenancy'
import { headingOf, type Priority } from '../case-rules.ts'
import { type ImportKind, importFields } from './import-fields.ts'
import type { ImportOptions, RowProblem } from './schema.ts'

/** What is wrong with a row, or with a file, in words. */
export const importProblems: Record<string, Localized> = {
  required: { id: 'Wajib diisi.', en: 'Must have a value.' },
  no_address: { id: 'Perlu nomor telepon atau alamat e-mail.', en: 'Needs a phone number or a mail address.' },
  phone: { id: 'Bukan nomor telepon yang dikenal.', en: 'Not a phone number that we know.' },
  mail: { id: 'Bukan alamat e-mail.', en: 'Not a mail address.' },
  date: {
    id: 'Tanggal tidak terbaca. Tulis seperti 2024-05-17 atau 17/05/2024.',
    en: 'The date cannot be read. Write it like 2024-05-17.',
  },
  future: { id: 'Tanggal di masa depan.', en: 'The date lies in the future.' },
  order: { id: 'Tanggal selesai sebelum tanggal masuk.', en: 'Settled before it was opened.' },
  category: { id: 'Kategori ini tidak ada di layanan.', en: 'The service has no such category.' },
  outcome: { id: 'Hasil ini tidak ada di layanan.', en: 'The service has no such outcome.' },
  priority: { id: 'Prioritas tidak dikenal. Tulis P1, P2, atau P3.', en: 'Unknown priority. Write P1, P2 or P3.' },
  state: {
    id: 'Status tidak dikenal. Tulis baru, diproses, selesai, atau ditutup.',
    en: 'Unknown state. Write new, open, resolved or closed.',
  },
  language: { id: 'Bahasa tidak dikenal. Tulis id atau en.', en: 'Unknown language. Write id or en.' },
  too_long: { id: 'Terlalu panjang.', en: 'Too long.' },
  two_people: {
    id: 'Telepon dan e-mail ini milik dua kontak yang berbeda. Gabungkan dahulu bila memang satu orang.',
    en: 'Phone and mail belong to two different contacts. Merge them first if they are one person.',
  },
}

export type GoodRow = {
  row: number
  name: string | null
  phone: string | null
  mail: string | null
  language: string | null
  note: string | null
  case: GoodCase | null
}
export type GoodCase = {
  number: string | null
  openedAt: string
  settledAt: string | null
  subject: string
  text: string
  category: string | null
  priority: Priority
  state: 'new' | 'open' | 'resolved' | 'closed'
  outcome: string | null
  place: string | null
}

export type RowRules = {
  kind: ImportKind
  mapping: Record<string, number>
  options: ImportOptions
  definition: ServiceDefinition | null
  timeZone: string
  now: Date
}

const mostLength: Record<string, number> = { name: 120, subject: 500, text: 20_000, note: 2000, place: 300, number: 80 }
const mailForm = /^[^\s@<>"(),;:\\]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i

const states: Record<string, GoodCase['state']> = {
  baru: 'new',
  new: 'new',
  masuk: 'new',
  diproses: 'open',
  proses: 'open',
  open: 'open',
  terbuka: 'open',
  'in progress': 'open',
  'sedang diproses': 'open',
  selesai: 'resolved',
  resolved: 'resolved',
  done: 'resolved',
  tuntas: 'resolved',
  ditutup: 'closed',
  tutup: 'closed',
  closed: 'closed',
}
const priorities: Record<string, Priority> = {
  p1: 'p1',
  '1': 'p1',
  'jiwa terancam': 'p1',
  darurat: 'p1',
  p2: 'p2',
  '2': 'p2',
  mendesak: 'p2',
  tinggi: 'p2',
  high: 'p2',
  p3: 'p3',
  '3': 'p3',
  biasa: 'p3',
  normal: 'p3',
  sedang: 'p3',
  rendah: 'p3',
  low: 'p3',
  medium: 'p3',
}
const languages: Record<string, string> = {
  id: 'id',
  indonesia: 'id',
  'bahasa indonesia': 'id',
  en: 'en',
  english: 'en',
  inggris: 'en',
}

/** An instant from "2024-05-17", "17/05/2024 14.30", "5-17-24"; null for what is no day of the calendar. */
export function readDate(raw: string, order: ImportOptions['dateOrder'], timeZone: string): Date | null {
  const full =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ,]+(\d{1,2})[:.](\d{2})(?:[:.]\d{2}(?:\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/.exec(
      raw,
    )
  if (full?.[6]) {
    const at = new Date(raw.replace(' ', 'T'))
    return at.getTime() >= 0 ? at : null
  }
  const short = full
    ? null
    : /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})(?:[T ,]+(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?)?$/.exec(raw)
  const found = full ?? short
  if (!found) return null
  const parts = found.slice(1, 4).map(Number) as [number, number, number]
  const [year, month, day] = full
    ? parts
    : order === 'month_first'
      ? [parts[2], parts[0], parts[1]]
      : [parts[2], parts[1], parts[0]]
  const century = year < 100 ? (year < 70 ? 2000 : 1900) + year : year
  const date = `${century}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const check = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(check.getTime()) || check.toISOString().slice(0, 10) !== date || century < 1970) return null
  const [hour, minute] = [Number(found[4] ?? 0), Number(found[5] ?? 0)]
  if (hour > 23 || minute > 59) return null
  const at = new Date(localMidnight(date, timeZone).getTime() + (hour * 60 + minute) * 60_000)
  return at.getTime() >= 0 ? at : null
}

type Named = { code: string; name: Localized }
const codeOf = (list: readonly Named[], raw: string): string | null => {
  const wanted = raw.toLowerCase()
  return list.find((n) => [n.code, n.name.id, n.name.en].some((word) => word.toLowerCase() === wanted))?.code ?? null
}

/** A row of the file → what will be written, or everything that is wrong with it. Pure. */
export function readRow(
  rules: RowRules,
  row: number,
  cells: readonly string[],
): { good: GoodRow } | { problems: RowProblem[] } {
  const problems: RowProblem[] = []
  const wrong = (field: string, code: string, value = '') => {
    problems.push({ field, code, value: value.slice(0, 80) })
    return null
  }
  const text = (field: string): string | null => {
    const column = rules.mapping[field]
    const value = column === undefined ? '' : (cells[column] ?? '').replaceAll('\u0000', '').toWellFormed().trim()
    if (value.length > (mostLength[field] ?? 300)) return wrong(field, 'too_long', value)
    return value || null
  }
  const word = <T>(field: string, known: (value: string) => T | null | undefined): T | null => {
    const value = text(field)
    return value === null ? null : (known(value) ?? wrong(field, field, value))
  }
  for (const { key, required } of importFields[rules.kind])
    if (required && text(key) === null && !problems.some((p) => p.field === key)) wrong(key, 'required')
  const name = text('name')
  const phone = word('phone', toE164)
  const mail = word('mail', (value) => (mailForm.test(value) && value.length <= 254 ? value.toLowerCase() : null))
  const language = word('language', (value) => languages[value.toLowerCase()])
  if (rules.kind === 'contacts' && !phone && !mail && problems.length === 0) wrong('phone', 'no_address')
  const oldCase = rules.kind === 'cases' ? readCase() : null
  if (problems.length > 0) return { problems }
  return {
    good: { row, name, phone, mail, language, note: rules.kind === 'contacts' ? text('note') : null, case: oldCase },
  }

  function day(field: string): Date | null {
    const value = text(field)
    if (value === null) return null
    const at = readDate(value, rules.options.dateOrder, rules.timeZone)
    if (!at) return wrong(field, 'date', value)
    return at > rules.now ? wrong(field, 'future', value) : at
  }

  function readCase(): GoodCase | null {
    const definition = rules.definition as ServiceDefinition
    const openedAt = day('openedAt')
    const settled = day('settledAt')
    if (openedAt && settled && settled < openedAt) wrong('settledAt', 'order')
    const subject = text('subject')
    const category = word('category', (value) => codeOf(definition.categories, value))
    const priority = word('priority', (value) => priorities[value.toLowerCase()])
    const said = word('state', (value) => states[value.toLowerCase()])
    const outcome = word('outcome', (value) => codeOf(definition.outcomes, value))
    if (!openedAt || !subject) return null
    const state = said ?? (settled ? 'closed' : rules.options.defaultState)
    const isSettled = state === 'resolved' || state === 'closed'
    return {
      number: text('number'),
      openedAt: openedAt.toISOString(),
      settledAt: isSettled ? (settled ?? openedAt).toISOString() : null,
      subject: headingOf(subject),
      text: text('text') ?? '',
      category,
      priority:
        priority ?? definition.categories.find((c) => c.code === category)?.priority ?? definition.defaultPriority,
      state,
      outcome: isSettled ? outcome : null,
      place: text('place'),
    }
  }
}
