export { addChecklistItem, removeChecklistItem, tickChecklistItem } from './case/checklist.ts'
export { checklistOf, type ShownItem } from './case/checklist-rules.ts'
export { exportCase } from './case/export-case.ts'
export { caseFieldsOf } from './case/field-rules.ts'
export { type FoundCase, findCases } from './case/find-cases.ts'
export { watchCase } from './case/follow-case.ts'
export { messageWaits } from './case/held-messages.ts'
export { linkCases, setParent, tooManyLinks, unlinkCases } from './case/link-cases.ts'
export { markSpam, unmarkSpam } from './case/mark-spam.ts'
export { mergeCase, otherCitizen } from './case/merge-case.ts'
export { moveCase } from './case/move-case.ts'
export { planCallback } from './case/plan-callback.ts'
export { caseMergedAway, splitCase } from './case/split-case.ts'
export { mostTags } from './case/tag-rules.ts'
export { changeTag, listTags, suggestTags, type Tag, type TagUse, tagCase, tagRetired } from './case/tags.ts'
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
export { caseNotOpen, caseStale, reopenTooLate } from './case-store.ts'
export { caseTimers } from './case-timers.ts'
export { type CaseOfContact, listCasesOfContact, listLooseContacts } from './contact-history.ts'
export type { Draft, DraftKind } from './draft/draft-store.ts'
export { readDrafts, type SavedDraft, saveDraft } from './draft/save-draft.ts'
export { figureEvents } from './events.ts'
export { type CasesExport, exportCases } from './export/export-cases.ts'
export { mediaConsumer, refetchMedia } from './fetch-media.job.ts'
export { importConsumer } from './import/import.job.ts'
export { type ImportField, type ImportKind, importFields } from './import/import-fields.ts'
export { importProblems } from './import/import-rules.ts'
export {
  beginImport,
  checkImport,
  type Import,
  importReport,
  importStale,
  listImports,
  readImport,
  runImport,
  undoImport,
} from './import/import-verbs.ts'
export { intakeConsumer } from './intake.job.ts'
export { type BulkInput, type BulkResult, bulkCases, mostInBulk } from './list/bulk-cases.ts'
export { type CaseCounts, countCases, countLimit } from './list/count-cases.ts'
export { type DraftMark, draftMarks } from './list/draft-marks.ts'
export { type CaseRow, type ListInput, listCases } from './list/list-cases.ts'
export { listFields } from './list/list-conditions.ts'
export { type ListOptions, listOptions } from './list/list-options.ts'
export { markSeen } from './list/mark-seen.ts'
export { deleteView, listViews, type SavedView, saveView } from './list/saved-views.ts'
export { type Duplicate, type DuplicateReason, listDuplicates } from './list-duplicates.ts'
export { listMessages, type MessageRow } from './list-messages.ts'
export { type LoggedContact, type LogInput, logContact } from './log-contact.ts'
export { logDays } from './log-rules.ts'
export { changeHeldMessage } from './outgoing/change-held-message.ts'
export { isHeld as isHeldMessage, undoSeconds } from './outgoing/hold-rules.ts'
export type { ReachRoute } from './outgoing/reach-routes.ts'
export { alreadyResent, mayArriveTwice, resendMessage } from './outgoing/resend-message.ts'
export { type CaseTemplates, sendTemplate, templatesForCase, templateUnusable } from './outgoing/send-template.ts'
export { sendTroubleConsumer } from './outgoing/send-trouble.job.ts'
export { settleUncertain } from './outgoing/settle-uncertain.ts'
export { startConversation } from './outgoing/start-conversation.ts'
export { type StartPlace, startPlaces } from './outgoing/start-places.ts'
export { type FreeTextWindow, isShut, windowClosed } from './outgoing/window.ts'
export { messageLeft, withdrawMessage } from './outgoing/withdraw-message.ts'
export { placeOfCase } from './place-of-case.ts'
export { type CaseDetail, caseFileIds, readCase } from './read-case.ts'
export { receiveMessage } from './receive-message.ts'
export { reply } from './reply.ts'
export {
  listRules,
  orderRules,
  type Rule,
  readRule,
  ruleStale,
  saveRule,
  switchRule,
  tooManyRules,
} from './rule/change-rules.ts'
export { dryRunRule } from './rule/dry-run-rule.ts'
export { type RuleAction, type RuleCondition, type RuleDefinition, ruleDefinition } from './rule/rule-definition.ts'
export { rulesConsumer } from './rule/run-rules.job.ts'
export { indexNews, rebuildSearch, startIndexing } from './search/index-news.ts'
export { recentCases } from './search/recent-cases.ts'
export { type SearchInput, type SearchResult, searchEverything } from './search/search-everything.ts'
export type { SearchHit } from './search/search-hits.ts'
export { sendConsumer } from './send-message.job.ts'
export { lifeDoesNotWait, snoozeCase, unsnoozeCase } from './snooze-case.ts'
export { addToTicket, readTicket, type TicketView, ticketFile } from './ticket.ts'
export {
  addNote,
  assignCase,
  changeCase,
  closeCase,
  reopenCase,
  resolveCase,
  takeCase,
} from './work-case.ts'
