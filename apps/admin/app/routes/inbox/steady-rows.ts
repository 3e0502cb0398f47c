export type SteadyRow = { id: string; sortAt: number; life: boolean }

/** The order in which rows stand, with the sort time that put each there. */
export type Order = ReadonlyMap<string, number>

export const orderOf = (rows: readonly SteadyRow[]) => new Map(rows.map((row) => [row.id, row.sortAt]))

/**
 * Rows for a list that somebody is working in: what stands stays where it stands, with its newest content; what arrived
 * or moved waits and is counted. A life at stake does not wait: it enters at the top. What comes behind everything
 * disturbs nobody and is appended. Pure.
 */
export function steadyRows<Row extends SteadyRow>(
  order: Order,
  incoming: readonly Row[],
): { rows: readonly Row[]; waiting: number; behind: readonly Row[] } {
  const byId = new Map(incoming.map((row) => [row.id, row]))
  const kept = [...order.keys()].flatMap((id) => byId.get(id) ?? [])
  const lastUnmoved = incoming.findLastIndex((row) => order.get(row.id) === row.sortAt)
  const isNew = (row: Row) => !order.has(row.id)
  const lives = incoming.filter((row) => isNew(row) && row.life)
  const between = incoming.slice(0, lastUnmoved + 1).filter((row) => isNew(row) && !row.life)
  const behind = incoming.slice(lastUnmoved + 1).filter((row) => isNew(row) && !row.life)
  const moved = kept.filter((row) => order.get(row.id) !== row.sortAt)
  return { rows: [...lives, ...kept, ...behind], waiting: between.length + moved.length, behind }
}
