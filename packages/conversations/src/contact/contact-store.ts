import type { Ctx, Tx } from '@siaga/db'
import { emit } from '@siaga/events'
import { defineError, notFound } from '@siaga/kernel'
import { audit } from '@siaga/tenancy'
import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { contactChanged } from '../events.ts'
import { contactBlocks, contacts, identities } from '../schema.ts'

export type Contact = typeof contacts.$inferSelect

export const contactStale = defineError('conflict', 'contact.stale', {
  id: 'Data warga ini baru saja diubah orang lain. Isian Anda belum disimpan; lihat keadaan terbaru, lalu simpan lagi bila masih perlu.',
  en: 'Somebody else has just changed this citizen. Your change was not saved; look at the present state, then save again if still needed.',
})
export const contactMerged = defineError('conflict', 'contact.merged', {
  id: 'Warga ini sudah digabung ke warga lain. Buka warga tujuannya.',
  en: 'This citizen was merged into another one. Open that one instead.',
})

/** The contact as it is, also a merged one. @throws notFound */
export async function contactIn(tx: Tx, ctx: Ctx, contactId: string): Promise<Contact> {
  const [row] = await tx
    .select()
    .from(contacts)
    .where(and(eq(contacts.tenantId, ctx.tenantId), eq(contacts.id, contactId)))
  if (!row || row.state === 'erased') throw notFound()
  return row
}

/**
 * Contacts, locked for this transaction in one order everywhere. Not against foreign keys: a message that comes in
 * meanwhile does not wait. @throws notFound
 */
export async function lockContacts(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Map<string, Contact>> {
  const rows = await tx
    .select()
    .from(contacts)
    .where(and(eq(contacts.tenantId, ctx.tenantId), inArray(contacts.id, [...ids])))
    .orderBy(contacts.id)
    .for('no key update')
  const found = new Map(rows.filter((r) => r.state !== 'erased').map((r) => [r.id, r]))
  if (ids.some((id) => !found.has(id))) throw notFound()
  return found
}

/** One contact, locked, that is nobody else's now. @throws notFound, contactMerged */
export async function lockContact(tx: Tx, ctx: Ctx, contactId: string): Promise<Contact> {
  const contact = (await lockContacts(tx, ctx, [contactId])).get(contactId) as Contact
  if (contact.mergedIntoId) throw contactMerged()
  return contact
}

type Change = {
  set?: Partial<Contact>
  /** The version that the caller saw; null where a change can't be stale. */
  version: number | null
  audit: { action: string; before?: Record<string, unknown>; after?: Record<string, unknown> }
}

/** The conditional update of a contact with its audit and event. @throws contactStale */
export async function changeContactRow(tx: Tx, ctx: Ctx, before: Contact, change: Change): Promise<Contact> {
  const [after] = await tx
    .update(contacts)
    .set({ ...change.set, version: sql`${contacts.version} + 1` })
    .where(
      and(
        eq(contacts.tenantId, ctx.tenantId),
        eq(contacts.id, before.id),
        eq(contacts.version, change.version ?? before.version),
      ),
    )
    .returning()
  if (!after) throw contactStale()
  await Promise.all([
    audit(tx, ctx, { subjectKind: 'contact', subjectId: before.id, ...change.audit }),
    emit(tx, ctx, contactChanged, { subjectId: before.id, version: after.version, serviceId: null, urgent: false }, {}),
  ])
  return after
}

/** A contact and all that active merges have put into it: whose notes and blocks count for it. */
export function groupIn(tx: Tx, ctx: Ctx, contactId: string): Promise<string[]> {
  return tx
    .execute(
      sql`with recursive part as (
        select id from contacts where tenant_id = ${ctx.tenantId}::uuid and id = ${contactId}::uuid
        union all
        select c.id from contacts c join part on c.merged_into_id = part.id where c.tenant_id = ${ctx.tenantId}::uuid
      ) select id from part`,
    )
    .then((rows) => (rows as unknown as { id: string }[]).map((r) => r.id))
}

/** The block that holds for a contact now, its own or one of what was merged into it; the longest. */
export async function activeBlock(tx: Tx, ctx: Ctx, contactId: string) {
  const homes = tx
    .select({ id: identities.homeContactId })
    .from(identities)
    .where(and(eq(identities.tenantId, ctx.tenantId), eq(identities.contactId, contactId)))
  const [row] = await tx
    .select()
    .from(contactBlocks)
    .where(
      and(
        eq(contactBlocks.tenantId, ctx.tenantId),
        inArray(contactBlocks.contactId, homes),
        isNull(contactBlocks.endedAt),
        gt(contactBlocks.expiresAt, ctx.clock.now()),
      ),
    )
    .orderBy(sql`${contactBlocks.expiresAt} desc`)
    .limit(1)
  return row ?? null
}
