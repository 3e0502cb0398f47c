import { type Ctx, statementIn } from '@siaga/db'
import { authorize, inService } from '@siaga/tenancy'
import { members } from '@siaga/tenancy/schema'
import { and, eq, inArray, ne, or, sql } from 'drizzle-orm'
import { caseDrafts } from '../schema.ts'
import { memberOf } from './list-conditions.ts'

/** Who has something half written on a case: oneself, or the name of a colleague. */
export type DraftMark = { own: true } | { own: false; name: string }

/**
 * Of rows that the caller has just read: those with a draft, one's own first. One statement by the rows' own keys; what
 * is in a draft is its writer's alone. @throws forbidden
 */
export async function draftMarks(
  ctx: Ctx,
  rows: readonly { id: string; serviceId: string }[],
): Promise<Map<string, DraftMark>> {
  authorize(ctx, 'case.read')
  const ids = rows.filter(({ serviceId }) => inService(ctx, serviceId)).map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const me = memberOf(ctx)
  const found = await statementIn(ctx, (tx) =>
    tx
      .select({ caseId: caseDrafts.caseId, memberId: caseDrafts.memberId, name: members.name })
      .from(caseDrafts)
      .innerJoin(members, and(eq(members.tenantId, ctx.tenantId), eq(members.id, caseDrafts.memberId)))
      .where(
        and(
          eq(caseDrafts.tenantId, ctx.tenantId),
          inArray(caseDrafts.caseId, ids),
          or(ne(caseDrafts.text, ''), sql`jsonb_array_length(${caseDrafts.fileIds}) > 0`),
        ),
      )
      .orderBy(caseDrafts.updatedAt),
  )
  const marks = new Map<string, DraftMark>()
  for (const { caseId, memberId, name } of found)
    if (memberId === me) marks.set(caseId, { own: true })
    else if (!marks.get(caseId)?.own) marks.set(caseId, { own: false, name })
  return marks
}
