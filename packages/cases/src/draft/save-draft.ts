import { type Ctx, withTenant } from '@siaga/db'
import { forbidden } from '@siaga/kernel'
import { authorize, parse } from '@siaga/tenancy'
import { z } from 'zod'
import { caseIn } from '../case-store.ts'
import { attachableIn } from '../outgoing/attachable-files.ts'
import { type Draft, lockDraft, ownDrafts, shownDraft, writeDraft, writerOf } from './draft-store.ts'

const input = z
  .object({
    caseId: z.uuid(),
    kind: z.enum(['reply', 'note']),
    text: z.string().max(20_000),
    fileIds: z.array(z.uuid()).max(10).default([]),
    /** The version on which this was typed; 0 for none. */
    version: z.int().min(0),
  })
  .strict()

export type SavedDraft =
  | { saved: true; version: number }
  /** Another device wrote meanwhile: both texts are shown, the person chooses. */
  | { saved: false; theirs: Draft }

/**
 * Keeps what somebody types, for all their devices. A draft that another device has changed since is not overwritten;
 * the same text again is no conflict. @throws forbidden, notFound, invalid
 */
export async function saveDraft(ctx: Ctx, raw: z.input<typeof input>): Promise<SavedDraft> {
  authorize(ctx, 'case.work')
  const d = parse(input, raw)
  const memberId = writerOf(ctx)
  if (!memberId) throw forbidden({ internal: 'only a person has drafts' })
  return withTenant(ctx, async (tx) => {
    const c = await caseIn(tx, ctx, d.caseId)
    const key = { memberId, caseId: c.id, kind: d.kind }
    const known = new Set((await attachableIn(tx, ctx, c.id, d.fileIds)).map((f) => f.fileId))
    const content = { text: d.text, fileIds: d.fileIds.filter((id) => known.has(id)) }
    // A second turn is for the device that made the first row between our read and our insert.
    for (;;) {
      const before = await lockDraft(tx, ctx, key)
      if (before && before.text === content.text && same(before.fileIds, content.fileIds))
        return { saved: true, version: before.version }
      if (before && before.version !== d.version) return { saved: false, theirs: await shownDraft(tx, ctx, before) }
      if (!before && content.text === '' && content.fileIds.length === 0) return { saved: true, version: 0 }
      const row = await writeDraft(tx, ctx, key, before, content)
      if (row) return { saved: true, version: row.version }
    }
  })
}

const same = (a: string[], b: string[]) => a.length === b.length && a.every((id, i) => id === b[i])

/** The caller's own drafts of a case, for a device that comes back to it. @throws forbidden, notFound */
export async function readDrafts(ctx: Ctx, caseId: string): Promise<Draft[]> {
  authorize(ctx, 'case.work')
  return withTenant(ctx, async (tx) => ownDrafts(tx, ctx, (await caseIn(tx, ctx, caseId)).id))
}
