import type { SQL, SQLWrapper } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import type { Statement } from './row-insert.ts'

/** One login per purpose; a process opens only those it needs (DESIGN §2.2). */
export type Role = 'app' | 'identity' | 'gateway' | 'relay' | 'oversight' | 'platform'

export type Tx = PostgresJsDatabase<Record<string, never>>

/** Handle on the pools of one process. The pools themselves stay in this file. */
export type Database = { readonly name: string; close(): Promise<void>; ping(): Promise<void> }

const pools = new WeakMap<Database, Map<Role, postgres.Sql>>()
const poolSizes: Record<Role, number> = { app: 8, identity: 2, gateway: 2, relay: 3, oversight: 2, platform: 2 }

export type DatabaseOptions = {
  name: string
  urls: Partial<Record<Role, string>>
  /** Connections per role, where the defaults (app 8, others 2 or 3) do not fit. */
  max?: Partial<Record<Role, number>>
  /**
   * Plans each statement once. For a process that does the same few things by key again and again; lists, whose best
   * plan depends on the values, are better planned each time.
   */
  planOnce?: boolean
}

/** Opens a pool per role; connects on first use. */
export function openDatabase(options: DatabaseOptions): Database {
  const opened = new Map<Role, postgres.Sql>()
  for (const [role, url] of Object.entries(options.urls) as [Role, string][]) {
    const pool = postgres(url, {
      max: options.max?.[role] ?? poolSizes[role],
      connect_timeout: 5,
      idle_timeout: 60,
      max_lifetime: 3600,
      onnotice: () => undefined,
      backoff: (tries) => Math.min(2, 0.1 * 2 ** tries),
      connection: {
        application_name: `siaga-${options.name}`,
        statement_timeout: 30_000,
        idle_in_transaction_session_timeout: 30_000,
        TimeZone: 'UTC',
        ...(options.planOnce && { plan_cache_mode: 'force_generic_plan' }),
      },
    })
    drizzle(pool) // sets drizzle's date parsers on the pool once
    opened.set(role, pool)
  }
  const database: Database = {
    name: options.name,
    async close() {
      await Promise.all([...opened.values()].map((pool) => pool.end({ timeout: 5 })))
    },
    async ping() {
      for (const pool of opened.values()) await pool`select 1`
    },
  }
  pools.set(database, opened)
  return database
}

const singles = new WeakMap<postgres.Sql, Tx>()

/** Runs one statement that is a transaction by itself: one round trip. */
export async function inOneStatement(database: Database, role: Role, statement: SQL): Promise<unknown[]> {
  const pool = poolOf(database, role)
  let tx = singles.get(pool)
  if (!tx) {
    // Prepared also without values, which the driver would send to be planned each time.
    const unsafe = (text: string, values: unknown[] = []) =>
      pool.unsafe(text, values as never, { prepare: true, simple: false } as object)
    tx = drizzle({ options: pool.options, unsafe } as unknown as postgres.Sql) as Tx
    singles.set(pool, tx)
  }
  return tx.execute(statement)
}

function poolOf(database: Database, role: Role): postgres.Sql {
  const pool = pools.get(database)?.get(role)
  if (!pool) throw new Error(`process ${database.name} does not hold the role ${role}`)
  return pool
}

const afterCommits = new WeakMap<Tx, Map<string, () => void>>()

/** Runs `hint` once after this transaction has committed; a second one of the same key replaces the first. */
export function afterCommit(tx: Tx, key: string, hint: () => void): void {
  afterCommits.get(tx)?.set(key, hint)
}

const lastStatements = new WeakMap<Tx, (SQLWrapper | Statement)[]>()

/**
 * Writes whose answers nobody needs: sent behind `work` in one write with the COMMIT, in the order in which they were
 * given. A round trip costs more than a statement. One that fails takes the whole transaction with it.
 */
export function beforeCommit(tx: Tx, ...statements: (SQLWrapper | Statement)[]): void {
  const last = lastStatements.get(tx)
  if (!last) throw new Error('this transaction takes no more statements')
  last.push(...statements)
}

const dialect = new PgDialect()
const queryOf = (statement: SQLWrapper | Statement) =>
  'getSQL' in statement ? dialect.sqlToQuery(statement.getSQL()) : statement

/** What is sent right behind BEGIN, in the same round trip. */
type Prelude = { text: string; values: string[] }

/**
 * One transaction of exactly one statement, in one round trip: BEGIN, the prelude, the statement and COMMIT leave together.
 */
export async function inOneTrip<T>(
  database: Database,
  role: Role,
  prelude: Prelude,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const pool = poolOf(database, role)
  const connection = await pool.reserve()
  let sent: Promise<unknown>[] = []
  const client = {
    options: pool.options,
    unsafe(text: string, values: unknown[] = []) {
      if (sent.length > 0) throw new Error('this transaction has one statement')
      const begin = connection.unsafe('begin').execute()
      const prepared = connection.unsafe(prelude.text, prelude.values, { prepare: true }).execute()
      const asked = connection.unsafe(text, values as never, { prepare: true }).execute()
      sent = [begin, prepared, connection.unsafe('commit').execute()]
      Promise.all(sent).catch(() => undefined) // awaited below; here only so that it is never "unhandled"
      return asked
    },
  }
  try {
    const result = await work(drizzle(client as unknown as postgres.Sql) as Tx)
    await Promise.all(sent)
    return result
  } finally {
    await Promise.allSettled(sent)
    connection.release()
  }
}

/**
 * One transaction on a reserved connection. BEGIN and the preludes are sent without being awaited, so that a
 * transaction of one query takes two round trips: (BEGIN, prelude, query) and (what was left for the end, COMMIT).
 */
export async function inTransaction<T>(
  database: Database,
  role: Role,
  preludes: Prelude[],
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const pool = poolOf(database, role)
  const connection = await pool.reserve()
  let open = true
  const client = {
    options: pool.options,
    unsafe(text: string, values: unknown[] = [], options: object = {}) {
      if (!open) throw new Error('this transaction has ended')
      return connection.unsafe(text, values as never, { ...options, prepare: true })
    },
  }
  const tx = drizzle(client as unknown as postgres.Sql) as Tx
  afterCommits.set(tx, new Map())
  const last: (SQLWrapper | Statement)[] = []
  lastStatements.set(tx, last)
  try {
    const sent: Promise<unknown>[] = [connection.unsafe('begin').execute()]
    for (const { text, values } of preludes) sent.push(connection.unsafe(text, values, { prepare: true }).execute())
    const opened = Promise.all(sent)
    opened.catch(() => undefined) // awaited below; here only so that it is never "unhandled"
    const result = await work(tx)
    await opened
    open = false
    lastStatements.delete(tx)
    const texts = last.map(queryOf)
    const ending = texts.map(({ sql, params }) => connection.unsafe(sql, params as never, { prepare: true }).execute())
    // All answers are awaited: after an error the server still answers the COMMIT, by rolling back.
    const committing = connection.unsafe('commit').execute()
    const ended = await Promise.allSettled([...ending, committing])
    for (const answer of ended) if (answer.status === 'rejected') throw answer.reason
    // Where `work` swallowed a statement's error, the server has rolled back what it was asked to commit.
    if ((await committing).command !== 'COMMIT') throw new Error('the transaction had failed and was rolled back')
    for (const hint of afterCommits.get(tx)?.values() ?? []) hint()
    return result
  } catch (error) {
    open = false
    lastStatements.delete(tx)
    await connection.unsafe('rollback').catch(() => undefined) // a lost connection has rolled back by itself
    throw error
  } finally {
    connection.release()
  }
}
