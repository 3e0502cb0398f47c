import { typedNumber, wordsOf } from './search-text.ts'

/** The filters of a question and every spelling by which they are typed. */
export const filterNames = {
  status: ['status', 'state', 'keadaan'],
  from: ['from', 'dari'],
  service: ['layanan', 'service', 'to', 'ke', 'kepada'],
  category: ['kategori', 'category'],
  priority: ['prioritas', 'priority'],
  assignee: ['petugas', 'agent', 'assignee'],
  tag: ['tag', 'label'],
  channel: ['kanal', 'channel', 'via'],
  since: ['sejak', 'since', 'after'],
  until: ['sampai', 'until', 'before'],
} as const

export type FilterName = keyof typeof filterNames
export type TypedFilter = { name: FilterName; value: string; raw: string }

export type Term =
  | { kind: 'word'; word: string /** Still being typed: its beginning is enough. */; open: boolean }
  | { kind: 'number'; raw: string; words: string[] }
  | { kind: 'phrase'; words: string[] }

export type TypedQuery = { terms: Term[]; filters: TypedFilter[] }

const nameOf = new Map<string, FilterName>(
  Object.entries(filterNames).flatMap(([name, spellings]) => spellings.map((s) => [s, name as FilterName] as const)),
)

const maxTerms = 16
const filterStart = /([\p{L}]+):/uy
const quoted = /["“”]([^"“”]*)["“”]?/uy
const phone = /(?:\+|00)?\d(?:[\s().\-‐‑–/]{0,2}\d){6,16}(?=$|[\s,;])/uy
const token = /[^\s"“”]+/uy

function take(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** Reads what somebody typed. Never throws, whatever it is: what is no filter and no number is words. */
export function parseQuery(text: string): TypedQuery {
  const query: TypedQuery = { terms: [], filters: [] }
  const line = text.slice(0, 500)
  let at = 0
  while (at < line.length) {
    if (/\s/.test(line[at] as string)) {
      at++
      continue
    }
    const name = take(filterStart, line, at)
    const known = name && nameOf.get((name[1] as string).toLowerCase())
    if (name && known) {
      const from = at + name[0].length
      const number = known === 'from' ? take(phone, line, from) : null
      const value = take(quoted, line, from) ?? number ?? take(token, line, from)
      at = from + (value?.[0].length ?? 0)
      query.filters.push({
        name: known,
        value: (value?.[1] ?? value?.[0] ?? '').trim(),
        raw: line.slice(at - (value?.[0].length ?? 0) - name[0].length, at),
      })
      continue
    }
    const phrase = take(quoted, line, at)
    if (phrase) {
      at += phrase[0].length
      const words = wordsOf(phrase[1] ?? '')
      if (words.length === 1) query.terms.push({ kind: 'word', word: words[0] as string, open: false })
      else if (words.length > 1) query.terms.push({ kind: 'phrase', words })
      continue
    }
    const number = take(phone, line, at)
    if (number && typedNumber(number[0]).length > 0) {
      at += number[0].length
      query.terms.push({ kind: 'number', raw: number[0], words: wordsOf(number[0]) })
      continue
    }
    const piece = (take(token, line, at) as RegExpExecArray | null)?.[0] ?? (line[at] as string)
    at += piece.length
    query.terms.push(...termsOf(piece, at === line.length))
  }
  query.terms = query.terms.slice(0, maxTerms)
  return query
}

function termsOf(piece: string, last: boolean): Term[] {
  const bare = piece.replace(/^[^\p{L}\p{N}+#]+|[^\p{L}\p{N}]+$/gu, '')
  const words = wordsOf(piece)
  if (/\d/.test(bare) && typedNumber(bare).length > 0) return [{ kind: 'number', raw: bare, words }]
  return words.map((word, i) => ({ kind: 'word', word, open: last && i === words.length - 1 }))
}
