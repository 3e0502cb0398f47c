import { type Database, withRole } from '@siaga/db'
import { sql } from 'drizzle-orm'
import { Queue } from 'bullmq'
import { type Consumer, type Lane, lanes } from './consumer.ts'
import { encodeJob, queueName } from './jobs.ts'
import { publishLive } from './live.ts'
import { onWakeUp, type RedisLink } from './redis.ts'

const perTenantInFlight = 8
const perQueueInFlight = 64
const stampBatch = 200
/** An admitted delivery that is not done by then is handed out again: its job or its worker was lost. */
const leaseSeconds = 60
const pollMs = 200

type Stamped = { id: string; type: string; version: number; subject_id: string; service_id: string | null; urgent: boolean; position: string }

export type Relay = {
  /** One pass: stamps, hands out. Returns whether anything was done. */
  pass(): Promise<boolean>
  stop(): Promise<void>
}

/** Lists tenants by jumping from one to the next in an index: its cost is the number of tenants, not of rows. */
const tenantsOf = (table: string, condition: string) =>
  sql.raw(`with recursive t(id) as (
    (select tenant_id from ${table} where ${condition} order by tenant_id limit 1)
    union all
    select (select tenant_id from ${table} where tenant_id > t.id and ${condition} order by tenant_id limit 1) from t where t.id is not null
  ) select id from t where id is not null`)

const idsOf = (rows: unknown) => (rows as { id: string }[]).map((r) => r.id)

/**
 * The relay: stamps positions, turns events and raw input into deliveries, and admits deliveries to BullMQ round-robin
 * over the tenants that have some due: at most 8 in flight per tenant and 64 per queue, first in first out in a tenant.
 * PostgreSQL holds everything; with Redis wiped, what was handed out is handed out again.
 */
