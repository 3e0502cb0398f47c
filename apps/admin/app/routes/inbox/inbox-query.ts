export const views = ['mine', 'unassigned', 'all'] as const
export type View = (typeof views)[number]

export type InboxQuery = { view: View; settled: boolean; serviceId: string | null }

/** What the address says of the list; a person who takes no cases begins with all of them. */
export function inboxQuery(params: URLSearchParams, works: boolean): InboxQuery {
  const wanted = params.get('view')
  const view = views.find((name) => name === wanted) ?? (works ? 'mine' : 'all')
  const settled = params.get('settled') === '1' && view !== 'unassigned'
  return { view: view === 'mine' && !works ? 'all' : view, settled, serviceId: params.get('service') }
}

/** The list's part of an address, so that opening a ticket keeps the list as it is. */
export function inboxSearch(query: InboxQuery): string {
  const params = new URLSearchParams({ view: query.view })
  if (query.settled) params.set('settled', '1')
  if (query.serviceId) params.set('service', query.serviceId)
  return `?${params}`
}
