import { expect, test } from 'vitest'
import { safePath } from './safe-path.ts'

test.each([
  ['/manado/112?a=1', '/manado/112?a=1'],
  ['/', '/'],
  ['', '/'],
  ['https://evil.test/', '/'],
  ['//evil.test/', '/'],
  ['/\\evil.test/', '/'],
  ['/\t/evil.test', '/'],
  ['/..//evil.test', '/'],
  ['javascript:alert(1)', '/'],
])('%s leads to %s', (given, path) => {
  expect(safePath(given)).toBe(path)
})
