import { messages } from '@siaga/conversations/schema'
import type { Ctx, Tx } from '@siaga/db'
import { defineError } from '@siaga/kernel'
import { and, eq, inArray, isNotNull, type SQL } from 'drizzle-orm'

export const messageWaits = defineError('conflict', 'case.message_waits', {
  id: 'Ada balasan yang menunggu dikirim di tiket ini. Kirim atau tarik dahulu.',
  en: 'An answer in this ticket waits to be sent. Send or withdraw it first.',
})

/** A message that counts for nothing yet cannot change cases: its own verbs look for it where it was written. @throws messageWaits */
export async function requireNoneHeld(tx: Tx, ctx: Ctx, caseId: string, messageIds?: string[]): Promise<void> {
  const only: SQL | undefined = messageIds && inArray(messages.id, messageIds)
  const [held] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, ctx.tenantId),
        eq(messages.caseId, caseId),
        eq(messages.state, 'queued'),
        isNotNull(messages.sendAfter),
        only,
      ),
    )
    .limit(1)
  if (held) throw messageWaits()
}
