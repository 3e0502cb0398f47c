import { type Ctx, withTenant } from '@siaga/db'
import { authorize } from '@siaga/tenancy'
import { and, desc, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Case } from '../case-rules.ts'
import { caseFollowers, cases } from '../schema.ts'

const most = 8

export type RecentCase = Pick<Case, 'id' | 'number' | 'subject' | 'state' | 'priority'>

/** The cases that the caller opened last, the latest first; nobody but a member has any. @throws forbidden */
export async function recentCases(ctx: Ctx): Promise<RecentCase[]> {
  authorize(ctx, 'case.read')
  const { actor, services } = ctx
  if (actor.kind !== 'member') return []
  return withTenant(ctx, (tx) =>
    tx
      .select({
        id: cases.id,
        number: cases.number,
        subject: cases.subject,
        state: cases.state,
        priority: cases.priority,
      })
      .from(caseFollowers)
      .innerJoin(cases, and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, caseFollowers.caseId)))
      .where(
        and(
          eq(caseFollowers.tenantId, ctx.tenantId),
          eq(caseFollowers.memberId, actor.memberId),
          isNotNull(caseFollowers.seenAt),
          services === 'all' ? undefined : inArray(cases.serviceId, [...services]),
        ),
      )
      .orderBy(desc(caseFollowers.seenAt), desc(caseFollowers.caseId))
      .limit(most),
  )
}
