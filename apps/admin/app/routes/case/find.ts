import { type CaseState, findCases, searchEverything } from '@siaga/cases'
import { memberLoader } from '../../server/context.server.ts'

export type FoundCases = { query: string; cases: { id: string; number: string; subject: string; state: CaseState }[] }

/** Tickets meant by a number or by words, for the dialogs that choose one. */
export const loader = memberLoader(async ({ ctx }, { request }): Promise<FoundCases> => {
  const query = (new URL(request.url).searchParams.get('q') ?? '').trim().slice(0, 100)
  if (!query) return { query, cases: [] }
  const [exact, searched] = await Promise.all([
    findCases(ctx, { number: query.slice(0, 60) }),
    searchEverything(ctx, { q: query, kind: 'case', limit: 20 }),
  ])
  const hits = searched.groups.flatMap((g) => g.hits).flatMap((hit) => (hit.kind === 'case' ? [hit] : []))
  const all = [...exact, ...hits].map(({ id, number, subject, state }) => ({
    id,
    number,
    subject: typeof subject === 'string' ? subject : subject.map(({ text }) => text).join(''),
    state: state as CaseState,
  }))
  return { query, cases: [...new Map(all.map((c) => [c.id, c])).values()].slice(0, 20) }
})
