import fc from 'fast-check'
import { expect, test } from 'vitest'
import { glyphRuns, scripts } from './glyph-runs.ts'

const whole = (text: string) =>
  glyphRuns(text)
    .runs.map((r) => r.text)
    .join('')

test('Indonesian text is one run, unchanged', () => {
  const text = 'Bu Ratna, “kamar kelas 3” penuh – tunggu s.d. 16.30 WIB; biaya Rp25.000, suhu ≤ 38°'.replace('≤ ', '')
  expect(glyphRuns(text)).toEqual({ runs: [{ text, script: 'latin' }], lost: false })
})

test('other letters that the typeface has come from their own file', () => {
  expect(glyphRuns('Đặng, Żółć, Привет').runs.map((r) => r.script)).toEqual(
    expect.arrayContaining(['latin', 'latin-ext', 'cyrillic']),
  )
  expect(whole('Żółć')).toBe('Żółć')
})

test('what cannot be drawn is one sign each, and is said', () => {
  expect(glyphRuns('Tolong 🙏🏽 مرحبا')).toMatchObject({ lost: true })
  expect(whole('Tolong 🙏🏽!')).toBe('Tolong ?!')
  expect(glyphRuns('biasa saja').lost).toBe(false)
})

test('any text comes out as runs of known files, with its line breaks', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      const { runs } = glyphRuns(text)
      expect(runs.every((r) => scripts.includes(r.script) && r.text !== '')).toBe(true)
      expect(whole(text).split('\n')).toHaveLength(text.replaceAll('\r\n', '\n').normalize('NFC').split('\n').length)
    }),
  )
})
