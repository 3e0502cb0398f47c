import { caseTimers } from '@siaga/cases'
import { acceptInbound, findIngress, openSecretBox, startMailListener } from '@siaga/channels'
import { openDatabase } from '@siaga/db'
import { connectWake, openRedis, startRelay, startTimers, startWorkers, wake } from '@siaga/events'
import { openFolderStore } from '@siaga/files'
import { createApp, listen, onShutdown, openLog, plainLog } from '@siaga/runtime'
import { allConsumers } from './consumers.ts'
import { env } from './env.ts'
import { startSchedules } from './schedules.ts'

const log = openLog('worker', env.LOG_LEVEL)
const say = plainLog(log)
const db = openDatabase({
  name: 'worker',
  urls: { app: env.DATABASE_APP_URL, gateway: env.DATABASE_GATEWAY_URL, relay: env.DATABASE_RELAY_URL },
  planOnce: true,
})
const redis = openRedis({ url: env.REDIS_URL, instance: env.SIAGA_INSTANCE, log: say })
connectWake(db, redis)
const consumers = allConsumers({
  store: openFolderStore(env.FILES_DIR),
  box: openSecretBox(env.SIAGA_SECRET),
  smtpUrl: env.SMTP_URL,
})

const workers = startWorkers({ db, redis, consumers, log: say })
const relay = startRelay({ db, redis, consumers, log: say })
const timers = startTimers({ db, handlers: caseTimers, log: say })
const schedules = startSchedules(db, say)
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
  await Promise.all([relay.stop(), timers.stop(), schedules.stop(), workers.stop(), http.close()])
  await redis.close()
  await db.close()
})
