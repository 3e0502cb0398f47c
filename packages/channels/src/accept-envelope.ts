import { createHash } from 'node:crypto'
import { type Database, isDatabaseAway, sqlState, type Tx, withRole } from '@siaga/db'
import { newId } from '@siaga/kernel'
import { sql } from 'drizzle-orm'
import type { WebhookItem } from './contract.ts'
import { inboundEvents } from './schema.ts'

/** What became of an envelope's items. */
export type Accepted = { stored: number; duplicates: number; quarantined: number }

type Envelope = { kind: string; app: string; items: WebhookItem[]; now: Date }
type Waiting = { envelope: Envelope; done(accepted: Accepted): void; failed(error: unknown): void }
type Line = { running: number; waiting: Waiting[] }

const together = 24
/** As many as the gateway has connections. */
const runningAtOnce = 2
const lines = new WeakMap<Database, Line>()

/**
 * Commits every item of an envelope, each under the tenant whose address it is for; what nobody has bound to that
 * application goes to the operator's quarantine. All of it or nothing; a repeat leaves nothing. Envelopes that come while
 * others are being committed share the next transaction. Resolves after the commit: only then may the provider be told.
 */
export function acceptEnvelope(db: Database, envelope: Envelope): Promise<Accepted> {
  const line = lines.get(db) ?? { running: 0, waiting: [] }
  lines.set(db, line)
  return new Promise((done, failed) => {
    line.waiting.push({ envelope, done, failed })
    if (line.running < runningAtOnce) void run(db, line)
  })
}

async function run(db: Database, line: Line): Promise<void> {
  line.running++
  for (let batch = line.waiting.splice(0, together); batch.length > 0; batch = line.waiting.splice(0, together))
    await commit(db, batch)
  line.running--
}

async function commit(db: Database, batch: Waiting[]): Promise<void> {
  try {
    const results = await withRole(db, 'gateway', (tx) =>
      store(
        tx,
        batch.map(({ envelope }) => envelope),
      ),
    )
    batch.forEach(({ done }, i) => {
      done(results[i] as Accepted)
    })
  } catch (error) {
    // One that the database refuses must not take the others with it.
    const alone = batch.length === 1 || !sqlState(error) || isDatabaseAway(error)
    if (alone) for (const { failed } of batch) failed(error)
    else for (const one of batch) await commit(db, [one])
  }
}

type Home = { kind: string; address: string; app: string; tenantId: string; channelId: string; urgent: boolean }

/**
 * Where items of these addresses belong: channels that are switched on and bound to an application which their own
 * tenant, or the platform, has registered.
 */
async function homesOf(tx: Tx, envelopes: readonly Envelope[]): Promise<Map<string, Home>> {
  const pairs = new Map<string, [string, string]>()
  for (const { kind, items } of envelopes)
    for (const { address } of items) if (address) pairs.set(`${kind} ${address}`, [kind, address])
  if (pairs.size === 0) return new Map()
  const wanted = sql.join(
    [...pairs.values()].map(([kind, address]) => sql`(${kind}::text, ${address}::text)`),
    sql`, `,
  )
  const rows = (await tx.execute(sql`
    select i.kind, i.address, i.app, i.tenant_id as "tenantId", i.channel_id as "channelId", i.urgent
    from channel_ingress i
    join webhook_apps a on a.kind = i.kind and a.app = i.app
    join tenants o on o.id = a.tenant_id
    where (i.kind, i.address) in (${wanted}) and i.is_active and (a.tenant_id = i.tenant_id or o.kind = 'platform')`)) as unknown as Home[]
  return new Map(rows.map((row) => [`${row.kind} ${row.address}`, row]))
}

type Owned = { of: number; home: Home; item: WebhookItem; now: Date }

async function store(tx: Tx, envelopes: readonly Envelope[]): Promise<Accepted[]> {
  const homes = await homesOf(tx, envelopes)
  const results = envelopes.map((): Accepted => ({ stored: 0, duplicates: 0, quarantined: 0 }))
  const owned: Owned[] = []
  const strangers: (Envelope & { of: number; item: WebhookItem })[] = []
  envelopes.forEach((envelope, of) => {
    for (const item of envelope.items) {
      const home = homes.get(`${envelope.kind} ${item.address}`)
      if (home?.app === envelope.app) owned.push({ of, home, item, now: envelope.now })
      else strangers.push({ ...envelope, of, item })
    }
  })
  // In one order everywhere, so that two transactions never wait for each other's keys crosswise.
  const order = ({ home, item }: Owned) => `${home.tenantId}/${home.channelId}/${item.providerItem}`
  owned.sort((a, b) => (order(a) < order(b) ? -1 : 1))
  // An insert-only role can't use RETURNING: the count of rows says whether a key was new. Sent in one go.
  const taken = await Promise.all(
    owned.map(
      ({ home, item, now }) =>
        tx.execute(
          sql`insert into inbound_keys (tenant_id, channel_id, item, created_at) values (${home.tenantId}::uuid, ${home.channelId}::uuid, ${item.providerItem}, ${now.toISOString()}::timestamptz) on conflict do nothing`,
        ) as unknown as Promise<{ count: number }>,
    ),
  )
  const fresh = owned.filter((one, i) => {
    const isNew = taken[i]?.count === 1
    if (isNew) (results[one.of] as Accepted).stored++
    else (results[one.of] as Accepted).duplicates++
    return isNew
  })
  if (fresh.length > 0)
    await tx.insert(inboundEvents).values(
      fresh.map(({ home, item, now }) => ({
        tenantId: home.tenantId,
        id: newId(now),
        channelId: home.channelId,
        kind: home.kind,
        raw: item.raw,
        meta: {},
        urgent: home.urgent ? ('urgent' as const) : ('normal' as const),
        receivedAt: now,
      })),
    )
  await quarantine(tx, strangers)
  for (const { of } of strangers) (results[of] as Accepted).quarantined++
  return results
}

/** Keeps what is nobody's; the same item of the same address and application is kept once. */
async function quarantine(tx: Tx, strangers: readonly (Envelope & { item: WebhookItem })[]): Promise<void> {
  const keyed = strangers.map(({ kind, app, now, item }) => ({
    key: createHash('sha256').update(`${kind}\n${app}\n${item.address}\n${item.providerItem}`).digest('hex'),
    kind,
    app,
    now,
    item,
  }))
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1))
  await Promise.all(
    keyed.map(({ key, kind, app, now, item }) =>
      tx.execute(
        sql`insert into inbound_quarantine (id, kind, app, address, item, raw, received_at) values (${newId(now)}::uuid, ${kind}, ${app}, ${item.address.slice(0, 254)}, ${key}, ${item.raw}, ${now.toISOString()}::timestamptz) on conflict do nothing`,
      ),
    ),
  )
}
