import { caseTimers, startIndexing } from '@siaga/cases'
import { acceptInbound, findIngress, openSecretBox, type SenderEnvironment, startMailListener } from '@siaga/channels'
import { openDatabase } from '@siaga/db'
import { connectWake, openRedis, startRelay, startTimers, startWorkers, wake } from '@siaga/events'
import { openClamd, openFolderStore } from '@siaga/files'
import { createApp, listen, onShutdown, openLimiter, openLog, plainLog } from '@siaga/runtime'
import { allConsumers } from './consumers.ts'
import { env } from './env.ts'
import { startSchedules } from './schedules.ts'

/** Messages of one channel in a second: what the strictest provider takes from one number. */
const outgoingPerSecond = 80

const log = openLog('worker', env.LOG_LEVEL)
const say = plainLog(log)
const db = openDatabase({
  name: 'worker',
  urls: { app: env.DATABASE_APP_URL, gateway: env.DATABASE_GATEWAY_URL, relay: env.DATABASE_RELAY_URL },
  planOnce: true,
})
const redis = openRedis({ url: env.REDIS_URL, instance: env.SIAGA_INSTANCE, log: say })
connectWake(db, redis)
const box = openSecretBox(env.SIAGA_SECRET)
const pace = openLimiter(redis, 'outgoing', outgoingPerSecond, 1)
const environment: SenderEnvironment = {
  smtpUrl: env.SMTP_URL,
  insideHosts: env.SMTP_INSIDE_HOSTS.split(','),
  ...(env.WHATSAPP_GRAPH_URL && { whatsappGraphUrl: env.WHATSAPP_GRAPH_URL }),
  async pace(channelId) {
    const taken = await pace.take(channelId)
    return taken.exceeded ? taken.resetSeconds : 0
  },
}
const store = openFolderStore(env.FILES_DIR)
const consumers = allConsumers({ store, box, environment })

const workers = startWorkers({ db, redis, consumers, log: say })
const relay = startRelay({ db, redis, consumers, log: say })
const timers = startTimers({ db, handlers: caseTimers, log: say })
const scanner = env.CLAMD_URL ? openClamd(env.CLAMD_URL) : null
const schedules = startSchedules({ db, box, environment, store, scanner, log: say })
const indexing = startIndexing({ db, log: say })
const mail = await startMailListener({
  port: env.SMTP_PORT,
  host: '0.0.0.0',
  hostname: `mx.${env.MAIL_DOMAIN}`,
  lookup: (address) => findIngress(db, 'mail', address),
  async accept(item) {
    const stored = await acceptInbound(db, item, new Date())
    wake(db)
    return stored
  },
  log: { info: (fields, text) => log.info(fields, text), error: (fields, text) => log.error(fields, text) },
})
const app = createApp({ name: 'worker', log, trustProxy: false, ready: () => db.ping() })
const http = await listen(app, env.PORT, log)

onShutdown(log, async () => {
  await mail.close()
  await Promise.all([relay.stop(), timers.stop(), schedules.stop(), indexing.stop(), workers.stop(), http.close()])
  await redis.close()
  await db.close()
})
