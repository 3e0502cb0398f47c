export const searchKinds = ['case', 'contact', 'message'] as const
export type SearchKind = (typeof searchKinds)[number]

export type SearchQuery = { q: string; kind: SearchKind | null; cursor: string | null; limit: number | null }

/** The question of an address; what is not in order is left out. */
export function searchQuery(params: URLSearchParams): SearchQuery {
  const limit = Math.trunc(Number(params.get('limit')))
  return {
    q: (params.get('q') ?? '').replaceAll('\u0000', '').slice(0, 500),
    kind: searchKinds.find((kind) => kind === params.get('kind')) ?? null,
    cursor: params.get('cursor'),
    limit: limit >= 1 && limit <= 50 ? limit : null,
  }
}

/** `/t/semarang/search?q=…`; `kind` shows one group alone. */
export function searchAddress(tenantSlug: string, q: string, kind: SearchKind | null = null): string {
  const params = new URLSearchParams({ q, ...(kind && { kind }) })
  return `/t/${tenantSlug}/search?${params}`
}

const spelled = (word: string) => (/\s/.test(word) ? `"${word}"` : word)

/** A filter as it is typed: `status:terbuka`, `layanan:"Halo Kemenkes"`. */
export const filterWord = (name: string, value: string) => `${name}:${spelled(value.replaceAll('"', ''))}`

export const hasWord = (q: string, word: string) => ` ${q.toLowerCase()} `.includes(` ${word.toLowerCase()} `)

/** The question with a filter word put in, or taken out when it is there. */
export function toggleWord(q: string, word: string): string {
  const without = ` ${q} `.replace(new RegExp(` ${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?= )`, 'i'), '')
  const rest = without.replace(/\s+/g, ' ').trim()
  return hasWord(q, word) ? rest : `${word} ${q.trim()}`.trim()
}

/** The question with the value of its unfinished filter (`status:`) filled in. */
export function finishFilter(q: string, value: string): string {
  const finished = q.replace(/([\p{L}]+):(?=\s|$)/u, (_, name: string) => filterWord(name, value.toLowerCase()))
  return `${finished.trim()} `
}
