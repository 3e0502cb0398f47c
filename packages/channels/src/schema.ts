import { instant, ofTheTenant, siagaApp, tenantRelation, tenantTable } from '@siaga/db'
import { services } from '@siaga/tenancy/schema'
import { sql } from 'drizzle-orm'
import {
  boolean,
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
  unique,
  uuid,
} from 'drizzle-orm/pg-core'

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' })
const gateway = pgRole('siaga_gateway').existing()

export type ChannelHealth = {
  /** ISO instants. */
  lastInAt?: string
  lastOutAt?: string
  testedAt?: string
  failingSince?: string
  /** Sends in a row that the channel itself made fail. */
  failures?: number
  /** Of the last of them. */
  failedAt?: string
  code?: string
  problem?: string
}

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
    /** What was last seen of it, in words for the settings page; null while nothing was wrong. */
    health: jsonb('health').$type<ChannelHealth | null>(),
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
    /** The provider application whose webhook brings this address's items; null where there is none. */
    app: text('app'),
    /** Belongs to an emergency service: what comes in has a lane of its own. */
    urgent: boolean('urgent').notNull().default(false),
    /** False while the channel is switched off: nobody else may take the address, and nothing comes in by it. */
    isActive: boolean('is_active').notNull().default(true),
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

/**
 * Reference: a provider's application, whose secret signs the webhooks of all addresses bound to it. Owned by the tenant
 * that registered it: a government's own, or the platform's for all.
 */
export const webhookApps = pgTable(
  'webhook_apps',
  {
    kind: text('kind').notNull(),
    app: text('app').notNull(),
    tenantId: uuid('tenant_id').notNull(),
    /** Sealed: the application's secret and the token of its handshake. */
    secrets: bytea('secrets').notNull(),
    secretsKeyId: text('secrets_key_id').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.app] }),
    pgPolicy('tenant', { for: 'all', to: siagaApp, using: ofTheTenant, withCheck: ofTheTenant }),
    pgPolicy('lookup', { for: 'select', to: gateway, using: sql`true` }),
  ],
)

/** What came over a webhook for an address that no tenant has bound to that application: kept for the operator. */
export const inboundQuarantine = pgTable(
  'inbound_quarantine',
  {
    id: uuid('id').primaryKey(),
    kind: text('kind').notNull(),
    app: text('app').notNull(),
    address: text('address').notNull(),
    item: text('item').notNull().unique(),
    raw: bytea('raw').notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  () => [
    pgPolicy('gateway_insert', { for: 'insert', to: gateway, withCheck: sql`true` }),
    pgPolicy('platform', {
      for: 'all',
      to: pgRole('siaga_platform').existing(),
      using: sql`true`,
      withCheck: sql`true`,
    }),
  ],
)

/** A provider's message templates as last read from it: the only thing that may be sent outside the free-text window. */
export const messageTemplates = tenantTable(
  'message_templates',
  {
    channelId: uuid('channel_id').notNull(),
    name: text('name').notNull(),
    language: text('language').notNull(),
    category: text('category').notNull(),
    /** The provider's word: only `APPROVED` may be sent. */
    state: text('state').notNull(),
    components: jsonb('components').$type<Record<string, unknown>[]>().notNull(),
    syncedAt: instant('synced_at').notNull(),
  },
  (t) => [
    unique('message_templates_name').on(t.tenantId, t.channelId, t.name, t.language),
    foreignKey({
      columns: [t.tenantId, t.channelId],
      foreignColumns: [channels.tenantId, channels.id],
      name: 'message_templates_channel_fk',
    }).onDelete('restrict'),
  ],
)
