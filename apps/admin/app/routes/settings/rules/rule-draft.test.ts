import fc from 'fast-check'
import { expect, test } from 'vitest'
import { presets } from './presets.ts'
import { definitionOf, draftOf, moved, wordsOf } from './rule-draft.ts'

test('a rule that is opened and saved untouched is the same rule', () => {
  for (const { name, definition } of presets) expect(definitionOf(draftOf(name, definition))).toEqual(definition)
})

test('words are what stands between commas and lines, each once', () => {
  expect(wordsOf(' kebakaran, api ,, kebakaran\nasap tebal; ')).toEqual(['kebakaran', 'api', 'asap tebal'])
  expect(wordsOf(' , ')).toEqual([])
})

test('moving changes two neighbours and nothing else; moving back restores', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer(), { maxLength: 8 }),
      fc.nat(9),
      fc.constantFrom(1 as const, -1 as const),
      (list, at, step) => {
        const after = moved(list, at, step)
        expect([...after].sort()).toEqual([...list].sort())
        const to = at + step
        if (at < list.length && to >= 0 && to < list.length) {
          expect(after[to]).toBe(list[at])
          expect(moved(after, to, step === 1 ? -1 : 1)).toEqual(list)
        } else expect(after).toEqual(list)
      },
    ),
  )
})
