type Matches = readonly { id: string; data?: unknown }[]

/** The reader's language, for `meta`, which stands outside React's context. */
export function localeOf(matches: Matches): 'id' | 'en' {
  const root = matches.find((match) => match.id === 'root')?.data as { locale?: 'id' | 'en' } | undefined
  return root?.locale ?? 'id'
}

/** "Kotak masuk · Kota Semarang · Siaga". */
export function pageTitle(matches: Matches, page: string): string {
  const tenant = matches.find((match) => match.id === 'routes/tenant/route')?.data as
    | { tenant?: { name: string } }
    | undefined
  return [page, tenant?.tenant?.name, 'Siaga'].filter(Boolean).join(' · ')
}
