/** A small seeded generator (mulberry32): the demo is the same on every machine, apart from the day it is made. */
export function seeded(seed: number): {
  next(): number
  pick<T>(of: readonly T[]): T
  between(low: number, high: number): number
} {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    pick: <T>(of: readonly T[]) => of[Math.floor(next() * of.length)] as T,
    between: (low: number, high: number) => low + next() * (high - low),
  }
}

/** Share of contacts per local hour: quiet nights, a morning and an evening peak. */
const byHour = [2, 1, 1, 1, 1, 2, 4, 7, 9, 10, 10, 9, 7, 8, 9, 8, 7, 6, 6, 7, 6, 5, 4, 3]

/** Instants of `count` contacts over the `days` before `now`, in order, more by day than by night. */
export function arrivals(
  random: ReturnType<typeof seeded>,
  count: number,
  days: number,
  now: Date,
  offsetHours: number,
): Date[] {
  const total = byHour.reduce((a, b) => a + b, 0)
  return Array.from({ length: count }, (_, i) => {
    // Every eighth contact is today's, so that the figures of today are worth looking at.
    const day = i % 8 === 0 ? 0 : Math.ceil(random.next() * days)
    let rest = random.next() * total
    const hour = byHour.findIndex((share) => {
      rest -= share
      return rest < 0
    })
    const localMidnight =
      Math.floor((now.getTime() + offsetHours * 3_600_000) / 86_400_000) * 86_400_000 - offsetHours * 3_600_000
    return localMidnight - day * 86_400_000 + hour * 3_600_000 + random.next() * 3_600_000
  })
    .map((at) => (at >= now.getTime() - 60_000 ? now.getTime() - 60_000 - random.next() * 5 * 3_600_000 : at))
    .sort((a, b) => a - b)
    .map((at) => new Date(at))
}
