import { type Database, statementAs, type Tx, withRole } from '@siaga/db'
import { sql } from 'drizzle-orm'
import type { Consumer, Lane } from './consumer.ts'
import type { Job } from './jobs.ts'
import type { LiveEvent } from './live.ts'

export const perTenantInFlight = 8
/** An admitted delivery that is not done by then is handed out again: its job or its worker was lost. */
const leaseSeconds: Record<Lane, number> = { urgent: 10, normal: 20, outgoing: 90 }
const stampBatch = 200

type Stamped = {
  id: string
  type: string
  version: number
  subject_id: string
  service_id: string | null
  urgent: boolean
  position: string
}

/** Lists tenants by jumping from one to the next in an index: its cost is the number of tenants, not of rows. */
const tenantsOf = (table: string, condition: string) =>
  sql.raw(`with recursive t(id) as (
    (select tenant_id from ${table} where ${condition} order by tenant_id limit 1)
    union all
    select (select tenant_id from ${table} where tenant_id > t.id and ${condition} order by tenant_id limit 1) from t where t.id is not null
  ) select coalesce(array_agg(id), '{}') from t where id is not null`)

const open = 'done_at is null and failed_at is null'

/** What the relay does, one tenant at a time, as the relay's role. */
export function relaySteps(db: Database, consumers: readonly Consumer[]) {
  async function deliver(
    tx: Tx,
    tenantId: string,
    events: { id: string; type: string; urgent: boolean }[],
  ): Promise<void> {
    const rows = events.flatMap((e) =>
      consumers
        .filter((c) => c.events.includes(e.type))
        .map((c) => sql`(${tenantId}::uuid, ${e.id}::uuid, ${c.name}, ${c.lane(e.urgent)}, now())`),
    )
    if (rows.length === 0) return
    await tx.execute(
      sql`insert into deliveries (tenant_id, event_id, consumer, queue, due_at) values ${sql.join(rows, sql`, `)} on conflict do nothing`,
    )
  }

  return {
    /** Tenants with events that have no position, and with raw input that nobody was told of. */
    pending: async () => {
      const [row] = await statementAs(
        db,
        'relay',
        sql`select (${tenantsOf('outbox', 'position is null')}) as events, (${tenantsOf('inbound_events', 'relayed_at is null')}) as inbound`,
      )
      return row as { events: string[]; inbound: string[] }
    },

    /** Gives a tenant's new events their gapless positions and their consumers' deliveries. The counter row's lock keeps relays apart. */
    stamp: (tenantId: string): Promise<LiveEvent[]> =>
      withRole(db, 'relay', async (tx) => {
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
        return rows
          .map((e) => ({
            id: e.id,
            type: e.type,
            version: e.version,
            subjectId: e.subject_id,
            serviceId: e.service_id,
            position: Number(e.position),
          }))
          .sort((a, b) => a.position - b.position)
      }),

    /** Turns a tenant's raw input into deliveries. */
    relayInbound: (tenantId: string): Promise<number> =>
      withRole(db, 'relay', async (tx) => {
        const rows = (await tx.execute(sql`
          with pending as (select id from inbound_events where tenant_id = ${tenantId}::uuid and relayed_at is null order by id limit ${stampBatch} for update skip locked)
          update inbound_events i set relayed_at = now() from pending where i.tenant_id = ${tenantId}::uuid and i.id = pending.id returning i.id, i.urgent`)) as unknown as {
          id: string
          urgent: string
        }[]
        await deliver(
          tx,
          tenantId,
          rows.map((r) => ({ id: r.id, type: 'inbound', urgent: r.urgent === 'urgent' })),
        )
        return rows.length
      }),

    /** How many deliveries of a lane are in flight, and which tenants have open ones. */
    lane: async (lane: Lane) => {
      const [row] = await statementAs(
        db,
        'relay',
        sql`select (select count(*)::int from deliveries where queue = ${lane} and done_at is null and failed_at is null and admitted_at > now() - make_interval(secs => ${leaseSeconds[lane]})) as "inFlight",
          (${tenantsOf('deliveries', `queue = '${lane}' and ${open}`)}) as tenants`,
      )
      return row as { inFlight: number; tenants: string[] }
    },

    /** Claims up to `limit` due deliveries of one tenant in one lane, oldest first, within the tenant's share. */
    claim: async (tenantId: string, lane: Lane, limit: number): Promise<Job[]> => {
      const rows = await statementAs(
        db,
        'relay',
        sql`
          with flying as (select count(*) as n from deliveries where queue = ${lane} and tenant_id = ${tenantId}::uuid and done_at is null and failed_at is null
            and admitted_at > now() - make_interval(secs => ${leaseSeconds[lane]})),
          due as (select event_id, consumer from deliveries where queue = ${lane} and tenant_id = ${tenantId}::uuid and done_at is null and failed_at is null
            and due_at <= now() and (admitted_at is null or admitted_at <= now() - make_interval(secs => ${leaseSeconds[lane]}))
            order by event_id limit (select greatest(0, least(${limit}::int, ${perTenantInFlight} - n)) from flying) for update skip locked)
          update deliveries d set admitted_at = now() from due
          where d.tenant_id = ${tenantId}::uuid and d.event_id = due.event_id and d.consumer = due.consumer
          returning d.event_id as "eventId", d.consumer, d.attempts`,
      )
      return (rows as Omit<Job, 'tenantId'>[])
        .map((r) => ({ ...r, tenantId }))
        .sort((a, b) => (a.eventId < b.eventId ? -1 : 1))
    },

    /** Gives every lease back: the queue that held the jobs has lost them. */
    releaseAll: () =>
      statementAs(
        db,
        'relay',
        sql`update deliveries set admitted_at = null where done_at is null and failed_at is null and admitted_at is not null`,
      ),
  }
}
