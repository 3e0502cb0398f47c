import { instant, ofTheTenant, siagaApp, tenantRelation, tenantTable } from '@siaga/db'
import { tenants } from '@siaga/db/schema'
import type { Localized } from '@siaga/kernel'
import { sql } from 'drizzle-orm'
import {
  boolean,
  date,
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
import type { ServiceDefinition } from './service/service-definition.ts'

const identityRole = pgRole('siaga_identity').existing()
const identityOnly = (name: string) =>
  pgPolicy(name, { for: 'all', to: identityRole, using: sql`true`, withCheck: sql`true` })

/** A person, whatever tenants they work in. Read by siaga_identity alone. */
export const users = pgTable(
  'users',
  {
    id: uuid('id').primaryKey(),
    /** Lower case. */
    email: text('email').notNull().unique(),
    name: text('name').notNull(),
    passwordHash: text('password_hash'),
    locale: text('locale', { enum: ['id', 'en'] })
      .notNull()
      .default('id'),
    theme: text('theme', { enum: ['system', 'light', 'dark'] })
      .notNull()
      .default('system'),
    failedSignIns: integer('failed_sign_ins').notNull().default(0),
    lockedUntil: instant('locked_until'),
    createdAt: instant('created_at').notNull(),
  },
  () => [identityOnly('identity')],
)

/** A sign-in; the id is the SHA-256 of what the cookie holds. */
export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('sessions_user').on(t.userId), index('sessions_expiry').on(t.expiresAt), identityOnly('identity')],
)

/** User → tenant, and nothing else; names and roles are the tenant's `members`. */
export const memberships = pgTable(
  'memberships',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'restrict' }),
    tenantId: uuid('tenant_id')
      .notNull()
      .references(() => tenants.id, { onDelete: 'restrict' }),
  },
  (t) => [primaryKey({ columns: [t.userId, t.tenantId] }), identityOnly('identity')],
)

/** What a tenant offers; a copy of its own of a service type. */
export const services = tenantTable(
  'services',
  {
    type: text('type').notNull(),
    code: text('code').notNull(),
    /** In addresses of pages: `112`, `covid`. */
    slug: text('slug').notNull(),
    state: text('state', { enum: ['draft', 'live', 'paused', 'retired'] }).notNull(),
    emergency: boolean('emergency').notNull(),
    icon: text('icon').notNull(),
    definition: jsonb('definition').$type<ServiceDefinition>().notNull(),
    version: integer('version').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    unique('services_code').on(t.tenantId, t.code),
    unique('services_slug').on(t.tenantId, t.slug),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.id], name: 'services_tenant' }).onDelete('restrict'),
  ],
)

export const queues = tenantTable(
  'queues',
  {
    serviceId: uuid('service_id').notNull(),
    code: text('code').notNull(),
    name: jsonb('name').$type<Localized>().notNull(),
  },
  (t) => [
    unique('queues_code').on(t.tenantId, t.serviceId, t.code),
    foreignKey({
      columns: [t.tenantId, t.serviceId],
      foreignColumns: [services.tenantId, services.id],
      name: 'queues_service',
    }).onDelete('restrict'),
  ],
)

/** A person in this tenant: the only names that the tenant's screens show. */
export const members = tenantTable(
  'members',
  {
    userId: uuid('user_id').notNull(),
    name: text('name').notNull(),
    email: text('email').notNull(),
    roles: jsonb('roles').$type<string[]>().notNull(),
    state: text('state', { enum: ['active', 'left'] }).notNull(),
    version: integer('version').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    unique('members_user').on(t.tenantId, t.userId),
    foreignKey({ columns: [t.tenantId], foreignColumns: [tenants.id], name: 'members_tenant' }).onDelete('restrict'),
  ],
)

