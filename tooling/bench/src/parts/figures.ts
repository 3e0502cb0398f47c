/** The value below which the share `p` of the values lies. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN
}

export const median = (values: readonly number[]) => percentile(values, 0.5)

/** Milliseconds that each of `times` runs of `work` took, one after the other. */
export async function timeEach(times: number, work: (run: number) => Promise<unknown>): Promise<number[]> {
  const taken: number[] = []
  for (let run = 0; run < times; run++) {
    const began = performance.now()
    await work(run)
    taken.push(performance.now() - began)
  }
  return taken
}

/** Runs the sides in turn, in changing order: on a machine with other work both meet the same moments. */
export async function inTurn<Side extends string>(
  rounds: number,
  sides: Record<Side, (round: number) => Promise<readonly number[]>>,
): Promise<Record<Side, number[]>> {
  const names = Object.keys(sides) as Side[]
  const taken = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Side, number[]>
  for (let round = 0; round < rounds; round++) {
    const order = names.map((_, i) => names[(i + round) % names.length] as Side)
    for (const name of order) taken[name].push(...(await sides[name](round)))
  }
  return taken
}
