import { spawn, spawnSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chownSync, closeSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { lastLines, openLog } from './log-file.ts'
import { freePort } from './ports.ts'
import { canEnter, type PostgresBinaries, postgresBinaries, type ServerUser, serverUser } from './postgres-binaries.ts'
import { readJson, writePrivateJson } from './private-file.ts'
import { commandLine, endProcess, isAlive } from './process-table.ts'
import { waitUntil } from './wait-until.ts'

export type PostgresOptions = {
  dataDir: string
  /** A fixed port; without it a free one is chosen once and kept while it stays free. */
  port?: number
  /** A server of one's own: nothing is started and nothing is stopped. */
  url?: string
  /** Trades safety after a power cut for speed. Only for data that is thrown away. */
  forTests?: boolean
}

export type PostgresServer = { adminUrl: string; stop: () => Promise<void> }

type State = { port?: number; password: string; owner?: number }

type Postmaster = { pid: number; port: number; isReady: boolean }

const databaseName = 'siaga'
const superuser = 'postgres'
const startTimeoutMs = 60_000

const commonSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  jit: 'off',
  huge_pages: 'off',
  shared_buffers: '64MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  max_worker_processes: '4',
  max_parallel_workers: '2',
  autovacuum_max_workers: '2',
  wal_level: 'minimal',
  max_wal_senders: '0',
  min_wal_size: '64MB',
  max_wal_size: '256MB',
}
const durableSettings = { max_connections: '100', wal_compression: 'on' }
const testSettings = {
  max_connections: '200',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_wal_size: '1GB',
  checkpoint_timeout: '30min',
}

/**
 * Starts PostgreSQL 17 with its data under `dataDir`, or takes over the one that a killed launcher left running there.
 * `adminUrl` is the superuser's, on database `siaga`. A server that another live process owns is used and not stopped.
 */
export async function startPostgres({
  dataDir,
  port,
  url,
  forTests = false,
}: PostgresOptions): Promise<PostgresServer> {
  if (url) return { adminUrl: url, stop: async () => {} }
  const folder = resolve(dataDir)
  mkdirSync(folder, { recursive: true })
  const user = serverUser()
  const statePath = join(folder, 'postgres.json')
  const clusterDir = clusterFolder(folder, user)
  const remembered = readJson<State>(statePath)
  const state = remembered ?? { password: randomBytes(24).toString('hex') }
  const adminUrl = (at: number) => `postgres://${superuser}:${state.password}@127.0.0.1:${at}/${databaseName}`

  const left = await liveServer(clusterDir)
  if (left && !remembered) await stopServer(left.pid)
  if (left && remembered) {
    const owner = state.owner
    const isForeign = owner !== undefined && owner !== process.pid && isAlive(owner)
    if (isForeign) return { adminUrl: adminUrl(left.port), stop: async () => {} }
    if (!port || port === left.port) {
      writePrivateJson(statePath, { ...state, port: left.port, owner: process.pid })
      return { adminUrl: adminUrl(left.port), stop: () => stopServer(left.pid) }
    }
    await stopServer(left.pid)
  }

  const binaries = postgresBinaries(user)
  // A data folder that was deleted takes a cluster that had to stand elsewhere with it.
  if (!remembered && !clusterDir.startsWith(folder)) rmSync(clusterDir, { recursive: true, force: true })
  writePrivateJson(statePath, state)
  if (!existsSync(clusterDir)) initialise({ binaries, user, clusterDir, password: state.password, forTests })
  else if (!remembered) resetPassword({ binaries, user, clusterDir, password: state.password })
  const chosen = port ?? (await freePort(state.port))
  const settings = { ...commonSettings, ...(forTests ? testSettings : durableSettings) }
  const pid = await launch({ binaries, user, folder, clusterDir, port: chosen, settings })
  writePrivateJson(statePath, { ...state, port: chosen, owner: process.pid })
  return { adminUrl: adminUrl(chosen), stop: () => stopServer(pid) }
}

/** Inside the data folder; when the server's user cannot get there (root's own home), where services keep theirs. */
function clusterFolder(folder: string, user: ServerUser): string {
  const inside = join(folder, 'postgres')
  if (canEnter(user, folder)) return inside
  const key = createHash('sha256').update(folder).digest('hex').slice(0, 12)
  return join('/var/lib/siaga', key, 'postgres')
}

type Cluster = { binaries: PostgresBinaries; user: ServerUser; clusterDir: string; password: string }

