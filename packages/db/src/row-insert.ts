import { getTableColumns, getTableName } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'

/** A statement ready to be sent. */
export type Statement = { sql: string; params: unknown[] }

const texts = new WeakMap<PgTable, Map<string, string>>()

/**
 * The insert of one row, for `beforeCommit`. Its text is built once for a table and the columns given: drizzle builds a
 * wide insert anew each time, which costs more than sending it. Columns without a value take the database's default.
 */
export function rowInsert<T extends PgTable>(table: T, row: T['$inferInsert']): Statement {
  const columns = getTableColumns(table) as Record<string, PgColumn>
  const given = Object.entries(row).filter(([, value]) => value !== undefined)
  const known = texts.get(table) ?? new Map<string, string>()
  texts.set(table, known)
  const key = given.map(([name]) => name).join()
  let sql = known.get(key)
  if (sql === undefined) {
    const names = given.map(([name]) => `"${(columns[name] as PgColumn).name}"`)
    sql = `insert into "${getTableName(table)}" (${names}) values (${given.map((_, i) => `$${i + 1}`)})`
    known.set(key, sql)
  }
  const params = given.map(([name, value]) =>
    value === null ? null : (columns[name] as PgColumn).mapToDriverValue(value),
  )
  return { sql, params }
}
