import { type Ctx, type Database, isDatabaseAway, withTenant } from '@siaga/db'
import { type Clock, newId, systemClock } from '@siaga/kernel'
import { Worker } from 'bullmq'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { AlreadyDone, type Consumer, deliveryOf, type Lane, lanes } from './consumer.ts'
import { type Job, jobEnvelope, queueName } from './jobs.ts'
import type { RedisLink } from './redis.ts'
import { deliveries } from './schema.ts'

/** After so many tries a delivery is set aside, kept and shown. */
export const maxAttempts = 12

/** The context of the platform's own work inside a tenant. */
export function systemCtx(db: Database, tenantId: string, name: string, clock: Clock = systemClock): Ctx {
  return {
    db,
    tenantId,
    actor: { kind: 'system', name },
    permissions: 'all',
    services: 'all',
    clock,
    locale: 'id',
    requestId: newId(),
  }
}

/** Seconds to wait before the next try: 1, 2, 4 … at most 300. */
const backoffSeconds = (attempts: number) => Math.min(300, 2 ** attempts)

/** Does it as soon as the database is there again, for at most half a minute: a lease that nobody gives back only runs out. */
async function whenBack(work: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await work()
      return
    } catch (error) {
      if (!isDatabaseAway(error) || tries >= 60) throw error
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}

/** Runs one delivery. A failure gives the lease back with a growing wait, and after the last try sets the delivery aside. */
export async function runDelivery(
  db: Database,
  consumers: readonly Consumer[],
  job: Job,
  log: (message: string, error?: unknown) => void,
  clock: Clock = systemClock,
): Promise<void> {
  const consumer = consumers.find((c) => c.name === job.consumer)
  const ctx = systemCtx(db, job.tenantId, job.consumer, clock)
  try {
    if (!consumer) throw new Error(`no consumer is called ${job.consumer}`)
    await consumer.handle(ctx, deliveryOf(ctx, job.eventId, job.consumer, job.attempts))
  } catch (error) {
    if (error instanceof AlreadyDone) return
    log(`delivery ${job.consumer} ${job.eventId} failed`, error)
    await whenBack(() =>
      withTenant(ctx, (tx) =>
        tx
          .update(deliveries)
          .set({
            attempts: job.attempts + 1,
            admittedAt: null,
            dueAt: sql`now() + make_interval(secs => ${backoffSeconds(job.attempts)})`,
            failedAt: job.attempts + 1 >= maxAttempts ? ctx.clock.now() : null,
            error: String(error instanceof Error ? error.message : error).slice(0, 500),
          })
          .where(
            and(
              eq(deliveries.tenantId, job.tenantId),
              eq(deliveries.eventId, job.eventId),
              eq(deliveries.consumer, job.consumer),
              isNull(deliveries.doneAt),
            ),
          ),
      ),
    )
  }
}

const atOnce: Record<Lane, number> = { urgent: 6, normal: 6, outgoing: 6, derived: 1 }

/** Starts the BullMQ workers, one per lane. */
export function startWorkers(options: {
  db: Database
  redis: RedisLink
  consumers: readonly Consumer[]
  concurrency?: Partial<Record<Lane, number>>
  log: (message: string, error?: unknown) => void
}): { stop(): Promise<void> } {
  const workers = lanes.map((lane) => {
    const worker = new Worker(
      queueName(lane),
      async (raw) => {
        const parsed = jobEnvelope.safeParse(raw.data)
        if (!parsed.success) return options.log(`a job without a valid envelope was dropped from ${lane}`)
        await runDelivery(options.db, options.consumers, parsed.data, options.log)
      },
      {
        connection: options.redis.connectionFor('worker'),
        prefix: `{siaga-${options.redis.instance}}`,
        concurrency: options.concurrency?.[lane] ?? atOnce[lane],
      },
    )
    worker.on('error', () => undefined) // the connection logs its own state
    return worker
  })
  return {
    async stop() {
      await Promise.all(workers.map((w) => w.close()))
    },
  }
}
