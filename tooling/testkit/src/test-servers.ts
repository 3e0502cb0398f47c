import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '@siaga/db/migrate'
import { newSecrets, type Secrets, startPostgres, startRedis } from '@siaga/dev'
import postgres from 'postgres'

export type TestServers = {
  /** The superuser, on the template's server. */
  adminUrl: string
  template: string
  passwords: Secrets['passwords']
  redisUrl: string
}

export type RunningTestServers = { servers: TestServers; stop: () => Promise<void> }

const redisDatabases = 256

/**
 * PostgreSQL (without fsync) and Redis for one test run, in a temporary folder, with one migrated template database.
 * With TEST_DATABASE_URL or TEST_REDIS_URL those servers are used; they must be for tests only.
 */
export async function startTestServers(): Promise<RunningTestServers> {
  const dataDir = mkdtempSync(join(tmpdir(), 'siaga-test-'))
  // For root the server runs as another user, who has to get in.
  chmodSync(dataDir, 0o755)
  const postgresServer = await startPostgres({ dataDir, forTests: true, url: process.env.TEST_DATABASE_URL })
  const redis = await startRedis({ dataDir, url: process.env.TEST_REDIS_URL, databases: redisDatabases })
  const stop = async () => {
    await Promise.all([redis.stop(), postgresServer.stop()])
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    const { passwords } = newSecrets()
    const template = `siaga_template_${process.pid}_${Date.now().toString(36)}`
    const admin = postgres(postgresServer.adminUrl, { max: 1, onnotice: () => {} })
    await admin.unsafe(`CREATE DATABASE ${template}`)
    await admin.end()
    await migrate({ adminUrl: onDatabase(postgresServer.adminUrl, template), passwords })
    const servers = { adminUrl: postgresServer.adminUrl, template, passwords, redisUrl: redis.url }
    return { servers, stop: process.env.TEST_DATABASE_URL ? () => dropAll(servers).then(stop) : stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** The same server and user, another database. */
export function onDatabase(adminUrl: string, database: string): string {
  const url = new URL(adminUrl)
  url.pathname = `/${database}`
  return url.href
}

// On a server that stays: leave nothing behind, also of suites that did not clean up.
async function dropAll({ adminUrl, template }: TestServers): Promise<void> {
  const admin = postgres(adminUrl, { max: 1, onnotice: () => {} })
  const left = await admin<{ datname: string }[]>`select datname from pg_database where datname like ${`${template}%`}`
  for (const { datname } of left) await admin.unsafe(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`)
  await admin.end()
}