function initialise({ binaries, user, clusterDir, password, forTests }: Cluster & { forTests: boolean }): void {
  // Made aside and renamed, so that an interrupted first start leaves nothing half-made.
  const unfinished = `${clusterDir}.new`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(dirname(unfinished), { recursive: true })
  mkdirSync(unfinished, { mode: 0o700 })
  own(unfinished, user)
  const passwordFile = join(tmpdir(), `siaga-${randomBytes(8).toString('hex')}`)
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600, flag: 'wx' })
  own(passwordFile, user)
  try {
    run(user, binaries.initdb, [
      `--pgdata=${unfinished}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The same order and case rules on every machine, whatever locales it has.
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      ...(forTests ? ['--no-sync'] : []),
    ])
  } finally {
    rmSync(passwordFile, { force: true })
  }
  run(user, binaries.postgres, ['--single', '-D', unfinished, superuser], `CREATE DATABASE ${databaseName};\n`)
  renameSync(unfinished, clusterDir)
}

/** The cluster is there and the file with its password is not: single-user mode needs none. */
function resetPassword({ binaries, user, clusterDir, password }: Cluster): void {
  const statement = `ALTER ROLE ${superuser} PASSWORD '${password}';\n`
  run(user, binaries.postgres, ['--single', '-D', clusterDir, superuser], statement)
}

function own(path: string, user: ServerUser): void {
  if (user.uid !== undefined && user.gid !== undefined) chownSync(path, user.uid, user.gid)
}

function run(user: ServerUser, binary: string, args: string[], input = ''): void {
  const { status, stdout, stderr, error } = spawnSync(binary, args, {
    ...user,
    cwd: '/',
    input,
    encoding: 'utf8',
    env: serverEnvironment(),
  })
  if (status !== 0) throw new Error(`${binary} failed: ${error?.message ?? ''}\n${stderr}\n${stdout}`)
}

function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
}

type Launch = {
  binaries: PostgresBinaries
  user: ServerUser
  folder: string
  clusterDir: string
  port: number
  settings: Record<string, string>
}

async function launch({ binaries, user, folder, clusterDir, port, settings }: Launch): Promise<number> {
  removeStrangersLock(clusterDir)
  const logPath = join(folder, 'logs/postgres.log')
  const log = openLog(logPath)
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(binaries.postgres, ['-D', clusterDir, '-p', String(port), ...flags], {
    ...user,
    cwd: '/',
    env: serverEnvironment(),
    // In a session of its own: Ctrl C in the terminal must reach the applications first.
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  let failure: string | undefined
  child.once('error', (error) => {
    failure = error.message
  })
  child.once('exit', (code, signal) => {
    failure ??= `it ended with ${signal ?? code}`
  })
  const isReady = await waitUntil(
    () => {
      if (failure) return 'failed'
      const master = readPostmaster(clusterDir)
      return master?.isReady && master.pid === child.pid ? 'ready' : undefined
    },
    { timeoutMs: startTimeoutMs, what: 'PostgreSQL to start' },
  ).catch(() => 'failed')
  if (isReady === 'ready' && child.pid) return child.pid
  if (child.pid) await stopServer(child.pid)
  throw new Error(`PostgreSQL did not start: ${failure ?? 'it took too long'}.\n${lastLines(logPath, 15)}`)
}

async function liveServer(clusterDir: string): Promise<Postmaster | undefined> {
  const found = readPostmaster(clusterDir)
  if (!found || !isPostgres(found.pid, clusterDir)) return undefined
  if (found.isReady) return found
  // It is still starting or still stopping: either way it decides itself within a moment.
  return waitUntil(
    () => {
      const now = readPostmaster(clusterDir)
      if (!now || !isAlive(now.pid)) return 'gone'
      return now.isReady ? now : undefined
    },
    { timeoutMs: startTimeoutMs, what: 'the running PostgreSQL' },
  ).then((outcome) => (outcome === 'gone' ? undefined : outcome))
}

/** The file a postmaster keeps: pid, folder, start, port, socket folder, address, shared memory, status. */
function readPostmaster(clusterDir: string): Postmaster | undefined {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return pid > 0 ? { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' } : undefined
  } catch {
    return undefined
  }
}

function isPostgres(pid: number, clusterDir: string): boolean {
  if (!isAlive(pid)) return false
  const command = commandLine(pid)
  return command.includes('postgres') && command.includes(clusterDir)
}

// After a reboot the number in the lock may belong to anybody, and PostgreSQL would then refuse to start. The lock of a
// postmaster that died is left alone: PostgreSQL itself checks that none of its processes survived.
function removeStrangersLock(clusterDir: string): void {
  const found = readPostmaster(clusterDir)
  if (found && isAlive(found.pid) && !isPostgres(found.pid, clusterDir)) {
    rmSync(join(clusterDir, 'postmaster.pid'), { force: true })
  }
}

function stopServer(pid: number): Promise<void> {
  return endProcess(pid, [
    { signal: 'SIGINT', timeoutMs: 20_000 },
    { signal: 'SIGQUIT', timeoutMs: 5_000 },
    { signal: 'SIGKILL', timeoutMs: 2_000 },
  ])
}
