import { resolve } from 'node:path'
import { repositoryRoot } from './paths.ts'

export const demoModes = ['full', 'minimal', 'none'] as const

export type DemoMode = (typeof demoModes)[number]

/** Every TCP port that can be moved, with the variable that moves it. */
export const portVariables = {
  admin: 'ADMIN_PORT',
  api: 'API_PORT',
  portal: 'PORTAL_PORT',
  worker: 'WORKER_PORT',
  standin: 'STANDIN_PORT',
  smtp: 'SMTP_PORT',
} as const

export type PortName = keyof typeof portVariables

export type LauncherConfig = {
  ports: Record<PortName, number>
  dataDir: string
  demo: DemoMode
  databaseUrl?: string
  redisUrl?: string
  /** Where outgoing mail goes; without it, to the stand-in. */
  smtpUrl?: string
  /** Where WhatsApp's Graph API is; without it, at the stand-in. */
  whatsappGraphUrl?: string
  /** Where clamd is; without it, files stay visibly not scanned. */
  clamdUrl?: string
  mailDomain: string
  logLevel: string
  showLogs: boolean
}

const defaultPorts: Record<PortName, number> = {
  admin: 3000,
  api: 3001,
  portal: 3002,
  standin: 3003,
  worker: 3004,
  smtp: 2525,
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/** A setting that cannot be used; its message names the variable and is all that the person needs to see. */
export class ConfigError extends Error {}

/** The launcher's settings. Throws ConfigError that names every bad variable at once. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): LauncherConfig {
  const problems: string[] = []
  const check = <T>(read: () => T, fallback: T): T => {
    try {
      return read()
    } catch (error) {
      problems.push((error as Error).message)
      return fallback
    }
  }

  const ports = { ...defaultPorts }
  for (const name of Object.keys(portVariables) as PortName[]) {
    ports[name] = check(() => readPort(env, portVariables[name], defaultPorts[name]), 0)
  }
  for (const clash of clashes(ports)) problems.push(clash)

  const config: LauncherConfig = {
    ports,
    dataDir: resolve(repositoryRoot, value(env, 'SIAGA_DATA_DIR') ?? '.data'),
    demo: check(() => readChoice(env, 'SIAGA_DEMO', demoModes, 'full'), 'none'),
    databaseUrl: check(() => readUrl(env, 'DATABASE_URL', ['postgres:', 'postgresql:']), undefined),
    redisUrl: check(() => readUrl(env, 'REDIS_URL', ['redis:', 'rediss:']), undefined),
    smtpUrl: check(() => readUrl(env, 'SMTP_URL', ['smtp:', 'smtps:']), undefined),
    whatsappGraphUrl: check(() => readUrl(env, 'WHATSAPP_GRAPH_URL', ['http:', 'https:']), undefined),
    clamdUrl: check(() => readScanner(env), undefined),
    mailDomain: value(env, 'MAIL_DOMAIN') ?? 'siaga.test',
    logLevel: check(() => readChoice(env, 'LOG_LEVEL', logLevels, 'info'), 'info'),
    showLogs: value(env, 'SIAGA_LOGS') === '1',
  }
  if (problems.length > 0) throw new ConfigError(problems.join('\n'))
  return config
}

function value(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const text = env[name]?.trim()
  return text === '' ? undefined : text
}

function readPort(env: NodeJS.ProcessEnv, name: string, fallback: number): number {
  const text = value(env, name)
  if (text === undefined) return fallback
  const port = Number(text)
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new Error(`${name} must be a whole number from 1 to 65535; it is "${text}".`)
  }
  return port
}

function readChoice<T extends string>(env: NodeJS.ProcessEnv, name: string, choices: readonly T[], fallback: T): T {
  const text = value(env, name)
  if (text === undefined) return fallback
  const found = choices.find((choice) => choice === text)
  if (!found) throw new Error(`${name} must be one of ${choices.join(', ')}; it is "${text}".`)
  return found
}

// The value itself is not repeated in the message: it may hold a password.
function readUrl(env: NodeJS.ProcessEnv, name: string, protocols: string[]): string | undefined {
  const text = value(env, name)
  if (text === undefined) return undefined
  const url = URL.parse(text)
  if (!url || !protocols.includes(url.protocol) || !url.hostname) {
    throw new Error(`${name} must be a URL that starts with ${protocols.map((p) => `${p}//`).join(' or ')}.`)
  }
  return text
}

function readScanner(env: NodeJS.ProcessEnv): string | undefined {
  const text = value(env, 'CLAMD_URL')
  if (text === undefined) return undefined
  const url = URL.parse(text)
  const tcp = url?.protocol === 'tcp:' && url.hostname !== ''
  if (!tcp && !(url?.protocol === 'unix:' && url.pathname.length > 1))
    throw new Error('CLAMD_URL must be a URL like tcp://host:3310 or unix:/run/clamav/clamd.ctl.')
  return text
}

function clashes(ports: Record<PortName, number>): string[] {
  const names = Object.keys(ports) as PortName[]
  return names.flatMap((name, index) => {
    const other = names.slice(0, index).find((earlier) => ports[earlier] !== 0 && ports[earlier] === ports[name])
    return other ? [`${portVariables[other]} and ${portVariables[name]} are both ${ports[name]}.`] : []
  })
}
