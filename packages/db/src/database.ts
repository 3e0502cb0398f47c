import type { SQL } from 'drizzle-orm'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'

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
    const unsafe = (text: string, values: unknown[] = []) => pool.unsafe(text, values as never, { prepare: true })
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

/** What is sent right behind BEGIN, in the same round trip. */
type Prelude = { text: string; values: string[] }

/**
 * One transaction on a reserved connection. BEGIN and the prelude are sent without being awaited, so that a
 * transaction of one query takes two round trips: (BEGIN, prelude, query) and COMMIT.
 */
export async function inTransaction<T>(
  database: Database,
  role: Role,
  prelude: Prelude | null,
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
  try {
    const sent: Promise<unknown>[] = [connection.unsafe('begin').execute()]
    if (prelude) sent.push(connection.unsafe(prelude.text, prelude.values, { prepare: true }).execute())
    const opened = Promise.all(sent)
    opened.catch(() => undefined) // awaited below; here only so that it is never "unhandled"
    const result = await work(tx)
    await opened
    open = false
    await connection.unsafe('commit')
    for (const hint of afterCommits.get(tx)?.values() ?? []) hint()
    return result
  } catch (error) {
    open = false
    await connection.unsafe('rollback').catch(() => undefined) // a lost connection has rolled back by itself
    throw error
  } finally {
    connection.release()
  }
}
