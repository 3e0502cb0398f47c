import { expect, test } from 'vitest'
import { regionOfSteps, regionSteps } from './region-steps.server.ts'

test('the lists go down to the one that is to be chosen next', () => {
  expect(regionSteps('').map((step) => step.value)).toEqual([''])
  expect(regionSteps('33.74').map((step) => step.value)).toEqual(['33', '33.74', ''])
  expect(regionSteps('33.74.10.1006').map((step) => step.value)).toEqual(['33', '33.74', '33.74.10', '33.74.10.1006'])
})

test('the deepest choice counts that lies in the one before it', () => {
  expect(regionOfSteps({ '_region.0': '33', '_region.1': '33.74', '_region.2': '33.74.10' }, 'region')).toBe('33.74.10')
  expect(regionOfSteps({ '_region.0': '71', '_region.1': '33.74', '_region.2': '33.74.10' }, 'region')).toBe('71')
  expect(regionOfSteps({ '_region.0': 'x' }, 'region')).toBe('')
})
