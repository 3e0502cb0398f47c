import type { Tx } from '@siaga/db'
import { sql } from 'drizzle-orm'
import type { DocumentKind } from './search-documents.ts'
import type { Stemmed } from './search-query.ts'

export type Found = { id: string; at: Date; rank: number }

/** Everything older than this place; null begins with the newest. */
export type Before = { at: Date; id: string } | null

const newest = { at: new Date('9999-12-31T00:00:00Z'), id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }
const earliest = new Date('1970-01-01T00:00:00Z')

/** The newest documents of the tenant that hold all words and marks, newest first. */
export async function findDocuments(
  tx: Tx,
  query: { kind: DocumentKind; words: string; marks: string; before: Before; since: Date | null; wanted: number },
): Promise<Found[]> {
  const before = query.before ?? newest
  const rows = (await tx.execute(
    sql`select subject_id as id, at, rank from search_documents_of(${query.kind}, ${query.words || null}::tsquery, ${query.marks || null}::tsquery,
      ${before.at.toISOString()}::timestamptz, ${before.id}::uuid, ${(query.since ?? earliest).toISOString()}::timestamptz, ${query.wanted})`,
  )) as unknown as (Omit<Found, 'at'> & { at: string | Date })[]
  return rows.map((row) => ({ ...row, at: new Date(row.at) }))
}

/** Words of the tenant that begin so. */
export async function termsBeginning(tx: Tx, beginning: string): Promise<Stemmed[]> {
  return (await tx.execute(sql`select term, stem from search_terms_of(${beginning}, 16)`)) as unknown as Stemmed[]
}

/** Words of the tenant that look like this one. */
export async function termsLike(tx: Tx, word: string): Promise<Stemmed[]> {
  return (await tx.execute(sql`select term, stem from search_terms_like(${word}, 30)`)) as unknown as Stemmed[]
}

const known = new Map<string, string>()
const mostKnown = 50_000

/** The stems of words; what was asked once in this process is not asked again. */
export async function stemsOf(tx: Tx, words: readonly string[]): Promise<(word: string) => string> {
  const unknown = [...new Set(words)].filter((word) => !known.has(word))
  if (unknown.length > 0) {
    if (known.size + unknown.length > mostKnown) known.clear()
    const rows = (await tx.execute(
      sql`select word, (ts_lexize('indonesian_stem', word))[1] as stem from unnest(${sql.param(unknown)}::text[]) word`,
    )) as unknown as { word: string; stem: string | null }[]
    for (const row of rows) known.set(row.word, row.stem ?? row.word)
  }
  const mine = new Map(words.map((word) => [word, known.get(word) ?? word]))
  return (word) => mine.get(word) ?? known.get(word) ?? word
}
