import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answered, joined, type Need, needed, type Part, restarted } from './pages.ts'

type Row = { id: string }
const ids = (rows: readonly Row[]) => rows.map(({ id }) => id).join('')
const rowsOf = (list: string): Row[] => [...list].map((id) => ({ id }))
const part = (list: string, from: string, until: string | null, stale = false): Part<Row> => ({
  from,
  until,
  rows: rowsOf(list),
  stale,
})

test('what two parts have stands once, where it is fresh', () => {
  const { rows, starts } = joined(rowsOf('ab'), [part('bcd', 'b', 'd', true), part('de', 'd', null)])
  expect(ids(rows)).toBe('abcde')
  expect(starts).toEqual([2, 3])
})

test('where nobody looks nothing is asked for', () => {
  const parts = [part('cd', 'b', 'd', true), part('ef', 'd', 'f', true)]
  const { rows, starts } = joined(rowsOf('ab'), parts)
  expect(needed(parts, starts, { next: 'f', length: rows.length }, { first: 0, last: 1 })).toBeNull()
  expect(needed(parts, starts, { next: 'f', length: rows.length }, { first: 5, last: 5 })).toMatchObject({ from: 'd' })
})

test('a first page that is the last leaves nothing behind it', () => {
  expect(restarted([part('cd', 'b', 'd')], null)).toEqual([])
})

/** A server whose list is a sorted word; a cursor is the last letter that was read. */
function server(list: string, most: number) {
  const sorted = [...list].sort()
  return (need: { from: string | null; until: string | null; take: number }) => {
    const { from, until } = need
    const within = sorted.filter((id) => (!from || id > from) && (!until || id <= until))
    const some = within.slice(0, Math.min(need.take, most))
    const next = within.length > some.length ? (some.at(-1) as string) : until
    return { rows: rowsOf(some.join('')), next }
  }
}

test('whatever comes and goes, once everything is fresh the list is the server’s, in its order, none lost or doubled', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  const lists = fc.array(
    fc.subarray([...letters]).map((all) => all.join('')),
    { minLength: 1, maxLength: 6 },
  )
  fc.assert(
    fc.property(lists, fc.integer({ min: 1, max: 5 }), (versions, most) => {
      let parts: Part<Row>[] = []
      for (const [turn, list] of versions.entries()) {
        const ask = server(list, most)
        const first = ask({ from: null, until: null, take: most })
        if (turn > 0) parts = restarted(parts, first.next)
        for (let step = 0; step < 200; step++) {
          const { rows, starts } = joined(first.rows, parts)
          const next = parts.length > 0 ? (parts.at(-1) as Part<Row>).until : first.next
          const need: Need | null = needed(parts, starts, { next, length: rows.length }, { first: 0, last: 999 })
          if (!need) break
          parts = answered(parts, need, ask(need))
        }
        expect(ids(joined(first.rows, parts).rows)).toBe([...list].sort().join(''))
      }
    }),
  )
})
