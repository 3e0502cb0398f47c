import { identities, interactions } from '@siaga/conversations/schema'
import { instant, tenantRelation, tenantTable } from '@siaga/db'
import { members, queues, services } from '@siaga/tenancy/schema'
import { sql } from 'drizzle-orm'
import { boolean, foreignKey, index, integer, jsonb, text, unique, uuid } from 'drizzle-orm/pg-core'

/** A matter to be handled; a row of the inbox. */
export const cases = tenantTable(
  'cases',
  {
    /** `112-3374-2026-000123`: service, tenant, year in the tenant's zone, sequence. Unique, not gapless. */
    number: text('number').notNull(),
    serviceId: uuid('service_id').notNull(),
    queueId: uuid('queue_id').notNull(),
    identityId: uuid('identity_id').notNull(),
    /** The channel on which it began. */
    channelId: uuid('channel_id').notNull(),
    channelKind: text('channel_kind').notNull(),
    state: text('state', {
      enum: ['new', 'open', 'waiting_citizen', 'waiting_internal', 'resolved', 'closed', 'merged'],
    }).notNull(),
    /** Neither resolved, closed nor merged. */
    isOpen: boolean('is_open').notNull(),
    subject: text('subject').notNull(),
    category: text('category'),
    priority: text('priority', { enum: ['p1', 'p2', 'p3'] }).notNull(),
    regionCode: text('region_code'),
    place: text('place'),
    assigneeId: uuid('assignee_id'),
    /** Came in over the flood limit of an emergency form: a person verifies it. */
    needsVerification: boolean('needs_verification').notNull().default(false),
    /** Answers of the intake form by field key. */
    fields: jsonb('fields').$type<Record<string, string>>().notNull(),
    /** Where an answer can go besides the tracking page, as the citizen typed it (unverified). */
    replyMail: text('reply_mail'),
    /** In mail subjects and reply addresses; opens nothing. */
    token: text('token').notNull(),
    outcome: text('outcome'),
    openedAt: instant('opened_at').notNull(),
    firstResponseDueAt: instant('first_response_due_at'),
    firstAnsweredAt: instant('first_answered_at'),
    /** Set by the timer when the first response did not come in time. */
    overdueAt: instant('overdue_at'),
    /** Since when the citizen waits for us; null when it is not our turn. */
    waitingSince: instant('waiting_since'),
    /** Order of the inbox: the first response's due time, then since when the citizen waits, then far away. */
    sortAt: instant('sort_at').notNull(),
    lastMessageAt: instant('last_message_at').notNull(),
    lastMessageText: text('last_message_text').notNull(),
    lastDirection: text('last_direction', { enum: ['in', 'out'] }).notNull(),
    messageCount: integer('message_count').notNull(),
    resolvedAt: instant('resolved_at'),
    closedAt: instant('closed_at'),
    /** The earlier case that this one continues (answered more than 7 days after it was resolved). */
    continuesId: uuid('continues_id'),
    /** Rises with every change: order of events and figures. */
    version: integer('version').notNull(),
    /** Rises when a person's edit or a state changes: what a stale form is measured against. */
    revision: integer('revision').notNull(),
  },
  (t) => [
    unique('cases_number').on(t.tenantId, t.number),
    unique('cases_token').on(t.tenantId, t.token),
    index('cases_inbox').on(t.tenantId, t.serviceId, t.isOpen, t.sortAt, t.id),
    index('cases_mine').on(t.tenantId, t.assigneeId, t.sortAt, t.id).where(sql`is_open`),
    index('cases_unassigned').on(t.tenantId, t.serviceId, t.sortAt, t.id).where(sql`is_open and assignee_id is null`),
    index('cases_identity').on(t.tenantId, t.identityId, t.lastMessageAt),
    foreignKey({
      columns: [t.tenantId, t.serviceId],
      foreignColumns: [services.tenantId, services.id],
      name: 'cases_service_fk',
    }).onDelete('restrict'),
    foreignKey({
      columns: [t.tenantId, t.queueId],
      foreignColumns: [queues.tenantId, queues.id],
      name: 'cases_queue_fk',
    }).onDelete('restrict'),
    foreignKey({
      columns: [t.tenantId, t.identityId],
      foreignColumns: [identities.tenantId, identities.id],
      name: 'cases_identity_fk',
    }).onDelete('restrict'),
    foreignKey({
      columns: [t.tenantId, t.assigneeId],
      foreignColumns: [members.tenantId, members.id],
      name: 'cases_assignee_fk',
    }).onDelete('restrict'),
  ],
)

export const caseInteractions = tenantRelation(
  'case_interactions',
  {
    caseId: uuid('case_id').notNull(),
    interactionId: uuid('interaction_id').notNull(),
    /** The interaction with which the case began: its first-response target is the case's. */
    opened: boolean('opened').notNull(),
  },
  ['caseId', 'interactionId'],
  (t) => [
    index('case_interactions_interaction').on(t.tenantId, t.interactionId),
    foreignKey({
      columns: [t.tenantId, t.caseId],
      foreignColumns: [cases.tenantId, cases.id],
      name: 'case_interactions_case_fk',
    }).onDelete('restrict'),
    foreignKey({
      columns: [t.tenantId, t.interactionId],
      foreignColumns: [interactions.tenantId, interactions.id],
      name: 'case_interactions_interaction_fk',
    }).onDelete('restrict'),
  ],
)

/** The timeline: notes and what people and clocks did. Messages stand beside it. */
export const caseEntries = tenantTable(
  'case_entries',
  {
    caseId: uuid('case_id').notNull(),
    kind: text('kind', {
      enum: [
        'opened',
        'note',
        'taken',
        'assigned',
        'changed',
        'resolved',
        'closed',
        'reopened',
        'overdue',
        'continued',
      ],
    }).notNull(),
    actorRef: text('actor_ref').notNull(),
    actorName: text('actor_name').notNull(),
    text: text('text'),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('case_entries_case').on(t.tenantId, t.caseId, t.createdAt),
    foreignKey({
      columns: [t.tenantId, t.caseId],
      foreignColumns: [cases.tenantId, cases.id],
      name: 'case_entries_case_fk',
    }).onDelete('restrict'),
  ],
)

/** The sequence of case numbers, per service and year; its row is taken last in a transaction. */
export const caseCounters = tenantRelation(
  'case_counters',
  { serviceId: uuid('service_id').notNull(), year: integer('year').notNull(), last: integer('last').notNull() },
  ['serviceId', 'year'],
)
