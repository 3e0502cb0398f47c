import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { defineError, invalid } from '@siaga/kernel'
import { authorize, parse, serviceIn } from '@siaga/tenancy'
import { and, count, eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Case } from '../case-rules.ts'
import { caseStale, changeCaseRow, type Entry, lockCases } from '../case-store.ts'
import { caseLinked } from '../events.ts'
import { caseLinks, cases } from '../schema.ts'
import { requireKin } from './relation-rules.ts'

const mostLinks = 100

export const tooManyLinks = defineError('conflict', 'case.too_many_links', {
  id: 'Tiket ini sudah bertaut dengan 100 tiket lain.',
  en: 'This ticket is already linked to 100 others.',
})

const pairInput = z.object({ caseId: z.uuid(), otherId: z.uuid() }).strict()

const ordered = (a: string, b: string) => [a, b].sort() as [string, string]

/** Tells both cases of what now is, or is no longer, between them. */
async function tellBoth(
  tx: Tx,
  ctx: Ctx,
  pair: readonly [Case, Case],
  entryOf: (of: Case, other: Case) => Entry,
  action: string,
): Promise<void> {
  for (const [c, other] of [pair, [pair[1], pair[0]] as const]) {
    const service = await serviceIn(tx, ctx, c.serviceId)
    await changeCaseRow(tx, ctx, c, service.emergency, {
      set: {},
      revision: null,
      edits: false,
      entry: entryOf(c, other),
      event: caseLinked,
      payload: {},
      audit: { action, after: { with: other.number } },
    })
  }
}

const about = (other: Case) => ({ number: other.number, caseId: other.id })

/**
 * Links two cases that concern each other; both must be in the caller's services. Linked already: nothing happens.
 * @throws forbidden, notFound, invalid, tooManyLinks
 */
export async function linkCases(ctx: Ctx, raw: z.input<typeof pairInput>): Promise<{ linked: boolean }> {
  authorize(ctx, 'case.work')
  const { caseId, otherId } = parse(pairInput, raw)
  if (caseId === otherId)
    throw invalid({
      fields: [
        { path: 'otherId', code: 'choice', text: { id: 'Pilih tiket yang lain.', en: 'Choose another ticket.' } },
      ],
    })
  return withTenant(ctx, async (tx) => {
    const pair = (await lockCases(tx, ctx, [caseId, otherId])) as [Case, Case]
    const [first, second] = ordered(caseId, otherId)
    for (const id of [caseId, otherId]) if ((await countLinks(tx, ctx, id)) >= mostLinks) throw tooManyLinks()
    const made = await tx
      .insert(caseLinks)
      .values({ tenantId: ctx.tenantId, caseId: first, otherId: second, createdAt: ctx.clock.now() })
      .onConflictDoNothing()
      .returning({ caseId: caseLinks.caseId })
    if (made.length === 0) return { linked: false }
    await tellBoth(tx, ctx, pair, (_, other) => ({ kind: 'linked', data: about(other) }), 'case.linked')
    return { linked: true }
  })
}

async function countLinks(tx: Tx, ctx: Ctx, caseId: string): Promise<number> {
  const [[asFirst], [asSecond]] = await Promise.all([
    tx
      .select({ n: count() })
      .from(caseLinks)
      .where(and(eq(caseLinks.tenantId, ctx.tenantId), eq(caseLinks.caseId, caseId))),
    tx
      .select({ n: count() })
      .from(caseLinks)
      .where(and(eq(caseLinks.tenantId, ctx.tenantId), eq(caseLinks.otherId, caseId))),
  ])
  return (asFirst?.n ?? 0) + (asSecond?.n ?? 0)
}

/** Ends a link; without one nothing happens. @throws forbidden, notFound */
export async function unlinkCases(ctx: Ctx, raw: z.input<typeof pairInput>): Promise<{ unlinked: boolean }> {
  authorize(ctx, 'case.work')
  const { caseId, otherId } = parse(pairInput, raw)
  return withTenant(ctx, async (tx) => {
    const pair = (await lockCases(tx, ctx, [caseId, otherId])) as [Case, Case]
    const [first, second] = ordered(caseId, otherId)
    const gone = await tx
      .delete(caseLinks)
      .where(and(eq(caseLinks.tenantId, ctx.tenantId), eq(caseLinks.caseId, first), eq(caseLinks.otherId, second)))
      .returning({ caseId: caseLinks.caseId })
    if (gone.length === 0) return { unlinked: false }
    await tellBoth(tx, ctx, pair, (_, other) => ({ kind: 'unlinked', data: about(other) }), 'case.unlinked')
    return { unlinked: true }
  })
}

const parentInput = z.object({ caseId: z.uuid(), revision: z.int().positive(), parentId: z.uuid().nullable() }).strict()

/** Makes a case a part of another, or of none. One level deep. @throws forbidden, notFound, invalid, caseStale */
export async function setParent(ctx: Ctx, raw: z.input<typeof parentInput>): Promise<{ revision: number }> {
  authorize(ctx, 'case.work')
  const p = parse(parentInput, raw)
  return withTenant(ctx, async (tx) => {
    const [known] = await tx
      .select({ parentId: cases.parentId })
      .from(cases)
      .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, p.caseId)))
    const before = known?.parentId ?? null
    const wanted = [p.caseId, p.parentId, before].filter((id) => id !== null)
    const locked = new Map((await lockCases(tx, ctx, [...new Set(wanted)])).map((c) => [c.id, c]))
    const child = locked.get(p.caseId) as Case
    if (child.revision !== p.revision || child.parentId !== before) throw caseStale()
    if (before === p.parentId) return { revision: child.revision }
    const parent = p.parentId ? (locked.get(p.parentId) as Case) : null
    if (parent) requireKin(child, parent, await hasChildren(tx, ctx, child.id))
    const old = before ? locked.get(before) : undefined
    if (old) await tellKin(tx, ctx, old, { kind: 'unlinked', data: { act: 'child', ...about(child) } })
    if (parent) await tellKin(tx, ctx, parent, { kind: 'linked', data: { act: 'child', ...about(child) } })
    const service = await serviceIn(tx, ctx, child.serviceId)
    const after = await changeCaseRow(tx, ctx, child, service.emergency, {
      set: { parentId: p.parentId },
      revision: p.revision,
      edits: true,
      entry: parent
        ? { kind: 'linked', data: { act: 'parent', ...about(parent) } }
        : { kind: 'unlinked', data: { act: 'parent', ...(old && about(old)) } },
      event: caseLinked,
      payload: {},
      audit: {
        action: 'case.parent_changed',
        before: { parent: old?.number ?? null },
        after: { parent: parent?.number ?? null },
      },
    })
    return { revision: after.revision }
  })
}

async function hasChildren(tx: Tx, ctx: Ctx, caseId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.parentId, caseId)))
    .limit(1)
  return row !== undefined
}

async function tellKin(tx: Tx, ctx: Ctx, c: Case, entry: Entry): Promise<void> {
  const service = await serviceIn(tx, ctx, c.serviceId)
  await changeCaseRow(tx, ctx, c, service.emergency, {
    set: {},
    revision: null,
    edits: false,
    entry,
    event: caseLinked,
    payload: {},
    audit: { action: 'case.parts_changed', after: entry.data ?? {} },
  })
}
