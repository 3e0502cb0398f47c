import { fileURLToPath } from 'node:url'
import { createRequestHandler } from '@remix-run/node'
import { openSecretBox } from '@siaga/channels'
import { openDatabase } from '@siaga/db'
import { connectWake, openRedis } from '@siaga/events'
import { openFolderStore } from '@siaga/files'
import { systemClock } from '@siaga/kernel'
import { createApp, onShutdown, openLog, plainLog, serveRemix } from '@siaga/runtime'
import { env } from './env.ts'
import { cacheRules, chosenLanguage, ownOrigin } from './guards.ts'
import { openLimits } from './limits.ts'
import type { PortalContext } from './portal-context.ts'

const log = openLog('portal', env.LOG_LEVEL)
const say = plainLog(log)
const db = openDatabase({
  name: 'portal',
  urls: { app: env.DATABASE_APP_URL, gateway: env.DATABASE_GATEWAY_URL, identity: env.DATABASE_IDENTITY_URL },
})
const redis = openRedis({ url: env.REDIS_URL, instance: env.SIAGA_INSTANCE, log: say })
connectWake(db, redis)
const development = env.NODE_ENV === 'development'
const store = openFolderStore(env.FILES_DIR)
const box = openSecretBox(env.SIAGA_SECRET)
const limits = openLimits(redis, { perAddress: env.FORM_LIMIT_PER_ADDRESS, perService: env.FORM_LIMIT_PER_SERVICE })

const app = createApp({ name: 'portal', log, trustProxy: env.TRUST_PROXY === '1', ready: () => db.ping(), development })
app.use(chosenLanguage, cacheRules, ownOrigin)

const server = await serveRemix({
  app,
  root: fileURLToPath(new URL('..', import.meta.url)),
  port: env.PORT,
  development,
  log,
  createRequestHandler,
  startVite: async () => {
    const { createServer } = await import('vite')
    return createServer({ root: fileURLToPath(new URL('..', import.meta.url)), server: { middlewareMode: true } })
  },
  loadContext: (c): PortalContext => ({
    db,
    store,
    box,
    clock: systemClock,
    locale: c.get('locale'),
    requestId: c.get('requestId'),
    address: c.get('clientAddress'),
    nonce: development ? undefined : c.get('nonce'),
    limits,
    log,
  }),
})

onShutdown(log, async () => {
  await server.close()
  await redis.close()
  await db.close()
})
