import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { emit } from '@siaga/events'
import { conflict, forbidden, invalid, newId, notFound } from '@siaga/kernel'
import { audit, authorize, may, parse } from '@siaga/tenancy'
import { and, asc, eq, isNull, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { viewsChanged } from '../events.ts'
import { savedViews } from '../schema.ts'

export type SavedView = { id: string; name: string; query: string; shared: boolean }

/** So many of one person, and so many for everybody: a menu that can be read. */
export const mostViews = 50

const own = (ctx: Ctx) => (ctx.actor.kind === 'member' ? ctx.actor.memberId : null)

/** One's own views and everybody's, by name. @throws forbidden */
export async function listViews(ctx: Ctx): Promise<SavedView[]> {
  authorize(ctx, 'case.read')
  const me = own(ctx)
  return withTenant(ctx, async (tx) => {
    const rows = await tx
      .select()
      .from(savedViews)
      .where(
        and(
          eq(savedViews.tenantId, ctx.tenantId),
          me ? or(isNull(savedViews.memberId), eq(savedViews.memberId, me)) : isNull(savedViews.memberId),
        ),
      )
      .orderBy(asc(sql`lower(${savedViews.name})`), asc(savedViews.id))
    return rows.map(({ id, name, query, memberId }) => ({ id, name, query, shared: memberId === null }))
  })
}

const saveInput = z
  .object({
    /** An existing one, to change its name or what it shows; whose it is stays. */
    viewId: z.uuid().optional(),
    name: z.string().trim().min(1).max(60),
    /** The list's own query string, without the question mark. */
    query: z
      .string()
      .max(1000)
      .regex(/^[\w.~%+*=&:-]*$/),
    shared: z.boolean().default(false),
  })
  .strict()

/** Keeps a filter of the inbox under a name; a shared one needs desk.change. @throws forbidden, notFound, invalid, conflict */
export async function saveView(ctx: Ctx, raw: z.input<typeof saveInput>): Promise<SavedView> {
  authorize(ctx, 'case.read')
  const v = parse(saveInput, raw)
  if (v.shared) authorize(ctx, 'desk.change')
  const memberId = v.shared ? null : own(ctx)
  if (!v.shared && !memberId) throw forbidden({ internal: 'only a person has views of their own' })
  const ofSame = and(
    eq(savedViews.tenantId, ctx.tenantId),
    memberId ? eq(savedViews.memberId, memberId) : isNull(savedViews.memberId),
  )
  return withTenant(ctx, async (tx) => {
    const there = await tx.select().from(savedViews).where(ofSame).for('update')
    const before = v.viewId ? there.find((row) => row.id === v.viewId) : null
    if (before === undefined) throw notFound()
    if (there.some((row) => row.id !== v.viewId && row.name.toLowerCase() === v.name.toLowerCase())) {
      const text = { id: 'Sudah ada tampilan dengan nama ini.', en: 'There is already a view of this name.' }
      throw invalid({ fields: [{ path: 'name', code: 'taken', text }] })
    }
    if (!before && there.length >= mostViews) throw conflict({ internal: 'too many saved views' })
    const at = ctx.clock.now()
    const id = before?.id ?? newId(at)
    const { name, query } = v
    if (before)
      await tx
        .update(savedViews)
        .set({ name, query })
        .where(and(eq(savedViews.tenantId, ctx.tenantId), eq(savedViews.id, id)))
    else await tx.insert(savedViews).values({ tenantId: ctx.tenantId, id, memberId, name, query, createdAt: at })
    await audit(tx, ctx, {
      action: 'view.saved',
      subjectKind: 'saved_view',
      subjectId: id,
      ...(before && { before: { name: before.name, query: before.query } }),
      after: { name, query, shared: v.shared },
    })
    if (v.shared) await tellAll(tx, ctx, id)
    return { id, name, query, shared: v.shared }
  })
}

/** What everybody has in their menu appears and goes there without a reload. */
const tellAll = (tx: Tx, ctx: Ctx, viewId: string) =>
  emit(tx, ctx, viewsChanged, { subjectId: viewId, version: 1, serviceId: null, urgent: false }, {})

const deleteInput = z.object({ viewId: z.uuid() }).strict()

/** Removes one's own view, or with desk.change a shared one. Somebody else's does not exist. @throws forbidden, notFound */
export async function deleteView(ctx: Ctx, raw: z.input<typeof deleteInput>): Promise<void> {
  authorize(ctx, 'case.read')
  const { viewId } = parse(deleteInput, raw)
  await withTenant(ctx, async (tx) => {
    const found = and(eq(savedViews.tenantId, ctx.tenantId), eq(savedViews.id, viewId))
    const [view] = await tx.select().from(savedViews).where(found).for('update')
    if (!view || (view.memberId !== null && view.memberId !== own(ctx))) throw notFound()
    if (view.memberId === null && !may(ctx, 'desk.change')) throw forbidden()
    await tx.delete(savedViews).where(found)
    const { name, query } = view
    await audit(tx, ctx, {
      action: 'view.deleted',
      subjectKind: 'saved_view',
      subjectId: viewId,
      before: { name, query, shared: view.memberId === null },
    })
    if (view.memberId === null) await tellAll(tx, ctx, viewId)
  })
}