export function startRelay(options: { db: Database; redis: RedisLink; consumers: readonly Consumer[]; log: (message: string, error?: unknown) => void }): Relay {
  const { db, redis, consumers } = options
  const queues = new Map<Lane, Queue>(
    lanes.map((lane) => [lane, new Queue(queueName(lane), { connection: redis.connectionFor('queue'), prefix: `{siaga-${redis.instance}}` })]),
  )
  for (const queue of queues.values()) queue.on('error', () => undefined) // the connection logs its own state
  const consumersOf = (type: string) => consumers.filter((c) => c.events.includes(type))
  let cursor = 0
  let redisRun = ''

  async function deliver(tx: Parameters<Parameters<typeof withRole>[2]>[0], tenantId: string, events: { id: string; type: string; urgent: boolean }[]) {
    const rows = events.flatMap((e) => consumersOf(e.type).map((c) => sql`(${tenantId}::uuid, ${e.id}::uuid, ${c.name}, ${c.lane(e.urgent)}, now())`))
    if (rows.length === 0) return
    await tx.execute(sql`insert into deliveries (tenant_id, event_id, consumer, queue, due_at) values ${sql.join(rows, sql`, `)} on conflict do nothing`)
  }

  async function stampTenant(tenantId: string): Promise<number> {
    const stamped = await withRole(db, 'relay', async (tx) => {
      const rows = (await tx.execute(sql`
        with pending as (select id from outbox where tenant_id = ${tenantId}::uuid and position is null order by id limit ${stampBatch} for update skip locked),
        counted as (select count(*) as n from pending),
        counter as (insert into outbox_positions (tenant_id, last) values (${tenantId}::uuid, (select n from counted))
          on conflict (tenant_id) do update set last = outbox_positions.last + excluded.last returning last),
        numbered as (select id, row_number() over (order by id) as rn from pending)
        update outbox o set position = counter.last - counted.n + numbered.rn from numbered, counter, counted
        where o.tenant_id = ${tenantId}::uuid and o.id = numbered.id
        returning o.id, o.type, o.version, o.subject_id, o.service_id, o.urgent, o.position`)) as unknown as Stamped[]
      await deliver(tx, tenantId, rows)
      return rows.sort((a, b) => Number(a.position) - Number(b.position))
    })
    if (stamped.length > 0) publishLive(redis, tenantId, stamped.map((e) => ({ id: e.id, type: e.type, version: e.version, subjectId: e.subject_id, serviceId: e.service_id, position: Number(e.position) })))
    return stamped.length
  }

  async function relayInbound(tenantId: string): Promise<number> {
    return withRole(db, 'relay', async (tx) => {
      const rows = (await tx.execute(sql`
        with pending as (select id from inbound_events where tenant_id = ${tenantId}::uuid and relayed_at is null order by id limit ${stampBatch} for update skip locked)
        update inbound_events i set relayed_at = now() from pending where i.tenant_id = ${tenantId}::uuid and i.id = pending.id returning i.id, i.urgent`)) as unknown as { id: string; urgent: string }[]
      await deliver(tx, tenantId, rows.map((r) => ({ id: r.id, type: 'inbound', urgent: r.urgent === 'urgent' })))
      return rows.length
    })
  }

  /** Claims up to `limit` due deliveries of one tenant in one lane, oldest first. */
  async function claim(tenantId: string, lane: Lane, limit: number) {
    return withRole(db, 'relay', async (tx) => {
      const rows = await tx.execute(sql`
        with flying as (select count(*) as n from deliveries where queue = ${lane} and tenant_id = ${tenantId}::uuid and done_at is null and failed_at is null
          and admitted_at > now() - make_interval(secs => ${leaseSeconds})),
        due as (select event_id, consumer from deliveries where queue = ${lane} and tenant_id = ${tenantId}::uuid and done_at is null and failed_at is null
          and due_at <= now() and (admitted_at is null or admitted_at <= now() - make_interval(secs => ${leaseSeconds}))
          order by event_id limit (select greatest(0, least(${limit}::int, ${perTenantInFlight} - n)) from flying) for update skip locked)
        update deliveries d set admitted_at = now() from due
        where d.tenant_id = ${tenantId}::uuid and d.event_id = due.event_id and d.consumer = due.consumer
        returning d.event_id, d.consumer, d.attempts`)
      return rows as unknown as { event_id: string; consumer: string; attempts: number }[]
    })
  }

  async function admit(lane: Lane): Promise<number> {
    const queue = queues.get(lane)
    if (!queue || !redis.isUp()) return 0
    const [open, tenants] = await withRole(db, 'relay', async (tx) => {
      const count = (await tx.execute(sql`select count(*)::int as n from deliveries where queue = ${lane} and done_at is null and failed_at is null
        and admitted_at > now() - make_interval(secs => ${leaseSeconds})`)) as unknown as { n: number }[]
      const list = await tx.execute(tenantsOf('deliveries', `queue = '${lane}' and done_at is null and failed_at is null`))
      return [count[0]?.n ?? 0, idsOf(list)] as const
    })
    let room = perQueueInFlight - open
    let admitted = 0
    // Round-robin: every pass begins with the tenant after the one that began the last.
    const start = tenants.length ? cursor++ % tenants.length : 0
    for (let i = 0; i < tenants.length && room > 0; i++) {
      const tenantId = tenants[(start + i) % tenants.length] as string
      const share = Math.max(1, Math.ceil(room / (tenants.length - i)))
      const rows = await claim(tenantId, lane, share)
      if (rows.length === 0) continue
      await queue.addBulk(
        rows.map((r) => ({
          name: r.consumer,
          data: encodeJob({ tenantId, eventId: r.event_id, consumer: r.consumer, attempts: r.attempts }),
          opts: { removeOnComplete: true, removeOnFail: true },
        })),
      )
      room -= rows.length
      admitted += rows.length
    }
    return admitted
  }

  /** A Redis that lost its data has lost our jobs: give the leases back at once. */
  async function watchRedis() {
    const info = await redis.commands.info('server')
    const run = /run_id:(\w+)/.exec(info)?.[1] ?? ''
    const marker = await redis.commands.set(`siaga:${redis.instance}:relay-marker`, run, 'NX')
    const lost = marker === 'OK' || (redisRun !== '' && redisRun !== run)
    redisRun = run
    if (!lost) return
    await withRole(db, 'relay', (tx) => tx.execute(sql`update deliveries set admitted_at = null where done_at is null and failed_at is null and admitted_at is not null`))
  }

  async function pass(): Promise<boolean> {
    const [unstamped, inbound] = await withRole(db, 'relay', async (tx) => [
      idsOf(await tx.execute(tenantsOf('outbox', 'position is null'))),
      idsOf(await tx.execute(tenantsOf('inbound_events', 'relayed_at is null'))),
    ])
    let done = 0
    for (const tenantId of unstamped ?? []) done += await stampTenant(tenantId)
    for (const tenantId of inbound ?? []) done += await relayInbound(tenantId)
    for (const lane of lanes) done += await admit(lane)
    return done > 0
  }

  let stopped = false
  let nudge: (() => void) | null = null
  let nudged = false
  const stopListening = onWakeUp(redis, () => {
    nudged = true
    nudge?.()
  })

  const loop = (async () => {
    let lastWatch = 0
    while (!stopped) {
      nudged = false
      let busy = false
      try {
        if (redis.isUp() && Date.now() - lastWatch > 1000) {
          lastWatch = Date.now()
          await watchRedis()
        }
        busy = await pass()
      } catch (error) {
        options.log('relay pass failed', error)
      }
      if (stopped || nudged || busy) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pollMs)
        nudge = () => {
          clearTimeout(timer)
          resolve()
        }
        if (nudged) nudge()
      })
      nudge = null
    }
  })()

  return {
    pass,
    async stop() {
      stopped = true
      nudge?.()
      stopListening()
      await loop
      await Promise.all([...queues.values()].map((q) => q.close()))
    },
  }
}
