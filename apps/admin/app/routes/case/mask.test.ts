import { expect, test } from 'vitest'
import { maskPhone } from './mask.ts'

test('a number keeps its first and last four digits, a short one none', () => {
  expect(maskPhone('+62 812-4455-6677')).toBe('0812-••••-6677')
  expect(maskPhone('6281244556677')).toBe('0812-••••-6677')
  expect(maskPhone('081244556677')).toBe('0812-••••-6677')
  expect(maskPhone('112')).toBe('••••')
})
