import type { SteadyRow } from './steady-rows.ts'

type Row = Pick<SteadyRow, 'id' | 'sortAt'>

/** Where a ticket stood in the list when it was opened, with those before it, the nearest first. */
export type Stood = { id: string; sortAt: number; before: readonly Row[] }

const remembered = 200

export function stoodAt(rows: readonly Row[], at: number): Stood | null {
  const row = rows[at]
  if (!row) return null
  const before = rows.slice(Math.max(0, at - remembered), at).map(({ id, sortAt }) => ({ id, sortAt }))
  return { id: row.id, sortAt: row.sortAt, before: before.reverse() }
}

/**
 * The place of the row after the ticket that was opened there. Work moves a ticket (answered, it is due later) or takes
 * it out of the list; the next one is still the one behind where it stood, never one that was passed already. Pure.
 */
export function placeAfter(rows: readonly Row[], stood: Stood): number {
  const places = new Map(rows.map((row, place) => [row.id, place]))
  const own = places.get(stood.id)
  const passed = new Set(stood.before.map(({ id }) => id)).add(stood.id)
  let at = 0
  if (own !== undefined && rows[own]?.sortAt === stood.sortAt) at = own + 1
  else {
    const near = stood.before.find(({ id, sortAt }) => rows[places.get(id) ?? -1]?.sortAt === sortAt)
    if (near) at = (places.get(near.id) ?? -1) + 1
  }
  while (passed.has(rows[at]?.id ?? '')) at++
  return at
}
