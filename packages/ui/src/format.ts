/** Pure formatting in both languages. Names of days and months are our own: ICU data differs between server and browser. */
export type Locale = 'id' | 'en'

/** A point in time: milliseconds, an ISO string (as loaders send it) or a Date. */
export type Instant = number | string | Date

export const NO_VALUE = '—'

const DAYS = {
  id: ['Minggu', 'Senin', 'Selasa', 'Rabu', 'Kamis', 'Jumat', 'Sabtu'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const
const MONTHS = {
  id: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
} as const
const SHORT_MONTHS = {
  id: 'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des'.split(' '),
  en: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' '),
} as const
const UNITS = {
  id: { second: 'dtk', minute: 'mnt', hour: 'j', shortMinute: 'm', day: 'hr' },
  en: { second: 's', minute: 'min', hour: 'h', shortMinute: 'm', day: 'd' },
} as const

type Parts = { year: number; month: number; day: number; weekday: number; hour: number; minute: number; second: number }

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    const numeric = 'numeric' as const
    const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric }
    formatter = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', calendar: 'gregory', ...fields })
    formatters.set(timeZone, formatter)
  }
  return formatter
}

export function toMs(at: Instant): number {
  return typeof at === 'number' ? at : new Date(at).getTime()
}

/** Lists show the same moments again and again; asking for the parts of one is slow. */
const known = new Map<string, Parts>()
const mostKnown = 2000

function partsOf(at: Instant, timeZone: string): Parts {
  const key = `${timeZone} ${toMs(at)}`
  let parts = known.get(key)
  if (!parts) {
    if (known.size >= mostKnown) known.clear()
    parts = readParts(at, timeZone)
    known.set(key, parts)
  }
  return parts
}

function readParts(at: Instant, timeZone: string): Parts {
  const found: Record<string, number> = {}
  for (const part of formatterOf(timeZone).formatToParts(toMs(at))) found[part.type] = Number(part.value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = found
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay()
  return { year, month, day, weekday, hour, minute, second }
}

const two = (value: number) => String(value).padStart(2, '0')
const joint = (locale: Locale) => (locale === 'id' ? '.' : ':')

/** "16.39"; en "16:39". */
export function time(locale: Locale, at: Instant, timeZone: string): string {
  const p = partsOf(at, timeZone)
  return `${two(p.hour)}${joint(locale)}${two(p.minute)}`
}

/** "21.47.12"; en "21:47:12". */
export function timeSeconds(locale: Locale, at: Instant, timeZone: string): string {
  return `${time(locale, at, timeZone)}${joint(locale)}${two(partsOf(at, timeZone).second)}`
}

/** "20 Nov", for lists. */
export function dayMonth(locale: Locale, at: Instant, timeZone: string): string {
  const p = partsOf(at, timeZone)
  return `${p.day} ${SHORT_MONTHS[locale][p.month - 1]}`
}

/** "Jum 20 Nov"; en "Fri 20 Nov". */
export function dateShort(locale: Locale, at: Instant, timeZone: string): string {
  return `${DAYS[locale][partsOf(at, timeZone).weekday]!.slice(0, 3)} ${dayMonth(locale, at, timeZone)}`
}

/** "Jumat 20 November 2026". */
export function dateLong(locale: Locale, at: Instant, timeZone: string): string {
  const p = partsOf(at, timeZone)
  return `${DAYS[locale][p.weekday]} ${p.day} ${MONTHS[locale][p.month - 1]} ${p.year}`
}

/** "Jum 20 Nov 16.39". */
export function dateTime(locale: Locale, at: Instant, timeZone: string): string {
  return `${dateShort(locale, at, timeZone)} ${time(locale, at, timeZone)}`
}

/** "November 2026". */
export function monthYear(locale: Locale, at: Instant, timeZone: string): string {
  const p = partsOf(at, timeZone)
  return `${MONTHS[locale][p.month - 1]} ${p.year}`
}

/** "2026-11-20" in the zone, for inputs and keys. */
export function dayKey(at: Instant, timeZone: string): string {
  const p = partsOf(at, timeZone)
  return `${p.year}-${two(p.month)}-${two(p.day)}`
}

function dayDistance(now: Instant, at: Instant, timeZone: string): number {
  return Math.round((Date.parse(dayKey(at, timeZone)) - Date.parse(dayKey(now, timeZone))) / 86_400_000)
}

/** "Hari ini", "Kemarin", "Besok", else "Jum 20 Nov", with the year when it is another one. */
export function relativeDay(locale: Locale, now: Instant, at: Instant, timeZone: string): string {
  const words = { id: ['Kemarin', 'Hari ini', 'Besok'], en: ['Yesterday', 'Today', 'Tomorrow'] }[locale]
  const near = words[dayDistance(now, at, timeZone) + 1]
  if (near) return near
  const year = partsOf(at, timeZone).year
  const date = dateShort(locale, at, timeZone)
  return year === partsOf(now, timeZone).year ? date : `${date} ${year}`
}

/** "Hari ini 14.15", "Besok 15.58", "Jum 27 Nov 09.00". */
export function relativeDayTime(locale: Locale, now: Instant, at: Instant, timeZone: string): string {
  return `${relativeDay(locale, now, at, timeZone)} ${time(locale, at, timeZone)}`
}

/** The time stamp of a list row: "16.39" today, else "3 Sep", with the year when it is another one. */
export function listTime(locale: Locale, now: Instant, at: Instant, timeZone: string): string {
  if (dayKey(now, timeZone) === dayKey(at, timeZone)) return time(locale, at, timeZone)
  const year = partsOf(at, timeZone).year
  const date = dayMonth(locale, at, timeZone)
  return year === partsOf(now, timeZone).year ? date : `${date} ${year}`
}

/** "19 dtk", "4 mnt", "3 j 20 m", "2 hr"; whole units passed, never rounded up. */
export function durationWords(locale: Locale, durationMs: number): string {
  const unit = UNITS[locale]
  const seconds = Math.floor(Math.max(0, durationMs) / 1000)
  if (seconds < 60) return `${seconds} ${unit.second}`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} ${unit.minute}`
  const hours = Math.floor(minutes / 60)
  if (hours >= 24) return `${number(locale, Math.floor(hours / 24))} ${unit.day}`
  return minutes % 60 ? `${hours} ${unit.hour} ${minutes % 60} ${unit.shortMinute}` : `${hours} ${unit.hour}`
}

/** "4.12" (minutes.seconds), above an hour "1.04.12"; en with colons. */
export function clock(locale: Locale, durationMs: number): string {
  const seconds = Math.floor(Math.max(0, durationMs) / 1000)
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor(seconds / 60) % 60
  const parts = hours ? [String(hours), two(minutes), two(seconds % 60)] : [String(minutes), two(seconds % 60)]
  return parts.join(joint(locale))
}

/** "28.431"; a missing value is a dash, never 0; minus is −. */
export function number(locale: Locale, value: number | null | undefined, decimals = 0): string {
  if (value == null || !Number.isFinite(value)) return NO_VALUE
  const [whole = '0', fraction] = Math.abs(value).toFixed(decimals).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, locale === 'id' ? '.' : ',')
  const text = fraction ? `${grouped}${locale === 'id' ? ',' : '.'}${fraction}` : grouped
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text
}

/** A fraction of one as "84,78 %"; en "84.78%". */
export function percent(locale: Locale, fraction: number | null | undefined, decimals = 1): string {
  if (fraction == null || !Number.isFinite(fraction)) return NO_VALUE
  return `${number(locale, fraction * 100, decimals)}${locale === 'id' ? ' %' : '%'}`
}

/** "37.694 ÷ 41.286", the line under a figure. */
export function quotient(locale: Locale, part: number | null, whole: number | null): string {
  return `${number(locale, part)} ÷ ${number(locale, whole)}`
}

/** "2,9 km"; below one kilometre "640 m". */
export function distance(locale: Locale, distanceMeters: number): string {
  const meters = Math.round(distanceMeters)
  return meters < 1000 ? `${meters} m` : `${number(locale, distanceMeters / 1000, 1)} km`
}

/** "412 KB", "2,4 MB" (1 KB = 1,024 bytes). */
export function fileSize(locale: Locale, bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${number(locale, bytes / 1024)} KB`
  return `${number(locale, bytes / 1024 / 1024, 1)} MB`
}

