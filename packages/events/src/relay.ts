import type { Database } from '@siaga/db'
import { Queue } from 'bullmq'
import { type Consumer, type Lane, lanes } from './consumer.ts'
import { encodeJob, queueName } from './jobs.ts'
import { publishLive } from './live.ts'
import { onWakeUp, platformKey, type RedisLink } from './redis.ts'
import { relaySteps } from './relay-steps.ts'

const perQueueInFlight = 64
const pollMs = 200
const watchMs = 1000
/** As many as the relay has connections: the tenants of a pass do not wait for each other's round trips. */
const tenantsAtOnce = 3

export type Relay = { stop(): Promise<void> }

async function severalAtOnce(tenantIds: readonly string[], work: (tenantId: string) => Promise<void>): Promise<void> {
  const left = tenantIds.values()
  const one = async () => {
    for (const tenantId of left) await work(tenantId)
  }
  await Promise.all(Array.from({ length: tenantsAtOnce }, one))
}

/**
 * The relay: stamps positions, turns events and raw input into deliveries, and admits deliveries to BullMQ round-robin
 * over the tenants that have some due: at most 8 in flight per tenant and 64 per queue, first in first out in a tenant.
 * PostgreSQL holds everything; with Redis wiped, what was handed out is handed out again.
 */
export function startRelay(options: {
  db: Database
  redis: RedisLink
  consumers: readonly Consumer[]
  log: (message: string, error?: unknown) => void
}): Relay {
  const { redis } = options
  const steps = relaySteps(options.db, options.consumers)
  const queues = new Map<Lane, Queue>(
    lanes.map((lane) => {
      const queue = new Queue(queueName(lane), {
        connection: redis.connectionFor('queue'),
        prefix: `{siaga-${redis.instance}}`,
      })
      queue.on('error', () => undefined) // the connection logs its own state
      return [lane, queue]
    }),
  )
  let cursor = 0
  let redisRun = ''

  async function admit(lane: Lane): Promise<number> {
    const queue = queues.get(lane)
    if (!queue || !redis.isUp()) return 0
    const { inFlight, tenants } = await steps.lane(lane)
    let room = perQueueInFlight - inFlight
    let admitted = 0
    // Round-robin: every pass begins with the tenant after the one that began the last.
    const start = tenants.length > 0 ? cursor++ % tenants.length : 0
    const inTurn = [...tenants.slice(start), ...tenants.slice(0, start)]
    let waiting = inTurn.length
    await severalAtOnce(inTurn, async (tenantId) => {
      const share = Math.min(room, Math.max(1, Math.ceil(room / waiting--)))
      if (share <= 0) return
      room -= share
      const jobs = await steps.claim(tenantId, lane, share)
      room += share - jobs.length
      if (jobs.length === 0) return
      admitted += jobs.length
      await queue.addBulk(
        jobs.map((job) => ({
          name: job.consumer,
          data: encodeJob(job),
          opts: { removeOnComplete: true, removeOnFail: true },
        })),
      )
    })
    return admitted
  }

  /** A Redis that lost its data has lost our jobs: their leases are given back at once. */
  async function watchRedis(): Promise<void> {
    const run = /run_id:(\w+)/.exec(await redis.commands.info('server'))?.[1] ?? ''
    const marker = await redis.commands.set(platformKey(redis.instance, 'relay-marker'), run, 'NX')
    const lost = marker === 'OK' || (redisRun !== '' && redisRun !== run)
    redisRun = run
    if (lost) await steps.releaseAll()
  }

  async function pass(): Promise<boolean> {
    const pending = await steps.pending()
    let done = 0
    await severalAtOnce(pending.inbound, async (tenantId) => {
      done += await steps.relayInbound(tenantId)
    })
    await severalAtOnce(pending.events, async (tenantId) => {
      const events = await steps.stamp(tenantId)
      if (events.length > 0) publishLive(redis, tenantId, events)
      done += events.length
    })
    for (const lane of lanes) done += await admit(lane)
    return done > 0
  }

  let stopped = false
  let nudged = false
  let nudge: () => void = () => undefined
  const stopListening = onWakeUp(redis, () => {
    nudged = true
    nudge()
  })

  const loop = (async () => {
    let lastWatch = 0
    while (!stopped) {
      nudged = false
      let busy = false
      try {
        if (redis.isUp() && Date.now() - lastWatch > watchMs) {
          lastWatch = Date.now()
          await watchRedis()
        }
        busy = await pass()
      } catch (error) {
        options.log('relay pass failed', error)
        nudged = false
      }
      if (stopped || nudged || busy) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pollMs)
        nudge = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      nudge = () => undefined
    }
  })()

  return {
    async stop() {
      stopped = true
      nudge()
      stopListening()
      await loop
      await Promise.all([...queues.values()].map((q) => q.close()))
    },
  }
}
