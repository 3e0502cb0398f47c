import { type MessageAttachment, messageMoved } from '@siaga/conversations'
import { messages } from '@siaga/conversations/schema'
import { type Ctx, withTenant } from '@siaga/db'
import { clearTimer, emit } from '@siaga/events'
import { defineError, notFound } from '@siaga/kernel'
import { audit, authorize, parse, serviceIn } from '@siaga/tenancy'
import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { lockCase } from '../case-store.ts'
import { type Draft, returnToDraft } from '../draft/draft-store.ts'
import { isHeld } from './hold-rules.ts'
import { lockMessage, messageDueTimer } from './release-message.ts'

export const messageLeft = defineError('conflict', 'message.left', {
  id: 'Pesan ini sudah keluar dan tidak dapat ditarik lagi. Kirim ralat bila perlu.',
  en: 'This message has left and can no longer be withdrawn. Send a correction if needed.',
})

const input = z.object({ caseId: z.uuid(), messageId: z.uuid() }).strict()

export type Withdrawn = { text: string; attachments: MessageAttachment[]; draft: Draft | null }

/**
 * Takes back an answer that is still held: nobody is called and, since it had not counted yet, nothing is left of it on
 * the case. Its text goes back into the draft of whoever withdraws it, in front of what they typed since.
 * @throws forbidden, notFound, messageLeft
 */
export async function withdrawMessage(ctx: Ctx, raw: z.input<typeof input>): Promise<Withdrawn> {
  authorize(ctx, 'case.work')
  const { caseId, messageId } = parse(input, raw)
  return withTenant(ctx, async (tx) => {
    // Timer, case, message: the order in which the due timer takes them.
    await clearTimer(tx, ctx, { kind: messageDueTimer, ref: messageId })
    const c = await lockCase(tx, ctx, caseId)
    const m = await lockMessage(tx, ctx, c.id, messageId)
    if (m?.direction !== 'out') throw notFound()
    if (!isHeld(m)) throw messageLeft()
    const service = await serviceIn(tx, ctx, c.serviceId)
    // A timer that is firing waits for the case, and then finds the message withdrawn.
    await clearTimer(tx, ctx, { kind: messageDueTimer, ref: m.id })
    await tx
      .update(messages)
      .set({
        state: 'withdrawn',
        sendAfter: null,
        stateAt: ctx.clock.now(),
        version: sql`${messages.version} + 1`,
      })
      .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.id, m.id)))
    const [draft] = await Promise.all([
      returnToDraft(tx, ctx, c.id, { text: m.text, fileIds: m.attachments.map((a) => a.fileId) }),
      audit(tx, ctx, {
        action: 'message.withdrawn',
        subjectKind: 'case',
        subjectId: c.id,
        after: { messageId: m.id },
      }),
      emit(
        tx,
        ctx,
        messageMoved,
        { subjectId: c.id, version: m.version + 1, serviceId: c.serviceId, urgent: service.emergency },
        { messageId: m.id, state: 'withdrawn' },
      ),
    ])
    return { text: m.text, attachments: m.attachments, draft }
  })
}
