import { channels } from '@siaga/channels/schema'
import { instant, tenantTable } from '@siaga/db'
import { services } from '@siaga/tenancy/schema'
import { sql } from 'drizzle-orm'
import { boolean, foreignKey, index, integer, jsonb, text, unique, uuid } from 'drizzle-orm/pg-core'

/** A citizen as the tenant knows them. */
export const contacts = tenantTable('contacts', {
  name: text('name'),
  state: text('state', { enum: ['active', 'merged', 'erased'] }).notNull(),
  version: integer('version').notNull(),
  createdAt: instant('created_at').notNull(),
})

/** One address of a contact on one kind of network. Its row lock is the queue of one citizen's messages. */
export const identities = tenantTable(
  'identities',
  {
    kind: text('kind', { enum: ['e164', 'mail', 'wa_user', 'chat', 'anonymous'] }).notNull(),
    address: text('address').notNull(),
    displayName: text('display_name'),
    contactId: uuid('contact_id').notNull(),
    createdAt: instant('created_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
  },
  (t) => [
    unique('identities_address').on(t.tenantId, t.kind, t.address),
    index('identities_contact').on(t.tenantId, t.contactId),
    foreignKey({
      columns: [t.tenantId, t.contactId],
      foreignColumns: [contacts.tenantId, contacts.id],
      name: 'identities_contact_fk',
    }).onDelete('restrict'),
  ],
)

/** One identity on one channel, for ever. */
export const threads = tenantTable(
  'threads',
  {
    identityId: uuid('identity_id').notNull(),
    channelId: uuid('channel_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    unique('threads_pair').on(t.tenantId, t.identityId, t.channelId),
    foreignKey({
      columns: [t.tenantId, t.identityId],
      foreignColumns: [identities.tenantId, identities.id],
      name: 'threads_identity_fk',
    }).onDelete('restrict'),
    foreignKey({
      columns: [t.tenantId, t.channelId],
      foreignColumns: [channels.tenantId, channels.id],
      name: 'threads_channel_fk',
    }).onDelete('restrict'),
  ],
)

/** One episode of contact; what figures count. */
export const interactions = tenantTable(
  'interactions',
  {
    serviceId: uuid('service_id').notNull(),
    channelId: uuid('channel_id').notNull(),
    channelKind: text('channel_kind').notNull(),
    identityId: uuid('identity_id').notNull(),
    state: text('state', { enum: ['waiting', 'active', 'wrap_up', 'ended'] }).notNull(),
    /** Null until wrap-up: "unclassified". */
    class: text('class', { enum: ['normal', 'information', 'prank', 'ghost', 'abandoned', 'test'] }),
    receivedAt: instant('received_at').notNull(),
    /** First reply by a person. */
    answeredAt: instant('answered_at'),
    endedAt: instant('ended_at'),
    continuedFrom: uuid('continued_from'),
    version: integer('version').notNull(),
  },
  (t) => [
    index('interactions_identity').on(t.tenantId, t.identityId, t.receivedAt),
    index('interactions_received').on(t.tenantId, t.receivedAt),
    foreignKey({
      columns: [t.tenantId, t.serviceId],
      foreignColumns: [services.tenantId, services.id],
      name: 'interactions_service_fk',
    }).onDelete('restrict'),
    foreignKey({
      columns: [t.tenantId, t.identityId],
      foreignColumns: [identities.tenantId, identities.id],
      name: 'interactions_identity_fk',
    }).onDelete('restrict'),
  ],
)

export type MessageAttachment = { fileId: string; name: string; sizeBytes: number; mediaType: string }

/** One item in a thread. */
export const messages = tenantTable(
  'messages',
  {
    threadId: uuid('thread_id').notNull(),
    interactionId: uuid('interaction_id').notNull(),
    channelId: uuid('channel_id').notNull(),
    caseId: uuid('case_id').notNull(),
    direction: text('direction', { enum: ['in', 'out'] }).notNull(),
    /** Out only; `received` for what came in. `shown`: an answer that no provider carries stands on the tracking page. */
    state: text('state', {
      enum: ['received', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'uncertain', 'shown'],
    }).notNull(),
    purpose: text('purpose', { enum: ['reply', 'notice', 'survey', 'alert'] })
      .notNull()
      .default('reply'),
    automatic: boolean('automatic').notNull().default(false),
    authorRef: text('author_ref').notNull(),
    authorName: text('author_name'),
    subject: text('subject'),
    text: text('text').notNull(),
    html: text('html'),
    attachments: jsonb('attachments').$type<MessageAttachment[]>().notNull(),
    toAddress: text('to_address'),
    providerId: text('provider_id'),
    /** Of a failed or uncertain send: the provider's code and what happened, in words. */
    problemCode: text('problem_code'),
    problem: text('problem'),
    /** Provider time clamped to [received − 7 days, received + 1 min]: the order of a conversation. */
    orderedAt: instant('ordered_at').notNull(),
    createdAt: instant('created_at').notNull(),
    stateAt: instant('state_at').notNull(),
    version: integer('version').notNull(),
  },
  (t) => [
    index('messages_case').on(t.tenantId, t.caseId, t.orderedAt, t.id),
    index('messages_provider').on(t.tenantId, t.providerId).where(sql`provider_id is not null`),
    foreignKey({
      columns: [t.tenantId, t.threadId],
      foreignColumns: [threads.tenantId, threads.id],
      name: 'messages_thread_fk',
    }).onDelete('restrict'),
    foreignKey({
      columns: [t.tenantId, t.interactionId],
      foreignColumns: [interactions.tenantId, interactions.id],
      name: 'messages_interaction_fk',
    }).onDelete('restrict'),
  ],
)

/** Statuses that came before their message; they wait for it. */
export const waitingStatuses = tenantTable(
  'waiting_statuses',
  {
    channelId: uuid('channel_id').notNull(),
    providerId: text('provider_id').notNull(),
    state: text('state', { enum: ['sent', 'delivered', 'read', 'failed'] }).notNull(),
    reason: text('reason'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('waiting_statuses_provider').on(t.tenantId, t.channelId, t.providerId)],
)
