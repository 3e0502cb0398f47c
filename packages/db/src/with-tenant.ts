import type { Caller } from '@siaga/kernel'
import type { SQL } from 'drizzle-orm'
import { type Database, inOneStatement, inOneTrip, inTransaction, type Role, type Tx } from './database.ts'

/** The context of a verb: who acts in which tenant, and the process's database. */
export type Ctx = Caller & { db: Database }

const asTenant = (tenantId: string) => ({ text: 'select set_tenant($1)', values: [tenantId] })

const notAwaitingDisk = { text: 'set local synchronous_commit = off', values: [] }

/**
 * Runs `work` in one transaction in which row-level security shows this tenant alone.
 * The tenant is set by the SQL function `set_tenant`, for the transaction only.
 */
export function withTenant<T>(ctx: Pick<Ctx, 'db' | 'tenantId'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(ctx.db, 'app', [asTenant(ctx.tenantId)], work)
}

/**
 * The same for what is derived and done again when it is lost: the commit does not wait for the disk. A crash of the
 * server may take the last half second of such work with it, with the mark that it was done.
 */
export function withTenantDerived<T>(ctx: Pick<Ctx, 'db' | 'tenantId'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(ctx.db, 'app', [asTenant(ctx.tenantId), notAwaitingDisk], work)
}

/** The same for exactly one statement: its transaction takes one round trip. */
export function statementIn<T>(ctx: Pick<Ctx, 'db' | 'tenantId'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inOneTrip(ctx.db, 'app', asTenant(ctx.tenantId), work)
}

/** Runs `work` as an overseer: its grants decide which aggregate rows exist. */
export function withOverseer<T>(ctx: Pick<Ctx, 'db' | 'tenantId'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(ctx.db, 'oversight', [{ text: 'select set_overseer($1)', values: [ctx.tenantId] }], work)
}

/** Runs `work` as a role that stands before or beside the tenants: identity, gateway, relay, platform. */
export function withRole<T>(
  db: Database,
  role: Exclude<Role, 'app' | 'oversight'>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return inTransaction(db, role, [], work)
}

/** One statement as such a role: a transaction by itself, in one round trip. */
export function statementAs(
  db: Database,
  role: Exclude<Role, 'app' | 'oversight'>,
  statement: SQL,
): Promise<unknown[]> {
  return inOneStatement(db, role, statement)
}
