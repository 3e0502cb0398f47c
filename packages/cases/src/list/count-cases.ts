import { type Ctx, withTenant } from '@siaga/db'
import { authorize } from '@siaga/tenancy'
import { type SQL, sql } from 'drizzle-orm'
import { anyOf, serviceIdsFor } from './list-cases.ts'
import { memberOf, viewCondition } from './list-conditions.ts'

/** Counts for the tabs, each at most this and one more: a number that nobody reads costs nothing. */
export const countLimit = 999

export type CaseCounts = Record<'mine' | 'unassigned' | 'all' | 'p1' | 'mentions' | 'snoozed', number>

/** How many cases the views hold, up to `countLimit` + 1 each. @throws forbidden */
export async function countCases(ctx: Ctx): Promise<CaseCounts> {
  authorize(ctx, 'case.read')
  return withTenant(ctx, async (tx) => {
    const serviceIds = await serviceIdsFor(tx, ctx)
    if (serviceIds.length === 0) return { mine: 0, unassigned: 0, all: 0, p1: 0, mentions: 0, snoozed: 0 }
    const ofServices = anyOf(serviceIds)
    const tenant = sql`${ctx.tenantId}::uuid`
    const few = (from: SQL) => sql`(select count(*)::int from (select 1 from ${from} limit ${countLimit + 1}) few)`
    const count = (condition: SQL) => few(sql`cases c where c.tenant_id = ${tenant} and ${ofServices} and ${condition}`)
    const view = (name: 'mine' | 'unassigned' | 'all' | 'snoozed') => count(viewCondition(ctx, name, false))
    const mentions = few(sql`case_followers m join cases c on c.tenant_id = ${tenant} and c.id = m.case_id
      where m.tenant_id = ${tenant} and m.member_id = ${memberOf(ctx)}::uuid and m.mentioned_at is not null and ${ofServices}`)
    const [row] = (await tx.execute(
      sql`select ${view('mine')} as mine, ${view('unassigned')} as unassigned, ${view('all')} as "all", ${view('snoozed')} as snoozed, ${mentions} as mentions,
        ${count(sql`${viewCondition(ctx, 'unassigned', false)} and c.priority = 'p1'`)} as p1`,
    )) as unknown as CaseCounts[]
    return row as CaseCounts
  })
}
