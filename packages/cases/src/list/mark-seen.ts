import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { authorize, parse } from '@siaga/tenancy'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { anyOf, serviceIdsFor } from './list-cases.ts'

const seenCase = z.object({ caseId: z.uuid(), until: z.coerce.date().optional() }).strict()
const input = z.object({ cases: z.array(seenCase).min(1).max(200) }).strict()

/**
 * Marks cases as seen by the caller up to the message that was shown (else the last), and mentions in them as read. A case
 * that cannot be read is passed over; who is no member has nothing to mark. Returns how many marks changed.
 * @throws forbidden, invalid
 */
export async function markSeen(ctx: Ctx, raw: z.input<typeof input>): Promise<{ marked: number }> {
  authorize(ctx, 'case.read')
  const shown = new Map(parse(input, raw).cases.map(({ caseId, until }) => [caseId, until]))
  if (ctx.actor.kind !== 'member') return { marked: 0 }
  const { memberId } = ctx.actor
  return withTenant(ctx, async (tx) => {
    const last = await lastMessages(tx, ctx, [...shown.keys()])
    if (last.length === 0) return { marked: 0 }
    const rows = last.map(({ id, at }) => {
      const seenAt = new Date(Math.min(new Date(at).getTime(), shown.get(id)?.getTime() ?? Number.POSITIVE_INFINITY))
      return sql`(${ctx.tenantId}::uuid, ${memberId}::uuid, ${id}::uuid, ${seenAt.toISOString()}::timestamptz)`
    })
    // What is seen already is not written again: opening a case twice costs one look.
    const marked = await tx.execute(
      sql`insert into case_followers as f (tenant_id, member_id, case_id, seen_at) values ${sql.join(rows, sql`, `)}
        on conflict (tenant_id, member_id, case_id) do update set seen_at = greatest(f.seen_at, excluded.seen_at), mentioned_at = null
        where f.seen_at is null or f.seen_at < excluded.seen_at or f.mentioned_at is not null returning 1`,
    )
    return { marked: marked.length }
  })
}

/** In the order of ids, so that two who mark the same cases wait for each other and never crosswise. */
async function lastMessages(tx: Tx, ctx: Ctx, caseIds: string[]): Promise<{ id: string; at: string | Date }[]> {
  const serviceIds = await serviceIdsFor(tx, ctx)
  if (serviceIds.length === 0) return []
  const ids = sql.join(
    caseIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  )
  return (await tx.execute(
    sql`select c.id, c.last_message_at as at from cases c where c.tenant_id = ${ctx.tenantId}::uuid and c.id in (${ids}) and ${anyOf(serviceIds)} order by c.id`,
  )) as unknown as { id: string; at: string | Date }[]
}
