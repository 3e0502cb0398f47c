import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, mkdirSync } from 'node:fs'
import { connect } from 'node:net'
import { join, resolve } from 'node:path'
import { lastLines, openLog } from './log-file.ts'
import { freePort } from './ports.ts'
import { readJson, writePrivateJson } from './private-file.ts'
import { endProcess, isAlive } from './process-table.ts'
import { redisBinary } from './redis-binary.ts'
import { waitUntil } from './wait-until.ts'

export type RedisOptions = {
  dataDir: string
  /** A server of one's own: nothing is started and nothing is stopped. */
  url?: string
  /** How many numbered databases; tests use one each. */
  databases?: number
  /** Where a server fetched without root is kept between starts. */
  cacheDir?: string
}

export type RedisServer = { url: string; stop: () => Promise<void> }

type State = { folder: string; password: string; port?: number; pid?: number; owner?: number }

/**
 * Starts a Redis (or Valkey) server on loopback, in memory only: what must not be lost is in PostgreSQL. A server that
 * a killed launcher left is taken over; one that another live process owns is used and not stopped.
 */
export async function startRedis({ dataDir, url, databases = 16, cacheDir }: RedisOptions): Promise<RedisServer> {
  if (url) return { url, stop: async () => {} }
  const folder = resolve(dataDir)
  mkdirSync(folder, { recursive: true })
  const statePath = join(folder, 'redis.json')
  const remembered = readJson<State>(statePath)
  // A data folder that was copied must not take over the server of the original.
  const state: State =
    remembered?.folder === folder ? remembered : { folder, password: randomBytes(24).toString('hex') }
  const urlAt = (port: number) => `redis://:${state.password}@127.0.0.1:${port}`

  // Only our server knows this password, so an answer proves whose it is.
  if (state.pid && state.port && isAlive(state.pid) && (await answers(state.port, state.password))) {
    const { pid, port, owner } = state
    if (owner !== undefined && owner !== process.pid && isAlive(owner))
      return { url: urlAt(port), stop: async () => {} }
    writePrivateJson(statePath, { ...state, owner: process.pid })
    return { url: urlAt(port), stop: () => stopServer(pid) }
  }

  const port = await freePort(state.port)
  const pid = await launch({ folder, port, password: state.password, databases, cacheDir })
  writePrivateJson(statePath, { ...state, port, pid, owner: process.pid })
  return { url: urlAt(port), stop: () => stopServer(pid) }
}

type Launch = { folder: string; port: number; password: string; databases: number; cacheDir: string | undefined }

async function launch({ folder, port, password, databases, cacheDir }: Launch): Promise<number> {
  const binary = redisBinary({ cacheDir })
  const logPath = join(folder, 'logs/redis.log')
  const log = openLog(logPath)
  const child = spawn(binary.path, ['-'], {
    cwd: '/',
    env: { ...binary.environment, LC_ALL: 'C' },
    detached: true,
    stdio: ['pipe', log, log],
  })
  closeSync(log)
  let failure: string | undefined
  child.once('error', (error) => {
    failure = error.message
  })
  child.once('exit', (code, signal) => {
    failure ??= `it ended with ${signal ?? code}`
  })
  child.stdin?.on('error', () => {})
  // Through standard input, so that the password is not in the list of processes.
  child.stdin?.end(
    [
      'bind 127.0.0.1',
      `port ${port}`,
      `requirepass ${password}`,
      'save ""',
      'appendonly no',
      'daemonize no',
      'maxmemory-policy noeviction',
      `databases ${databases}`,
      'timeout 0',
      'tcp-keepalive 60',
      'loglevel warning',
      '',
    ].join('\n'),
  )
  child.unref()
  const outcome = await waitUntil(async () => (failure ? 'failed' : (await answers(port, password)) && 'ready'), {
    timeoutMs: 20_000,
    what: 'Redis to start',
  }).catch(() => 'failed')
  if (outcome === 'ready' && child.pid) return child.pid
  if (child.pid) await stopServer(child.pid)
  throw new Error(`Redis did not start: ${failure ?? 'it took too long'}.\n${lastLines(logPath, 15)}`)
}

function answers(port: number, password: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host: '127.0.0.1', port })
    let received = ''
    const end = (result: boolean) => {
      socket.destroy()
      done(result)
    }
    socket.setTimeout(1_000, () => end(false))
    socket.on('error', () => end(false))
    socket.on('close', () => end(false))
    socket.on('connect', () => socket.write(`AUTH ${password}\r\nPING\r\n`))
    socket.on('data', (chunk) => {
      received += chunk.toString('utf8')
      if (received.includes('+PONG')) end(true)
      else if (/^-(WRONGPASS|ERR)/m.test(received)) end(false)
    })
  })
}

function stopServer(pid: number): Promise<void> {
  return endProcess(pid, [
    { signal: 'SIGTERM', timeoutMs: 5_000 },
    { signal: 'SIGKILL', timeoutMs: 2_000 },
  ])
}
