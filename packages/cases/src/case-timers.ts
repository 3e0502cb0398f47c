import type { Ctx, Tx } from '@siaga/db'
import { emit, type TimerHandlers } from '@siaga/events'
import { serviceIn } from '@siaga/tenancy'
import { and, eq, sql } from 'drizzle-orm'
import { callbackTimers } from './case/plan-callback.ts'
import { type Case, isOpen } from './case-rules.ts'
import { caseIn, changeCaseRow } from './case-store.ts'
import { episodeTimers } from './episode.ts'
import { caseChanged, caseOverdue } from './events.ts'
import { outgoingTimers } from './outgoing/release-message.ts'
import { firstResponseTimer } from './receive-message.ts'
import { askRules } from './rule/ask-rules.ts'
import { cases } from './schema.ts'
import { sendTimers } from './send-message.job.ts'
import { snoozeTimers } from './snooze-case.ts'

export const caseTimers: TimerHandlers = {
  ...episodeTimers,
  ...outgoingTimers,
  ...sendTimers,
  ...snoozeTimers,
  ...callbackTimers,
  /** A first response that did not come in time marks its case overdue. */
  async [firstResponseTimer](tx, ctx, timer) {
    const [c] = await tx
      .select()
      .from(cases)
      .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, timer.ref)))
      .for('update')
    if (c?.mergedIntoId) return missMerged(tx, ctx, c, c.mergedIntoId)
    if (
      !c ||
      c.firstAnsweredAt ||
      c.overdueAt ||
      !isOpen(c.state) ||
      !c.firstResponseDueAt ||
      c.firstResponseDueAt > ctx.clock.now()
    )
      return
    const service = await serviceIn(tx, ctx, c.serviceId)
    const after = await changeCaseRow(tx, ctx, c, service.emergency, {
      set: { overdueAt: c.firstResponseDueAt },
      revision: null,
      edits: false,
      entry: { kind: 'overdue' },
      event: caseOverdue,
      payload: {},
      audit: { action: 'case.overdue' },
    })
    await askRules(tx, ctx, after, { whens: ['overdue'], urgent: service.emergency })
  },
}

/** What was merged keeps its own target; that it was missed counts in the case where its contact is now. */
async function missMerged(tx: Tx, ctx: Ctx, c: Case, intoId: string): Promise<void> {
  if (c.firstAnsweredAt || c.overdueAt || !c.firstResponseDueAt || c.firstResponseDueAt > ctx.clock.now()) return
  await tx
    .update(cases)
    .set({ overdueAt: c.firstResponseDueAt, version: sql`${cases.version} + 1` })
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, c.id)))
  const [target, service] = await Promise.all([caseIn(tx, ctx, intoId), serviceIn(tx, ctx, c.serviceId)])
  await emit(
    tx,
    ctx,
    caseChanged,
    { subjectId: target.id, version: target.version, serviceId: target.serviceId, urgent: service.emergency },
    {},
  )
}
