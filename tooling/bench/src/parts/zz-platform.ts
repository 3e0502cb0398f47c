import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '@siaga/db/migrate'
import { type DatabaseUrls, databaseUrls, newSecrets, startPostgres, startRedis } from '@siaga/dev'
import postgres from 'postgres'

export type Platform = {
  urls: DatabaseUrls
  redisUrl: string
  /** The superuser: no row-level security, for arranging and for the bare side of a comparison. */
  admin: postgres.Sql
  folder: string
  /** Where the server writes its log. */
  postgresLog: string
  /** Undone at the end, the last one first. */
  defer(undo: () => Promise<unknown> | unknown): void
}

/** A throw-away PostgreSQL as durable as the product's, a Redis and a migrated database, for the time of `work`. */
export async function withPlatform(work: (platform: Platform) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'siaga-bench-'))
  chmodSync(folder, 0o755)
  const undos: (() => Promise<unknown> | unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  let ending: Promise<void> | null = null
  const end = () => {
    ending ??= (async () => {
      for (const undo of undos.toReversed())
        await Promise.resolve()
          .then(undo)
          .catch((error) => console.error(String(error)))
    })()
    return ending
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void end().then(() => process.exit(130)))
  try {
    let server = await startPostgres({ dataDir: folder }); { const a = postgres(server.adminUrl, {max:1}); await a`alter system set shared_preload_libraries = 'pg_stat_statements'`; await a`alter system set pg_stat_statements.track_planning = on`; await a.end(); await server.stop(); server = await startPostgres({ dataDir: folder }); }
    undos.push(server.stop)
    const redis = await startRedis({ dataDir: folder })
    undos.push(redis.stop)
    const { passwords } = newSecrets()
    await migrate({ adminUrl: server.adminUrl, passwords })
    const admin = postgres(server.adminUrl, { max: 4, onnotice: () => undefined })
    undos.push(() => admin.end({ timeout: 5 }))
    await work({
      urls: databaseUrls(server.adminUrl, passwords),
      redisUrl: redis.url,
      admin,
      folder,
      postgresLog: join(folder, 'logs/postgres.log'),
      defer: (undo) => undos.push(undo),
    })
  } finally {
    await end()
  }
}
