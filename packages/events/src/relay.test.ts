import { type Ctx, type Database, openDatabase, withRole, withTenant } from '@siaga/db'
import { newId } from '@siaga/kernel'
import { testDatabase, testRedis, waitUntil } from '@siaga/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  type Consumer,
  connectWake,
  defineEvent,
  emit,
  encodeJob,
  jobEnvelope,
  openRedis,
  type RedisLink,
  startRelay,
  startWorkers,
  systemCtx,
  tenantKey,
} from './index.ts'
import { relaySteps } from './testing.ts'

const happened = defineEvent('test.happened', z.object({ n: z.number() }))
const log = () => undefined
let database: Awaited<ReturnType<typeof testDatabase>>
let redisOfTest: Awaited<ReturnType<typeof testRedis>>
let db: Database
let redis: RedisLink
let stops: (() => Promise<void>)[] = []

beforeAll(async () => {
  database = await testDatabase()
  redisOfTest = await testRedis()
  db = openDatabase({ name: 'relay-test', urls: { app: database.urls.app, relay: database.urls.relay } })
})
beforeEach(() => {
  redis = openRedis({ url: redisOfTest.url, instance: `t${newId().slice(-6)}`, log })
  connectWake(db, redis)
})
afterEach(async () => {
  for (const stop of stops.reverse()) await stop()
  stops = []
  await redis.close()
})
afterAll(async () => {
  await db.close()
  await redisOfTest.drop()
  await database.drop()
})

const say = (ctx: Ctx, n: number, urgent = false) =>
  withTenant(ctx, (tx) => emit(tx, ctx, happened, { subjectId: newId(), version: 1, serviceId: null, urgent }, { n }))
const of = (tenantId: string) => systemCtx(db, tenantId, 'test')

/** A consumer that counts how often its effect was committed per event. */
function counting(
  name: string,
  before: (tenantId: string) => Promise<void> = async () => undefined,
): { consumer: Consumer; done: Map<string, number>; order: string[] } {
  const done = new Map<string, number>()
  const order: string[] = []
  const consumer: Consumer = {
    name,
    events: [happened.type],
    lane: (urgent) => (urgent ? 'urgent' : 'normal'),
    async handle(ctx, delivery) {
      await before(ctx.tenantId)
      await withTenant(ctx, (tx) => delivery.complete(tx))
      done.set(delivery.eventId, (done.get(delivery.eventId) ?? 0) + 1)
      order.push(ctx.tenantId)
    },
  }
  return { consumer, done, order }
}

function run(consumers: Consumer[], concurrency = 6): void {
  const relay = startRelay({ db, redis, consumers, log })
  const workers = startWorkers({ db, redis, consumers, log, concurrency: { normal: concurrency } })
  stops.push(
    () => relay.stop(),
    () => workers.stop(),
  )
}

describe('the relay', () => {
  it('stamps gapless positions per tenant, also when several relays stamp at once', async () => {
    const tenants = [newId(), newId()]
    await Promise.all(Array.from({ length: 60 }, (_, i) => say(of(tenants[i % 2] as string), i)))
    const steps = relaySteps(db, [])
    const stamp = (t: string) => steps.takeNew(t, { events: true, inbound: false }, {})
    await Promise.all(Array.from({ length: 8 }, (_, i) => stamp(tenants[i % 2] as string)))
    for (const t of tenants) await stamp(t)
    for (const t of tenants) {
      const rows = await withTenant(of(t), (tx) =>
        tx.execute(sql`select position::int as p from outbox where tenant_id = ${t}::uuid order by position`),
      )
      expect(rows.map((r) => r.p)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
    }
  })

  it('admits of what is new only as many as there is room for, the oldest first', async () => {
    const ctx = of(newId())
    for (let i = 0; i < 5; i++) await say(ctx, i)
    const steps = relaySteps(db, [counting('new').consumer])
    const { admitted, taken } = await steps.takeNew(ctx.tenantId, { events: true, inbound: true }, { normal: 2 })
    expect(taken).toBe(5)
    const claimed = await steps.claim(ctx.tenantId, 'normal', 100)
    expect([admitted.length, claimed.length]).toEqual([2, 3])
    const ids = [...admitted, ...claimed].map(({ job }) => job.eventId)
    expect(ids).toEqual([...new Set(ids)].sort())
    const { open } = await steps.overview()
    expect(open.filter((o) => o.tenantId === ctx.tenantId)).toMatchObject([{ lane: 'normal', inFlight: 5, due: false }])
  })

  it('delivers every event to its consumer once', async () => {
    const { consumer, done } = counting('once')
    run([consumer])
    const ctx = of(newId())
    await Promise.all(Array.from({ length: 40 }, (_, i) => say(ctx, i, i % 3 === 0)))
    await waitUntil(() => done.size === 40, { timeoutMs: 15_000 })
    expect([...done.values()].every((n) => n === 1)).toBe(true)
  })

  it('lets a small tenant through while a large one has a backlog', async () => {
    const large = newId()
    const small = newId()
    for (let i = 0; i < 120; i++) await say(of(large), i)
    await say(of(small), 0)
    const { consumer, order } = counting('fair', () => new Promise((resolve) => setTimeout(resolve, 5)))
    run([consumer], 2)
    await waitUntil(() => order.includes(small), { timeoutMs: 20_000 })
    expect(order.indexOf(small)).toBeLessThan(40)
    await waitUntil(() => order.length === 121, { timeoutMs: 20_000 })
  })

  it('tries a failed delivery again, and a failing one does not hold up the next', async () => {
    let failures = 2
    const { consumer, done } = counting('retry', async () => {
      if (failures-- > 0) throw new Error('injected')
    })
    run([consumer], 1)
    const ctx = of(newId())
    await say(ctx, 1)
    await say(ctx, 2)
    await say(ctx, 3)
    await waitUntil(() => done.size === 3, { timeoutMs: 20_000 })
  })

  it('loses nothing and doubles nothing when Redis is wiped in mid-run', async () => {
    const { consumer, done } = counting('wiped', () => new Promise((resolve) => setTimeout(resolve, 3)))
    run([consumer], 3)
    const ctx = of(newId())
    for (let i = 0; i < 90; i++) {
      await say(ctx, i)
      if (i === 30 || i === 60) await redisOfTest.flush()
    }
    await waitUntil(() => done.size === 90, { timeoutMs: 25_000 })
    expect([...done.values()].every((n) => n === 1)).toBe(true)
    const open = await withRole(db, 'relay', (tx) =>
      tx.execute(
        sql`select count(*)::int as n from deliveries where tenant_id = ${ctx.tenantId}::uuid and done_at is null`,
      ),
    )
    expect(open[0]?.n).toBe(0)
  })
})

describe('envelopes and keys', () => {
  it('a job without a tenant does not parse', () => {
    const whole = encodeJob({ tenantId: newId(), eventId: newId(), consumer: 'c', attempts: 0 })
    expect(jobEnvelope.safeParse(whole).success).toBe(true)
    expect(jobEnvelope.safeParse({ ...whole, tenantId: undefined }).success).toBe(false)
    expect(jobEnvelope.safeParse({ ...whole, tenantId: 'semarang' }).success).toBe(false)
    expect(jobEnvelope.safeParse({ ...whole, extra: 1 }).success).toBe(false)
  })
  it('a Redis key without a tenant is refused', () => {
    expect(() => tenantKey('i', '', 'live')).toThrow()
    expect(tenantKey('i', 'abc', 'live')).toBe('siaga:i:{abc}:live')
  })
})
