export {
  type Case,
  type CaseState,
  canReopen,
  caseNumber,
  firstResponseDue,
  isOpen,
  type Priority,
  reopenDays,
} from './case-rules.ts'
export { caseNotOpen, caseStale } from './case-store.ts'
export { caseTimers } from './case-timers.ts'
export { figureEvents } from './events.ts'
export { intakeConsumer } from './intake.job.ts'
export { type CaseRow, countCases, countLimit, type ListInput, listCases } from './list-cases.ts'
export { listMessages, type MessageRow } from './list-messages.ts'
export { type CaseDetail, caseFileIds, readCase } from './read-case.ts'
export { receiveMessage } from './receive-message.ts'
export { reply } from './reply.ts'
export { sendConsumer } from './send-message.job.ts'
export { addToTicket, readTicket, type TicketView, ticketFile } from './ticket.ts'
export {
  addNote,
  assignCase,
  changeCase,
  closeCase,
  reopenCase,
  reopenTooLate,
  resolveCase,
  takeCase,
} from './work-case.ts'
