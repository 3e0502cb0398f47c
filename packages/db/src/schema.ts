import { sql } from 'drizzle-orm'
import { index, jsonb, pgPolicy, pgRole, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant, siagaApp, tenantRelation } from './tenant-table.ts'

/** The tenant register: no personal data; read by every role that must know which tenants exist. */
export const tenants = pgTable(
  'tenants',
  {
    id: uuid('id').primaryKey(),
    slug: text('slug').notNull().unique(),
    /** Region code, or an organisation code for ministries and agencies. */
    authorityCode: text('authority_code').notNull().unique(),
    kind: text('kind', { enum: ['platform', 'ministry', 'agency', 'province', 'regency', 'city'] }).notNull(),
    name: text('name').notNull(),
    shortName: text('short_name').notNull(),
    /** '' for the nation's own (ministries, the platform). */
    provinceCode: text('province_code').notNull().default(''),
    timeZone: text('time_zone').notNull(),
    locale: text('locale', { enum: ['id', 'en'] })
      .notNull()
      .default('id'),
    state: text('state', { enum: ['applied', 'configuring', 'live', 'paused', 'leaving', 'gone'] }).notNull(),
    createdAt: instant('created_at').notNull(),
  },
  () => [
    pgPolicy('own', {
      for: 'select',
      to: siagaApp,
      using: sql`id = nullif(current_setting('app.tenant_id', true), '')::uuid`,
    }),
    pgPolicy('register', {
      for: 'select',
      to: ['siaga_identity', 'siaga_gateway', 'siaga_relay', 'siaga_oversight'].map((r) => pgRole(r).existing()),
      using: sql`true`,
    }),
    pgPolicy('platform', {
      for: 'all',
      to: pgRole('siaga_platform').existing(),
      using: sql`true`,
      withCheck: sql`true`,
    }),
  ],
)

/** Answers already given, by idempotency key (API) or submission id (forms). */
export const idempotencyKeys = tenantRelation(
  'idempotency_keys',
  {
    /** sha256 over actor, verb and the caller's key. */
    key: text('key').notNull(),
    requestHash: text('request_hash').notNull(),
    response: jsonb('response'),
    createdAt: instant('created_at').notNull(),
  },
  ['key'],
  (t) => [index('idempotency_keys_age').on(t.tenantId, t.createdAt)],
)
