import { sql } from 'drizzle-orm'
import {
  type PgColumnBuilderBase,
  type PgTableExtraConfigValue,
  pgPolicy,
  pgRole,
  pgTable,
  primaryKey,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'

/** The role that works inside a tenant; the only one for which a tenant table opens by default. */
export const siagaApp = pgRole('siaga_app').existing()

/** The policy of every tenant table. `nullif`: after a SET LOCAL the setting reads '' and not null. */
export const ofTheTenant = sql`tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid`

/** An instant, stored in UTC, to the millisecond. */
export const instant = (name?: string) =>
  name
    ? timestamp(name, { withTimezone: true, precision: 3, mode: 'date' })
    : timestamp({ withTimezone: true, precision: 3, mode: 'date' })

export const tenantPolicy = () =>
  pgPolicy('tenant', { as: 'permissive', for: 'all', to: siagaApp, using: ofTheTenant, withCheck: ofTheTenant })

const base = { tenantId: uuid('tenant_id').notNull() }

type Columns = Record<string, PgColumnBuilderBase>

/**
 * A table of tenants' rows: `tenant_id`, an `id`, the key (tenant_id, id) and the tenant's policy.
 * FORCE and the grants are in the hand-written migrations; the catalogue test fails on a table without them.
 */
export function tenantTable<Name extends string, C extends Columns>(
  name: Name,
  columns: C,
  // biome-ignore lint/suspicious/noExplicitAny: drizzle's own type for the table's columns is built from C and not exported
  extra: (t: any) => PgTableExtraConfigValue[] = () => [],
) {
  const all = { ...base, id: uuid('id').notNull(), ...columns }
  return pgTable(name, all, (t) => [primaryKey({ columns: [t.tenantId, t.id] }), tenantPolicy(), ...extra(t)])
}

/** A tenant table whose key is not an id of its own: relations and counters. `key` names the columns after `tenant_id`. */
export function tenantRelation<Name extends string, C extends Columns>(
  name: Name,
  columns: C,
  key: (keyof C & string)[],
  // biome-ignore lint/suspicious/noExplicitAny: as above
  extra: (t: any) => PgTableExtraConfigValue[] = () => [],
) {
  const all = { ...base, ...columns }
  // biome-ignore lint/suspicious/noExplicitAny: as above
  return pgTable(name, all, (t: any) => [
    primaryKey({ columns: [t.tenantId, ...key.map((k) => t[k])] as never }),
    tenantPolicy(),
    ...extra(t),
  ])
}
