import { instant, tenantRelation, tenantTable } from '@siaga/db'
import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core'

/** What happened, written in the verb's own transaction. Partitioned by id (see the migrations). */
export const outbox = tenantTable(
  'outbox',
  {
    type: text('type').notNull(),
    version: integer('version').notNull(),
    subjectId: uuid('subject_id').notNull(),
    serviceId: uuid('service_id'),
    urgent: boolean('urgent').notNull(),
    payload: jsonb('payload').$type<Record<string, unknown>>().notNull(),
    position: bigint('position', { mode: 'number' }),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('outbox_unstamped').on(t.tenantId, t.id).where(sql`position is null`),
    index('outbox_position').on(t.tenantId, t.position),
  ],
)

/** One counter row per tenant: positions are gapless. */
export const outboxPositions = tenantRelation(
  'outbox_positions',
  { last: bigint('last', { mode: 'number' }).notNull() },
  [],
)

/** What a consumer still has to do, or has done, about an event. Partitioned by event id. */
export const deliveries = tenantRelation(
  'deliveries',
  {
    eventId: uuid('event_id').notNull(),
    consumer: text('consumer').notNull(),
    queue: text('queue').notNull(),
    /** Not before: retries wait here. */
    dueAt: instant('due_at').notNull(),
    admittedAt: instant('admitted_at'),
    attempts: integer('attempts').notNull().default(0),
    doneAt: instant('done_at'),
    /** Given up after the last attempt; kept, shown and replayable. */
    failedAt: instant('failed_at'),
    error: text('error'),
  },
  ['eventId', 'consumer'],
  (t) => [
    index('deliveries_open').on(t.queue, t.tenantId, t.eventId).where(sql`done_at is null and failed_at is null`),
  ],
)

/** Business time: claimed per tenant with SKIP LOCKED, never a delay in a queue. */
export const timers = tenantTable(
  'timers',
  {
    kind: text('kind').notNull(),
    ref: uuid('ref').notNull(),
    version: integer('version').notNull(),
    dueAt: instant('due_at').notNull(),
  },
  (t) => [index('timers_due').on(t.tenantId, t.dueAt), index('timers_ref').on(t.tenantId, t.kind, t.ref)],
)
