import type { DatabaseRole, Secrets } from './secrets.ts'

export const appNames = ['api', 'admin', 'portal', 'worker'] as const

export type AppName = (typeof appNames)[number]

/** One URL per database role, and the superuser's. */
export type DatabaseUrls = Record<
  'admin' | 'migrator' | 'app' | 'identity' | 'gateway' | 'relay' | 'oversight' | 'platform',
  string
>

export type Installation = {
  database: DatabaseUrls
  redisUrl: string
  secret: string
  instance: string
  filesDir: string
  ports: Record<AppName, number> & { smtp: number }
  smtpUrl: string
  /** Without it, Meta's own. */
  whatsappGraphUrl?: string | undefined
  /** Without it, files stay visibly not scanned. */
  clamdUrl?: string | undefined
  mailDomain: string
  logLevel: string
  mode: 'production' | 'development'
}

// What a process gets is what it may do: an application never sees the URL of a role that it does not use.
const databaseRolesOf = {
  api: ['app', 'identity', 'gateway', 'oversight'],
  admin: ['app', 'identity', 'oversight', 'platform'],
  portal: ['app', 'gateway', 'identity'],
  worker: ['app', 'gateway', 'relay'],
} as const satisfies Record<AppName, readonly (keyof DatabaseUrls)[]>

// Their settings pages and routes try a channel against its provider.
const testsChannels = new Set<AppName>(['admin', 'api'])

// Of the launcher’s own environment: what programs need to run at all, and what the operator sets.
const passedOn = [
  'PATH',
  'HOME',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'NODE_EXTRA_CA_CERTS',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'SMTP_INSIDE_HOSTS',
]

/** The same server and database for every role, each with its own user and password. */
export function databaseUrls(adminUrl: string, passwords: Secrets['passwords']): DatabaseUrls {
  const as = (role: DatabaseRole) => {
    const url = new URL(adminUrl)
    url.username = role
    url.password = encodeURIComponent(passwords[role])
    return url.href
  }
  return {
    admin: adminUrl,
    migrator: as('siaga_migrator'),
    app: as('siaga_app'),
    identity: as('siaga_identity'),
    gateway: as('siaga_gateway'),
    relay: as('siaga_relay'),
    oversight: as('siaga_oversight'),
    platform: as('siaga_platform'),
  }
}

export function appUrls(ports: Record<AppName, number>): Record<'admin' | 'api' | 'portal', string> {
  return {
    admin: `http://localhost:${ports.admin}`,
    api: `http://localhost:${ports.api}`,
    portal: `http://localhost:${ports.portal}`,
  }
}

/** The whole environment of one application process; nothing else reaches it. */
export function appEnvironment(app: AppName, installation: Installation): Record<string, string> {
  const { database, ports } = installation
  const roles = databaseRolesOf[app].map((role) => [`DATABASE_${role.toUpperCase()}_URL`, database[role]] as const)
  return {
    ...systemEnvironment(),
    ...commonEnvironment(installation),
    PORT: String(ports[app]),
    ...Object.fromEntries(roles),
    ...(app === 'worker' ? { ...mailEnvironment(installation), ...scanEnvironment(installation) } : {}),
    ...(testsChannels.has(app) ? { SMTP_URL: installation.smtpUrl, ...graphEnvironment(installation) } : {}),
  }
}

/** Everything at once, for the demo and other tools that act as several roles. */
export function toolEnvironment(installation: Installation): Record<string, string> {
  const urls = Object.entries(installation.database).map(([role, url]) => [`DATABASE_${role.toUpperCase()}_URL`, url])
  return { ...commonEnvironment(installation), ...Object.fromEntries(urls), ...mailEnvironment(installation) }
}

export function systemEnvironment(): Record<string, string> {
  return Object.fromEntries(
    passedOn.flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

function commonEnvironment({ redisUrl, secret, instance, filesDir, ports, logLevel, mode }: Installation) {
  const urls = appUrls(ports)
  return {
    NODE_ENV: mode,
    LOG_LEVEL: logLevel,
    REDIS_URL: redisUrl,
    SIAGA_SECRET: secret,
    SIAGA_INSTANCE: instance,
    FILES_DIR: filesDir,
    ADMIN_URL: urls.admin,
    API_URL: urls.api,
    PORTAL_URL: urls.portal,
  }
}

function graphEnvironment({ whatsappGraphUrl }: Installation): Record<string, string> {
  return whatsappGraphUrl ? { WHATSAPP_GRAPH_URL: whatsappGraphUrl } : {}
}

// The worker alone looks into files; the others only show what it found.
function scanEnvironment({ clamdUrl }: Installation): Record<string, string> {
  return clamdUrl ? { CLAMD_URL: clamdUrl } : {}
}

function mailEnvironment(installation: Installation) {
  const { ports, smtpUrl, mailDomain } = installation
  return {
    SMTP_PORT: String(ports.smtp),
    SMTP_URL: smtpUrl,
    MAIL_DOMAIN: mailDomain,
    ...graphEnvironment(installation),
  }
}
