import { percentile } from './figures.ts'

export const say = (text = '') => process.stdout.write(`${text}\n`)

export const ms = (value: number) => `${value < 10 ? value.toFixed(3) : value.toFixed(1)} ms`
export const perSecond = (value: number) => `${Math.round(value)}/s`
export const times = (value: number) => `${value.toFixed(2)}×`

export function heading(text: string): void {
  say(`\n${text}\n${'─'.repeat(text.length)}`)
}

export function table(head: string[], rows: string[][]): void {
  const widths = head.map((cell, i) => Math.max(cell.length, ...rows.map((row) => row[i]?.length ?? 0)))
  for (const row of [head, ...rows])
    say(
      `  ${row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('   ')}`,
    )
}

/** p50 and p95 of durations in milliseconds, as cells of a table. */
export const spread = (values: readonly number[]) => [ms(percentile(values, 0.5)), ms(percentile(values, 0.95))]

const kept: { what: string; measured: string; promised: string; holds: boolean }[] = []

/** Keeps a figure beside its promise, for the end of the report. */
export function promise(what: string, measured: string, promised: string, holds: boolean): void {
  kept.push({ what, measured, promised, holds })
}

/** Prints every promise; a benchmark that misses one still ends well: it is not a test. */
export function sayPromises(): void {
  heading('Promises')
  table(
    ['', 'measured', 'promised', ''],
    kept.map((p) => [p.what, p.measured, p.promised, p.holds ? 'holds' : 'MISSED']),
  )
  say()
}
