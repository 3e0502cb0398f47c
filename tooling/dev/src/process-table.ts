import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { waitUntil } from './wait-until.ts'

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

// In a container without an init nobody reaps an orphan: it is dead and still has a number.
function isZombie(pid: number): boolean {
  try {
    return /^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/** The command line of a process, empty when it is gone. Guards against a number that a stranger got meanwhile. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? ''
  }
}

/** Sends the signals one after the other, each with its time, until the process is gone. */
export async function endProcess(pid: number, steps: { signal: NodeJS.Signals; timeoutMs: number }[]): Promise<void> {
  for (const { signal, timeoutMs } of steps) {
    if (!isAlive(pid)) return
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    const gone = await waitUntil(() => !isAlive(pid), { timeoutMs, what: `process ${pid} to end` }).catch(() => false)
    if (gone) return
  }
}
