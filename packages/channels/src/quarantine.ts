import { type Ctx, type Tx, withRole, withTenant } from '@siaga/db'
import { wake } from '@siaga/events'
import { defineError, forbidden, newId, notFound } from '@siaga/kernel'
import { audit, authorize, ownTenant, parse } from '@siaga/tenancy'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { unknownKind } from './connect-channel.ts'
import { channelKind } from './registry.ts'
import { inboundEvents } from './schema.ts'

export const notBound = defineError('conflict', 'quarantine.not_bound', {
  id: 'Nomor ini belum terikat ke aplikasi itu. Minta instansinya menyambungkan kanalnya dahulu.',
  en: 'This number is not bound to that application yet. Ask its government to connect the channel first.',
})

/** Why something waits, or `bound`: it can go to its tenant now. */
export type QuarantineReason = 'bound' | 'no_number' | 'unbound' | 'other_app' | 'switched_off' | 'foreign_app'

export type QuarantinedNumber = {
  kind: string
  app: string
  /** The provider's id of the number; '' where an item named none. */
  address: string
  /** The number as people write it, where the items say so. */
  shown: string | null
  count: number
  oldestAt: Date
  newestAt: Date
  reason: QuarantineReason
  /** Who has bound the number, whatever the reason. */
  tenantName: string | null
}

type Home = {
  tenantId: string
  tenantName: string
  channelId: string
  urgent: boolean
  app: string | null
  isActive: boolean
  ownApp: boolean
}

/**
 * Only of the platform's own tenant, whatever a role elsewhere is called: this looks across tenants.
 * @throws forbidden
 */
async function requireOperator(ctx: Ctx): Promise<void> {
  authorize(ctx, 'quarantine.change')
  const tenant = await withTenant(ctx, (tx) => ownTenant(tx, ctx))
  if (tenant.kind !== 'platform') throw forbidden({ internal: 'the quarantine is the platform operator’s' })
}

async function homeOf(tx: Tx, { kind, address, app }: Place): Promise<Home | null> {
  if (!address) return null
  const [home] = (await tx.execute(sql`
    select i.tenant_id as "tenantId", t.name as "tenantName", i.channel_id as "channelId", i.urgent, i.app, i.is_active as "isActive",
      exists (select 1 from webhook_apps a join tenants o on o.id = a.tenant_id
        where a.kind = i.kind and a.app = ${app} and (a.tenant_id = i.tenant_id or o.kind = 'platform')) as "ownApp"
    from channel_ingress i join tenants t on t.id = i.tenant_id
    where i.kind = ${kind} and i.address = ${address}`)) as unknown as Home[]
  return home ?? null
}

function reasonOf({ address, app }: Place, home: Home | null): QuarantineReason {
  if (!address) return 'no_number'
  if (!home) return 'unbound'
  if (home.app !== app) return 'other_app'
  if (!home.ownApp) return 'foreign_app'
  return home.isActive ? 'bound' : 'switched_off'
}

const mostNumbers = 200

/** What waits for a number that nobody has bound, by application and number; nothing of what citizens wrote. @throws forbidden */
export async function listQuarantine(ctx: Ctx): Promise<QuarantinedNumber[]> {
  await requireOperator(ctx)
  return withRole(ctx.db, 'platform', async (tx) => {
    const groups = (await tx.execute(sql`
      select kind, app, address, count(*)::int as count, min(received_at) as "oldestAt", max(received_at) as "newestAt", (array_agg(raw order by received_at))[1] as raw
      from inbound_quarantine group by kind, app, address order by max(received_at) desc limit ${mostNumbers}`)) as unknown as (Place & {
      count: number
      oldestAt: string
      newestAt: string
      raw: Buffer
    })[]
    const found: QuarantinedNumber[] = []
    for (const { raw, oldestAt, newestAt, ...group } of groups) {
      const home = await homeOf(tx, group)
      found.push({
        ...group,
        oldestAt: new Date(oldestAt),
        newestAt: new Date(newestAt),
        shown: channelKind(group.kind)?.webhook?.kept(raw).shown ?? null,
        reason: reasonOf(group, home),
        tenantName: home?.tenantName ?? null,
      })
    }
    return found
  })
}

const place = z.object({ kind: z.string().max(40), app: z.string().max(60), address: z.string().max(254) }).strict()
type Place = z.output<typeof place>

/** So many in one go; what is left says so and is asked for again. */
const together = 500

type Waiting = { id: string; raw: Buffer; receivedAt: string }

/** What waits there, oldest first, locked: two operators never move the same item. */
const waitingAt = async (tx: Tx, { kind, app, address }: Place, until: Date | null) =>
  (await tx.execute(sql`
    select id, raw, received_at as "receivedAt" from inbound_quarantine
    where kind = ${kind} and app = ${app} and address = ${address} ${until ? sql`and received_at <= ${until.toISOString()}::timestamptz` : sql``}
    order by received_at, id limit ${together} for update skip locked`)) as unknown as Waiting[]

