import { expect, test } from 'vitest'
import { keyName } from './keys.ts'

const press = (key: string, modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  keyName({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers })

test('a key has one name on every keyboard', () => {
  expect(press('J', { shiftKey: true })).toBe('j')
  expect(press('?', { shiftKey: true })).toBe('?')
  expect(press(' ')).toBe('space')
  expect(press('F2')).toBe('f2')
  expect(press('k', { ctrlKey: true })).toBe('ctrl+k')
  expect(press('k', { metaKey: true })).toBe('ctrl+k')
  expect(press('Enter', { ctrlKey: true })).toBe('ctrl+enter')
  expect(press('Enter', { shiftKey: true })).toBe('shift+enter')
})
