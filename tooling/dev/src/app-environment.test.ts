import { describe, expect, it } from 'vitest'
import { appEnvironment, appNames, databaseUrls, type Installation } from './app-environment.ts'
import { newSecrets } from './secrets.ts'

const secrets = newSecrets()
const installation: Installation = {
  database: databaseUrls('postgres://postgres:top-secret@127.0.0.1:5999/siaga', secrets.passwords),
  redisUrl: 'redis://127.0.0.1:1',
  secret: secrets.secret,
  instance: secrets.instance,
  filesDir: '/files',
  ports: { admin: 1, api: 2, portal: 3, worker: 4, smtp: 5 },
  smtpUrl: 'smtp://127.0.0.1:6',
  mailDomain: 'siaga.test',
  logLevel: 'info',
  mode: 'production',
}

const rolesOf = (env: Record<string, string>) =>
  Object.keys(env)
    .filter((name) => name.startsWith('DATABASE_'))
    .sort()

describe('appEnvironment', () => {
  it.each([
    ['api', ['DATABASE_APP_URL', 'DATABASE_GATEWAY_URL', 'DATABASE_IDENTITY_URL', 'DATABASE_OVERSIGHT_URL']],
    ['admin', ['DATABASE_APP_URL', 'DATABASE_IDENTITY_URL', 'DATABASE_OVERSIGHT_URL', 'DATABASE_PLATFORM_URL']],
    ['portal', ['DATABASE_APP_URL', 'DATABASE_GATEWAY_URL', 'DATABASE_IDENTITY_URL']],
    ['worker', ['DATABASE_APP_URL', 'DATABASE_GATEWAY_URL', 'DATABASE_RELAY_URL']],
  ] as const)('gives %s the database roles that it uses and no other', (app, roles) => {
    expect(rolesOf(appEnvironment(app, installation))).toEqual(roles)
  })

  it('gives no application the superuser or the migrator, and the platform role only to the operator’s screens', () => {
    const given = (app: (typeof appNames)[number]) => JSON.stringify(appEnvironment(app, installation))
    const everything = appNames.map(given).join()
    expect(everything).not.toContain('top-secret')
    expect(everything).not.toContain(secrets.passwords.siaga_migrator)
    const withPlatform = appNames.filter((app) => given(app).includes(secrets.passwords.siaga_platform))
    expect(withPlatform).toEqual(['admin'])
  })

  it('tells those who send or try a WhatsApp number where its API is, and only the worker where the scanner is', () => {
    const whole = { ...installation, whatsappGraphUrl: 'http://127.0.0.1:7/graph', clamdUrl: 'tcp://127.0.0.1:3310' }
    const having = (name: string) => appNames.filter((app) => name in appEnvironment(app, whole))
    expect(having('WHATSAPP_GRAPH_URL')).toEqual(['api', 'admin', 'worker'])
    expect(having('CLAMD_URL')).toEqual(['worker'])
    expect(appNames.filter((app) => 'CLAMD_URL' in appEnvironment(app, installation))).toEqual([])
  })

  it('tells only the worker where mail goes', () => {
    expect(appEnvironment('worker', installation)).toMatchObject({ SMTP_PORT: '5', SMTP_URL: 'smtp://127.0.0.1:6' })
    expect(appEnvironment('admin', installation)).toHaveProperty('SMTP_URL')
    expect(appEnvironment('admin', installation)).not.toHaveProperty('SMTP_PORT')
    expect(appEnvironment('portal', installation)).not.toHaveProperty('SMTP_URL')
  })

  it('keeps server and database and changes user and password', () => {
    expect(installation.database.app).toBe(`postgres://siaga_app:${secrets.passwords.siaga_app}@127.0.0.1:5999/siaga`)
  })
})
