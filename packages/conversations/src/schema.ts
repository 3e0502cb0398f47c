import { channels } from '@siaga/channels/schema'
import { instant, tenantTable } from '@siaga/db'
import { services } from '@siaga/tenancy/schema'
import { sql } from 'drizzle-orm'
import { boolean, foreignKey, index, integer, jsonb, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'

/** A citizen as the tenant knows them. */
export const contacts = tenantTable(
  'contacts',
  {
    name: text('name'),
    /** For prefixes: a condition on a function of the name would not use its index under row-level security. */
    nameKey: text('name_key').generatedAlwaysAs(sql`lower(name)`),
    state: text('state', { enum: ['active', 'merged', 'erased'] }).notNull(),
    /** The language in which they want to be answered; null when nobody asked. */
    language: text('language'),
    /** Where an active merge has moved its identities. */
    mergedIntoId: uuid('merged_into_id'),
    version: integer('version').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('contacts_created').on(t.tenantId, t.createdAt, t.id),
    index('contacts_name').on(t.tenantId, sql`(name_key collate "C")`, t.id),
    index('contacts_merged').on(t.tenantId, t.mergedIntoId).where(sql`merged_into_id is not null`),
  ],
)

/** One address of a contact on one kind of network. Its row lock is the queue of one citizen's messages. */
export const identities = tenantTable(
  'identities',
  {
    kind: text('kind', { enum: ['e164', 'mail', 'wa_user', 'chat', 'anonymous'] }).notNull(),
    address: text('address').notNull(),
    displayName: text('display_name'),
    contactId: uuid('contact_id').notNull(),
    /** The contact with which it began. `contact_id` follows the active merges from here, so that undo is exact in any order. */
    homeContactId: uuid('home_contact_id').notNull(),
    createdAt: instant('created_at').notNull(),
    lastSeenAt: instant('last_seen_at').notNull(),
  },
  (t) => [
    unique('identities_address').on(t.tenantId, t.kind, t.address),
    index('identities_contact').on(t.tenantId, t.contactId),
    index('identities_home').on(t.tenantId, t.homeContactId),
    index('identities_prefix').on(t.tenantId, sql`(address collate "C")`),
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
    /** Who wrote first. What staff began is no contact received and counts in no figure. */
    startedBy: text('started_by', { enum: ['citizen', 'staff'] })
      .notNull()
      .default('citizen'),
    state: text('state', { enum: ['waiting', 'active', 'wrap_up', 'ended'] }).notNull(),
    /** Null until wrap-up: "unclassified". */
    class: text('class', { enum: ['normal', 'information', 'prank', 'ghost', 'abandoned', 'test'] }),
    receivedAt: instant('received_at').notNull(),
    /** First reply by a person. */
    answeredAt: instant('answered_at'),
    endedAt: instant('ended_at'),
    continuedFrom: uuid('continued_from'),
    /** Of one without a case: what it was about, and what was said. */
    category: text('category'),
    note: text('note'),
    /** Who logged it by hand; null for what came in by itself. */
    loggedBy: text('logged_by'),
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

export type MessageContent =
  | { kind: 'location'; latitude: number; longitude: number; name: string | null; address: string | null }
  | { kind: 'contacts'; contacts: { name: string; phones: string[] }[] }
  | { kind: 'sticker' }
  | { kind: 'choice'; id: string; title: string; description: string | null }
  | { kind: 'template'; name: string; language: string; variables: string[]; buttons: string[] }
  | { kind: 'unsupported'; type: string }

/** A file that still lies with the provider: being fetched, or given up with a code of its channel's problems. */
export type MessageMedia = {
  id: string
  name: string
  mediaType: string
  sha256: string | null
  state: 'pending' | 'failed'
  code: string | null
}

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
      enum: ['received', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'uncertain', 'shown', 'withdrawn'],
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
    /** What a message is besides its text: a place, cards, a template, buttons; null for plain text and files. */
    content: jsonb('content').$type<MessageContent | null>(),
    /** The message that this one quotes. */
    replyToId: uuid('reply_to_id'),
    /** The failed or uncertain message of which this is a new attempt. */
    resendOfId: uuid('resend_of_id'),
    attachments: jsonb('attachments').$type<MessageAttachment[]>().notNull(),
    /** What is not among the attachments yet. */
    media: jsonb('media').$type<MessageMedia[]>().notNull().default([]),
    /** Reactions by who reacted: `citizen` or a member's id. */
    reactions: jsonb('reactions').$type<Record<string, string>>().notNull().default({}),
    toAddress: text('to_address'),
    providerId: text('provider_id'),
    /**
     * Held back until then: a few seconds for undo, or the time of "send later". Null from the moment it leaves; a
     * message that is `queued` with it has not counted for anything yet.
     */
    sendAfter: instant('send_after'),
    /** How many messages of the citizen the case had when this was written: what it answers, however late it leaves. */
    answersCount: integer('answers_count'),
    /** How often the provider was called. */
    attempts: integer('attempts').notNull().default(0),
    sentAt: instant('sent_at'),
    deliveredAt: instant('delivered_at'),
    readAt: instant('read_at'),
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
    index('messages_window').on(t.tenantId, t.threadId, t.orderedAt).where(sql`direction = 'in'`),
    index('messages_provider').on(t.tenantId, t.providerId).where(sql`provider_id is not null`),
    index('messages_held').on(t.tenantId, t.caseId).where(sql`send_after is not null`),
    index('messages_automatic').on(t.tenantId, t.toAddress, t.createdAt).where(sql`automatic and direction = 'out'`),
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
    code: text('code'),
    reason: text('reason'),
    at: instant('at'),
    /** Our own message's id, where the provider echoes it. */
    messageId: uuid('message_id'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('waiting_statuses_provider').on(t.tenantId, t.channelId, t.providerId),
    index('waiting_statuses_message').on(t.tenantId, t.messageId).where(sql`message_id is not null`),
  ],
)

/** What staff know of a citizen beyond the conversations. */
export const contactNotes = tenantTable(
  'contact_notes',
  {
    contactId: uuid('contact_id').notNull(),
    text: text('text').notNull(),
    actorRef: text('actor_ref').notNull(),
    actorName: text('actor_name').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('contact_notes_contact').on(t.tenantId, t.contactId, t.createdAt),
    foreignKey({
      columns: [t.tenantId, t.contactId],
      foreignColumns: [contacts.tenantId, contacts.id],
      name: 'contact_notes_contact_fk',
    }).onDelete('restrict'),
  ],
)

/** A citizen whose messages open nothing for a while; never for emergency services. */
export const contactBlocks = tenantTable(
  'contact_blocks',
  {
    contactId: uuid('contact_id').notNull(),
    reason: text('reason').notNull(),
    actorName: text('actor_name').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    index('contact_blocks_contact').on(t.tenantId, t.contactId, t.expiresAt),
    foreignKey({
      columns: [t.tenantId, t.contactId],
      foreignColumns: [contacts.tenantId, contacts.id],
      name: 'contact_blocks_contact_fk',
    }).onDelete('restrict'),
  ],
)

/** What a blocked citizen wrote to a service that is no emergency service: kept and shown, and nobody's work. */
export const withheldMessages = tenantTable(
  'withheld_messages',
  {
    identityId: uuid('identity_id').notNull(),
    serviceId: uuid('service_id').notNull(),
    channelId: uuid('channel_id').notNull(),
    channelKind: text('channel_kind').notNull(),
    subject: text('subject'),
    text: text('text').notNull(),
    attachments: jsonb('attachments').$type<MessageAttachment[]>().notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (t) => [
    index('withheld_messages_identity').on(t.tenantId, t.identityId, t.receivedAt),
    foreignKey({
      columns: [t.tenantId, t.identityId],
      foreignColumns: [identities.tenantId, identities.id],
      name: 'withheld_messages_identity_fk',
    }).onDelete('restrict'),
  ],
)

/** The ledger of merges: which contact was put into which, by whom, and whether it was undone. */
export const contactMerges = tenantTable(
  'contact_merges',
  {
    sourceId: uuid('source_id').notNull(),
    targetId: uuid('target_id').notNull(),
    actorName: text('actor_name').notNull(),
    mergedAt: instant('merged_at').notNull(),
    undoneAt: instant('undone_at'),
    undoneBy: text('undone_by'),
  },
  (t) => [
    uniqueIndex('contact_merges_active').on(t.tenantId, t.sourceId).where(sql`undone_at is null`),
    index('contact_merges_source').on(t.tenantId, t.sourceId),
    index('contact_merges_target').on(t.tenantId, t.targetId),
    foreignKey({
      columns: [t.tenantId, t.sourceId],
      foreignColumns: [contacts.tenantId, contacts.id],
      name: 'contact_merges_source_fk',
    }).onDelete('restrict'),
    foreignKey({
      columns: [t.tenantId, t.targetId],
      foreignColumns: [contacts.tenantId, contacts.id],
      name: 'contact_merges_target_fk',
    }).onDelete('restrict'),
  ],
)

/** An answer that is used again and again, with fields such as {nama} and {nomor}. */
export const cannedReplies = tenantTable(
  'canned_replies',
  {
    /** Null: every service of the tenant. */
    serviceId: uuid('service_id'),
    shortcut: text('shortcut').notNull(),
    title: text('title').notNull(),
    text: text('text').notNull(),
    isActive: boolean('is_active').notNull(),
    version: integer('version').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('canned_replies_service').on(t.tenantId, t.serviceId),
    foreignKey({
      columns: [t.tenantId, t.serviceId],
      foreignColumns: [services.tenantId, services.id],
      name: 'canned_replies_service_fk',
    }).onDelete('restrict'),
  ],
)
