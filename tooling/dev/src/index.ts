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
export { type Standin, startStandin } from './standin/standin.ts'
export { type WaitOptions, waitUntil } from './wait-until.ts'
