export type Standing = 'high' | 'near' | 'low' | 'none'

export const target = 0.9

/** Where inTime ÷ due stands against the target; `none` while nothing has been due. Pure. */
export function standingOf({ inTime, due }: { inTime: number; due: number }): Standing {
  if (due <= 0) return 'none'
  const ratio = inTime / due
  if (ratio >= target) return 'high'
  return ratio >= target - 0.1 ? 'near' : 'low'
}

/** A quotient, or null where there is nothing to divide by: an unknown is a dash, never 0. */
export const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : null)

type Attention = { inTime: number; due: number; overdue: number; received: number }

/** What needs attention first: the lowest share in time, then the most overdue; those without a share come last. Pure. */
export function byAttention(a: Attention, b: Attention): number {
  const [ra, rb] = [ratio(a.inTime, a.due) ?? 2, ratio(b.inTime, b.due) ?? 2]
  return ra - rb || b.overdue - a.overdue || b.received - a.received
}
