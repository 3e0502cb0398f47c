import type { CaseView } from './case-view.server.ts'

export const ticketFields = ['category', 'priority', 'subject', 'regionCode', 'place', 'queueId'] as const
export type TicketField = (typeof ticketFields)[number]
export type TicketValues = Record<TicketField, string>

export function valuesOf(view: Pick<CaseView, TicketField>): TicketValues {
  const { category, priority, subject, regionCode, place, queueId } = view
  return { category: category ?? '', priority, subject, regionCode: regionCode ?? '', place: place ?? '', queueId }
}

export type Editing = { base: { values: TicketValues; revision: number }; edits: Partial<TicketValues> }

/** What of the edits differs from what the person began with; only this is saved, so that nobody's change is undone in passing. Pure. */
export function dirtyFields({ base, edits }: Editing): TicketField[] {
  return ticketFields.filter((field) => edits[field] !== undefined && edits[field] !== base.values[field])
}

/** Fields that somebody else changed since. Pure. */
export function changedMeanwhile({ base }: Editing, now: TicketValues): TicketField[] {
  return ticketFields.filter((field) => now[field] !== base.values[field])
}
