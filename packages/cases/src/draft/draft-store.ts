import type { Ctx, Tx } from '@siaga/db'
import { filesIn, type StoredFile } from '@siaga/files'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { caseDrafts } from '../schema.ts'

export type DraftKind = (typeof caseDrafts.$inferSelect)['kind']

/** What somebody is writing, as it was last saved. An emptied one keeps its version, so that an old device notices. */
export type Draft = { kind: DraftKind; text: string; files: StoredFile[]; version: number; updatedAt: string }

type Row = typeof caseDrafts.$inferSelect

const ownRow = (ctx: Ctx, memberId: string, caseId: string, kind: DraftKind) =>
  and(
    eq(caseDrafts.tenantId, ctx.tenantId),
    eq(caseDrafts.memberId, memberId),
    eq(caseDrafts.caseId, caseId),
    eq(caseDrafts.kind, kind),
  )

/** Drafts are people's: an API key has none. */
export const writerOf = (ctx: Ctx): string | null => (ctx.actor.kind === 'member' ? ctx.actor.memberId : null)

export async function lockDraft(
  tx: Tx,
  ctx: Ctx,
  draft: { memberId: string; caseId: string; kind: DraftKind },
): Promise<Row | null> {
  const [row] = await tx
    .select()
    .from(caseDrafts)
    .where(ownRow(ctx, draft.memberId, draft.caseId, draft.kind))
    .for('update')
  return row ?? null
}

type Content = { text: string; fileIds: string[] }

/** Writes over the version that was read; null when another device was faster. */
export async function writeDraft(
  tx: Tx,
  ctx: Ctx,
  draft: { memberId: string; caseId: string; kind: DraftKind },
  before: Pick<Row, 'version'> | null,
  content: Content,
): Promise<Row | null> {
  const values = { ...content, version: (before?.version ?? 0) + 1, updatedAt: ctx.clock.now() }
  const rows = before
    ? await tx
        .update(caseDrafts)
        .set(values)
        .where(and(ownRow(ctx, draft.memberId, draft.caseId, draft.kind), eq(caseDrafts.version, before.version)))
        .returning()
    : await tx
        .insert(caseDrafts)
        .values({ tenantId: ctx.tenantId, ...draft, ...values })
        .onConflictDoNothing()
        .returning()
  return rows[0] ?? null
}

export async function shownDraft(tx: Tx, ctx: Ctx, row: Row): Promise<Draft> {
  const files = await filesIn(tx, ctx, row.fileIds)
  return {
    kind: row.kind,
    text: row.text,
    files: row.fileIds.flatMap((id) => files.filter((f) => f.fileId === id)),
    version: row.version,
    updatedAt: row.updatedAt.toISOString(),
  }
}

/** The caller's own drafts of a case. */
export async function ownDrafts(tx: Tx, ctx: Ctx, caseId: string): Promise<Draft[]> {
  const memberId = writerOf(ctx)
  if (!memberId) return []
  const rows = await tx
    .select()
    .from(caseDrafts)
    .where(
      and(
        eq(caseDrafts.tenantId, ctx.tenantId),
        eq(caseDrafts.memberId, memberId),
        eq(caseDrafts.caseId, caseId),
        inArray(caseDrafts.kind, ['reply', 'note']),
      ),
    )
  return Promise.all(rows.map((row) => shownDraft(tx, ctx, row)))
}

/**
 * Empties a draft that has been sent, in the sending's own transaction; only as the sender knew it: what another device
 * has written since stays.
 */
export async function clearDraft(
  tx: Tx,
  ctx: Ctx,
  sent: { caseId: string; kind: DraftKind; version: number | null },
): Promise<void> {
  const memberId = writerOf(ctx)
  if (!memberId || sent.version === null) return
  await tx
    .update(caseDrafts)
    .set({ text: '', fileIds: [], version: sql`${caseDrafts.version} + 1`, updatedAt: ctx.clock.now() })
    .where(and(ownRow(ctx, memberId, sent.caseId, sent.kind), eq(caseDrafts.version, sent.version)))
}

/** Puts a withdrawn answer back in front of what its withdrawer has typed since; null for who has no drafts. */
export async function returnToDraft(tx: Tx, ctx: Ctx, caseId: string, content: Content): Promise<Draft | null> {
  const memberId = writerOf(ctx)
  if (!memberId) return null
  const draft = { memberId, caseId, kind: 'reply' as const }
  const before = await lockDraft(tx, ctx, draft)
  const text = [content.text, before?.text.trim()].filter(Boolean).join('\n\n')
  const fileIds = [...new Set([...content.fileIds, ...(before?.fileIds ?? [])])].slice(0, 10)
  const row = await writeDraft(tx, ctx, draft, before, { text, fileIds })
  return row ? shownDraft(tx, ctx, row) : null
}
