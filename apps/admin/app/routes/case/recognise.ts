import { dayAt, daysUntil, instantOf, wallOf } from './zoned-time.ts'

/** A message in pieces. Only what is surely meant is recognised; everything else stays text. */
export type Piece =
  | { kind: 'text'; text: string }
  /** `host` where the typed address does not plainly show where it leads. */
  | { kind: 'link'; text: string; href: string; host: string | null }
  | { kind: 'date'; text: string; at: number }

const url = /\bhttps?:\/\/[^\s<>"'`{}|\\^]+|\bwww\.[a-z0-9-]+(?:\.[a-z0-9-]+)+[^\s<>"'`{}|\\^]*/giu
const mail = /(?<![\p{L}\p{N}._%+/:@-])[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu
const phone = /(?<![\p{L}\p{N}])(?:\+62|62|0)[\s.-]?(?:\(?\d{2,4}\)?[\s.-]?)\d{3,4}[\s.-]?\d{2,5}(?![\p{N}])/giu

const months = [
  ['januari', 'january', 'jan'],
  ['februari', 'february', 'feb'],
  ['maret', 'march', 'mar'],
  ['april', 'apr'],
  ['mei', 'may'],
  ['juni', 'june', 'jun'],
  ['juli', 'july', 'jul'],
  ['agustus', 'august', 'agu', 'aug'],
  ['september', 'sep'],
  ['oktober', 'october', 'okt', 'oct'],
  ['november', 'nov'],
  ['desember', 'december', 'des', 'dec'],
]
const weekdays = [
  ['minggu', 'sunday'],
  ['senin', 'monday'],
  ['selasa', 'tuesday'],
  ['rabu', 'wednesday'],
  ['kamis', 'thursday'],
  ['jumat', "jum'at", 'friday'],
  ['sabtu', 'saturday'],
]
const alternatives = (lists: string[][]) =>
  lists
    .flat()
    .sort((a, b) => b.length - a.length)
    .join('|')

const clock = String.raw`(?:(?:jam|pukul|pkl\.?|at)\s*)(\d{1,2})(?:[.:](\d{2}))?(?:\s*(pagi|siang|sore|malam|am|pm))?`
const bareClock = String.raw`(\d{1,2})[.:](\d{2})`
const days = 'hari ini|besok|lusa|today|tomorrow'
const absolute = String.raw`(\d{1,2})\s+(${alternatives(months)})\.?\s+(\d{4})|(\d{1,2})[/-](\d{1,2})[/-](\d{4})`

/** Groups: day word, weekday, day, month name, year, day, month, year; then clock twice (with and without its word). */
const date = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:(?:(${days})|(?:hari\s+)?(${alternatives(weekdays)})(?:\s+(?:depan|ini))?|${absolute})(?:,?\s+(?:${clock}|${bareClock}))?|${clock})(?![\p{L}\p{N}]|[.:]\d)`,
  'giu',
)

type Found = { from: number; to: number; piece: Piece }

/** Ends a sentence, not an address. */
const trailing = /[.,;:!?)\]]+$/

function links(text: string): Found[] {
  const found: Found[] = []
  for (const match of text.matchAll(url)) {
    const typed = match[0].replace(trailing, '')
    const parsed = URL.parse(/^www\./i.test(typed) ? `https://${typed}` : typed)
    // A name before the host is how addresses pretend to be others'.
    if (!parsed || parsed.username || parsed.password || !/^https?:$/.test(parsed.protocol)) continue
    const shownHost = typed.replace(/^https?:\/\//i, '').split(/[/?#:]/)[0] ?? ''
    const host = shownHost.toLowerCase() === parsed.hostname ? null : parsed.hostname
    found.push(at(match.index, typed, { kind: 'link', text: typed, href: parsed.href, host }))
  }
  for (const match of text.matchAll(mail)) {
    const typed = match[0].replace(trailing, '')
    found.push(at(match.index, typed, { kind: 'link', text: typed, href: `mailto:${encodeURI(typed)}`, host: null }))
  }
  for (const match of text.matchAll(phone)) {
    const digits = match[0].replace(/\D/g, '')
    if (digits.length < 9 || digits.length > 14) continue
    const number = digits.startsWith('0') ? `62${digits.slice(1)}` : digits
    found.push(at(match.index, match[0], { kind: 'link', text: match[0], href: `tel:+${number}`, host: null }))
  }
  return found
}

