/** Where a verb takes its time from, so that the past can be made through the same verbs. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still; for tests, and for the demo's past weeks. */
export function fixedClock(at: Date): Clock {
  return { now: () => new Date(at) }
}
