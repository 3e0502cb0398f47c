import { spawn } from 'node:child_process'
import { closeSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  type AppName,
  appEnvironment,
  appNames,
  databaseUrls,
  type Installation,
  toolEnvironment,
} from './app-environment.ts'
import { type AppProcess, startApp, waitReady } from './app-process.ts'
import type { DemoSummary } from './demo/load-demo.ts'
import { demoWebhookApp, demoWhatsappNumbers } from './demo/places.ts'
import { ConfigError, type LauncherConfig, type PortName, portVariables, readConfig } from './env.ts'
import { lockDataDir } from './launcher-lock.ts'
import { lastLines, openLog } from './log-file.ts'
import { buildApps } from './pnpm.ts'
import { isPortFree } from './ports.ts'
import { startPostgres } from './postgres.ts'
import type { PrepareReply, PrepareRequest } from './prepare.ts'
import { readyBlock } from './ready-block.ts'
import { startRedis } from './redis.ts'
import { loadSecrets } from './secrets.ts'
import { startStandin } from './standin/standin.ts'
import { startWatchedApp } from './watched-app.ts'

type Mode = 'production' | 'development'

/** Things to undo, in the opposite order; each one is tried even when another fails. */
type Cleanup = { what: string; run: () => Promise<void> | void }

/** Runs the whole of Siaga until a signal, a crash or the end of the parent; ends this process itself. */
export async function runLauncher(mode: Mode): Promise<void> {
  const began = performance.now()
  const cleanups: Cleanup[] = []
  const abort = new AbortController()
  let stopping: Promise<never> | undefined
  let bringingUp: Promise<void> = Promise.resolve()

  const stop = (exitCode: number): Promise<never> => {
    stopping ??= (async () => {
      abort.abort()
      // A step under way is let through to its end, so that what it starts is known and gets stopped.
      await bringingUp.catch(() => {})
      for (const { what, run } of cleanups.toReversed()) {
        await Promise.resolve()
          .then(run)
          .catch((error) => say(`${what}: ${(error as Error).message}`))
      }
      if (exitCode === 0) say('Siaga berhenti; data tetap ada · Siaga has stopped; the data stays.')
      return process.exit(exitCode)
    })()
    return stopping
  }
  // The terminal and each wrapper (npm, the boot file) may all deliver the same Ctrl C: one of them counts.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0))
  if (process.connected) process.once('disconnect', () => void stop(0))

  try {
    bringingUp = bringUp({ mode, began, cleanups, signal: abort.signal, onCrash: () => void stop(1) })
    await bringingUp
  } catch (error) {
    if (!stopping) {
      if (error instanceof ConfigError)
        process.stderr.write(`\nsiaga: ${error.message.replaceAll('\n', '\nsiaga: ')}\n\n`)
      else process.stderr.write(`\nsiaga: ${(error as Error).message}\n\n`)
    }
    await stop(1)
  }
}

type BringUp = { mode: Mode; began: number; cleanups: Cleanup[]; signal: AbortSignal; onCrash: () => void }

async function bringUp({ mode, began, cleanups, signal, onCrash }: BringUp): Promise<void> {
  const config = readConfig()
  const { dataDir, ports } = config
  mkdirSync(dataDir, { recursive: true })
  const lock = await lockDataDir(dataDir)
  cleanups.push({ what: 'lock', run: lock.release })
  await requireFreePorts(ports)

  const secrets = loadSecrets(dataDir)
  const building = mode === 'production' ? build(signal) : Promise.resolve()
  // Nobody listens yet while the servers start; the failure is met below.
  building.catch(() => {})

  say('memulai PostgreSQL dan Redis · starting PostgreSQL and Redis …')
  const postgres = await startPostgres({ dataDir, url: config.databaseUrl })
  cleanups.push({ what: 'PostgreSQL', run: postgres.stop })
  const redis = await startRedis({ dataDir, url: config.redisUrl })
  cleanups.push({ what: 'Redis', run: redis.stop })
  signal.throwIfAborted()

  const standin = await startStandin({ dataDir, port: ports.standin, smtpPort: ports.smtp, secret: secrets.secret })
  cleanups.push({ what: 'stand-in', run: standin.stop })
  if (config.demo !== 'none')
    standin.whatsapp.serve(demoWhatsappNumbers(), `http://localhost:${ports.api}/hooks/whatsapp/${demoWebhookApp}`)

  const filesDir = join(dataDir, 'files')
  mkdirSync(filesDir, { recursive: true, mode: 0o700 })
  const installation: Installation = {
    database: databaseUrls(postgres.adminUrl, secrets.passwords),
    redisUrl: redis.url,
    secret: secrets.secret,
    instance: secrets.instance,
    filesDir,
    ports,
    smtpUrl: config.smtpUrl ?? standin.smtpUrl,
    whatsappGraphUrl: config.whatsappGraphUrl ?? standin.graphUrl,
    clamdUrl: config.clamdUrl,
    mailDomain: config.mailDomain,
    logLevel: config.logLevel,
    mode,
  }
  say('menyiapkan basis data · preparing the database …')
  const request: PrepareRequest = {
    adminUrl: postgres.adminUrl,
    passwords: secrets.passwords,
    demo: { mode: config.demo, env: toolEnvironment(installation) },
  }
  const summary = await prepare({ request, dataDir, signal })
  standin.suggestRecipients(summary.tenants.map(({ mail }) => mail))
  await building
  signal.throwIfAborted()

  say('memulai aplikasi · starting the applications …')
  await startApps({ config, installation, cleanups, mode, signal, onCrash, recordApp: lock.recordApp })
  process.stdout.write(readyBlock({ config, summary, seconds: (performance.now() - began) / 1000, mode }))
}

