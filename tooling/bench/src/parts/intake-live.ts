import { availableParallelism } from 'node:os'
import type { Stack } from '@siaga/testkit'
import { type Child, startChild } from './child.ts'
import { cpuMs, cpuMsOfTree, machineMs, parentOf } from './cpu-time.ts'
import { percentile } from './figures.ts'
import type { City } from './lean-city.ts'
import type { LiveRequest, LiveResult } from './live-load.ts'
import type { Platform } from './platform.ts'
import { heading, ms, promise, say, spread, table } from './report.ts'

const seconds = 20
const promisedMs = 300

/**
 * In how many tenants somebody has the list open; a stream runs in every one. All at once is shown, not promised: a load
 * of lists beside that of the forms.
 */
const consolesOpen = [0, 10, 100]

/** From the API's answer to the case in an open console, at an even rate over many tenants. */
export async function intakeLive(platform: Platform, stack: Stack, cities: City[], perSecond: number): Promise<void> {
  const thing = cities[0]?.hook ? 'message' : 'form'
  heading(
    `Visible in an open console: ${perSecond} ${thing}s/s over ${cities.length} tenants for ${seconds} s, ${consolesOpen.length} times`,
  )
  const load: Child<LiveRequest, LiveResult> = await startChild(platform, 'live-load.ts')
  const ask = (consoles: number, duration = seconds) =>
    load.ask({ apiPort: stack.ports.api, adminPort: stack.ports.admin, cities, perSecond, seconds: duration, consoles })
  await ask(cities.length, 5)
  const [backend] = await platform.admin`select pg_backend_pid() as pid`
  const database = parentOf(backend?.pid as number)
  const processes = { api: stack.pid('api'), worker: stack.pid('worker'), admin: stack.pid('admin'), load: load.pid }
  const used = async () => {
    const [row] =
      await platform.admin`select xact_commit::int as n from pg_stat_database where datname = current_database()`
    const each = Object.values(processes).map(cpuMs)
    return [...each, cpuMsOfTree(database), row?.n as number]
  }
  const rows: string[][] = []
  const costs: string[][] = []
  const shares: [string, number, number][] = []
  for (const consoles of consolesOpen) {
    const before = await used()
    const began = { at: performance.now(), machine: machineMs() }
    const result = await ask(consoles)
    const after = (await used()).map((value, i) => value - (before[i] ?? 0))
    const whole = (performance.now() - began.at) * availableParallelism()
    const ours = after.slice(0, -1).reduce((sum, value) => sum + value, 0)
    const others = machineMs() - began.machine - ours
    const cost = after.map((value) => value / (perSecond * seconds))
    const name = `${consoles} lists open`
    shares.push([name, ours / whole, others / whole])
    rows.push(
      [`${name}: ${thing} → answer`, ...spread(result.answered)],
      [`${name}: answer → event`, ...spread(result.toEvent)],
    )
    if (consoles > 0) rows.push([`${name}: answer → in the list`, ...spread(result.toList)])
    costs.push([name, ...cost.slice(0, -1).map(ms), (cost.at(-1) ?? 0).toFixed(1)])
    const missed = result.refused + result.missing
    if (missed > 0)
      say(`  ${name}: of ${result.sent} ${thing}s ${result.refused} refused, ${missed - result.refused} not seen`)
    const limit = `p95 < ${promisedMs} ms`
    const keep = (what: string, values: number[]) =>
      promise(
        what,
        `p50 ${ms(percentile(values, 0.5))}, p95 ${ms(percentile(values, 0.95))}`,
        limit,
        percentile(values, 0.95) < promisedMs,
      )
    if (consoles === 0) keep('committed → event at the open stream', result.toEvent)
    else if (consoles < cities.length)
      keep(`committed → in the list of an open console (${consoles} open)`, result.toList)
  }
  table(['', 'p50', 'p95'], rows)
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`
  for (const [name, ours, others] of shares)
    say(`  ${name}: this benchmark took ${percent(ours)} of the processors, other programs ${percent(others)}`)
  say(`  Processor time and transactions for each ${thing}:`)
  table(['', ...Object.keys(processes), 'PostgreSQL', 'transactions'], costs)
}
