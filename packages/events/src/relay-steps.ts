import { beforeCommit, type Database, statementAs, withRole } from '@siaga/db'
import { type SQL, sql } from 'drizzle-orm'
import { type Consumer, type Lane, lanes } from './consumer.ts'
import type { Job } from './jobs.ts'
import type { LiveEvent } from './live.ts'

export const perTenantInFlight = 8
/** An admitted delivery that is not done by then is handed out again: its job or its worker was lost. */
const leaseSeconds: Record<Lane, number> = { urgent: 10, normal: 20, outgoing: 90, derived: 20 }
const stampBatch = 200

/** How many deliveries may be admitted in each lane; none in a lane that is not named. */
export type Room = Partial<Record<Lane, number>>
export type Admitted = { lane: Lane; job: Job }

/** What a tenant has open in a lane: how many are in flight, and whether some are due that nobody works at. */
type Open = { tenantId: string; lane: Lane; inFlight: number; due: boolean }
type Overview = { events: string[]; inbound: string[]; open: Open[] }

type Stamped = {
  id: string
  type: string
  version: number
  subject_id: string
  service_id: string | null
  urgent: boolean
  position: string
}
type Relayed = { id: string; urgent: string }
type Fresh = { id: string; type: string; urgent: boolean }

/** Lists tenants by jumping from one to the next in an index: its cost is the number of tenants, not of rows. */
const tenantsOf = (table: string, condition: string) =>
  `with recursive t(id) as (
    (select tenant_id from ${table} where ${condition} order by tenant_id limit 1)
    union all
    select (select tenant_id from ${table} where tenant_id > t.id and ${condition} order by tenant_id limit 1) from t where t.id is not null
  ) select coalesce(array_agg(id), '{}') from t where id is not null`

const isOpen = 'done_at is null and failed_at is null'
const leases = lanes.map((lane) => `when '${lane}' then ${leaseSeconds[lane]}`).join(' ')
const leaseEnd = `admitted_at + make_interval(secs => case queue ${leases} end)`

const overview = sql.raw(`
  select (${tenantsOf('outbox', 'position is null')}) as events, (${tenantsOf('inbound_events', 'relayed_at is null')}) as inbound,
    (select coalesce(json_agg(o), '[]') from (
      select tenant_id as "tenantId", queue as lane, count(*) filter (where ${leaseEnd} > now()) as "inFlight",
        bool_or(due_at <= now() and (admitted_at is null or ${leaseEnd} <= now())) as due
      from deliveries where ${isOpen} group by tenant_id, queue) o) as open`)

const relayInbound = (tenantId: string) => sql`
  with pending as (select id from inbound_events where tenant_id = ${tenantId}::uuid and relayed_at is null order by id limit ${stampBatch} for update skip locked)
  update inbound_events i set relayed_at = now() from pending where i.tenant_id = ${tenantId}::uuid and i.id = pending.id returning i.id, i.urgent`

/** The counter row's lock keeps relays apart. */
const stamp = (tenantId: string) => sql`
  with pending as (select id from outbox where tenant_id = ${tenantId}::uuid and position is null order by id limit ${stampBatch} for update skip locked),
  counted as (select count(*) as n from pending),
  counter as (insert into outbox_positions (tenant_id, last) values (${tenantId}::uuid, (select n from counted))
    on conflict (tenant_id) do update set last = outbox_positions.last + excluded.last returning last),
  numbered as (select id, row_number() over (order by id) as rn from pending)
  update outbox o set position = counter.last - counted.n + numbered.rn from numbered, counter, counted
  where o.tenant_id = ${tenantId}::uuid and o.id = numbered.id
  returning o.id, o.type, o.version, o.subject_id, o.service_id, o.urgent, o.position`

const byEvent = (a: { eventId: string }, b: { eventId: string }) => (a.eventId < b.eventId ? -1 : 1)

/** What the relay does, one tenant at a time, as the relay's role. */
export function relaySteps(db: Database, consumers: readonly Consumer[]) {
  /** The deliveries of new events, oldest first; the first of each lane are admitted as they are made, while there is room. */
  function deliveriesOf(tenantId: string, events: readonly Fresh[], room: Room) {
    const left = { ...room }
    return events
      .flatMap(({ id, type, urgent }) =>
        consumers
          .filter((c) => c.events.includes(type))
          .map((c) => ({ tenantId, eventId: id, consumer: c.name, lane: c.lane(urgent) })),
      )
      .sort(byEvent)
      .map((delivery) => {
        const admitted = (left[delivery.lane] ?? 0) > 0
        if (admitted) left[delivery.lane] = (left[delivery.lane] as number) - 1
        return { ...delivery, admitted }
      })
  }

  return {
    /** Tenants with events that have no position, with raw input that nobody was told of, and with open deliveries. */
    overview: async () => (await statementAs(db, 'relay', overview))[0] as Overview,

    /**
     * Takes what is new of one tenant, in one transaction: gives events their gapless positions, marks raw input as
     * relayed, and writes the consumers' deliveries. `room` is for lanes in which nothing older waits.
     */
    takeNew: (tenantId: string, of: { events: boolean; inbound: boolean }, room: Room) =>
      withRole(db, 'relay', async (tx) => {
        const ask = async <Row>(wanted: boolean, statement: SQL) =>
          wanted ? ((await tx.execute(statement)) as unknown as Row[]) : []
        const [relayed, stamped] = await Promise.all([
          ask<Relayed>(of.inbound, relayInbound(tenantId)),
          ask<Stamped>(of.events, stamp(tenantId)),
        ])
        const inbound = relayed.map((r) => ({ id: r.id, type: 'inbound', urgent: r.urgent === 'urgent' }))
        const deliveries = deliveriesOf(tenantId, [...inbound, ...stamped], room)
        if (deliveries.length > 0) {
          const rows = deliveries.map(
            (d) =>
              sql`(${tenantId}::uuid, ${d.eventId}::uuid, ${d.consumer}, ${d.lane}, now(), case when ${d.admitted}::boolean then now() end)`,
          )
          beforeCommit(
            tx,
            sql`insert into deliveries (tenant_id, event_id, consumer, queue, due_at, admitted_at) values ${sql.join(rows, sql`, `)} on conflict do nothing`,
          )
        }
        const events: LiveEvent[] = stamped
          .map((e) => ({
            id: e.id,
            type: e.type,
            version: e.version,
            subjectId: e.subject_id,
            serviceId: e.service_id,
            position: Number(e.position),
          }))
          .sort((a, b) => a.position - b.position)
        const admitted: Admitted[] = deliveries
          .filter((d) => d.admitted)
          .map(({ lane, eventId, consumer }) => ({ lane, job: { tenantId, eventId, consumer, attempts: 0 } }))
        return { events, admitted, taken: relayed.length + stamped.length }
      }),

    /** Claims up to `limit` due deliveries of one tenant in one lane, oldest first, within the tenant's share. */
    claim: async (tenantId: string, lane: Lane, limit: number): Promise<Admitted[]> => {
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
      return (rows as Omit<Job, 'tenantId'>[]).sort(byEvent).map((row) => ({ lane, job: { ...row, tenantId } }))
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
