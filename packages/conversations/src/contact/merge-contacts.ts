import { type Ctx, withTenant } from '@siaga/db'
import { defineError, invalid, newId, notFound } from '@siaga/kernel'
import { actorName, authorize, parse } from '@siaga/tenancy'
import { and, eq, inArray, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { contactMerges, identities } from '../schema.ts'
import { type Contact, changeContactRow, contactMerged, contactStale, groupIn, lockContacts } from './contact-store.ts'

export const mergeUndone = defineError('conflict', 'contact.merge_undone', {
  id: 'Penggabungan ini sudah diurungkan.',
  en: 'This merge was undone already.',
})

const mergeInput = z
  .object({
    /** The citizen that goes on. */
    targetId: z.uuid(),
    targetVersion: z.int().positive(),
    /** The citizen that is put into it. */
    sourceId: z.uuid(),
    sourceVersion: z.int().positive(),
  })
  .strict()

/**
 * Puts one citizen into another: the source's identities stand under the target, and so do its cases, which point to
 * identities. Nothing else is rewritten; the ledger makes the undo exact. Of two people who merge the same at once one
 * wins. @throws forbidden, notFound, invalid, contactStale, contactMerged
 */
export async function mergeContacts(
  ctx: Ctx,
  raw: z.input<typeof mergeInput>,
): Promise<{ mergeId: string; version: number }> {
  authorize(ctx, 'contact.work')
  const m = parse(mergeInput, raw)
  if (m.sourceId === m.targetId)
    throw invalid({
      fields: [
        { path: 'sourceId', code: 'same', text: { id: 'Pilih warga yang lain.', en: 'Choose another citizen.' } },
      ],
    })
  return withTenant(ctx, async (tx) => {
    const locked = await lockContacts(tx, ctx, [m.sourceId, m.targetId])
    const source = locked.get(m.sourceId) as Contact
    const target = locked.get(m.targetId) as Contact
    if (source.mergedIntoId || target.mergedIntoId) throw contactMerged()
    if (source.version !== m.sourceVersion || target.version !== m.targetVersion) throw contactStale()
    const now = ctx.clock.now()
    const mergeId = newId(now)
    await tx.insert(contactMerges).values({
      tenantId: ctx.tenantId,
      id: mergeId,
      sourceId: source.id,
      targetId: target.id,
      actorName: actorName(ctx.actor),
      mergedAt: now,
    })
    await tx
      .update(identities)
      .set({ contactId: target.id })
      .where(and(eq(identities.tenantId, ctx.tenantId), eq(identities.contactId, source.id)))
    await changeContactRow(tx, ctx, source, {
      set: { state: 'merged', mergedIntoId: target.id },
      version: m.sourceVersion,
      audit: { action: 'contact.merged', after: { mergeId, into: target.id } },
    })
    const after = await changeContactRow(tx, ctx, target, {
      version: m.targetVersion,
      audit: { action: 'contact.merge_received', after: { mergeId, from: source.id } },
    })
    return { mergeId, version: after.version }
  })
}

const undoInput = z.object({ mergeId: z.uuid() }).strict()

/**
 * Undoes a merge, whatever was merged or undone since: each identity stands again where the merges that remain lead
 * from the contact with which it began. @throws forbidden, notFound, mergeUndone
 */
export async function undoMerge(ctx: Ctx, raw: z.input<typeof undoInput>): Promise<{ contactId: string }> {
  authorize(ctx, 'contact.work')
  const { mergeId } = parse(undoInput, raw)
  return withTenant(ctx, async (tx) => {
    const where = and(eq(contactMerges.tenantId, ctx.tenantId), eq(contactMerges.id, mergeId))
    const [merge] = await tx.select().from(contactMerges).where(where)
    if (!merge) throw notFound()
    // While this merge stands, what is under its source can only leave, and only under the lock of one of these.
    const locked = await lockContacts(tx, ctx, [merge.targetId, ...(await groupIn(tx, ctx, merge.sourceId))])
    const [undone] = await tx
      .update(contactMerges)
      .set({ undoneAt: ctx.clock.now(), undoneBy: actorName(ctx.actor) })
      .where(and(where, isNull(contactMerges.undoneAt)))
      .returning({ id: contactMerges.id })
    if (!undone) throw mergeUndone()
    // What began with the source, or with what the merges that remain put into it, goes with it.
    const part = await groupIn(tx, ctx, merge.sourceId)
    await tx
      .update(identities)
      .set({ contactId: merge.sourceId })
      .where(and(eq(identities.tenantId, ctx.tenantId), inArray(identities.homeContactId, part)))
    await changeContactRow(tx, ctx, locked.get(merge.sourceId) as Contact, {
      set: { state: 'active', mergedIntoId: null },
      version: null,
      audit: { action: 'contact.merge_undone', before: { mergeId, into: merge.targetId } },
    })
    await changeContactRow(tx, ctx, locked.get(merge.targetId) as Contact, {
      version: null,
      audit: { action: 'contact.merge_given_back', before: { mergeId, from: merge.sourceId } },
    })
    return { contactId: merge.sourceId }
  })
}
