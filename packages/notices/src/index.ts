export { handoverRead, handoverWritten, noticeCreated } from './events.ts'
export {
  acknowledgeHandover,
  countUnreadHandovers,
  type Handover,
  listHandovers,
  remindDays,
  writeHandover,
} from './handover.ts'
export { listNotices, markNoticesSeen, type NoticeRow, unseenLimit } from './list-notices.ts'
export { defaultPreferences, listKinds, type Preferences, whoHears } from './notice-rules.ts'
export { changeNoticePreferences, preferencesStale, readNoticePreferences } from './preferences.ts'
export { type NoticeKind, noticeKinds } from './schema.ts'
export { noticesConsumer } from './tell-members.job.ts'
export { readWaitingCase } from './waiting-case.ts'
