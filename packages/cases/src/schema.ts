import { identities, interactions } from '@siaga/conversations/schema'
import { instant, tenantRelation, tenantTable } from '@siaga/db'
import { members, queues, services } from '@siaga/tenancy/schema'
import { sql } from 'drizzle-orm'
import { boolean, foreignKey, index, integer, jsonb, text, unique, uuid } from 'drizzle-orm/pg-core'

export type ChecklistItem = { id: string; text: string; doneAt: string | null; doneBy: string | null }

/** What the inbox shows: no spam, and nothing open that sleeps. */
const listed = sql`not is_spam and (snoozed_until is null or not is_open)`

// biome-ignore lint/suspicious/noExplicitAny: the table helpers hand their columns over untyped
const filtered = (t: any) => [t.priority, t.state, t.channelKind, t.queueId, t.category, t.assigneeId] as const

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
    /** The case of which this is a part. */
    parentId: uuid('parent_id'),
    /** Of a merged case: where its matter went on. */
    mergedIntoId: uuid('merged_into_id'),
    /** Out of the inbox until then, or until the citizen writes. */
    snoozedUntil: instant('snoozed_until'),
    /** When somebody promised to call back. */
    callbackAt: instant('callback_at'),
    isSpam: boolean('is_spam').notNull().default(false),
    /** Tag ids, for showing; `case_tags` is what is searched. */
    tagIds: jsonb('tag_ids').$type<string[]>().notNull().default([]),
    /** Answers to the service's own case fields by key, filled in by staff. */
    attributes: jsonb('attributes').$type<Record<string, string>>().notNull().default({}),
    checklist: jsonb('checklist').$type<ChecklistItem[]>().notNull().default([]),
    /** Rises with every change: order of events and figures. */
    version: integer('version').notNull(),
    /** Rises when a person's edit or a state changes: what a stale form is measured against. */
    revision: integer('revision').notNull(),
  },
  (t) => [
    unique('cases_number').on(t.tenantId, t.number),
    unique('cases_token').on(t.tenantId, t.token),
    // One per order of the list. What it can be filtered by stands behind the order: a rare value is found in the index
    // alone, without reading the cases that do not have it.
    index('cases_inbox')
      .on(t.tenantId, t.serviceId, t.isOpen, t.sortAt, t.id, ...filtered(t))
      .where(listed),
    index('cases_oldest')
      .on(t.tenantId, t.serviceId, t.isOpen, t.openedAt, t.id, ...filtered(t))
      .where(listed),
    index('cases_latest')
      .on(t.tenantId, t.serviceId, t.isOpen, t.lastMessageAt, t.id, ...filtered(t))
      .where(listed),
    index('cases_snoozed').on(t.tenantId, t.serviceId, t.snoozedUntil, t.id).where(sql`snoozed_until is not null`),
    index('cases_spam').on(t.tenantId, t.serviceId, t.lastMessageAt, t.id).where(sql`is_spam`),
    index('cases_parent').on(t.tenantId, t.parentId).where(sql`parent_id is not null`),
    index('cases_merged').on(t.tenantId, t.mergedIntoId).where(sql`merged_into_id is not null`),
    index('cases_mine').on(t.tenantId, t.assigneeId, t.sortAt, t.id).where(sql`is_open and ${listed}`),
    index('cases_unassigned')
      .on(t.tenantId, t.serviceId, t.sortAt, t.id)
      .where(sql`is_open and assignee_id is null and ${listed}`),
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
    /** Where it came by a merge: the merged case whose first-response target it carries on. */
    originId: uuid('origin_id'),
  },
  ['caseId', 'interactionId'],
  (t) => [
    index('case_interactions_interaction').on(t.tenantId, t.interactionId),
    foreignKey({
      columns: [t.tenantId, t.originId],
      foreignColumns: [cases.tenantId, cases.id],
      name: 'case_interactions_origin_fk',
    }).onDelete('restrict'),
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
        'merged',
        'linked',
        'unlinked',
        'split',
        'moved',
        'tagged',
        'snoozed',
        'callback',
        'checked',
        'spam',
        'automated',
        'logged',
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

/** Words that a tenant puts on cases. */
export const tags = tenantTable(
  'tags',
  {
    name: text('name').notNull(),
    isActive: boolean('is_active').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [unique('tags_name').on(t.tenantId, t.name)],
)

// biome-ignore lint/suspicious/noExplicitAny: the table helpers hand their columns over untyped
const caseFk = (t: any, name: string) =>
  foreignKey({ columns: [t.tenantId, t.caseId], foreignColumns: [cases.tenantId, cases.id], name }).onDelete('restrict')

export const caseTags = tenantRelation(
  'case_tags',
  { tagId: uuid('tag_id').notNull(), caseId: uuid('case_id').notNull() },
  ['tagId', 'caseId'],
  (t) => [
    index('case_tags_case').on(t.tenantId, t.caseId),
    caseFk(t, 'case_tags_case_fk'),
    foreignKey({
      columns: [t.tenantId, t.tagId],
      foreignColumns: [tags.tenantId, tags.id],
      name: 'case_tags_tag_fk',
    }).onDelete('restrict'),
  ],
)

/** Two cases that concern each other; one row, the smaller id first. */
export const caseLinks = tenantRelation(
  'case_links',
  {
    caseId: uuid('case_id').notNull(),
    otherId: uuid('other_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  ['caseId', 'otherId'],
  (t) => [
    index('case_links_other').on(t.tenantId, t.otherId),
    caseFk(t, 'case_links_case_fk'),
    foreignKey({
      columns: [t.tenantId, t.otherId],
      foreignColumns: [cases.tenantId, cases.id],
      name: 'case_links_other_fk',
    }).onDelete('restrict'),
  ],
)

/** What one member has to do with a case: seen until when, watching, mentioned. */
export const caseFollowers = tenantRelation(
  'case_followers',
  {
    memberId: uuid('member_id').notNull(),
    caseId: uuid('case_id').notNull(),
    seenAt: instant('seen_at'),
    isWatching: boolean('is_watching').notNull().default(false),
    /** Mentioned in a note, and not seen since. */
    mentionedAt: instant('mentioned_at'),
  },
  ['memberId', 'caseId'],
  (t) => [
    index('case_followers_case').on(t.tenantId, t.caseId),
    index('case_followers_mentions').on(t.tenantId, t.memberId, t.mentionedAt).where(sql`mentioned_at is not null`),
    index('case_followers_watching').on(t.tenantId, t.memberId).where(sql`is_watching`),
    caseFk(t, 'case_followers_case_fk'),
    foreignKey({
      columns: [t.tenantId, t.memberId],
      foreignColumns: [members.tenantId, members.id],
      name: 'case_followers_member_fk',
    }).onDelete('restrict'),
  ],
)

/** What somebody has typed and not sent, on whatever device. */
export const caseDrafts = tenantRelation(
  'case_drafts',
  {
    memberId: uuid('member_id').notNull(),
    caseId: uuid('case_id').notNull(),
    kind: text('kind', { enum: ['reply', 'note'] }).notNull(),
    text: text('text').notNull(),
    fileIds: jsonb('file_ids').$type<string[]>().notNull(),
    version: integer('version').notNull(),
    updatedAt: instant('updated_at').notNull(),
  },
  ['memberId', 'caseId', 'kind'],
  (t) => [
    index('case_drafts_case').on(t.tenantId, t.caseId),
    caseFk(t, 'case_drafts_case_fk'),
    foreignKey({
      columns: [t.tenantId, t.memberId],
      foreignColumns: [members.tenantId, members.id],
      name: 'case_drafts_member_fk',
    }).onDelete('restrict'),
  ],
)

/** A filter of the inbox under a name: one's own, or everybody's. */
export const savedViews = tenantTable(
  'saved_views',
  {
    /** Null: shared by all of the tenant. */
    memberId: uuid('member_id'),
    name: text('name').notNull(),
    /** The list's own query string. */
    query: text('query').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('saved_views_member').on(t.tenantId, t.memberId)],
)

/** When … if … then …: what a service does by itself. */
export const rules = tenantTable(
  'rules',
  {
    serviceId: uuid('service_id').notNull(),
    name: text('name').notNull(),
    place: integer('place').notNull(),
    isActive: boolean('is_active').notNull(),
    /** Trigger, conditions and actions; the form is in `rule/rule-definition.ts`. */
    definition: jsonb('definition').$type<Record<string, unknown>>().notNull(),
    version: integer('version').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('rules_service').on(t.tenantId, t.serviceId),
    foreignKey({
      columns: [t.tenantId, t.serviceId],
      foreignColumns: [services.tenantId, services.id],
      name: 'rules_service_fk',
    }).onDelete('restrict'),
  ],
)

/** A rule acts once on one occasion: the key is what makes it so. */
export const ruleRuns = tenantRelation(
  'rule_runs',
  {
    ruleId: uuid('rule_id').notNull(),
    /** What the rule acts on once: a case, or a message of it. */
    occasion: text('occasion').notNull(),
    caseId: uuid('case_id').notNull(),
    did: jsonb('did').$type<Record<string, unknown>>().notNull(),
    ranAt: instant('ran_at').notNull(),
  },
  ['ruleId', 'occasion'],
  (t) => [
    index('rule_runs_case').on(t.tenantId, t.caseId),
    caseFk(t, 'rule_runs_case_fk'),
    foreignKey({
      columns: [t.tenantId, t.ruleId],
      foreignColumns: [rules.tenantId, rules.id],
      name: 'rule_runs_rule_fk',
    }).onDelete('restrict'),
  ],
)
