import type { Database } from '@siaga/db'
import { Queue } from 'bullmq'
import { type Consumer, type Lane, lanes } from './consumer.ts'
import { encodeJob, queueName } from './jobs.ts'
import { publishLive } from './live.ts'
import { onWakeUp, platformKey, type RedisLink } from './redis.ts'
import { type Admitted, perTenantInFlight, type Room, relaySteps } from './relay-steps.ts'

const perQueueInFlight = 64
const pollMs = 200
/** A pass costs the same for one event as for many: what comes within so long shares one. */
const passEveryMs = 20
/** So many jobs leave for Redis together; what is admitted never waits for a whole pass. */
const handOverAt = 16
const watchMs = 1000
/** As many as the relay has connections: the tenants of a pass do not wait for each other's round trips. */
const tenantsAtOnce = 3

export type Relay = { stop(): Promise<void> }

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

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
  let first = ''
  let redisRun = ''

  /** A Redis that lost its data has lost our jobs: their leases are given back at once. */
  async function watchRedis(): Promise<void> {
    const run = /run_id:(\w+)/.exec(await redis.commands.info('server'))?.[1] ?? ''
    const marker = await redis.commands.set(platformKey(redis.instance, 'relay-marker'), run, 'NX')
    const lost = marker === 'OK' || (redisRun !== '' && redisRun !== run)
    redisRun = run
    if (lost) await steps.releaseAll()
  }

  async function handOver(admitted: Admitted[]): Promise<void> {
    for (const lane of lanes) {
      const jobs = admitted.filter((a) => a.lane === lane).map(({ job }) => job)
      if (jobs.length === 0) continue
      await queues.get(lane)?.addBulk(
        jobs.map((job) => ({
          name: job.consumer,
          data: encodeJob(job),
          opts: { removeOnComplete: true, removeOnFail: true },
        })),
      )
    }
  }

  async function pass(): Promise<boolean> {
    const overview = await steps.overview()
    const [events, inbound] = [new Set(overview.events), new Set(overview.inbound)]
    const isNew = (tenantId: string) => events.has(tenantId) || inbound.has(tenantId)
    const opened = new Map(overview.open.map((o) => [`${o.tenantId}/${o.lane}`, o]))
    const openOf = (tenantId: string, lane: Lane) => opened.get(`${tenantId}/${lane}`) ?? { inFlight: 0, due: false }
    const due = overview.open.filter((o) => o.due).map((o) => o.tenantId)
    const tenants = [...new Set([...events, ...inbound, ...due])].sort()
    // Round-robin: every pass begins with the tenant after the one that began the last.
    const start = Math.max(
      0,
      tenants.findIndex((tenantId) => tenantId > first),
    )
    const inTurn = [...tenants.slice(start), ...tenants.slice(0, start)]
    first = inTurn[0] ?? first

    const left = new Map<Lane, { room: number; tenants: number }>()
    for (const lane of lanes) {
      const inFlight = overview.open.reduce((sum, o) => sum + (o.lane === lane ? o.inFlight : 0), 0)
      const room = redis.isUp() ? Math.max(0, perQueueInFlight - inFlight) : 0
      left.set(lane, { room, tenants: tenants.filter((t) => isNew(t) || openOf(t, lane).due).length })
    }
    /** An even part of what is left of a lane for each tenant that is still to come, and at least one while there is any. */
    const shareOf = (tenantId: string, lane: Lane): number => {
      const of = left.get(lane) as { room: number; tenants: number }
      const part = Math.min(of.room, Math.max(1, Math.ceil(of.room / of.tenants--)))
      const share = Math.max(0, Math.min(part, perTenantInFlight - openOf(tenantId, lane).inFlight))
      of.room -= share
      return share
    }

    let done = 0
    let ready: Admitted[] = []
    const handOverReady = async () => {
      const jobs = ready
      ready = []
      await handOver(jobs)
    }
    try {
      await severalAtOnce(inTurn, async (tenantId) => {
        const waits = lanes.filter((lane) => openOf(tenantId, lane).due)
        const shares: Room = {}
        for (const lane of isNew(tenantId) ? lanes : waits) shares[lane] = shareOf(tenantId, lane)
        const admitted: Admitted[] = []
        if (isNew(tenantId)) {
          const room = { ...shares }
          for (const lane of waits) delete room[lane] // what is older goes first
          const fresh = await steps.takeNew(
            tenantId,
            { events: events.has(tenantId), inbound: inbound.has(tenantId) },
            room,
          )
          if (fresh.events.length > 0) publishLive(redis, tenantId, fresh.events)
          admitted.push(...fresh.admitted)
          done += fresh.taken
        }
        for (const lane of waits) if (shares[lane]) admitted.push(...(await steps.claim(tenantId, lane, shares[lane])))
        for (const lane of lanes) {
          const of = left.get(lane) as { room: number }
          of.room += (shares[lane] ?? 0) - admitted.filter((a) => a.lane === lane).length
        }
        done += admitted.length
        ready.push(...admitted)
        if (ready.length >= handOverAt) await handOverReady()
      })
    } finally {
      await handOverReady()
    }
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
      const began = performance.now()
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
      if (!stopped && !nudged && !busy) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, pollMs)
          nudge = () => {
            clearTimeout(timer)
            resolve()
          }
        })
        nudge = () => undefined
      }
      const rest = began + passEveryMs - performance.now()
      if (!stopped && rest > 0) await sleep(rest)
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
