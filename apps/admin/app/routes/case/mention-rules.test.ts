import { expect, test } from 'vitest'
import { mentionAt, mentionPieces, peopleFor } from './mention-rules.ts'

const people = [
  { id: '1', name: 'Dewi Lestari' },
  { id: '2', name: 'Dewi Lestari Putri' },
  { id: '3', name: 'Agus (PLN)' },
]

test('a name is offered after "@" at the beginning of a word, as far as the caret', () => {
  expect(mentionAt('Tolong @dew', 11)).toEqual({ from: 7, word: 'dew' })
  expect(mentionAt('Tolong @dewi les', 16)).toEqual({ from: 7, word: 'dewi les' })
  expect(mentionAt('surel@contoh', 12)).toBeNull()
  expect(mentionAt('@a\nb', 4)).toBeNull()
  expect(mentionAt('kosong', 6)).toBeNull()
})

test('any word of a name finds it', () => {
  expect(peopleFor('les', people).map((p) => p.id)).toEqual(['1', '2'])
  expect(peopleFor('', people)).toHaveLength(3)
  expect(peopleFor('xx', people)).toEqual([])
})

test('the longest name wins, signs in names are no pattern, and text stays whole', () => {
  const text = 'Hai @dewi lestari putri dan @Agus (PLN), bukan @Dewi Lestarini.'
  const pieces = mentionPieces(text, people)
  expect(pieces.filter((p) => p.mention).map((p) => p.text)).toEqual(['@dewi lestari putri', '@Agus (PLN)'])
  expect(pieces.map((p) => p.text).join('')).toBe(text)
})
