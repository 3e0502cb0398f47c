import { moveMessage } from '@siaga/conversations'
import { type Ctx, withTenant } from '@siaga/db'
import { conflict, notFound } from '@siaga/kernel'
import { audit, authorize, parse, serviceIn } from '@siaga/tenancy'
import { z } from 'zod'
import { lockCase } from '../case-store.ts'
import { lockMessage } from './release-message.ts'

const input = z.object({ caseId: z.uuid(), messageId: z.uuid() }).strict()

/** Somebody knows (from the citizen, from the provider's pages) that an uncertain message did arrive. @throws forbidden, notFound, conflict */
export async function settleUncertain(ctx: Ctx, raw: z.input<typeof input>): Promise<{ messageId: string }> {
  authorize(ctx, 'case.work')
  const { caseId, messageId } = parse(input, raw)
  return withTenant(ctx, async (tx) => {
    const c = await lockCase(tx, ctx, caseId)
    const m = await lockMessage(tx, ctx, c.id, messageId)
    if (m?.direction !== 'out') throw notFound()
    if (m.state !== 'uncertain') throw conflict()
    const service = await serviceIn(tx, ctx, c.serviceId)
    const home = { serviceId: c.serviceId, urgent: service.emergency }
    await moveMessage(tx, ctx, m, home, { state: 'sent', problemCode: null, problem: null })
    await audit(tx, ctx, {
      action: 'message.settled',
      subjectKind: 'case',
      subjectId: c.id,
      before: { messageId: m.id, state: m.state },
      after: { messageId: m.id, state: 'sent' },
    })
    return { messageId: m.id }
  })
}
