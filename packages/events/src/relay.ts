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

export type Relay = { stop(): Promise<void> }

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
    for (let i = 0; i < tenants.length && room > 0; i++) {
      const share = Math.max(1, Math.ceil(room / (tenants.length - i)))
      const jobs = await steps.claim(tenants[(start + i) % tenants.length] as string, lane, share)
      if (jobs.length === 0) continue
      await queue.addBulk(
        jobs.map((job) => ({
          name: job.consumer,
          data: encodeJob(job),
          opts: { removeOnComplete: true, removeOnFail: true },
        })),
      )
      room -= jobs.length
      admitted += jobs.length
    }
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
    for (const tenantId of pending.inbound) done += await steps.relayInbound(tenantId)
    for (const tenantId of pending.events) {
      const events = await steps.stamp(tenantId)
      if (events.length > 0) publishLive(redis, tenantId, events)
      done += events.length
    }
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