export const memberServices = tenantRelation(
  'member_services',
  { memberId: uuid('member_id').notNull(), serviceId: uuid('service_id').notNull() },
  ['memberId', 'serviceId'],
  (t) => [
    foreignKey({
      columns: [t.tenantId, t.memberId],
      foreignColumns: [members.tenantId, members.id],
      name: 'member_services_member',
    }).onDelete('restrict'),
    foreignKey({
      columns: [t.tenantId, t.serviceId],
      foreignColumns: [services.tenantId, services.id],
      name: 'member_services_service',
    }).onDelete('restrict'),
  ],
)

/** The tenant's calendar: days on which nobody works. */
export const holidays = tenantRelation(
  'holidays',
  { date: date('date', { mode: 'string' }).notNull(), name: text('name').notNull() },
  ['date'],
)

export const apiKeys = tenantTable('api_keys', {
  name: text('name').notNull(),
  /** The first characters, to recognise a key by. */
  hint: text('hint').notNull(),
  scopes: jsonb('scopes').$type<string[]>().notNull(),
  /** Service ids, or null for all of the tenant's. */
  serviceIds: jsonb('service_ids').$type<string[] | null>(),
  expiresAt: instant('expires_at'),
  revokedAt: instant('revoked_at'),
  createdAt: instant('created_at').notNull(),
})

/** Reference: hash of a key → its tenant. */
export const apiKeyHashes = pgTable(
  'api_key_hashes',
  { hash: text('hash').primaryKey(), tenantId: uuid('tenant_id').notNull(), keyId: uuid('key_id').notNull() },
  () => [
    pgPolicy('tenant', { for: 'all', to: siagaApp, using: ofTheTenant, withCheck: ofTheTenant }),
    pgPolicy('lookup', { for: 'select', to: identityRole, using: sql`true` }),
  ],
)

/** A door for somebody without an account: hashed token, purpose, subject, expiry. */
export const accessLinks = tenantTable(
  'access_links',
  {
    purpose: text('purpose', { enum: ['ticket'] }).notNull(),
    subject: uuid('subject').notNull(),
    singleUse: boolean('single_use').notNull(),
    usedAt: instant('used_at'),
    revokedAt: instant('revoked_at'),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('access_links_subject').on(t.tenantId, t.purpose, t.subject)],
)

/** Reference: hash of a link's token → its tenant. */
export const accessLinkHashes = pgTable(
  'access_link_hashes',
  { hash: text('hash').primaryKey(), tenantId: uuid('tenant_id').notNull(), linkId: uuid('link_id').notNull() },
  () => [
    pgPolicy('tenant', { for: 'all', to: siagaApp, using: ofTheTenant, withCheck: ofTheTenant }),
    pgPolicy('lookup', { for: 'select', to: identityRole, using: sql`true` }),
  ],
)

/** Append-only; partitioned by id. The digest covers the salted values, which stand apart so that they can be erased. */
export const auditEntries = tenantTable(
  'audit_entries',
  {
    actor: text('actor').notNull(),
    actorName: text('actor_name').notNull(),
    action: text('action').notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: uuid('subject_id').notNull(),
    requestId: text('request_id').notNull(),
    digest: text('digest').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('audit_subject').on(t.tenantId, t.subjectId)],
)

/** The values before and after, with their salt. */
export const auditValues = tenantTable('audit_values', {
  salt: text('salt').notNull(),
  before: jsonb('before'),
  after: jsonb('after'),
})

/** Who oversees what: the nation or a province × a service type. No personal data. */
export const overseerGrants = pgTable(
  'overseer_grants',
  {
    id: uuid('id').primaryKey(),
    overseerTenantId: uuid('overseer_tenant_id')
      .notNull()
      .references(() => tenants.id, { onDelete: 'restrict' }),
    /** `nation` or a province code. */
    scope: text('scope').notNull(),
    serviceType: text('service_type').notNull(),
    grantedAt: instant('granted_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    unique('overseer_grants_once').on(t.overseerTenantId, t.scope, t.serviceType),
    pgPolicy('platform', {
      for: 'all',
      to: pgRole('siaga_platform').existing(),
      using: sql`true`,
      withCheck: sql`true`,
    }),
    pgPolicy('read', { for: 'select', to: pgRole('siaga_migrator').existing(), using: sql`true` }),
  ],
)
