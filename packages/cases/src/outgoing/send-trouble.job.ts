import { messageMoved } from '@siaga/conversations'
import { messages } from '@siaga/conversations/schema'
import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { type Consumer, readEvent } from '@siaga/events'
import { serviceIn } from '@siaga/tenancy'
import { and, eq, gt } from 'drizzle-orm'
import { sortTime } from '../case-rules.ts'
import { changeCaseRow, lockCase } from '../case-store.ts'
import { caseChanged } from '../events.ts'
import { lockMessage } from './release-message.ts'

/** An answer that did not arrive makes it our turn again: a case that waits for a citizen who heard nothing is lost. */
export const sendTroubleConsumer: Consumer = {
  name: 'send_trouble',
  events: [messageMoved.type],
  lane: (urgent) => (urgent ? 'urgent' : 'normal'),
  async handle(ctx, delivery) {
    await withTenant(ctx, async (tx) => {
      const event = await readEvent(tx, ctx, delivery.eventId)
      const state = event?.payload.state
      if (event && (state === 'failed' || state === 'uncertain'))
        await takeBackTurn(tx, ctx, event.subjectId, event.payload.messageId as string)
      await delivery.complete(tx)
    })
  },
}

async function takeBackTurn(tx: Tx, ctx: Ctx, caseId: string, messageId: string): Promise<void> {
  const c = await lockCase(tx, ctx, caseId)
  const m = await lockMessage(tx, ctx, caseId, messageId)
  if (!m || m.automatic || (m.state !== 'failed' && m.state !== 'uncertain') || c.state !== 'waiting_citizen') return
  const [later] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, ctx.tenantId),
        eq(messages.caseId, caseId),
        eq(messages.direction, 'out'),
        eq(messages.automatic, false),
        gt(messages.orderedAt, m.orderedAt),
      ),
    )
    .limit(1)
  if (later) return
  const service = await serviceIn(tx, ctx, c.serviceId)
  const waitingSince = ctx.clock.now()
  await changeCaseRow(tx, ctx, c, service.emergency, {
    set: { state: 'open', waitingSince, sortAt: sortTime({ ...c, waitingSince }) },
    revision: null,
    edits: false,
    event: caseChanged,
    payload: {},
    audit: { action: 'case.answer_failed', after: { messageId } },
  })
}
