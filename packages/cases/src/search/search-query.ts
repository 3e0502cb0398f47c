import type { Term } from './query-parser.ts'
import { typedNumber } from './search-text.ts'

/** A word as written, and what its stem is. */
export type Stemmed = { term: string; stem: string }

/** What each typed word may also be: longer words that begin so, or similar ones. */
export type Expansions = ReadonlyMap<string, readonly Stemmed[]>

const lexeme = (word: string, prefix = false) => `'${word.replace(/['\\]/g, (c) => c + c)}'${prefix ? ':*' : ''}`

const anyOf = (parts: Iterable<string>) => `(${[...new Set(parts)].join(' | ')})`

/** The text of a tsquery that one of the marks meets. */
export const marksQuery = (marks: readonly string[]) => anyOf(marks.map((mark) => lexeme(mark)))

/** The text of a tsquery for marks that begin so. */
export const beginningQuery = (mark: string) => lexeme(mark, true)

/** The text of a tsquery that needs every one of these; empty when there is none. */
export const allOf = (queries: readonly string[]) => queries.filter(Boolean).join(' & ')

function termQuery(term: Term, spelled: Spelling, expansions: Expansions): string {
  if (term.kind === 'phrase') return `(${term.words.map((w) => lexeme(spelled({ term: w }))).join(' <-> ')})`
  if (term.kind === 'number') {
    const marks = typedNumber(term.raw).map(({ mark, prefix }) => lexeme(mark, prefix))
    const words = term.words.length > 0 ? [`(${term.words.map((w) => lexeme(w)).join(' & ')})`] : []
    return anyOf([...marks, ...words])
  }
  const also = expansions.get(term.word) ?? []
  return anyOf([{ term: term.word }, ...also].map((word) => lexeme(spelled(word))))
}

type Spelling = (word: { term: string; stem?: string }) => string

/**
 * The text of a tsquery for words, phrases and numbers; all of them must be there. With `stemOf` words are asked for by
 * their stems, as they stand in cases and messages; without it as they are written, as in contacts.
 */
export function wordsQuery(
  terms: readonly Term[],
  stemOf: ((word: string) => string) | null,
  expansions: Expansions = new Map(),
): string {
  const spelled: Spelling = ({ term, stem }) => (stemOf ? (stem ?? stemOf(term)) : term)
  return allOf(terms.map((term) => termQuery(term, spelled, expansions)))
}

/** Says of a word in a text whether it was asked for. */
export function hitTest(terms: readonly Term[], stemOf: (word: string) => string, expansions: Expansions) {
  const words = new Set<string>()
  const stems = new Set<string>()
  for (const term of terms) {
    for (const word of term.kind === 'word' ? [term.word] : term.words) {
      words.add(word)
      stems.add(stemOf(word))
    }
    if (term.kind === 'word')
      for (const other of expansions.get(term.word) ?? []) {
        words.add(other.term)
        stems.add(other.stem)
      }
  }
  // A stem stands in its word, but for the first letter, which some prefixes swallow (menyapu, sapu).
  const cores = [...stems].map((stem) => stem.slice(1))
  return {
    mayBe: (word: string) => !words.has(word) && cores.some((core) => word.includes(core)),
    is: (word: string, stem: string) => words.has(word) || stems.has(stem),
  }
}

/** How many letters must be changed, added, left out or swapped to make one word the other. */
export function editDistance(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)])
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0
  for (let j = 0; j <= b.length; j++) (rows[0] as number[])[j] = j
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, at(i - 2, j - 2) + 1)
      ;(rows[i] as number[])[j] = best
    }
  return at(a.length, b.length)
}

/** Whether a word may be the other one, mistyped: one slip in a short word, two in a long one. */
export const mistyped = (typed: string, meant: string) =>
  typed !== meant && editDistance(typed, meant) <= (typed.length < 6 ? 1 : 2)

const dayMs = 86_400_000

/** Relevance × recency: half of a hit's weight is lost within about three months, the other half never. */
export function scoreOf(rank: number, at: Date, now: Date): number {
  const days = Math.max(0, now.getTime() - at.getTime()) / dayMs
  return (0.05 + rank) * (0.5 + 0.5 * Math.exp(-days / 90))
}
