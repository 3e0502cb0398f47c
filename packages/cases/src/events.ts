import { defineEvent } from '@siaga/events'
import { z } from 'zod'

const none = z.object({})

/** Subjects are cases; their payloads name people and texts nowhere. */
export const caseOpened = defineEvent('case.opened', none)
export const caseMessageReceived = defineEvent('case.message_received', z.object({ messageId: z.string() }))
export const caseReplied = defineEvent('case.replied', z.object({ messageId: z.string() }))
export const caseNoted = defineEvent('case.noted', none)
export const caseAssigned = defineEvent('case.assigned', z.object({ assigneeId: z.string().nullable() }))
export const caseChanged = defineEvent('case.changed', none)
export const caseResolved = defineEvent('case.resolved', none)
export const caseClosed = defineEvent('case.closed', none)
export const caseReopened = defineEvent('case.reopened', none)
export const caseOverdue = defineEvent('case.overdue', none)

/** Events after which the figures of a case and its interactions may differ. */
export const figureEvents = [
  caseOpened,
  caseMessageReceived,
  caseReplied,
  caseChanged,
  caseResolved,
  caseClosed,
  caseReopened,
  caseOverdue,
].map((e) => e.type)
