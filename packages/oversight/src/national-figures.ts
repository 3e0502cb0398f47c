import { type Ctx, withOverseer } from '@siaga/db'
import { tenants } from '@siaga/db/schema'
import { localMidnight, localParts } from '@siaga/kernel'
import { caseGauges, figureFreshness, interactionFigures } from '@siaga/reporting/schema'
import { authorize, parse } from '@siaga/tenancy'
import { and, eq, gte, lt, sql } from 'drizzle-orm'
import { z } from 'zod'

const input = z
  .object({
    period: z.enum(['today', '7_days', 'month']).default('today'),
    timeZone: z.enum(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura']).default('Asia/Jakarta'),
    /** One service type, or all that the overseer's grants name. */
    serviceType: z.string().max(60).optional(),
  })
  .strict()

export type Counts = { received: number; answered: number; due: number; inTime: number; open: number; overdue: number }
export type TenantFigures = Counts & {
  tenantId: string
  name: string
  slug: string
  kind: string
  state: string
  provinceCode: string
  /** Interactions received in each of the last 24 hours, oldest first; null where there is no row. */
  lastHours: number[]
  asOf: Date | null
}

export type NationalFigures = {
  from: Date
  to: Date
  timeZone: string
  totals: Counts
  /** The same span just before, for comparison. */
  before: Pick<Counts, 'received' | 'answered' | 'due' | 'inTime'>
  tenants: TenantFigures[]
  provinces: (Counts & { provinceCode: string; tenants: number })[]
  /** Over time: hours of a day, days of a longer period. */
  series: { at: Date; received: number; answered: number; due: number; inTime: number }[]
  classes: { class: string; received: number }[]
  serviceTypes: string[]
  asOf: Date | null
}

const zero: Counts = { received: 0, answered: 0, due: 0, inTime: 0, open: 0, overdue: 0 }

/** The local span of a period that ends now. */
export function periodSpan(
  period: 'today' | '7_days' | 'month',
  timeZone: string,
  now: Date,
): { from: Date; to: Date } {
  const { date } = localParts(now, timeZone)
  const start = period === 'month' ? `${date.slice(0, 7)}-01` : date
  const from = localMidnight(start, timeZone)
  return { from: period === '7_days' ? new Date(from.getTime() - 6 * 86_400_000) : from, to: now }
}

const sums = {
  received: sql<number>`coalesce(sum(${interactionFigures.received}), 0)::int`,
  answered: sql<number>`coalesce(sum(${interactionFigures.answered}), 0)::int`,
  due: sql<number>`coalesce(sum(${interactionFigures.due}), 0)::int`,
  inTime: sql<number>`coalesce(sum(${interactionFigures.inTime}), 0)::int`,
}

/**
 * What an overseer sees: counts by tenant and province, never a person. The database shows only what the overseer's
 * grants name; ratios are made of these counts, never of percentages. @throws forbidden
 */
export async function nationalFigures(ctx: Ctx, raw: z.input<typeof input> = {}): Promise<NationalFigures> {
  authorize(ctx, 'oversight.read')
  const q = parse(input, raw)
  const now = ctx.clock.now()
  const { from, to } = periodSpan(q.period, q.timeZone, now)
  const earlier = new Date(from.getTime() - (to.getTime() - from.getTime()))
  const f = interactionFigures
  const ofType = q.serviceType ? eq(f.serviceType, q.serviceType) : undefined
  const inPeriod = and(gte(f.hour, from), lt(f.hour, to), ofType)
  const bucket =
    q.period === 'today'
      ? sql<string>`${f.hour}`
      : sql<string>`date_trunc('day', ${f.hour} at time zone ${sql.raw(`'${q.timeZone}'`)}) at time zone ${sql.raw(`'${q.timeZone}'`)}`
  return withOverseer(ctx, async (tx) => {
    const [byTenant, byBucket, byClass, [before], gauges, recent, register, fresh, types] = await Promise.all([
      tx
        .select({ tenantId: f.tenantId, ...sums })
        .from(f)
        .where(inPeriod)
        .groupBy(f.tenantId),
      tx
        .select({ at: bucket, ...sums })
        .from(f)
        .where(inPeriod)
        .groupBy(sql`1`)
        .orderBy(sql`1`),
      tx.select({ class: f.class, received: sums.received }).from(f).where(inPeriod).groupBy(f.class),
      tx
        .select(sums)
        .from(f)
        .where(and(gte(f.hour, earlier), lt(f.hour, from), ofType)),
      tx
        .select({
          tenantId: caseGauges.tenantId,
          open: sql<number>`sum(${caseGauges.open})::int`,
          overdue: sql<number>`sum(${caseGauges.overdue})::int`,
        })
        .from(caseGauges)
        .where(q.serviceType ? eq(caseGauges.serviceType, q.serviceType) : undefined)
        .groupBy(caseGauges.tenantId),
      tx
        .select({ tenantId: f.tenantId, hour: f.hour, received: sums.received })
        .from(f)
        .where(and(gte(f.hour, new Date(now.getTime() - 24 * 3_600_000)), ofType))
        .groupBy(f.tenantId, f.hour),
      tx.select().from(tenants),
      tx
        .select({
          tenantId: figureFreshness.tenantId,
          serviceType: figureFreshness.serviceType,
          asOf: figureFreshness.asOf,
        })
        .from(figureFreshness),
      tx.selectDistinct({ type: figureFreshness.serviceType }).from(figureFreshness),
    ])
    // A tenant shows when one of its services is overseen: freshness has a row for each of them.
    const overseen = new Map<string, Date[]>()
    for (const row of fresh) {
      if (!q.serviceType || row.serviceType === q.serviceType)
        overseen.set(row.tenantId, [...(overseen.get(row.tenantId) ?? []), row.asOf])
    }
    const rows: TenantFigures[] = register
      .filter((t) => overseen.has(t.id))
      .map((t) => {
        const asOf = (overseen.get(t.id) ?? []).sort((a, b) => a.getTime() - b.getTime())[0] ?? null
        const gauge = gauges.find((g) => g.tenantId === t.id)
        const counts = byTenant.find((r) => r.tenantId === t.id)
        const hours = recent.filter((r) => r.tenantId === t.id)
        const lastHours = Array.from({ length: 24 }, (_, i) => {
          const at = Math.floor(now.getTime() / 3_600_000 - 23 + i) * 3_600_000
          return hours.find((h) => h.hour.getTime() === at)?.received ?? 0
        })
        return {
          tenantId: t.id,
          name: t.name,
          slug: t.slug,
          kind: t.kind,
          state: t.state,
          provinceCode: t.provinceCode,
          received: counts?.received ?? 0,
          answered: counts?.answered ?? 0,
          due: counts?.due ?? 0,
          inTime: counts?.inTime ?? 0,
          open: gauge?.open ?? 0,
          overdue: gauge?.overdue ?? 0,
          lastHours,
          asOf,
        }
      })
    const provinces = new Map<string, Counts & { provinceCode: string; tenants: number }>()
    for (const t of rows) {
      const p = provinces.get(t.provinceCode) ?? { ...zero, provinceCode: t.provinceCode, tenants: 0 }
      for (const k of Object.keys(zero) as (keyof Counts)[]) p[k] += t[k]
      p.tenants++
      provinces.set(t.provinceCode, p)
    }
    const totals = { ...zero }
    for (const t of rows) for (const k of Object.keys(zero) as (keyof Counts)[]) totals[k] += t[k]
    const times = rows.flatMap((t) => (t.asOf ? [t.asOf.getTime()] : []))
    return {
      from,
      to,
      timeZone: q.timeZone,
      totals,
      before: before ?? { received: 0, answered: 0, due: 0, inTime: 0 },
      tenants: rows,
      provinces: [...provinces.values()],
      series: byBucket.map((b) => ({ ...b, at: new Date(b.at) })),
      classes: byClass,
      serviceTypes: types.map((t) => t.type).sort(),
      asOf: times.length > 0 ? new Date(Math.min(...times)) : null,
    }
  })
}
