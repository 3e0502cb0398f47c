import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  activeFilters,
  type InboxQuery,
  inboxQuery,
  inboxSearch,
  menuViews,
  noFilters,
  sorts,
  states,
  tabViews,
  turned,
} from './inbox-query.ts'

const read = (search: string, works = true) => inboxQuery(new URLSearchParams(search), works)

const someQuery = fc
  .record({
    view: fc.constantFrom(...tabViews, ...menuViews),
    settled: fc.boolean(),
    sort: fc.constantFrom(...sorts),
    serviceId: fc.option(fc.uuid()),
    queueId: fc.option(fc.uuid()),
    channelKind: fc.constantFrom(null, 'mail', 'whatsapp'),
    priority: fc.constantFrom(null, 'p1' as const, 'p3' as const),
    state: fc.constantFrom(null, ...states),
    category: fc.constantFrom(null, 'medicine'),
    assigneeId: fc.oneof(fc.constant('none'), fc.option(fc.uuid())),
    tagId: fc.option(fc.uuid()),
    overdue: fc.boolean(),
    unread: fc.boolean(),
  })
  .map((query): InboxQuery => turned(query, { settled: query.settled }))

test('a list that was put into an address is read from it as it was', () => {
  fc.assert(
    fc.property(someQuery, (query) => {
      const back = read(inboxSearch(query))
      expect(inboxSearch(back)).toBe(inboxSearch(query))
      expect(activeFilters(back)).toEqual(activeFilters(query))
    }),
  )
})

test('what an address says wrongly is passed over', () => {
  expect(read('view=apa&sort=acak&priority=p9&service=x&category=<b>&state=resolved&assignee=semua')).toEqual({
    view: 'mine',
    settled: false,
    sort: 'due',
    ...noFilters,
  })
  expect(read('view=mine', false).view).toBe('all')
  expect(read('view=unassigned&settled=1').settled).toBe(false)
})

test('the settled side is in the order of what was touched last, and keeps no state of the open side', () => {
  const query = read('view=all&state=waiting_citizen&unread=1&priority=p2')
  const settled = turned(query, { settled: true })
  expect(settled).toMatchObject({ settled: true, sort: 'latest', state: null, unread: false, priority: 'p2' })
  expect(turned(settled, { view: 'unassigned' })).toMatchObject({ settled: false, sort: 'due' })
})
