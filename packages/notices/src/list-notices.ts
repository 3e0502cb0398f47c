import { cases } from '@siaga/cases/schema'
import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { forbidden } from '@siaga/kernel'
import { authorize, parse } from '@siaga/tenancy'
import { and, desc, eq, inArray, isNull, lt, lte, sql } from 'drizzle-orm'
import { z } from 'zod'
import { notices } from './schema.ts'

const limit = 30
/** A count above this is told as "more". */
export const unseenLimit = 99

export function memberOf(ctx: Ctx): string {
  if (ctx.actor.kind !== 'member') throw forbidden({ internal: 'notices belong to people' })
  return ctx.actor.memberId
}

/** The caller's own, of services that they are still in: a case that has moved on is its new service's. */
const ownIn = (ctx: Ctx, memberId: string) =>
  and(
    eq(notices.tenantId, ctx.tenantId),
    eq(notices.memberId, memberId),
    ctx.services === 'all'
      ? undefined
      : inArray(sql`coalesce(${cases.serviceId}, ${notices.serviceId})`, [...ctx.services]),
  )

const ofCase = (ctx: Ctx) => and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, notices.caseId))

/** How many the caller has not seen, up to `unseenLimit` + 1. */
async function unseenIn(tx: Tx, ctx: Ctx, memberId: string): Promise<number> {
  const few = tx
    .select({ one: sql`1`.as('one') })
    .from(notices)
    .leftJoin(cases, ofCase(ctx))
    .where(and(ownIn(ctx, memberId), isNull(notices.seenAt)))
    .limit(unseenLimit + 1)
    .as('few')
  const [count] = await tx.select({ n: sql<number>`count(*)::int` }).from(few)
  return count?.n ?? 0
}

const listInput = z.object({ before: z.uuid().optional() }).strict()

/** The caller's own notices, newest first, with the number that they have not seen. @throws forbidden */
export async function listNotices(ctx: Ctx, raw: z.input<typeof listInput> = {}) {
  authorize(ctx, 'case.read')
  const memberId = memberOf(ctx)
  const q = parse(listInput, raw)
  return withTenant(ctx, async (tx) => {
    const [rows, unseen] = await Promise.all([
      tx
        .select({
          id: notices.id,
          kind: notices.kind,
          caseId: notices.caseId,
          serviceId: notices.serviceId,
          createdAt: notices.createdAt,
          seenAt: notices.seenAt,
          number: cases.number,
          subject: cases.subject,
          priority: cases.priority,
        })
        .from(notices)
        .leftJoin(cases, ofCase(ctx))
        .where(and(ownIn(ctx, memberId), q.before ? lt(notices.id, q.before) : undefined))
        .orderBy(desc(notices.id))
        .limit(limit + 1),
      unseenIn(tx, ctx, memberId),
    ])
    return {
      unseen,
      notices: rows.slice(0, limit),
      next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
    }
  })
}

export type NoticeRow = Awaited<ReturnType<typeof listNotices>>['notices'][number]

const seenInput = z.union([
  z.object({ upTo: z.uuid() }).strict(),
  z.object({ ids: z.array(z.uuid()).min(1).max(100) }).strict(),
  z.object({ caseId: z.uuid() }).strict(),
  /** Of hand-over notes: their page was opened. */
  z.object({ handovers: z.literal(true) }).strict(),
])

/**
 * Marks the caller's own notices as seen: all up to one, some, those of a case that was opened, or those of hand-over
 * notes. Returns how many are still unseen. @throws forbidden, invalid
 */
export async function markNoticesSeen(
  ctx: Ctx,
  raw: z.input<typeof seenInput>,
): Promise<{ seen: number; unseen: number }> {
  authorize(ctx, 'case.read')
  const memberId = memberOf(ctx)
  const s = parse(seenInput, raw)
  const which = () => {
    if ('upTo' in s) return lte(notices.id, s.upTo)
    if ('ids' in s) return inArray(notices.id, s.ids)
    return 'caseId' in s ? eq(notices.caseId, s.caseId) : eq(notices.kind, 'handover')
  }
  return withTenant(ctx, async (tx) => {
    const seen = await tx
      .update(notices)
      .set({ seenAt: ctx.clock.now() })
      .where(and(eq(notices.tenantId, ctx.tenantId), eq(notices.memberId, memberId), isNull(notices.seenAt), which()))
      .returning({ id: notices.id })
    return { seen: seen.length, unseen: await unseenIn(tx, ctx, memberId) }
  })
}