const ZONES: Record<string, string> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Pontianak': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Ujung_Pandang': 'WITA',
  'Asia/Jayapura': 'WIT',
}

/** "WIB", "WITA", "WIT"; another zone keeps its own name. */
export function zoneName(timeZone: string): string {
  return ZONES[timeZone] ?? timeZone
}

export type DueOptions = {
  /** What is due, as a verb: "Balas 34 mnt" instead of "34 mnt lagi". */
  verb?: string
  /** P1: the words say that a target, not an agreement, has passed. */
  life?: boolean
  /** With a zone, what is due on another day is named by its day: "Besok 15.58", "Jum 27 Nov". */
  timeZone?: string
}

/** "4 mnt lagi", "Lewat 6 mnt"; P1 "Lewat target 38 dtk"; en "4 min left", "6 min over", "38 s past target". */
export function dueWords(locale: Locale, now: Instant, dueAt: Instant, options: DueOptions = {}): string {
  const left = toMs(dueAt) - toMs(now)
  const words = durationWords(locale, Math.abs(left))
  if (left < 0) {
    if (locale === 'id') return options.life ? `Lewat target ${words}` : `Lewat ${words}`
    return options.life ? `${words} past target` : `${words} over`
  }
  const days = options.timeZone ? dayDistance(now, dueAt, options.timeZone) : 0
  if (options.timeZone && days > 0 && left > 6 * 3_600_000) {
    const day = relativeDay(locale, now, dueAt, options.timeZone)
    const text = days === 1 ? `${day} ${time(locale, dueAt, options.timeZone)}` : day
    return options.verb ? `${options.verb} ${text.replace(/^(Besok|Tomorrow)/, (word) => word.toLowerCase())}` : text
  }
  if (options.verb) return `${options.verb} ${words}`
  return locale === 'id' ? `${words} lagi` : `${words} left`
}
