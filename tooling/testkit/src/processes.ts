import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type AppName,
  type AppProcess,
  appEnvironment,
  appNames,
  appUrls,
  type DatabaseUrls,
  freePort,
  type Installation,
  startApp,
  toolEnvironment,
  waitReady,
} from '@siaga/dev'
import { type MailSink, mailSink } from './mail.ts'

export type StackOptions = {
  /** Of `testDatabase()`. */
  database: DatabaseUrls
  /** Of `testRedis()`. */
  redisUrl: string
  /** Which applications; all by default. */
  apps?: readonly AppName[]
  ports?: Partial<Installation['ports']>
  mailDomain?: string
  /** Of `whatsappStandin()`; without it nobody is there. */
  whatsappGraphUrl?: string
  /** More environment for one application, for a test of that setting. */
  env?: Partial<Record<AppName, Record<string, string>>>
}

export type Stack = {
  urls: Record<'admin' | 'api' | 'portal' | 'worker', string>
  ports: Installation['ports']
  /** Receives what the platform sends. */
  mail: MailSink
  /** The whole installation, for calling packages directly in the same setting. */
  installation: Installation
  /** The same as environment variables, as the demo and tools get it. */
  env: Record<string, string>
  pid: (app: AppName) => number
  isRunning: (app: AppName) => boolean
  /** Sends the signal and resolves when the process is gone. */
  kill: (app: AppName, signal?: NodeJS.Signals) => Promise<void>
  /** Stops it if it runs, starts it and waits until it can serve. */
  restart: (app: AppName) => Promise<void>
  log: (app: AppName) => string
  stop: () => Promise<void>
}

/** Starts the real applications as processes, as in production, on free ports, with a mail provider's stand-in. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { database, redisUrl, apps = appNames, mailDomain = 'siaga.test', env = {} } = options
  const folder = mkdtempSync(join(tmpdir(), 'siaga-stack-'))
  const mail = await mailSink()
  const ports = await choosePorts(options.ports)
  const filesDir = join(folder, 'files')
  mkdirSync(filesDir)
  const installation: Installation = {
    database,
    redisUrl,
    secret: randomBytes(32).toString('hex'),
    instance: randomBytes(4).toString('hex'),
    filesDir,
    ports,
    smtpUrl: mail.url,
    whatsappGraphUrl: options.whatsappGraphUrl ?? 'http://127.0.0.1:65533',
    mailDomain,
    logLevel: 'info',
    mode: 'production',
  }
  const running = new Map<AppName, AppProcess>()
  const start = async (app: AppName) => {
    const process = startApp({
      app,
      port: ports[app],
      env: { ...appEnvironment(app, installation), ...env[app] },
      logPath: join(folder, `${app}.log`),
    })
    running.set(app, process)
    await waitReady(process)
  }
  const stop = async () => {
    await Promise.all([...running.values()].map((process) => process.stop()))
    await mail.close()
    rmSync(folder, { recursive: true, force: true })
  }
  const outcomes = await Promise.allSettled(apps.map(start))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed) {
    await stop()
    throw failed.reason
  }
  return {
    urls: { ...appUrls(ports), worker: `http://localhost:${ports.worker}` },
    ports,
    mail,
    installation,
    env: toolEnvironment(installation),
    pid: (app) => running.get(app)?.pid ?? 0,
    isRunning: (app) => running.get(app)?.isRunning() ?? false,
    kill: async (app, signal = 'SIGKILL') => {
      const process = running.get(app)
      process?.kill(signal)
      await process?.exited
    },
    restart: async (app) => {
      await running.get(app)?.stop()
      await start(app)
    },
    log: (app) => running.get(app)?.logPath ?? '',
    stop,
  }
}

async function choosePorts(given: StackOptions['ports'] = {}): Promise<Installation['ports']> {
  const ports = { api: 0, admin: 0, portal: 0, worker: 0, smtp: 0 }
  const taken = new Set(Object.values(given))
  for (const name of Object.keys(ports) as (keyof typeof ports)[]) {
    let port = given[name] ?? (await freePort())
    while (given[name] === undefined && taken.has(port)) port = await freePort()
    taken.add(port)
    ports[name] = port
  }
  return ports
}
