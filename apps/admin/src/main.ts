import { fileURLToPath } from 'node:url'
import { createRequestHandler } from '@remix-run/node'
import { openSecretBox } from '@siaga/channels'
import { openDatabase } from '@siaga/db'
import { connectWake, openRedis } from '@siaga/events'
import { openFolderStore } from '@siaga/files'
import { createApp, onShutdown, openLimiter, openLog, serveRemix } from '@siaga/runtime'
import { openSessions } from '@siaga/tenancy'
import { readAdminEnv } from './env.ts'
import { liveRoute } from './live.ts'
import type { Services } from './load-context.ts'
import { loadContextOf, requestScope } from './request-scope.ts'
import { sameOrigin } from './same-origin.ts'

const env = readAdminEnv()
const development = env.NODE_ENV === 'development'
const root = fileURLToPath(new URL('..', import.meta.url))
const log = openLog('admin', env.LOG_LEVEL)

const redis = openRedis({ url: env.REDIS_URL, instance: env.SIAGA_INSTANCE, log: (message) => log.warn({}, message) })
const db = openDatabase({
  name: 'admin',
  urls: {
    app: env.DATABASE_APP_URL,
    identity: env.DATABASE_IDENTITY_URL,
    oversight: env.DATABASE_OVERSIGHT_URL,
    platform: env.DATABASE_PLATFORM_URL,
  },
})
connectWake(db, redis)

const secureCookies = env.ADMIN_URL.startsWith('https:')
const services: Services = {
  db,
  redis,
  store: openFolderStore(env.FILES_DIR),
  apiUrl: env.API_URL,
  box: openSecretBox(env.SIAGA_SECRET),
  senders: {
    smtpUrl: env.SMTP_URL ?? null,
    insideHosts: env.SMTP_INSIDE_HOSTS.split(','),
    portalUrl: env.PORTAL_URL,
    ...(env.WHATSAPP_GRAPH_URL && { whatsappGraphUrl: env.WHATSAPP_GRAPH_URL }),
  },
  sessions: openSessions(db, { instance: env.SIAGA_INSTANCE, secure: secureCookies }),
  signInLimits: {
    address: openLimiter(redis, 'sign-in-address', 10, 60),
    mail: openLimiter(redis, 'sign-in-mail', 10, 300),
  },
  log,
  instance: env.SIAGA_INSTANCE,
  secureCookies,
  development,
}

const app = createApp({ name: 'admin', log, trustProxy: env.TRUST_PROXY === '1', ready: () => db.ping(), development })
app.use(sameOrigin(env.ADMIN_URL))
const live = liveRoute(app, { db, redis, sessions: services.sessions, log })
app.use(requestScope(services))

const server = await serveRemix({
  app,
  root,
  port: env.PORT,
  development,
  log,
  createRequestHandler: createRequestHandler as never,
  startVite: async () => {
    const { createServer } = await import('vite')
    // Two copies side by side must not share the socket of hot reload.
    return createServer({
      root,
      appType: 'custom',
      server: { middlewareMode: true, hmr: { port: env.PORT + 20_000 } },
    }) as never
  },
  loadContext: loadContextOf,
})

onShutdown(log, async () => {
  live.close()
  await server.close()
  await redis.close()
  await db.close()
})
