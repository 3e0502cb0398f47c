import { messages } from '@siaga/conversations/schema'
import type { Ctx, Tx } from '@siaga/db'
import { ownedFilesIn, type StoredFile } from '@siaga/files'
import { actorRef, notFound } from '@siaga/kernel'
import { and, eq, sql } from 'drizzle-orm'

/**
 * Of these files, those that the caller may attach: what they uploaded themselves, and what hangs on a message of this
 * case. To know the id of a file of another service opens nothing.
 */
export async function attachableIn(
  tx: Tx,
  ctx: Ctx,
  caseId: string | null,
  ids: readonly string[],
): Promise<StoredFile[]> {
  const found = await ownedFilesIn(tx, ctx, [...ids])
  const me = actorRef(ctx.actor)
  if (!caseId || found.every((file) => file.uploadedBy === me)) return shown(found.filter((f) => f.uploadedBy === me))
  const rows = await tx
    .select({ attachments: messages.attachments })
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, ctx.tenantId),
        eq(messages.caseId, caseId),
        sql`jsonb_array_length(${messages.attachments}) > 0`,
      ),
    )
  const here = new Set(rows.flatMap((row) => row.attachments.map((a) => a.fileId)))
  return shown(found.filter((f) => f.uploadedBy === me || here.has(f.fileId)))
}

const shown = (files: Awaited<ReturnType<typeof ownedFilesIn>>): StoredFile[] =>
  files.map(({ uploadedBy: _, ...file }) => file)

/** As `attachableIn`, all of them. @throws notFound */
export async function requireAttachable(
  tx: Tx,
  ctx: Ctx,
  caseId: string | null,
  ids: readonly string[],
): Promise<StoredFile[]> {
  const files = await attachableIn(tx, ctx, caseId, ids)
  if (files.length < new Set(ids).size) throw notFound()
  return files
}
