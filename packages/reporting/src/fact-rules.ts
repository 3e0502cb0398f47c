/** Facts: what one subject counts for. Figures are sums of facts; an event applies new − old. Pure. */

export type InteractionFact = {
  serviceId: string
  serviceType: string
  provinceCode: string
  hour: string
  channelKind: string
  class: string
  category: string
  received: number
  answered: number
  due: number
  inTime: number
}

export type CaseFact = { serviceId: string; serviceType: string; provinceCode: string; open: number; overdue: number }

export type FigureHome = { serviceId: string; serviceType: string; provinceCode: string }

export type InteractionRow = {
  channelKind: string
  startedBy: 'citizen' | 'staff'
  class: string | null
  receivedAt: Date
  answeredAt: Date | null
  continuedFrom: string | null
  /** The case that this interaction opened, if it did. */
  opened: CaseRow | null
  category: string | null
}

export type CaseRow = {
  isOpen: boolean
  firstResponseDueAt: Date | null
  firstAnsweredAt: Date | null
  overdueAt: Date | null
}

export function hourOf(at: Date): string {
  return new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000).toISOString()
}

/** Whether the case's first response was given or fell due, and whether it was in time. */
export function firstResponseOutcome(c: CaseRow): { due: number; inTime: number } {
  if (!c.firstResponseDueAt) return { due: 0, inTime: 0 }
  if (c.firstAnsweredAt) return { due: 1, inTime: c.firstAnsweredAt <= c.firstResponseDueAt ? 1 : 0 }
  return { due: c.overdueAt ? 1 : 0, inTime: 0 }
}

/**
 * An interaction counts in the UTC hour of its receipt, whatever happens to it later. The first response of a case is
 * counted with the interaction that opened it. What was continued from another tenant counts there; what staff began was
 * received from nobody.
 */
export function interactionFact(home: FigureHome, row: InteractionRow): InteractionFact {
  const own = row.continuedFrom === null && row.startedBy === 'citizen' ? 1 : 0
  return {
    ...home,
    hour: hourOf(row.receivedAt),
    channelKind: row.channelKind,
    class: row.class ?? 'unclassified',
    category: row.category ?? 'none',
    received: own,
    answered: own && row.answeredAt ? 1 : 0,
    ...(row.opened ? firstResponseOutcome(row.opened) : { due: 0, inTime: 0 }),
  }
}

/** Open now; overdue = open and not answered by its first-response time. */
export function caseFact(home: FigureHome, c: CaseRow): CaseFact {
  return { ...home, open: c.isOpen ? 1 : 0, overdue: c.isOpen && c.overdueAt && !c.firstAnsweredAt ? 1 : 0 }
}

export const interactionKey = (f: InteractionFact) =>
  [f.hour, f.serviceId, f.channelKind, f.class, f.category].join('|')

type Deltas<T> = { row: T; sign: 1 | -1 }[]

/** The steps from an old fact to a new one; none when they are the same. */
export function difference<T>(before: T | null, after: T): Deltas<T> {
  if (
    before &&
    JSON.stringify(before, Object.keys(before as object).sort()) ===
      JSON.stringify(after, Object.keys(after as object).sort())
  )
    return []
  return before
    ? [
        { row: before, sign: -1 },
        { row: after, sign: 1 },
      ]
    : [{ row: after, sign: 1 }]
}
