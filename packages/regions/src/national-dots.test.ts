import { expect, test } from 'vitest'
import { nationalDots } from './national-dots.ts'
import { provinces } from './region.ts'

const { dots, width, height, labels, schematicProvinceCodes } = nationalDots

test('every one of the 38 provinces has a dot, no other code has one, and DKI Jakarta has exactly one', () => {
  const codes = dots.map(([, , code]) => code)
  expect([...new Set(codes)].toSorted()).toEqual(
    provinces()
      .map(({ code }) => code)
      .toSorted(),
  )
  expect(codes.filter((code) => code === '31')).toHaveLength(1)
})

test('dots lie inside the view box and never closer than their spacing', () => {
  for (const [x, y] of dots) {
    expect(x >= 0 && x <= width && y >= 0 && y <= height).toBe(true)
  }
  const closest = Math.min(
    ...dots.map(([x, y], i) => Math.min(...dots.slice(i + 1).map(([x2, y2]) => Math.hypot(x - x2, y - y2)))),
  )
  expect(closest).toBeGreaterThan(5.1)
})

test('no label covers a dot', () => {
  const covered = labels.flatMap(({ text, x, y }) => {
    const half = text.length * 3
    return dots.filter((dot) => Math.abs(dot[0] - x) < half && dot[1] > y - 9 && dot[1] < y + 3).map(() => text)
  })
  expect(covered).toEqual([])
})

test('the schematic provinces are those of Papua', () => {
  expect(schematicProvinceCodes).toEqual(
    provinces()
      .filter(({ name }) => name.startsWith('Papua'))
      .map(({ code }) => code)
      .toSorted(),
  )
})
