import { cases } from '@siaga/cases/schema'
import { instant, tenantRelation, tenantTable } from '@siaga/db'
import { members, services } from '@siaga/tenancy/schema'
import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, jsonb, text, unique, uuid } from 'drizzle-orm/pg-core'

export const noticeKinds = [
  'assigned',
  'mentioned',
  'citizen_wrote',
  'changed',
  'overdue',
  'send_failed',
  'callback',
  'handover',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** What one member must hear: of which case, why, and whether they have seen it. Holds no text of anybody. */
export const notices = tenantTable(
  'notices',
  {
    memberId: uuid('member_id').notNull(),
    kind: text('kind', { enum: noticeKinds }).notNull(),
    serviceId: uuid('service_id').notNull(),
    caseId: uuid('case_id'),
    /** The event that caused it: one notice per event, member and kind. */
    eventId: uuid('event_id').notNull(),
    createdAt: instant('created_at').notNull(),
    seenAt: instant('seen_at'),
  },
  (t) => [
    unique('notices_once').on(t.tenantId, t.memberId, t.eventId, t.kind),
    index('notices_unseen').on(t.tenantId, t.memberId, t.id).where(sql`seen_at is null`),
    index('notices_member').on(t.tenantId, t.memberId, t.id),
    foreignKey({
      columns: [t.tenantId, t.memberId],
      foreignColumns: [members.tenantId, members.id],
      name: 'notices_member_fk',
    }).onDelete('restrict'),
    foreignKey({
      columns: [t.tenantId, t.caseId],
      foreignColumns: [cases.tenantId, cases.id],
      name: 'notices_case_fk',
    }).onDelete('restrict'),
  ],
)

/** On which ways a member hears of what, and when not. */
export const noticePreferences = tenantRelation(
  'notice_preferences',
  {
    memberId: uuid('member_id').notNull(),
    preferences: jsonb('preferences').$type<Record<string, unknown>>().notNull(),
    version: integer('version').notNull(),
  },
  ['memberId'],
  (t) => [
    foreignKey({
      columns: [t.tenantId, t.memberId],
      foreignColumns: [members.tenantId, members.id],
      name: 'notice_preferences_member_fk',
    }).onDelete('restrict'),
  ],
)

/** What a shift leaves to the next one of its service. */
export const handoverNotes = tenantTable(
  'handover_notes',
  {
    serviceId: uuid('service_id').notNull(),
    text: text('text').notNull(),
    /** Cases that the note speaks of. */
    caseIds: jsonb('case_ids').$type<string[]>().notNull(),
    authorId: uuid('author_id').notNull(),
    authorName: text('author_name').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('handover_notes_service').on(t.tenantId, t.serviceId, t.id),
    foreignKey({
      columns: [t.tenantId, t.serviceId],
      foreignColumns: [services.tenantId, services.id],
      name: 'handover_notes_service_fk',
    }).onDelete('restrict'),
  ],
)

/** Who has read a hand-over note. */
export const handoverReads = tenantRelation(
  'handover_reads',
  { noteId: uuid('note_id').notNull(), memberId: uuid('member_id').notNull(), readAt: instant('read_at').notNull() },
  ['noteId', 'memberId'],
  (t) => [
    foreignKey({
      columns: [t.tenantId, t.noteId],
      foreignColumns: [handoverNotes.tenantId, handoverNotes.id],
      name: 'handover_reads_note_fk',
    }).onDelete('restrict'),
    foreignKey({
      columns: [t.tenantId, t.memberId],
      foreignColumns: [members.tenantId, members.id],
      name: 'handover_reads_member_fk',
    }).onDelete('restrict'),
  ],
)
