import { expect, test } from 'vitest'
import { orderOf, steadyRows } from './steady-rows.ts'

const row = (id: string, sortAt: number, life = false) => ({ id, sortAt, life })
const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

test('what stands stays where it stands, and what arrives waits', () => {
  const order = orderOf([row('a', 10), row('b', 20)])
  const { rows, waiting } = steadyRows(order, [row('new', 5), row('a', 10), row('b', 20)])
  expect(ids(rows)).toEqual(['a', 'b'])
  expect(waiting).toBe(1)
})

test('a row that would move stays and is counted', () => {
  const order = orderOf([row('a', 10), row('b', 20)])
  const { rows, waiting } = steadyRows(order, [row('b', 5), row('a', 10)])
  expect(ids(rows)).toEqual(['a', 'b'])
  expect(rows[1]?.sortAt).toBe(5)
  expect(waiting).toBe(1)
})

test('a life at stake enters at the top at once', () => {
  const order = orderOf([row('a', 10)])
  const { rows, waiting } = steadyRows(order, [row('a', 10), row('p1', 30, true)])
  expect(ids(rows)).toEqual(['p1', 'a'])
  expect(waiting).toBe(0)
})

test('rows of the next page are appended and are no news', () => {
  const order = orderOf([row('a', 10), row('b', 20)])
  const { rows, waiting } = steadyRows(order, [row('a', 10), row('b', 20), row('c', 30), row('d', 40)])
  expect(ids(rows)).toEqual(['a', 'b', 'c', 'd'])
  expect(waiting).toBe(0)
})

test('what has left the list leaves it', () => {
  const order = orderOf([row('a', 10), row('b', 20)])
  expect(ids(steadyRows(order, [row('b', 20)]).rows)).toEqual(['b'])
})
