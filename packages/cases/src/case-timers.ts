import type { TimerHandlers } from '@siaga/events'
import { serviceIn } from '@siaga/tenancy'
import { and, eq } from 'drizzle-orm'
import { isOpen } from './case-rules.ts'
import { changeCaseRow } from './case-store.ts'
import { caseOverdue } from './events.ts'
import { firstResponseTimer } from './receive-message.ts'
import { cases } from './schema.ts'

/** A first response that did not come in time marks its case overdue. */
export const caseTimers: TimerHandlers = {
  async [firstResponseTimer](tx, ctx, timer) {
    const [c] = await tx
      .select()
      .from(cases)
      .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, timer.ref)))
      .for('update')
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
    await changeCaseRow(tx, ctx, c, service.emergency, {
      set: { overdueAt: c.firstResponseDueAt },
      revision: null,
      edits: false,
      entry: { kind: 'overdue' },
      event: caseOverdue,
      payload: {},
      audit: { action: 'case.overdue' },
    })
  },
}