const at = (from: number, typed: string, piece: Piece): Found => ({ from, to: from + typed.length, piece })

function clockOf(hour: string | undefined, minute: string | undefined, part: string | undefined): string | null {
  if (hour === undefined) return null
  let h = Number(hour)
  const m = Number(minute ?? 0)
  const half = part?.toLowerCase()
  if (h < 12 && (half === 'sore' || half === 'malam' || half === 'pm' || (half === 'siang' && h < 11))) h += 12
  if (h === 12 && (half === 'malam' || half === 'am')) h = 0
  // Nobody proposes a call at two in the morning without saying so.
  if (!half && minute === undefined && h >= 1 && h <= 5) h += 12
  return h > 23 || m > 59 ? null : `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`
}

const place = (lists: string[][], word: string) => lists.findIndex((names) => names.includes(word.toLowerCase()))

function realDay(year: number, month: number, day: number): string | null {
  const made = new Date(Date.UTC(year, month - 1, day))
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? made.toISOString().slice(0, 10) : null
}

/** A day without a time means when offices open. */
const opening = '08:00'

function dates(text: string, writtenAt: number, now: number, zone: string): Found[] {
  return [...text.matchAll(date)].flatMap((match): Found[] => {
    const [typed, word, weekday, d1, name, y1, d2, m2, y2, h1, n1, p1, h2, n2, h3, n3, p3] = match
    const hour = clockOf(h1 ?? h2 ?? h3, n1 ?? n2 ?? n3, p1 ?? p3)
    if ((h1 ?? h2 ?? h3) !== undefined && hour === null) return []
    let instant: number | null = null
    if (word) {
      const ahead = { 'hari ini': 0, today: 0, besok: 1, tomorrow: 1, lusa: 2 }[word.toLowerCase()] ?? 0
      if (ahead > 0 || hour) instant = dayAt(writtenAt, ahead, hour ?? opening, zone)
    } else if (weekday) {
      instant = dayAt(writtenAt, daysUntil(writtenAt, place(weekdays, weekday), zone), hour ?? opening, zone)
    } else if (d1 || d2) {
      const day = d1
        ? realDay(Number(y1), place(months, name as string) + 1, Number(d1))
        : realDay(Number(y2), Number(m2), Number(d2))
      if (day) instant = instantOf(`${day}T${hour ?? opening}`, zone)
    } else if (hour) {
      const today = instantOf(`${wallOf(writtenAt, zone).slice(0, 10)}T${hour}`, zone)
      instant = today > writtenAt ? today : null
    }
    // What has passed is nothing to plan.
    return instant !== null && instant > now ? [at(match.index, typed, { kind: 'date', text: typed, at: instant })] : []
  })
}

/** Links (http, https, mail, telephone) and points in time in a message. `writtenAt` is what "tomorrow" is counted from. */
export function recognise(text: string, about: { writtenAt: number; now: number; zone: string }): Piece[] {
  const found = [...links(text), ...dates(text, about.writtenAt, about.now, about.zone)].sort(
    (a, b) => a.from - b.from || b.to - a.to,
  )
  const pieces: Piece[] = []
  let done = 0
  for (const { from, to, piece } of found) {
    if (from < done) continue
    if (from > done) pieces.push({ kind: 'text', text: text.slice(done, from) })
    pieces.push(piece)
    done = to
  }
  if (done < text.length) pieces.push({ kind: 'text', text: text.slice(done) })
  return pieces
}
