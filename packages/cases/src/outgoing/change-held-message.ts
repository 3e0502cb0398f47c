import { messageHeld } from '@siaga/conversations'
import { messages } from '@siaga/conversations/schema'
import { type Ctx, withTenant } from '@siaga/db'
import { clearTimer, emit, setTimer } from '@siaga/events'
import { notFound } from '@siaga/kernel'
import { audit, authorize, parse, serviceIn } from '@siaga/tenancy'
import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { lockCase } from '../case-store.ts'
import { heldUntil, isHeld } from './hold-rules.ts'
import { lockMessage, messageDueTimer, releaseMessage } from './release-message.ts'
import { requireFilled } from './require-filled.ts'
import { messageLeft } from './withdraw-message.ts'

const input = z
  .object({
    caseId: z.uuid(),
    messageId: z.uuid(),
    text: z.string().trim().min(1).max(20_000).optional(),
    /** Null = at once. */
    sendAt: z.date().nullable().optional(),
  })
  .strict()

/** Changes the text or the time of an answer that has not left, or lets it leave now. @throws forbidden, notFound, invalid, messageLeft */
export async function changeHeldMessage(
  ctx: Ctx,
  raw: z.input<typeof input>,
): Promise<{ messageId: string; heldUntil: string | null }> {
  authorize(ctx, 'case.work')
  const { caseId, messageId, ...wanted } = parse(input, raw)
  if (wanted.text !== undefined) requireFilled(wanted.text)
  return withTenant(ctx, async (tx) => {
    await clearTimer(tx, ctx, { kind: messageDueTimer, ref: messageId })
    const c = await lockCase(tx, ctx, caseId)
    const m = await lockMessage(tx, ctx, c.id, messageId)
    if (m?.direction !== 'out') throw notFound()
    if (!isHeld(m)) throw messageLeft()
    const service = await serviceIn(tx, ctx, c.serviceId)
    const until = wanted.sendAt ? heldUntil(ctx.clock.now(), { sendAt: wanted.sendAt, undoable: false }) : m.sendAfter
    const text = wanted.text ?? m.text
    await tx
      .update(messages)
      .set({ text, sendAfter: until, version: sql`${messages.version} + 1` })
      .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.id, m.id)))
    await audit(tx, ctx, {
      action: 'message.changed',
      subjectKind: 'case',
      subjectId: c.id,
      before: { messageId: m.id, sendAfter: m.sendAfter?.toISOString() ?? null },
      after: { messageId: m.id, sendAfter: wanted.sendAt === null ? null : (until?.toISOString() ?? null) },
    })
    const changed = { ...m, text, sendAfter: until, version: m.version + 1 }
    if (wanted.sendAt === null) {
      await clearTimer(tx, ctx, { kind: messageDueTimer, ref: m.id })
      await releaseMessage(tx, ctx, c, changed)
      return { messageId: m.id, heldUntil: null }
    }
    await setTimer(tx, ctx, {
      kind: messageDueTimer,
      ref: m.id,
      version: changed.version,
      dueAt: until as Date,
    })
    await emit(
      tx,
      ctx,
      messageHeld,
      { subjectId: c.id, version: changed.version, serviceId: c.serviceId, urgent: service.emergency },
      { messageId: m.id },
    )
    return { messageId: m.id, heldUntil: (until as Date).toISOString() }
  })
}
