import { expect, it } from 'vitest'
import { emptyForm, isWritten, targetOf } from './log-form.ts'

const form = emptyForm({ kind: 'call', serviceId: 's' })

it('a normal contact and a letter get a case unless one is chosen; any other class none unless it is wanted', () => {
  expect(targetOf(form, true)).toBe('new')
  expect(targetOf({ ...form, class: 'prank' }, true)).toBe('none')
  expect(targetOf({ ...form, class: 'prank', target: 'new' }, true)).toBe('new')
  expect(targetOf({ ...form, class: 'prank' }, false)).toBe('new')
  expect(targetOf({ ...form, target: 'none' }, true)).toBe('new')
  expect(targetOf({ ...form, class: 'prank', target: 'none' }, false)).toBe('new')
  expect(targetOf({ ...form, target: 'case-1' }, true)).toBe('case-1')
})

it('is worth keeping once somebody or something is written', () => {
  expect(isWritten(form)).toBe(false)
  expect(isWritten({ ...form, phone: '08' })).toBe(true)
  expect(isWritten({ ...form, text: ' ' })).toBe(false)
})

it('is another submission each time', () => {
  expect(emptyForm(form).submissionId).not.toBe(form.submissionId)
})
