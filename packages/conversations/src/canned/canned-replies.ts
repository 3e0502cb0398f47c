import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { defineError, forbidden, invalid, newId, notFound } from '@siaga/kernel'
import { audit, authorize, inService, parse, serviceIn } from '@siaga/tenancy'
import { and, asc, eq, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import { z } from 'zod'
import { unknownFields } from '../canned-rules.ts'
import { cannedReplies } from '../schema.ts'

export type CannedReply = Omit<typeof cannedReplies.$inferSelect, 'tenantId' | 'createdAt'>

export const shortcutTaken = defineError('conflict', 'canned.shortcut_taken', {
  id: 'Pintasan ini sudah dipakai balasan lain. Pilih kata lain.',
  en: 'Another reply has this shortcut already. Choose another word.',
})

export const cannedStale = defineError('conflict', 'canned.stale', {
  id: 'Balasan siap ini baru saja diubah orang lain. Lihat isinya sekarang, lalu ubah lagi bila masih perlu.',
  en: 'Somebody else has just changed this canned reply. Look at it, then change it again if still needed.',
})

const shown = ({ tenantId: _t, createdAt: _c, ...row }: typeof cannedReplies.$inferSelect): CannedReply => row

const listInput = z.object({ retired: z.boolean().default(false) }).strict()

/** Canned replies of the caller's services and those for all, by shortcut; with `retired` also those. @throws forbidden */
export async function listCannedReplies(ctx: Ctx, raw: z.input<typeof listInput> = {}): Promise<CannedReply[]> {
  authorize(ctx, 'case.read')
  const { retired } = parse(listInput, raw)
  return withTenant(ctx, (tx) => cannedIn(tx, ctx, retired))
}

async function cannedIn(tx: Tx, ctx: Ctx, retired: boolean): Promise<CannedReply[]> {
  const mine =
    ctx.services === 'all'
      ? undefined
      : or(
          isNull(cannedReplies.serviceId),
          ctx.services.length > 0 ? inArray(cannedReplies.serviceId, [...ctx.services]) : undefined,
        )
  const rows = await tx
    .select()
    .from(cannedReplies)
    .where(and(eq(cannedReplies.tenantId, ctx.tenantId), mine, retired ? undefined : eq(cannedReplies.isActive, true)))
    .orderBy(asc(cannedReplies.shortcut))
    .limit(500)
  return rows.map(shown)
}

const content = {
  /** Null = for every service. */
  serviceId: z.uuid().nullable(),
  shortcut: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[\p{L}\p{N}-]{2,30}$/u),
  title: z.string().trim().min(2).max(80),
  text: z.string().trim().min(2).max(5000),
}

const createInput = z.object(content).strict()

/** Adds a canned reply. @throws forbidden, notFound, invalid, shortcutTaken */
export async function createCannedReply(ctx: Ctx, raw: z.input<typeof createInput>): Promise<CannedReply> {
  authorize(ctx, 'desk.change')
  const c = parse(createInput, raw)
  return withTenant(ctx, async (tx) => {
    await checkPlace(tx, ctx, c)
    await checkShortcut(tx, ctx, c, null)
    const [row] = await tx
      .insert(cannedReplies)
      .values({
        tenantId: ctx.tenantId,
        id: newId(ctx.clock.now()),
        ...c,
        isActive: true,
        version: 1,
        createdAt: ctx.clock.now(),
      })
      .returning()
    const made = shown(row as typeof cannedReplies.$inferSelect)
    await audit(tx, ctx, { action: 'canned.created', subjectKind: 'canned_reply', subjectId: made.id, after: c })
    return made
  })
}

const changeInput = z
  .object({
    id: z.uuid(),
    version: z.int().positive(),
    serviceId: content.serviceId.optional(),
    shortcut: content.shortcut.optional(),
    title: content.title.optional(),
    text: content.text.optional(),
    /** False retires it: it is offered no more, and can come back. */
    isActive: z.boolean().optional(),
  })
  .strict()

/** Changes, retires or brings back a canned reply. @throws forbidden, notFound, invalid, cannedStale, shortcutTaken */
export async function changeCannedReply(ctx: Ctx, raw: z.input<typeof changeInput>): Promise<CannedReply> {
  authorize(ctx, 'desk.change')
  const { id, version, ...wanted } = parse(changeInput, raw)
  return withTenant(ctx, async (tx) => {
    const [row] = await tx
      .select()
      .from(cannedReplies)
      .where(and(eq(cannedReplies.tenantId, ctx.tenantId), eq(cannedReplies.id, id)))
      .for('update')
    if (!row || (row.serviceId && !inService(ctx, row.serviceId))) throw notFound()
    if (!row.serviceId) requireAllServices(ctx)
    if (row.version !== version) throw cannedStale()
    const next = { ...row, ...wanted }
    await checkPlace(tx, ctx, next)
    if (next.isActive) await checkShortcut(tx, ctx, next, id)
    const [after] = await tx
      .update(cannedReplies)
      .set({ ...wanted, version: sql`${cannedReplies.version} + 1` })
      .where(
        and(eq(cannedReplies.tenantId, ctx.tenantId), eq(cannedReplies.id, id), eq(cannedReplies.version, version)),
      )
      .returning()
    if (!after) throw cannedStale()
    const names = Object.keys(wanted) as (keyof typeof wanted)[]
    await audit(tx, ctx, {
      action: 'canned.changed',
      subjectKind: 'canned_reply',
      subjectId: id,
      before: Object.fromEntries(names.map((n) => [n, row[n]])),
      after: wanted,
    })
    return shown(after)
  })
}

/** What stands in every service is for those who answer for every service. @throws forbidden */
function requireAllServices(ctx: Ctx): void {
  if (ctx.services !== 'all') throw forbidden({ internal: 'a reply for all services needs all services' })
}

async function checkPlace(tx: Tx, ctx: Ctx, c: { serviceId: string | null; text: string }): Promise<void> {
  if (c.serviceId) await serviceIn(tx, ctx, c.serviceId)
  else requireAllServices(ctx)
  const unknown = unknownFields(c.text)
  if (unknown.length === 0) return
  const names = unknown.map((name) => `{${name}}`).join(', ')
  throw invalid({
    fields: [
      {
        path: 'text',
        code: 'unknown_field_name',
        text: { id: `Isian ini tidak dikenal: ${names}.`, en: `Unknown field: ${names}.` },
      },
    ],
  })
}

/** One shortcut means one thing wherever it can be typed: a service's own and those for all are looked at together. */
async function checkShortcut(
  tx: Tx,
  ctx: Ctx,
  c: { serviceId: string | null; shortcut: string },
  self: string | null,
): Promise<void> {
  const [taken] = await tx
    .select({ id: cannedReplies.id })
    .from(cannedReplies)
    .where(
      and(
        eq(cannedReplies.tenantId, ctx.tenantId),
        eq(cannedReplies.shortcut, c.shortcut),
        eq(cannedReplies.isActive, true),
        c.serviceId ? or(isNull(cannedReplies.serviceId), eq(cannedReplies.serviceId, c.serviceId)) : undefined,
        self ? ne(cannedReplies.id, self) : undefined,
      ),
    )
    .limit(1)
  if (taken) throw shortcutTaken()
}
