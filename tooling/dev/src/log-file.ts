import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

const rotateBytes = 10_000_000

/** Opens a log for appending; one that has grown past 10 MB becomes `….1` first. */
export function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true })
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > rotateBytes) renameSync(path, `${path}.1`)
  return openSync(path, 'a', 0o600)
}

/** The end of a log, for the message of a crash; of what was written after the first `from` bytes. */
export function lastLines(path: string, count: number, from = 0): string {
  if (!statSync(path, { throwIfNoEntry: false })) return ''
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    const length = Math.max(0, Math.min(size - from, 64_000))
    const buffer = Buffer.alloc(length)
    readSync(file, buffer, 0, length, size - length)
    return buffer.toString('utf8').trimEnd().split('\n').slice(-count).join('\n')
  } finally {
    closeSync(file)
  }
}

/** How long a log is now, to tell what comes from what was there. */
export function logSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
