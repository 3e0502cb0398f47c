import { identities } from '@siaga/conversations/schema'
import type { Ctx, Tx } from '@siaga/db'
import { type EventType, emit } from '@siaga/events'
import { actorRef, defineError, newId, notFound } from '@siaga/kernel'
import { actorName, audit, requireService } from '@siaga/tenancy'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Case } from './case-rules.ts'
import { caseEntries, cases } from './schema.ts'

export const caseStale = defineError('conflict', 'case.stale', {
  id: 'Tiket ini baru saja diubah orang lain. Isian Anda belum disimpan; lihat keadaan terbaru, lalu simpan lagi bila masih perlu.',
  en: 'Somebody else has just changed this ticket. Your change was not saved; look at its present state, then save again if still needed.',
})
export const caseNotOpen = defineError('conflict', 'case.not_open', {
  id: 'Tiket ini sudah selesai. Buka kembali dahulu.',
  en: 'This ticket is settled. Reopen it first.',
})
export const reopenTooLate = defineError('conflict', 'case.reopen_late', {
  id: 'Tiket yang selesai lebih dari 7 hari lalu tidak dibuka kembali; pesan baru dari warga menjadi tiket baru yang tertaut.',
  en: 'A ticket settled more than 7 days ago is not reopened; a new message from the citizen becomes a new, linked ticket.',
})

/** The case, locked for this transaction. A case of another tenant or service does not exist. @throws notFound */
export async function lockCase(tx: Tx, ctx: Ctx, caseId: string): Promise<Case> {
  const [row] = await tx
    .select()
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, caseId)))
    .for('update')
  if (!row) throw notFound()
  requireService(ctx, row.serviceId)
  return row
}

/** Where the matter of a case goes on: the case that it was merged into, or itself; locked. */
async function lockSuccessor(tx: Tx, ctx: Ctx, c: Pick<Case, 'id' | 'mergedIntoId'>): Promise<Case | null> {
  const [row] = await tx
    .select()
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, c.mergedIntoId ?? c.id)))
    .for('update')
  // Merged while this waited for its row: one step further, and never two, since what is merged stays merged.
  return row?.mergedIntoId ? lockSuccessor(tx, ctx, row) : (row ?? null)
}

/** Whether two identities are the same citizen's: a merge of citizens that let cases be merged can be undone. */
export async function isSameCitizen(tx: Tx, ctx: Ctx, one: string, other: string): Promise<boolean> {
  if (one === other) return true
  const rows = await tx
    .selectDistinct({ contactId: identities.contactId })
    .from(identities)
    .where(and(eq(identities.tenantId, ctx.tenantId), inArray(identities.id, [one, other])))
  return rows.length === 1
}

/** As `lockSuccessor`, for what the citizen of a case does: null where it goes on in somebody else's. */
export async function lockOwnSuccessor(
  tx: Tx,
  ctx: Ctx,
  c: Pick<Case, 'id' | 'mergedIntoId' | 'identityId'>,
): Promise<Case | null> {
  const found = await lockSuccessor(tx, ctx, c)
  return found && (await isSameCitizen(tx, ctx, c.identityId, found.identityId)) ? found : null
}

/** Several cases, locked in one order everywhere, as asked for. @throws notFound when one of them does not exist for the caller */
export async function lockCases(tx: Tx, ctx: Ctx, caseIds: readonly string[]): Promise<Case[]> {
  const rows = await tx
    .select()
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenantId), inArray(cases.id, [...new Set(caseIds)])))
    .orderBy(asc(cases.id))
    .for('update')
  return caseIds.map((id) => {
    const row = rows.find((r) => r.id === id)
    if (!row) throw notFound()
    requireService(ctx, row.serviceId)
    return row
  })
}

/** The case as it is. @throws notFound */
export async function caseIn(tx: Tx, ctx: Ctx, caseId: string): Promise<Case> {
  const [row] = await tx
    .select()
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, caseId)))
  if (!row) throw notFound()
  requireService(ctx, row.serviceId)
  return row
}

type EntryKind = (typeof caseEntries.$inferSelect)['kind']
export type Entry = { kind: EntryKind; text?: string | null; data?: Record<string, unknown> }

export function addEntry(tx: Tx, ctx: Ctx, caseId: string, entry: Entry) {
  const at = ctx.clock.now()
  return tx.insert(caseEntries).values({
    tenantId: ctx.tenantId,
    id: newId(at),
    caseId,
    kind: entry.kind,
    actorRef: actorRef(ctx.actor),
    actorName: actorName(ctx.actor),
    text: entry.text ?? null,
    data: entry.data ?? {},
    createdAt: at,
  })
}

type Change<P extends Record<string, unknown>> = {
  set: Partial<Case>
  /** The revision that the caller saw; null where a change can't be stale (messages, clocks). */
  revision: number | null
  /** Whether this is something that a person edits, so that an older form is stale afterwards. */
  edits: boolean
  entry?: Entry
  event: EventType<P>
  payload: P
  audit?: { action: string; before?: Record<string, unknown>; after?: Record<string, unknown> }
}

/**
 * Writes a change of a case: the conditional update, its timeline entry, audit and event.
 * @throws caseStale when the case was edited since the caller read it
 */
export async function changeCaseRow<P extends Record<string, unknown>>(
  tx: Tx,
  ctx: Ctx,
  before: Case,
  urgent: boolean,
  change: Change<P>,
): Promise<Case> {
  const expected = change.revision ?? before.revision
  // What has ended does not sleep, nor does a life at stake.
  const wakes = before.snoozedUntil && (change.set.isOpen === false || change.set.priority === 'p1')
  const [after] = await tx
    .update(cases)
    .set({
      ...change.set,
      ...(wakes && { snoozedUntil: null }),
      version: sql`${cases.version} + 1`,
      revision: change.edits ? sql`${cases.revision} + 1` : cases.revision,
    })
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, before.id), eq(cases.revision, expected)))
    .returning()
  if (!after) throw caseStale()
  const writes: Promise<unknown>[] = []
  if (change.entry) writes.push(Promise.resolve(addEntry(tx, ctx, before.id, change.entry)))
  if (change.audit) writes.push(audit(tx, ctx, { subjectKind: 'case', subjectId: before.id, ...change.audit }))
  writes.push(
    emit(
      tx,
      ctx,
      change.event,
      { subjectId: before.id, version: after.version, serviceId: after.serviceId, urgent },
      // Nobody is told of what they did themselves.
      { ...(ctx.actor.kind === 'member' && { byMemberId: ctx.actor.memberId }), ...change.payload },
    ),
  )
  await Promise.all(writes)
  return after
}
