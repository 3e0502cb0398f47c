import type { Ctx, Tx } from '@siaga/db'
import { clearTimer, setTimer } from '@siaga/events'
import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { firstResponseTimer } from '../receive-message.ts'
import { cases } from '../schema.ts'

/** Cases that were merged into this one and whose first response is still owed: each keeps its own target. */
const owing = (ctx: Ctx, caseId: string) =>
  and(
    eq(cases.tenantId, ctx.tenantId),
    eq(cases.mergedIntoId, caseId),
    isNull(cases.firstAnsweredAt),
    isNotNull(cases.firstResponseDueAt),
  )

const owed = (tx: Tx, ctx: Ctx, caseId: string) =>
  tx
    .select({ id: cases.id, version: cases.version, dueAt: cases.firstResponseDueAt, overdueAt: cases.overdueAt })
    .from(cases)
    .where(owing(ctx, caseId))

/** An answer in the case answers what was merged into it. */
export async function answerMerged(tx: Tx, ctx: Ctx, caseId: string): Promise<void> {
  const rows = await tx
    .update(cases)
    .set({ firstAnsweredAt: ctx.clock.now(), version: sql`${cases.version} + 1` })
    .where(owing(ctx, caseId))
    .returning({ id: cases.id })
  for (const { id } of rows) await clearTimer(tx, ctx, { kind: firstResponseTimer, ref: id })
}

/** The case was settled: what is owed in it falls due no more. */
export async function stopMergedClocks(tx: Tx, ctx: Ctx, caseId: string): Promise<void> {
  for (const { id } of await owed(tx, ctx, caseId)) await clearTimer(tx, ctx, { kind: firstResponseTimer, ref: id })
}

/** The case was reopened: what is owed in it falls due again. */
export async function resumeMergedClocks(tx: Tx, ctx: Ctx, caseId: string): Promise<void> {
  for (const { id, version, dueAt, overdueAt } of await owed(tx, ctx, caseId))
    if (dueAt && !overdueAt) await setTimer(tx, ctx, { kind: firstResponseTimer, ref: id, version: version + 1, dueAt })
}
