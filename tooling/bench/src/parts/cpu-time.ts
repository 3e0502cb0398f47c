import { readdirSync, readFileSync } from 'node:fs'

// The kernel counts in hundredths of a second on every platform that Node supports here.
const ticksPerSecond = 100

/** Milliseconds of processor that a process has used, with its ended children; 0 where the system does not tell. */
export function cpuMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number)
    return (((user ?? 0) + (system ?? 0) + (endedUser ?? 0) + (endedSystem ?? 0)) * 1000) / ticksPerSecond
  } catch {
    return 0
  }
}

/** The process that started `pid`. */
export function parentOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1])
}

/** The processes that `pid` started, and those that they started. */
export function descendants(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      parents.set(Number(name), parentOf(Number(name)))
    } catch {
      // it ended in between
    }
  }
  const below = (of: number): number[] =>
    [...parents].filter(([, parent]) => parent === of).flatMap(([child]) => [child, ...below(child)])
  return below(pid)
}

/** The same over a process and all below it. */
export const cpuMsOfTree = (pid: number) => [pid, ...descendants(pid)].reduce((sum, each) => sum + cpuMs(each), 0)

/** Milliseconds that all processors together were busy since the machine started, whoever used them. */
export function machineMs(): number {
  try {
    const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = (
      readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
    )
      .trim()
      .split(/\s+/)
      .slice(1)
      .map(Number)
    return ((user + nice + system + irq + softirq + steal) * 1000) / ticksPerSecond
  } catch {
    return 0
  }
}
