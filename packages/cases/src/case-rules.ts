import { type Calendar, dueAt, type Target } from '@siaga/kernel'
import type { ServiceDefinition } from '@siaga/tenancy'
import type { cases } from './schema.ts'

export type Case = typeof cases.$inferSelect
export type CaseState = Case['state']
export type Priority = Case['priority']

/** Days in which a settled case is reopened; later a new, linked case begins (DOMAIN). */
export const reopenDays = 7

/** Sorts behind everything that waits. */
export const farAway = new Date('9999-12-31T00:00:00Z')

export const isOpen = (state: CaseState) => state !== 'resolved' && state !== 'closed' && state !== 'merged'

export function canReopen(c: Pick<Case, 'state' | 'resolvedAt' | 'closedAt'>, now: Date): boolean {
  if (isOpen(c.state) || c.state === 'merged') return false
  const settled = c.resolvedAt ?? c.closedAt
  return !!settled && now.getTime() - settled.getTime() <= reopenDays * 86_400_000
}

/**
 * Place in the inbox: the first response's due time; after it, since when the citizen waits; else far away. A promised
 * call-back counts as a due time of its own.
 */
export function sortTime(
  c: Pick<Case, 'firstAnsweredAt' | 'firstResponseDueAt' | 'waitingSince'> & { callbackAt?: Date | null },
): Date {
  const turn = (!c.firstAnsweredAt && c.firstResponseDueAt) || c.waitingSince || farAway
  return c.callbackAt && c.callbackAt < turn ? c.callbackAt : turn
}

/** When the first response falls due; null for a calendar that never opens. */
export function firstResponseDue(
  definition: ServiceDefinition,
  priority: Priority,
  openedAt: Date,
  calendar: Calendar,
): Date | null {
  return dueAt(openedAt, definition.targets.firstResponse[priority] as Target, calendar)
}

export function priorityFor(definition: ServiceDefinition, category: string | null): Priority {
  return definition.categories.find((c) => c.code === category)?.priority ?? definition.defaultPriority
}

/** `112-3374-2026-000123`: service code, authority code without dots, year in the tenant's zone, sequence. */
export function caseNumber(parts: {
  serviceCode: string
  authorityCode: string
  year: number
  sequence: number
}): string {
  return `${parts.serviceCode}-${parts.authorityCode.replaceAll('.', '')}-${parts.year}-${String(parts.sequence).padStart(6, '0')}`
}

/** The first line of a text, cut for a heading at 120 characters. */
export function headingOf(text: string): string {
  const line = text.trim().split('\n')[0]?.trim() ?? ''
  return line.length > 120 ? `${line.slice(0, 119).trimEnd()}…` : line || '(tanpa teks)'
}

/** One line of at most 160 characters for a list. */
export const snippetOf = (text: string) => text.replace(/\s+/g, ' ').trim().slice(0, 160)

/** Whether a sender may continue a case: its own citizen, or the address to which its answers go. A stranger may not. */
export function belongsToCase(
  c: Pick<Case, 'identityId' | 'replyMail'>,
  sender: { identityId: string; kind: string; address: string },
  sameContact: boolean,
): boolean {
  return c.identityId === sender.identityId || sameContact || (sender.kind === 'mail' && c.replyMail === sender.address)
}
