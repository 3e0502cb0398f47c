/** The views that stand as tabs; the others are in the list's menu. */
export const tabViews = ['mine', 'unassigned', 'all'] as const
export const menuViews = ['mentions', 'watching', 'snoozed', 'spam'] as const
export const sorts = ['due', 'oldest', 'latest'] as const
export const priorities = ['p1', 'p2', 'p3'] as const
export const states = ['new', 'open', 'waiting_citizen', 'waiting_internal', 'resolved', 'closed', 'merged'] as const
/** The states that a case can have on each side. */
export const openStates = states.slice(0, 4)
export const settledStates = states.slice(4)

export type View = (typeof tabViews)[number] | (typeof menuViews)[number]
export type Sort = (typeof sorts)[number]

/** What a person filtered by; `null` and `false` are no filter. */
export type Filters = {
  serviceId: string | null
  queueId: string | null
  channelKind: string | null
  priority: (typeof priorities)[number] | null
  state: (typeof states)[number] | null
  category: string | null
  /** A member's id, or `none`. */
  assigneeId: string | null
  tagId: string | null
  overdue: boolean
  unread: boolean
}

export type InboxQuery = { view: View; settled: boolean; sort: Sort } & Filters

export const noFilters: Filters = {
  serviceId: null,
  queueId: null,
  channelKind: null,
  priority: null,
  state: null,
  category: null,
  assigneeId: null,
  tagId: null,
  overdue: false,
  unread: false,
}

/** Names of the filters in an address. */
const names = {
  serviceId: 'service',
  queueId: 'queue',
  channelKind: 'channel',
  priority: 'priority',
  state: 'state',
  category: 'category',
  assigneeId: 'assignee',
  tagId: 'tag',
  overdue: 'overdue',
  unread: 'unread',
} as const satisfies Record<keyof Filters, string>

export const filterNames = Object.keys(names) as (keyof Filters)[]

const oneOf = <T extends string>(allowed: readonly T[], value: string | null): T | null =>
  allowed.find((name) => name === value) ?? null

const isId = (value: string | null) => (value && /^[0-9a-f-]{36}$/.test(value) ? value : null)
const isCode = (value: string | null) => (value && /^[\w-]{1,40}$/.test(value) ? value : null)

/** Which views have a settled side. */
export const hasSettled = (view: View) => view === 'mine' || view === 'all' || view === 'watching'
/** Which views can be put into an order; the snoozed stand as they wake, spam as it came. */
export const hasSorts = (view: View) => view !== 'snoozed' && view !== 'spam'

/** What the address says of the list; what it says wrongly is passed over. A person who takes no cases begins with all. */
export function inboxQuery(params: URLSearchParams, works: boolean): InboxQuery {
  const wanted = oneOf([...tabViews, ...menuViews], params.get('view')) ?? (works ? 'mine' : 'all')
  const view = wanted === 'mine' && !works ? 'all' : wanted
  const settled = params.get('settled') === '1' && hasSettled(view)
  const get = (key: keyof Filters) => params.get(names[key])
  const assignee = get('assigneeId')
  return {
    view,
    settled,
    sort: oneOf(sorts, params.get('sort')) ?? defaultSort(settled),
    serviceId: isId(get('serviceId')),
    queueId: isId(get('queueId')),
    channelKind: isCode(get('channelKind')),
    priority: oneOf(priorities, get('priority')),
    state: oneOf(settled ? settledStates : openStates, get('state')),
    category: isCode(get('category')),
    assigneeId: assignee === 'none' ? assignee : isId(assignee),
    tagId: isId(get('tagId')),
    overdue: get('overdue') === '1',
    unread: get('unread') === '1' && !settled,
  }
}

/** What waits is sorted by its due time; what is done by when it was last touched. */
export const defaultSort = (settled: boolean): Sort => (settled ? 'latest' : 'due')

/** The list's part of an address, so that opening a ticket keeps the list as it is; the same list, the same words. */
export function inboxSearch(query: InboxQuery): string {
  const params = new URLSearchParams({ view: query.view })
  if (query.settled) params.set('settled', '1')
  if (query.sort !== defaultSort(query.settled) && hasSorts(query.view)) params.set('sort', query.sort)
  for (const key of filterNames) {
    const value = query[key]
    if (value) params.set(names[key], value === true ? '1' : value)
  }
  return `?${params}`
}

/** The filters that are on, in the order of their pills. */
export const activeFilters = (query: InboxQuery) => filterNames.filter((key) => query[key])

/** The same list on its other side, or of another view: without what does not exist there. */
export function turned(query: InboxQuery, to: { view?: View; settled?: boolean }): InboxQuery {
  const view = to.view ?? query.view
  const settled = (to.settled ?? query.settled) && hasSettled(view)
  const kept = query.state && (settled ? settledStates : openStates).includes(query.state) ? query.state : null
  const sort = settled === query.settled ? query.sort : defaultSort(settled)
  return { ...query, view, settled, sort, state: kept, unread: query.unread && !settled }
}
