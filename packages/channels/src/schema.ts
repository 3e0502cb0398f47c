import { instant, ofTheTenant, siagaApp, tenantRelation, tenantTable } from '@siaga/db'
import { services } from '@siaga/tenancy/schema'
import { sql } from 'drizzle-orm'
import {
  customType,
  foreignKey,
  index,
  integer,
  jsonb,
  pgPolicy,
  pgRole,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core'

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })
const gateway = pgRole('siaga_gateway').existing()

/** One connected address of a service. */
export const channels = tenantTable(
  'channels',
  {
    serviceId: uuid('service_id').notNull(),
    kind: text('kind').notNull(),
    address: text('address').notNull(),
    settings: jsonb('settings').$type<Record<string, unknown>>().notNull(),
    /** AES-256-GCM; never shown again. */
    secrets: bytea('secrets'),
    secretsKeyId: text('secrets_key_id'),
    state: text('state', { enum: ['connecting', 'ok', 'degraded', 'disabled'] }).notNull(),
    version: integer('version').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('channels_service').on(t.tenantId, t.serviceId),
    foreignKey({
      columns: [t.tenantId, t.serviceId],
      foreignColumns: [services.tenantId, services.id],
      name: 'channels_service_fk',
    }).onDelete('restrict'),
  ],
)

/** Reference: an address on a kind of channel → tenant and channel. All that the gateway may read. */
export const channelIngress = pgTable(
  'channel_ingress',
  {
    kind: text('kind').notNull(),
    address: text('address').notNull(),
    tenantId: uuid('tenant_id').notNull(),
    channelId: uuid('channel_id').notNull(),
    /** Encrypted secret that signs what comes in, where the kind has one. */
    inboundSecret: bytea('inbound_secret'),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.address] }),
    pgPolicy('tenant', { for: 'all', to: siagaApp, using: ofTheTenant, withCheck: ofTheTenant }),
    pgPolicy('lookup', { for: 'select', to: gateway, using: sql`true` }),
  ],
)

/** The raw form of every provider item, committed before it is answered. Partitioned by id. */
export const inboundEvents = tenantTable(
  'inbound_events',
  {
    channelId: uuid('channel_id').notNull(),
    kind: text('kind').notNull(),
    raw: bytea('raw').notNull(),
    meta: jsonb('meta').$type<Record<string, string>>().notNull(),
    urgent: text('urgent', { enum: ['urgent', 'normal'] })
      .notNull()
      .default('normal'),
    receivedAt: instant('received_at').notNull(),
    /** Set by the relay when it has handed the row to the intake consumer. */
    relayedAt: instant('relayed_at'),
    outcome: text('outcome', { enum: ['message', 'status', 'ignored', 'unparsable'] }),
    reason: text('reason'),
    /** The case that it became part of. */
    caseId: uuid('case_id'),
  },
  (t) => [
    index('inbound_unrelayed').on(t.tenantId, t.id).where(sql`relayed_at is null`),
    index('inbound_unparsable').on(t.tenantId, t.id).where(sql`outcome = 'unparsable'`),
  ],
)

/** Deduplication of provider items, kept 30 days. */
export const inboundKeys = tenantRelation(
  'inbound_keys',
  { channelId: uuid('channel_id').notNull(), item: text('item').notNull(), createdAt: instant('created_at').notNull() },
  ['channelId', 'item'],
  (t) => [index('inbound_keys_age').on(t.createdAt)],
)
