import { defineEvent } from '@siaga/events'
import { z } from 'zod'

/** Which member did it; nobody for citizens, clocks and rules. */
const by = { byMemberId: z.string().optional() }
const none = z.object(by)

/** Subjects are cases; their payloads name people and texts nowhere. */
export const caseOpened = defineEvent('case.opened', none)
/** Staff wrote to a citizen first. */
export const caseStarted = defineEvent('case.started', none)
export const caseMessageReceived = defineEvent('case.message_received', z.object({ messageId: z.string(), ...by }))
/** A message has files that lie with the provider; the subject is its case. */
export const mediaWanted = defineEvent('message.media_wanted', z.object({ messageId: z.string() }))
/** Something happened on which a rule of the service may act. */
export const rulesDue = defineEvent(
  'rules.due',
  z.object({
    whens: z.array(z.enum(['opened', 'citizen_wrote', 'overdue', 'resolved'])),
    messageId: z.string().nullable(),
  }),
)
export const caseReplied = defineEvent('case.replied', z.object({ messageId: z.string(), ...by }))
export const caseNoted = defineEvent('case.noted', none)
export const caseAssigned = defineEvent(
  'case.assigned',
  z.object({ assigneeId: z.string().nullable(), byMemberId: z.string().nullable().default(null) }),
)
export const caseChanged = defineEvent('case.changed', none)
export const caseResolved = defineEvent('case.resolved', none)
export const caseClosed = defineEvent('case.closed', none)
export const caseReopened = defineEvent('case.reopened', none)
export const caseOverdue = defineEvent('case.overdue', none)
export const caseSnoozed = defineEvent('case.snoozed', none)
export const caseWoken = defineEvent('case.woken', none)
/** Told of both: of what ended by it, and of where its matter went on. */
export const caseMerged = defineEvent('case.merged', none)
/** Of the case from which messages went into a new one; the new one is `case.opened`. */
export const caseSplit = defineEvent('case.split', none)
/** In another queue or service; told in both services. */
export const caseMoved = defineEvent('case.moved', none)
export const caseLinked = defineEvent('case.linked', none)
export const caseTagged = defineEvent('case.tagged', none)
export const caseChecked = defineEvent('case.checked', none)
/** Members named in a note. */
export const caseMentioned = defineEvent('case.mentioned', z.object({ memberIds: z.array(z.string()) }))
/** A call-back was promised, moved, done or given up. */
export const caseCallbackPlanned = defineEvent('case.callback_planned', none)
/** The time of a promised call-back has come. */
export const caseCallbackDue = defineEvent('case.callback_due', none)
/** Marked as spam, or no longer. */
export const caseSpam = defineEvent('case.spam', none)

/** The views that are shared by all have changed; the subject is one of them. */
export const viewsChanged = defineEvent('views.changed', z.object({}))

/** Events after which the figures of a case and its interactions may differ. */
export const figureEvents = [
  caseOpened,
  caseStarted,
  caseMessageReceived,
  caseReplied,
  caseChanged,
  caseResolved,
  caseClosed,
  caseReopened,
  caseOverdue,
  caseMerged,
  caseSplit,
  caseMoved,
  caseSpam,
].map((e) => e.type)
