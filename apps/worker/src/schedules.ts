import { forgetInboundKeys } from '@siaga/channels'
import { type Database, ensurePartitions, forgetIdempotencyKeys, tenantIds } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { keepGauges } from '@siaga/reporting'

type Log = (message: string, error?: unknown) => void

const gaugesEveryMs = 10_000
const upkeepEveryMs = 6 * 3_600_000
const inboundKeyDays = 30
const idempotencyDays = 7

const days = (n: number) => n * 86_400_000

/** Gauges and freshness of every tenant; one tenant's trouble is not another's. */
async function gauges(db: Database, log: Log): Promise<void> {
  for (const id of await tenantIds(db))
    await keepGauges(systemCtx(db, id, 'gauges')).catch((error) => log('gauges failed', error))
}

/** Makes partitions ahead and forgets keys that no repeat can ask for any more. */
async function upkeep(db: Database): Promise<void> {
  const now = Date.now()
  await ensurePartitions(db, new Date(now), new Date(now + days(92)))
  for (const id of await tenantIds(db)) {
    const ctx = systemCtx(db, id, 'upkeep')
    await forgetInboundKeys(ctx, new Date(now - days(inboundKeyDays)))
    await forgetIdempotencyKeys(ctx, new Date(now - days(idempotencyDays)))
  }
}

/** What runs by the clock of the platform; each is safe to run twice and in several processes. */
export function startSchedules(db: Database, log: Log): { stop(): Promise<void> } {
  let running = Promise.resolve()
  const every = (ms: number, work: () => Promise<void>, name: string) => {
    const run = () => {
      running = running.then(work).catch((error) => log(`${name} failed`, error))
    }
    run()
    return setInterval(run, ms)
  }
  const timers = [
    every(gaugesEveryMs, () => gauges(db, log), 'gauges'),
    every(upkeepEveryMs, () => upkeep(db), 'upkeep'),
  ]
  return {
    async stop() {
      timers.forEach(clearInterval)
      await running
    },
  }
}
