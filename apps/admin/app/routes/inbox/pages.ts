/** A stretch of the list behind its first page: what stands between two cursors, and whether that is known to be so now. */
export type Part<Row> = { from: string; until: string | null; rows: readonly Row[]; stale: boolean }

/** What to ask the server for: the stretch at a place anew, or (the place behind the last) the next one. */
export type Need = { at: number; from: string; until: string | null; take: number }

const smallest = 50
export const largest = 500

/** The first page has changed: what stands behind it begins at its end, and is old until it is asked for again. Pure. */
export function restarted<Row>(parts: readonly Part<Row>[], next: string | null): Part<Row>[] {
  if (next === null) return []
  return parts.map((part, index) => ({ ...part, stale: true, ...(index === 0 && { from: next }) }))
}

/** All rows in order, none twice: where two parts have the same one, what is fresh counts. Pure. */
export function joined<Row extends { id: string }>(
  first: readonly Row[],
  parts: readonly Part<Row>[],
): { rows: Row[]; starts: number[] } {
  const owner = new Map<string, number>()
  const claim = (rows: readonly Row[], index: number) => {
    for (const { id } of rows) if (!owner.has(id)) owner.set(id, index)
  }
  claim(first, -1)
  for (const stale of [false, true])
    for (const [index, part] of parts.entries()) if (part.stale === stale) claim(part.rows, index)
  const rows = [...first]
  const starts: number[] = []
  for (const [index, part] of parts.entries()) {
    starts.push(rows.length)
    for (const row of part.rows) if (owner.get(row.id) === index) rows.push(row)
  }
  return { rows, starts }
}

/** What is missing where somebody looks: an old stretch there first, then the rows behind the last. Pure. */
export function needed<Row>(
  parts: readonly Part<Row>[],
  starts: readonly number[],
  end: { next: string | null; length: number },
  shown: { first: number; last: number },
): Need | null {
  for (const [index, part] of parts.entries()) {
    const start = starts[index] ?? 0
    const stop = starts[index + 1] ?? end.length
    if (part.stale && start <= shown.last && stop >= shown.first)
      return { at: index, from: part.from, until: part.until, take: largest }
  }
  if (end.next === null || shown.last < end.length) return null
  // The longer somebody scrolls, the more comes at once.
  const take = Math.min(largest, Math.max(smallest, Math.ceil(end.length / 10)))
  return { at: parts.length, from: end.next, until: null, take }
}

/** Puts what was answered in its place. A stretch that has grown beyond one answer is asked for in two. Pure. */
export function answered<Row>(
  parts: readonly Part<Row>[],
  need: Need,
  answer: { rows: readonly Row[]; next: string | null },
): Part<Row>[] {
  const fresh = { from: need.from, until: answer.next, rows: answer.rows, stale: false }
  if (need.at >= parts.length) return [...parts, fresh]
  return parts.flatMap((part, index) => {
    if (index !== need.at) return [part]
    if (answer.next === part.until || answer.next === null) return [{ ...fresh, until: part.until }]
    return [fresh, { from: answer.next, until: part.until, rows: [], stale: true }]
  })
}
