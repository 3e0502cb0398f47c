import { randomBytes } from 'node:crypto'
import { type DatabaseUrls, databaseUrls } from '@siaga/dev'
import postgres from 'postgres'
import { serversOfRun } from './servers-of-run.ts'
import { onDatabase } from './test-servers.ts'

export type TestDatabase = {
  name: string
  /** One URL per role, as in production, and `admin`, the superuser's, for arranging and inspecting. */
  urls: DatabaseUrls
  /** As the superuser, for arranging and inspecting what no role of ours may. */
  admin: postgres.Sql
  drop: () => Promise<void>
}

/** A migrated database of this suite's own, copied from the template of the run. Drop it in `afterAll`. */
export async function testDatabase(): Promise<TestDatabase> {
  const { adminUrl, template, passwords } = await serversOfRun()
  const name = `${template}_${randomBytes(5).toString('hex')}`
  await asAdmin(adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`)
  const urls = databaseUrls(onDatabase(adminUrl, name), passwords)
  const admin = postgres(urls.admin, { max: 2, onnotice: () => {} })
  return {
    name,
    urls,
    admin,
    async drop() {
      await admin.end()
      await asAdmin(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    },
  }
}

async function asAdmin(adminUrl: string, statement: string): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
  try {
    await admin.unsafe(statement)
  } finally {
    await admin.end()
  }
}
