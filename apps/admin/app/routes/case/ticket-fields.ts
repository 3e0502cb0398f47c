import type { CaseView } from './case-view.server.ts'

export const ticketFields = ['category', 'priority', 'subject', 'regionCode', 'place', 'queueId'] as const
type OwnField = (typeof ticketFields)[number]
/** A field of every ticket, or `attributes.<key>` of the service's own. */
export type TicketField = OwnField | `attributes.${string}`
export type TicketValues = Record<TicketField, string>

type Shown = Pick<CaseView, OwnField> & { fields?: readonly { key: string; value: string }[] }

export function valuesOf(view: Shown): TicketValues {
  const { category, priority, subject, regionCode, place, queueId, fields = [] } = view
  return {
    category: category ?? '',
    priority,
    subject,
    regionCode: regionCode ?? '',
    place: place ?? '',
    queueId,
    ...Object.fromEntries(fields.map(({ key, value }) => [`attributes.${key}`, value])),
  }
}

export type Editing = { base: { values: TicketValues; revision: number }; edits: Partial<TicketValues> }

/** What of the edits differs from what the person began with; only this is saved, so that nobody's change is undone in passing. Pure. */
export function dirtyFields({ base, edits }: Editing): TicketField[] {
  const fields = Object.keys(base.values) as TicketField[]
  return fields.filter((field) => edits[field] !== undefined && edits[field] !== base.values[field])
}

/** Fields that somebody else changed since. Pure. */
export function changedMeanwhile({ base }: Editing, now: TicketValues): TicketField[] {
  const fields = Object.keys(now) as TicketField[]
  return fields.filter((field) => now[field] !== base.values[field])
}
