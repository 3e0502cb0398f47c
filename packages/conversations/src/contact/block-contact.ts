import { type Ctx, withTenant } from '@siaga/db'
import { defineError, newId } from '@siaga/kernel'
import { actorName, authorize, parse } from '@siaga/tenancy'
import { and, eq, gt, inArray, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { contactBlocks, identities } from '../schema.ts'
import { blockEnd, canBeBlocked, defaultBlockHours, longestBlockHours } from './block-rules.ts'
import { activeBlock, changeContactRow, contactStale, groupIn, lockContact } from './contact-store.ts'

export const alreadyBlocked = defineError('conflict', 'contact.blocked', {
  id: 'Warga ini sudah diblokir. Buka blokirnya dahulu bila batas waktunya perlu diubah.',
  en: 'This citizen is blocked already. Unblock first if the expiry has to change.',
})
export const notBlocked = defineError('conflict', 'contact.not_blocked', {
  id: 'Warga ini tidak sedang diblokir.',
  en: 'This citizen is not blocked.',
})
export const nobodyToBlock = defineError('conflict', 'contact.anonymous', {
  id: 'Warga tanpa alamat tidak dapat diblokir: pesan berikutnya datang sebagai orang lain.',
  en: 'A citizen without an address cannot be blocked: the next message comes as somebody else.',
})

const blockInput = z
  .object({
    contactId: z.uuid(),
    version: z.int().positive(),
    reason: z.string().trim().min(3).max(500),
    hours: z.int().min(1).max(longestBlockHours).default(defaultBlockHours),
  })
  .strict()

/**
 * For a while a citizen's messages open nothing, except at emergency services, which hear everybody. They are kept and
 * shown with the citizen. @throws forbidden, notFound, invalid, contactStale, contactMerged, alreadyBlocked, nobodyToBlock
 */
export async function blockContact(
  ctx: Ctx,
  raw: z.input<typeof blockInput>,
): Promise<{ version: number; expiresAt: string }> {
  authorize(ctx, 'contact.block')
  const b = parse(blockInput, raw)
  return withTenant(ctx, async (tx) => {
    const contact = await lockContact(tx, ctx, b.contactId)
    if (contact.version !== b.version) throw contactStale()
    const own = await tx
      .select({ kind: identities.kind })
      .from(identities)
      .where(and(eq(identities.tenantId, ctx.tenantId), eq(identities.contactId, contact.id)))
    if (!own.some(({ kind }) => canBeBlocked(kind))) throw nobodyToBlock()
    if (await activeBlock(tx, ctx, contact.id)) throw alreadyBlocked()
    const now = ctx.clock.now()
    const expiresAt = blockEnd(now, b.hours)
    await tx.insert(contactBlocks).values({
      tenantId: ctx.tenantId,
      id: newId(now),
      contactId: contact.id,
      reason: b.reason,
      actorName: actorName(ctx.actor),
      createdAt: now,
      expiresAt,
    })
    const after = await changeContactRow(tx, ctx, contact, {
      version: b.version,
      audit: { action: 'contact.blocked', after: { reason: b.reason, expiresAt: expiresAt.toISOString() } },
    })
    return { version: after.version, expiresAt: expiresAt.toISOString() }
  })
}

const unblockInput = z.object({ contactId: z.uuid() }).strict()

/** Ends the blocks of a citizen before their time. @throws forbidden, notFound, contactMerged, notBlocked */
export async function unblockContact(ctx: Ctx, raw: z.input<typeof unblockInput>): Promise<{ version: number }> {
  authorize(ctx, 'contact.block')
  const { contactId } = parse(unblockInput, raw)
  return withTenant(ctx, async (tx) => {
    const contact = await lockContact(tx, ctx, contactId)
    const now = ctx.clock.now()
    const ended = await tx
      .update(contactBlocks)
      .set({ endedAt: now })
      .where(
        and(
          eq(contactBlocks.tenantId, ctx.tenantId),
          inArray(contactBlocks.contactId, await groupIn(tx, ctx, contactId)),
          isNull(contactBlocks.endedAt),
          gt(contactBlocks.expiresAt, now),
        ),
      )
      .returning({ id: contactBlocks.id })
    if (ended.length === 0) throw notBlocked()
    const after = await changeContactRow(tx, ctx, contact, {
      version: null,
      audit: { action: 'contact.unblocked', before: { blocks: ended.map(({ id }) => id) } },
    })
    return { version: after.version }
  })
}
