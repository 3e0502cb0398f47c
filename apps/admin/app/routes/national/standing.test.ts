import { expect, test } from 'vitest'
import { byAttention, ratio, standingOf } from './standing.ts'

test('the standing is that of counts, and nothing due is no standing', () => {
  expect(standingOf({ inTime: 9, due: 10 })).toBe('high')
  expect(standingOf({ inTime: 8, due: 10 })).toBe('near')
  expect(standingOf({ inTime: 79, due: 100 })).toBe('low')
  expect(standingOf({ inTime: 0, due: 0 })).toBe('none')
  expect(ratio(0, 0)).toBeNull()
})

test('the lowest share comes first, then the most overdue, and the unknown last', () => {
  const row = (name: string, inTime: number, due: number, overdue: number) => ({
    name,
    inTime,
    due,
    overdue,
    received: due,
  })
  const rows = [row('unknown', 0, 0, 5), row('good', 10, 10, 0), row('late', 7, 10, 1), row('later', 7, 10, 4)]
  expect(rows.sort(byAttention).map(({ name }) => name)).toEqual(['later', 'late', 'good', 'unknown'])
})