async function remove(tx: Tx, rows: readonly Waiting[]): Promise<void> {
  const ids = sql.join(
    rows.map(({ id }) => sql`${id}::uuid`),
    sql`, `,
  )
  await tx.execute(sql`delete from inbound_quarantine where id in (${ids})`)
}

export type Released = { released: number; duplicates: number; tenantName: string; left: boolean }

/**
 * Hands what waits for a number to the tenant that has bound it meanwhile, as if it came now by that application; what
 * the tenant has already is only removed. Audited in both, before it is committed: nothing moves without a trace.
 * @throws forbidden, unknownKind, notFound when nothing waits, notBound
 */
export async function releaseQuarantined(ctx: Ctx, raw: z.input<typeof place>): Promise<Released> {
  await requireOperator(ctx)
  const where = parse(place, raw)
  const webhook = channelKind(where.kind)?.webhook
  if (!webhook) throw unknownKind()
  const released = await withRole(ctx.db, 'platform', async (tx) => {
    const home = await homeOf(tx, where)
    if (!home || reasonOf(where, home) !== 'bound') throw notBound()
    const rows = await waitingAt(tx, where, null)
    if (rows.length === 0) throw notFound()
    const now = ctx.clock.now()
    const items = rows
      .map((row) => ({ ...row, providerItem: webhook.kept(row.raw).providerItem }))
      .sort((a, b) => (a.providerItem < b.providerItem ? -1 : 1))
    // As with an envelope: an insert-only role learns from the count of rows whether a key was new.
    const taken = await Promise.all(
      items.map(
        ({ providerItem }) =>
          tx.execute(
            sql`insert into inbound_keys (tenant_id, channel_id, item, created_at) values (${home.tenantId}::uuid, ${home.channelId}::uuid, ${providerItem}, ${now.toISOString()}::timestamptz) on conflict do nothing`,
          ) as unknown as Promise<{ count: number }>,
      ),
    )
    const fresh = items.filter((_, i) => taken[i]?.count === 1)
    const order = new Map(rows.map(({ id }, i) => [id, i]))
    fresh.sort((a, b) => (order.get(a.id) as number) - (order.get(b.id) as number))
    if (fresh.length > 0)
      await tx.insert(inboundEvents).values(
        fresh.map((item) => ({
          tenantId: home.tenantId,
          id: newId(now),
          channelId: home.channelId,
          kind: where.kind,
          raw: item.raw,
          meta: {},
          urgent: home.urgent ? ('urgent' as const) : ('normal' as const),
          // The citizen has waited since then, and what is due counts from there.
          receivedAt: new Date(item.receivedAt),
        })),
      )
    await remove(tx, rows)
    const after = { ...where, released: fresh.length, duplicates: rows.length - fresh.length }
    await note(ctx, { action: 'quarantine.released', id: home.channelId, after: { ...after, tenantId: home.tenantId } })
    await note(
      { ...ctx, tenantId: home.tenantId },
      { action: 'channel.quarantine_released', id: home.channelId, after },
    )
    return {
      released: fresh.length,
      duplicates: rows.length - fresh.length,
      tenantName: home.tenantName,
      left: rows.length === together,
    }
  })
  wake(ctx.db)
  return released
}

/** In a transaction of its own, which sees that one tenant. */
function note(ctx: Ctx, entry: { action: string; id: string; after: Record<string, unknown> }): Promise<void> {
  const { action, id: subjectId, after } = entry
  return withTenant(ctx, (tx) => audit(tx, ctx, { action, subjectKind: 'channel', subjectId, after }))
}

const discardInput = place.extend({
  /** The newest that the operator saw: what came later stays. */
  until: z.date(),
  reason: z.string().trim().min(3).max(500),
})

/** Throws away what waits for a number, for a reason that is kept. @throws forbidden, invalid, notFound when nothing waits */
export async function discardQuarantined(
  ctx: Ctx,
  raw: z.input<typeof discardInput>,
): Promise<{ discarded: number; left: boolean }> {
  await requireOperator(ctx)
  const { until, reason, ...where } = parse(discardInput, raw)
  return withRole(ctx.db, 'platform', async (tx) => {
    const rows = await waitingAt(tx, where, until)
    if (rows.length === 0) throw notFound()
    await remove(tx, rows)
    const after = { ...where, reason, discarded: rows.length, until: until.toISOString() }
    await note(ctx, { action: 'quarantine.discarded', id: ctx.tenantId, after })
    return { discarded: rows.length, left: rows.length === together }
  })
}
