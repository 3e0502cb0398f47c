import { expect, test } from 'vitest'
import { changedMeanwhile, dirtyFields, valuesOf } from './ticket-fields.ts'

const values = valuesOf({
  category: 'fire',
  priority: 'p1',
  subject: 'Kebakaran',
  regionCode: null,
  place: null,
  queueId: 'q',
})

test('only what differs from the beginning is saved', () => {
  const editing = { base: { values, revision: 3 }, edits: { place: 'Jl. Gajah', subject: 'Kebakaran' } }
  expect(dirtyFields(editing)).toEqual(['place'])
})

test('what somebody else changed meanwhile is named', () => {
  const editing = { base: { values, revision: 3 }, edits: { place: 'Jl. Gajah' } }
  expect(changedMeanwhile(editing, { ...values, priority: 'p2', regionCode: '33.74' })).toEqual([
    'priority',
    'regionCode',
  ])
})
