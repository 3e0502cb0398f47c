import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, writeSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import type { AppName } from './app-environment.ts'
import { lastLines, logSize, openLog } from './log-file.ts'
import { repositoryRoot } from './paths.ts'
import { endProcess } from './process-table.ts'
import { waitUntil } from './wait-until.ts'

export type AppProcess = {
  app: AppName
  pid: number
  port: number
  logPath: string
  /** The last lines that this process wrote. */
  logEnd: () => string
  /** Resolves when the process is gone, with how it ended. */
  exited: Promise<string>
  isRunning: () => boolean
  kill: (signal: NodeJS.Signals) => void
  /** SIGTERM, and SIGKILL after `graceMs`. */
  stop: (graceMs?: number) => Promise<void>
}

export type StartAppOptions = {
  app: AppName
  port: number
  env: Record<string, string>
  logPath: string
  /** Also write the log to the terminal. */
  showLogs?: boolean
}

/** Room for young objects: twice as much where forms pass through, half the collections; elsewhere memory counts more. */
const youngMegabytes = (app: AppName) => (app === 'api' || app === 'worker' ? 16 : 8)

/** Starts an application as it runs in production: the pinned Node on its src/main.ts, from its own folder. */
export function startApp({ app, port, env, logPath, showLogs = false }: StartAppOptions): AppProcess {
  const log = openLog(logPath)
  const logStart = logSize(logPath)
  const child = spawn(process.execPath, [`--max-semi-space-size=${youngMegabytes(app)}`, 'src/main.ts'], {
    cwd: join(repositoryRoot, 'apps', app),
    env,
    // A session of its own: Ctrl C reaches the launcher, which stops the applications in order.
    detached: true,
    stdio: showLogs ? ['ignore', 'pipe', 'pipe'] : ['ignore', log, log],
  })
  const ended = outcomeOf(child)
  if (showLogs) tee(child, app, log)
  else closeSync(log)
  const pid = child.pid ?? 0
  let running = pid > 0
  void ended.then(() => {
    running = false
  })
  return {
    app,
    pid,
    port,
    logPath,
    logEnd: () => lastLines(logPath, 25, logStart),
    exited: ended,
    isRunning: () => running,
    kill: (signal) => {
      if (running) child.kill(signal)
    },
    stop: async (graceMs = 15_000) => {
      if (!running) return
      await endProcess(pid, [
        { signal: 'SIGTERM', timeoutMs: graceMs },
        { signal: 'SIGKILL', timeoutMs: 2_000 },
      ])
    },
  }
}

/** Waits until the application can serve. Throws with the end of its log when it ends first or takes too long. */
export async function waitReady(process: AppProcess, timeoutMs = 60_000): Promise<void> {
  let ended: string | undefined
  void process.exited.then((how) => {
    ended = how
  })
  const outcome = await waitUntil(async () => (ended ? 'ended' : (await isReady(process.port)) && 'ready'), {
    timeoutMs,
    intervalMs: 50,
  }).catch(() => 'late')
  if (outcome === 'ready') return
  const reason = outcome === 'ended' ? `ended with ${ended}` : `was not ready after ${timeoutMs / 1000} s`
  throw new Error(`${process.app} ${reason}. The end of ${process.logPath}:\n${process.logEnd()}`)
}

function isReady(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/readyz', timeout: 2_000, agent: false }, (response) => {
      response.resume()
      resolve(response.statusCode === 200)
    })
    request.on('error', () => resolve(false))
    request.on('timeout', () => request.destroy())
  })
}

function outcomeOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`))
  })
}

function tee(child: ChildProcess, app: AppName, log: number): void {
  child.once('close', () => closeSync(log))
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream?.setEncoding('utf8')
    stream?.on('data', (chunk: string) => {
      writeSync(log, chunk)
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) process.stdout.write(`${app.padEnd(6)} │ ${line}\n`)
    })
  }
}
