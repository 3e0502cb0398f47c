import { openSecretBox } from '@siaga/channels'
import { openDatabase } from '@siaga/db'
import { connectWake, openRedis } from '@siaga/events'
import { openFolderStore } from '@siaga/files'
import { listen, onShutdown, openLog, plainLog } from '@siaga/runtime'
import { createApi } from './app.ts'
import { env } from './env.ts'

const log = openLog('api', env.LOG_LEVEL)
const db = openDatabase({
  name: 'api',
  urls: {
    app: env.DATABASE_APP_URL,
    identity: env.DATABASE_IDENTITY_URL,
    gateway: env.DATABASE_GATEWAY_URL,
    oversight: env.DATABASE_OVERSIGHT_URL,
  },
})
const redis = openRedis({ url: env.REDIS_URL, instance: env.SIAGA_INSTANCE, log: plainLog(log) })
connectWake(db, redis)

const app = createApi({
  db,
  redis,
  store: openFolderStore(env.FILES_DIR),
  box: openSecretBox(env.SIAGA_SECRET),
  senders: {
    smtpUrl: env.SMTP_URL ?? null,
    insideHosts: env.SMTP_INSIDE_HOSTS.split(','),
    portalUrl: env.PORTAL_URL,
    ...(env.WHATSAPP_GRAPH_URL && { whatsappGraphUrl: env.WHATSAPP_GRAPH_URL }),
  },
  log,
  settings: {
    apiUrl: env.API_URL,
    portalUrl: env.PORTAL_URL,
    trustProxy: env.TRUST_PROXY === '1',
    formLimits: { perAddress: env.FORM_LIMIT_PER_ADDRESS, perService: env.FORM_LIMIT_PER_SERVICE },
  },
})
const http = await listen(app, env.PORT, log)

onShutdown(log, async () => {
  await http.close()
  await redis.close()
  await db.close()
})
