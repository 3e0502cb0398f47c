import { expect, test } from 'vitest'
import { defineTexts, translate } from './texts.ts'

const texts = defineTexts({
  send: { id: 'Kirim', en: 'Send' },
  left: { id: '{count} tersisa dari {total}', en: '{count} of {total} left' },
  units: { id: (p: { n: number }) => `${p.n} unit`, en: (p: { n: number }) => `${p.n} unit${p.n === 1 ? '' : 's'}` },
})

test('a text is given in the asked language', () => {
  expect(translate(texts, 'id')('send')).toBe('Kirim')
  expect(translate(texts, 'en')('send')).toBe('Send')
})

test('places and functions take their parameters', () => {
  expect(translate(texts, 'id')('left', { count: 3, total: 9 })).toBe('3 tersisa dari 9')
  expect(translate(texts, 'en')('units', { n: 1 })).toBe('1 unit')
  expect(translate(texts, 'en')('units', { n: 3 })).toBe('3 units')
})

test('a mistake does not compile', () => {
  const t = translate(texts, 'id')
  const neverRun = () => {
    // @ts-expect-error an unknown key
    t('sand')
    // @ts-expect-error a missing parameter
    t('left', { count: 1 })
    // @ts-expect-error parameters forgotten
    t('units')
    // @ts-expect-error a language is missing
    defineTexts({ only: { id: 'Hanya' } })
  }
  expect(neverRun).toBeTypeOf('function')
})
