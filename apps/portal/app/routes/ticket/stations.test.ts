import { expect, test } from 'vitest'
import { shortPerson, stationsOf } from './stations.ts'

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 20, 7, minutes))
const ticket = {
  state: 'new' as const,
  openedAt: at(0),
  takenAt: null,
  firstAnsweredAt: null,
  firstResponseDueAt: at(30),
  resolvedAt: null,
  closedAt: null,
  messages: [],
}
const line = (changes: object, now = at(5)) =>
  stationsOf({ ...ticket, ...changes }, now).map((s) => `${s.key}:${s.state}`)

test('a new ticket waits to be looked at, with the promised time', () => {
  expect(line({})).toEqual(['received:passed', 'checked:current', 'answered:future', 'settled:future'])
  expect(stationsOf(ticket, at(5))[1]?.dueAt).toEqual(at(30))
})

test('a second message of the citizen is not a look by our staff', () => {
  expect(line({ state: 'open' })[1]).toBe('checked:current')
})

test('past the promised time the waiting station says so', () => {
  expect(line({}, at(31))[1]).toBe('checked:attention')
  expect(line({ state: 'open', takenAt: at(3) }, at(31))[2]).toBe('answered:attention')
})

test('after an answer it is either our turn or the citizen’s', () => {
  expect(line({ state: 'waiting_citizen', firstAnsweredAt: at(9) }, at(60))).toEqual([
    'received:passed',
    'checked:passed',
    'answered:passed',
    'waiting:current',
    'settled:future',
  ])
  expect(line({ state: 'open', firstAnsweredAt: at(9) })[3]).toBe('handled:current')
})

test('a settled ticket has passed every station that it has', () => {
  expect(line({ state: 'resolved', takenAt: at(2), firstAnsweredAt: at(9), resolvedAt: at(20) }).at(-1)).toBe(
    'settled:passed',
  )
  expect(line({ state: 'closed', closedAt: at(20) })).toEqual([
    'received:passed',
    'checked:passed',
    'answered:skipped',
    'settled:passed',
  ])
})

test('people are called by their first name', () => {
  expect(shortPerson('Dewi Anggraini')).toBe('Dewi A.')
  expect(shortPerson('dr. Hendra Wijaya')).toBe('Hendra W.')
  expect(shortPerson('Sutarjo')).toBe('Sutarjo')
  expect(shortPerson(null)).toBeNull()
})