async function requireFreePorts(ports: Record<PortName, number>): Promise<void> {
  const names = Object.keys(portVariables) as PortName[]
  const free = await Promise.all(names.map((name) => isPortFree(ports[name])))
  const taken = names.filter((_, index) => !free[index])
  if (taken.length === 0) return
  const lines = taken.map(
    (name) =>
      `Port ${ports[name]} is in use. Set ${portVariables[name]} to a free one, or stop the program that uses it.`,
  )
  throw new ConfigError(lines.join('\n'))
}

async function build(signal: AbortSignal): Promise<void> {
  const { status, output } = await buildApps(signal)
  if (status !== 0 && !signal.aborted) throw new Error(`the web applications could not be built:\n${output.trimEnd()}`)
}

type Prepare = { request: PrepareRequest; dataDir: string; signal: AbortSignal }

async function prepare({ request, dataDir, signal }: Prepare): Promise<DemoSummary> {
  const logPath = join(dataDir, 'logs/prepare.log')
  const log = openLog(logPath)
  const child = spawn(process.execPath, [fileURLToPath(new URL('./prepare.ts', import.meta.url))], {
    stdio: ['ignore', log, log, 'ipc'],
    signal,
  })
  closeSync(log)
  const reply = await new Promise<PrepareReply>((resolve) => {
    child.once('message', (message) => resolve(message as PrepareReply))
    child.once('error', (error) => resolve({ ok: false, error: error.message }))
    child.once('exit', (code, by) => resolve({ ok: false, error: `ended with ${by ?? code}` }))
    child.send(request, () => {})
  })
  if (reply.ok) return reply.summary
  throw new Error(`the database could not be prepared: ${reply.error}\n${lastLines(logPath, 25)}`)
}

type StartApps = {
  config: LauncherConfig
  installation: Installation
  cleanups: Cleanup[]
  mode: Mode
  signal: AbortSignal
  onCrash: () => void
  recordApp: (app: string, pid: number) => void
}

async function startApps({
  config,
  installation,
  cleanups,
  mode,
  signal,
  onCrash,
  recordApp,
}: StartApps): Promise<void> {
  const start = (app: AppName): AppProcess => {
    const options = {
      app,
      port: config.ports[app],
      env: appEnvironment(app, installation),
      logPath: join(config.dataDir, 'logs', `${app}.log`),
      showLogs: config.showLogs,
    }
    if (mode === 'development') return startWatchedApp(options, (pid) => recordApp(app, pid))
    const process = startApp(options)
    recordApp(app, process.pid)
    return process
  }
  const apps = appNames.map(start)
  cleanups.push({ what: 'applications', run: async () => void (await Promise.all(apps.map((app) => app.stop()))) })
  await Promise.race([Promise.all(apps.map((app) => waitReady(app))), whenAborted(signal)])
  for (const app of apps) {
    void app.exited.then((how) => {
      if (signal.aborted) return
      process.stderr.write(`\nsiaga: ${app.app} ended with ${how}. The end of ${app.logPath}:\n${app.logEnd()}\n\n`)
      onCrash()
    })
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
}

function say(text: string): void {
  process.stderr.write(`siaga: ${text}\n`)
}
