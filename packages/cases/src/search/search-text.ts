import { phoneNumber } from '@siaga/conversations'

/** Longer texts are found by their beginning; an index of one mail may not cost as much as a thousand messages. */
const maxText = 20_000
const maxWord = 60

/**
 * The words of a text as they are indexed and asked for: lower case, without accents, letters and digits only. Both
 * sides go through here, so that `kebakaran/banjir`, `e-mail` and `Jl.Pemuda` mean the same in a text and in a question.
 */
export function wordsOf(text: string): string[] {
  const plain = text
    .slice(0, maxText)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, maxWord))
}

export const plainOf = (text: string) => wordsOf(text).join(' ')

/** Within a line: the next line's digits are another number. */
const written = /(?<![\p{L}\p{N}])(?:\+|00)?\d(?:(?:[^\S\n]|[().\-‐‑–/]){0,2}\d){6,16}(?![\p{L}\p{N}])/gu

/** Phone numbers that stand in a text, in E.164 without the plus. */
export function phonesIn(text: string): string[] {
  const found = new Set<string>()
  for (const [raw] of text.slice(0, maxText).matchAll(written)) {
    const phone = phoneNumber(raw)
    if (phone?.kind === 'e164') found.add(phone.number.slice(1))
  }
  return [...found].slice(0, 20)
}

/** How a phone number is found: whole, by its beginning, and by its last four digits, which a masked number shows. */
export const phoneMarks = (digits: string) => [`tel:${digits}`, `end:${digits.slice(-4)}`]

/** A case number and the parts by which people name it: with the year, with the authority, or the bare sequence. */
export function numberMarks(number: string): string[] {
  const parts = number.toLowerCase().split('-')
  const marks = parts.map((_, from) => `#${parts.slice(from).join('')}`)
  return [...new Set([...marks.slice(0, -1), `#${(parts.at(-1) ?? '').replace(/^0+(?=\d)/, '')}`])]
}

export type TypedNumber = { mark: string; prefix: boolean }

/**
 * What a typed number may mean: a phone number or its beginning, its last four digits, a case number with or without
 * dashes, or a case's sequence. Empty for what is no number.
 */
export function typedNumber(raw: string): TypedNumber[] {
  const found: TypedNumber[] = []
  const digits = raw.replace(/\D/g, '')
  if (/^[+\d\s().\-‐‑–/]+$/.test(raw) && digits.length >= 7) {
    const phone = phoneNumber(raw)
    if (phone?.kind === 'e164') found.push({ mark: `tel:${phone.number.slice(1)}`, prefix: true })
    else if (/^\+?(0|62|8)/.test(raw.trim())) {
      const national = digits.replace(/^(0062|62|0)/, '')
      if (national.length >= 5) found.push({ mark: `tel:62${national}`, prefix: true })
    }
  }
  if (/^\d{4}$/.test(raw)) found.push({ mark: `end:${raw}`, prefix: false })
  const compact = raw.toLowerCase().replace(/[\s.\-‐‑–/#]/g, '')
  if (/^\d{1,6}$/.test(compact)) found.push({ mark: `#${compact.replace(/^0+(?=\d)/, '')}`, prefix: false })
  const groups = raw
    .toLowerCase()
    .replace(/^#/, '')
    .split(/[-‐‑–/]/)
  const last = groups.at(-1) ?? ''
  if (groups.length > 1 && groups.every((group) => /^[a-z0-9]+$/.test(group)) && /^\d{1,6}$/.test(last)) {
    const head = groups.slice(0, -1).join('')
    found.push({ mark: `#${head}${last.padStart(6, '0')}`, prefix: false })
    // As one types: a sequence of which the first digits stand there, behind code, authority and year.
    if (/20\d\d$/.test(head) && last.length >= 3) found.push({ mark: `#${head}${last}`, prefix: true })
  } else if (/^[a-z0-9]*20\d{2}\d{3,6}$/.test(compact) && compact.length >= 10)
    found.push({ mark: `#${compact}`, prefix: true })
  return found
}

export type Excerpt = { text: string; hit: boolean }[]

const around = 60
const longest = 180

/**
 * A line of a text with its hits marked, cut around the first of them. Data, not markup: whoever shows it escapes it.
 * `isHit` says of a word (as `wordsOf` spells it) whether it was asked for.
 */
export function excerptOf(text: string, isHit: (word: string) => boolean, phones: readonly string[] = []): Excerpt {
  const line = text.slice(0, maxText).replace(/\s+/g, ' ').trim()
  const marks: { from: number; to: number }[] = []
  for (const match of line.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    if (wordsOf(match[0]).some(isHit)) marks.push({ from: match.index, to: match.index + match[0].length })
  }
  if (phones.length > 0)
    for (const match of line.matchAll(written)) {
      const number = phoneNumber(match[0])?.number.slice(1)
      if (number && phones.some((phone) => number.startsWith(phone)))
        marks.push({ from: match.index, to: match.index + match[0].length })
    }
  marks.sort((a, b) => a.from - b.from)
  let from = Math.max(0, (marks[0]?.from ?? 0) - around)
  if (from > 0) from = Math.min(line.indexOf(' ', from) + 1 || from, marks[0]?.from ?? 0)
  let to = Math.min(line.length, from + longest)
  if (to < line.length) {
    const space = line.lastIndexOf(' ', to)
    if (space > from + around) to = space
  }
  const parts: Excerpt = from > 0 ? [{ text: '… ', hit: false }] : []
  let at = from
  for (const mark of marks) {
    if (mark.from < at || mark.from >= to) continue
    if (mark.from > at) parts.push({ text: line.slice(at, mark.from), hit: false })
    at = Math.min(mark.to, to)
    parts.push({ text: line.slice(mark.from, at), hit: true })
  }
  if (at < to) parts.push({ text: line.slice(at, to), hit: false })
  if (to < line.length) parts.push({ text: ' …', hit: false })
  return parts
}
