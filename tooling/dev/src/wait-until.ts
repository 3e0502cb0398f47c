import { setTimeout as pause } from 'node:timers/promises'

export type WaitOptions = {
  timeoutMs?: number
  intervalMs?: number
  /** What is awaited, for the message of the error. */
  what?: string
}

/**
 * Asks `probe` until it returns something truthy, and returns that. A probe that throws counts as "not yet"; its last
 * error becomes the cause when the time is up.
 */
export async function waitUntil<T>(
  probe: () => T | Promise<T>,
  { timeoutMs = 10_000, intervalMs = 20, what = 'the condition' }: WaitOptions = {},
): Promise<NonNullable<T>> {
  const deadline = performance.now() + timeoutMs
  let lastError: unknown
  for (;;) {
    try {
      const value = await probe()
      if (value) return value
      lastError = undefined
    } catch (error) {
      lastError = error
    }
    if (performance.now() > deadline) {
      throw new Error(`Waited ${timeoutMs} ms in vain for ${what}.`, { cause: lastError })
    }
    await pause(intervalMs)
  }
}
