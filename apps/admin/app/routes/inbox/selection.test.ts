import { expect, test } from 'vitest'
import { allOf, extended, nothingChosen, stillThere, toggled } from './selection.ts'

const order = ['a', 'b', 'c', 'd', 'e']
const ids = (selection: { ids: ReadonlySet<string> }) => [...selection.ids].sort().join('')

test('a row is chosen and let go', () => {
  const one = toggled(nothingChosen, 'b')
  expect(ids(one)).toBe('b')
  expect(ids(toggled(one, 'b'))).toBe('')
})

test('a range goes from the last row that was chosen, in either direction, and adds to what is chosen', () => {
  const from = toggled(toggled(nothingChosen, 'a'), 'd')
  expect(ids(extended(from, 'b', order))).toBe('abcd')
  expect(ids(extended(from, 'e', order))).toBe('ade')
  expect(ids(extended(extended(from, 'e', order), 'c', order))).toBe('acde')
})

test('a range without a beginning is its row', () => {
  expect(ids(extended(nothingChosen, 'c', order))).toBe('c')
  expect(ids(extended({ ids: new Set(), anchor: 'gone' }, 'c', order))).toBe('c')
})

test('all is what is loaded, up to the limit; what has left is let go', () => {
  expect(ids(allOf(order, 3))).toBe('abc')
  expect(ids(stillThere(allOf(order, 5), (id) => id !== 'c'))).toBe('abde')
  const whole = allOf(order, 5)
  expect(stillThere(whole, () => true)).toBe(whole)
})
