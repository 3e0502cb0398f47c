import type { Ctx, Tx } from '@siaga/db'
import { type EventType, emit } from '@siaga/events'
import { actorRef, defineError, newId, notFound } from '@siaga/kernel'
import { actorName, audit, requireService } from '@siaga/tenancy'
import { and, eq, sql } from 'drizzle-orm'
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
  const [after] = await tx
    .update(cases)
    .set({
      ...change.set,
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
      change.payload,
    ),
  )
  await Promise.all(writes)
  return after
}
