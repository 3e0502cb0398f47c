import { messages } from '@siaga/conversations/schema'
import { type Ctx, withTenant } from '@siaga/db'
import { isUuid } from '@siaga/kernel'
import { authorize, parse } from '@siaga/tenancy'
import { and, asc, eq, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import { caseIn } from './case-store.ts'
import { badCursor } from './list/list-conditions.ts'

const input = z
  .object({ caseId: z.uuid(), cursor: z.string().max(200).optional(), limit: z.int().min(1).max(100).default(50) })
  .strict()

export type MessageRow = typeof messages.$inferSelect

const encodeCursor = (row: MessageRow) => Buffer.from(`${row.orderedAt.getTime()}.${row.id}`).toString('base64url')

function after(cursor: string) {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split('.')
  if (!/^\d{1,15}$/.test(time) || !isUuid(id)) throw badCursor()
  return sql`(${messages.orderedAt}, ${messages.id}) > (${new Date(Number(time)).toISOString()}::timestamptz, ${id}::uuid)`
}

/** A page of a case's conversation, oldest first, by keyset. @throws forbidden, notFound, badCursor */
export async function listMessages(
  ctx: Ctx,
  raw: z.input<typeof input>,
): Promise<{ rows: MessageRow[]; next: string | null }> {
  authorize(ctx, 'case.read')
  const q = parse(input, raw)
  const behind = q.cursor === undefined ? undefined : after(q.cursor)
  return withTenant(ctx, async (tx) => {
    const c = await caseIn(tx, ctx, q.caseId)
    const found = await tx
      .select()
      .from(messages)
      .where(
        and(eq(messages.tenantId, ctx.tenantId), eq(messages.caseId, c.id), ne(messages.state, 'withdrawn'), behind),
      )
      .orderBy(asc(messages.orderedAt), asc(messages.id))
      .limit(q.limit + 1)
    const rows = found.slice(0, q.limit)
    const last = rows.at(-1)
    return { rows, next: found.length > q.limit && last ? encodeCursor(last) : null }
  })
}
