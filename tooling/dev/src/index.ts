export {
  type AppName,
  appEnvironment,
  appNames,
  appUrls,
  type DatabaseUrls,
  databaseUrls,
  type Installation,
  systemEnvironment,
  toolEnvironment,
} from './app-environment.ts'
export { type AppProcess, startApp, waitReady } from './app-process.ts'
export type { DemoSummary } from './demo/load-demo.ts'
export type { DemoMode } from './env.ts'
export { repositoryRoot } from './paths.ts'
export { freePort, isPortFree } from './ports.ts'
export { type PostgresServer, startPostgres } from './postgres.ts'
export { type RedisServer, startRedis } from './redis.ts'
export { type DatabaseRole, databaseRoles, newSecrets, type Secrets } from './secrets.ts'
export { type MailBehaviour, type MailMode, type RunningSink, startMailSink } from './standin/mail-sink.ts'
export { type Mail, type MailStore, type MailSummary, openMailStore } from './standin/mail-store.ts'
export { serveApp } from './standin/serve-app.ts'
export { type Standin, startStandin } from './standin/standin.ts'
export type { CitizenAct } from './standin/whatsapp/citizen-form.ts'
export type { GraphBehaviour } from './standin/whatsapp/graph-api.ts'
export type { ChatMessage, StandinNumber } from './standin/whatsapp/store.ts'
export { signatureOf } from './standin/whatsapp/webhooks.ts'
export { openWhatsappStandin, standinCredentials, type WhatsappStandin } from './standin/whatsapp/whatsapp-standin.ts'
export { type WaitOptions, waitUntil } from './wait-until.ts'
