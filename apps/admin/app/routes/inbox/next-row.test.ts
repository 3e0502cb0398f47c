import { expect, test } from 'vitest'
import { placeAfter, stoodAt } from './next-row.ts'

const row = (id: string, sortAt: number) => ({ id, sortAt })
const list = [row('a', 1), row('b', 2), row('c', 3), row('d', 4)]
const next = (rows: typeof list, at = 1) => {
  const stood = stoodAt(list, at)
  return stood && rows[placeAfter(rows, stood)]?.id
}

test('the next ticket is the one behind the open one, also when it has left the list', () => {
  expect(next(list)).toBe('c')
  expect(next([row('a', 1), row('c', 3), row('d', 4)])).toBe('c')
  expect(next([row('b', 2), row('c', 3)], 0)).toBe('b')
  expect(next([row('a', 1), row('b', 2), row('c', 3)], 3)).toBeUndefined()
})

test('an answered ticket that has moved to the end takes nobody with it', () => {
  expect(next([row('a', 1), row('c', 3), row('d', 4), row('b', 90)])).toBe('c')
  // The one before it was answered as well, by somebody else.
  expect(next([row('c', 3), row('d', 4), row('a', 80), row('b', 90)])).toBe('c')
  // The list stands still under the pointer: both stand where they stood, with their new times.
  expect(next([row('a', 80), row('b', 90), row('c', 3), row('d', 4)])).toBe('c')
})

test('what came between meanwhile is not passed over; at the end those that moved there are not opened again', () => {
  expect(next([row('a', 1), row('x', 2.5), row('c', 3), row('b', 90)])).toBe('x')
  expect(next([row('a', 1), row('b', 2), row('c', 3), row('d', 99)], 3)).toBeUndefined()
})
