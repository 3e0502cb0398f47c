import { type SearchHit, type SearchInput, searchEverything } from '@siaga/cases'
import type { Ctx } from '@siaga/db'

/** A distributed `Omit` over the kinds of hits: instants travel as milliseconds. */
type Sent<T> = T extends { at: Date } ? Omit<T, 'at'> & { at: number } : never
export type HitView = Sent<SearchHit>

export type SearchView = {
  q: string
  groups: { kind: SearchHit['kind']; hits: HitView[]; next: string | null }[]
  problems: string[]
  corrections: { typed: string; taken: string }[]
  hint: { filter: string; choices: string[] } | null
}

const sent = (hit: SearchHit): HitView => ({ ...hit, at: hit.at.getTime() })

/** What is found, in the reader's language. @throws forbidden, invalid, badCursor */
export async function searchView(ctx: Ctx, input: SearchInput): Promise<SearchView> {
  const found = await searchEverything(ctx, input)
  return {
    q: input.q,
    groups: found.groups.map((group) => ({ ...group, hits: group.hits.map(sent) })),
    problems: found.problems.map(({ text }) => text[ctx.locale]),
    corrections: found.corrections,
    hint: found.hint,
  }
}
