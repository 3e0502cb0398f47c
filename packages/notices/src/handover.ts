import { cases } from '@siaga/cases/schema'
import { type Ctx, once, type Tx, withTenant } from '@siaga/db'
import { emit } from '@siaga/events'
import { invalid, newId, notFound } from '@siaga/kernel'
import {
  actorName,
  audit,
  authorize,
  inService,
  may,
  membersIn,
  parse,
  requireService,
  serviceIn,
} from '@siaga/tenancy'
import { and, desc, eq, gt, inArray, ne, notExists, sql } from 'drizzle-orm'
import { z } from 'zod'
import { handoverRead, handoverWritten } from './events.ts'
import { memberOf } from './list-notices.ts'
import { handoverNotes, handoverReads } from './schema.ts'

const page = 20
const mostCases = 20
/** A note older than this is history: nobody is reminded of it. */
export const remindDays = 3

const writeInput = z
  .object({
    serviceId: z.uuid(),
    text: z.string().trim().min(1).max(5000),
    caseIds: z.array(z.uuid()).max(mostCases).default([]),
    idempotencyKey: z.string().min(8).max(200).nullable().default(null),
  })
  .strict()

/** Leaves a note to the next shift of a service. @throws forbidden, notFound, invalid */
export async function writeHandover(ctx: Ctx, raw: z.input<typeof writeInput>): Promise<{ noteId: string }> {
  authorize(ctx, 'case.work')
  const authorId = memberOf(ctx)
  const n = parse(writeInput, raw)
  requireService(ctx, n.serviceId)
  return withTenant(ctx, (tx) =>
    once(tx, ctx, { verb: 'writeHandover', key: n.idempotencyKey, input: n }, async () => {
      const service = await serviceIn(tx, ctx, n.serviceId)
      const caseIds = [...new Set(n.caseIds)]
      await requireCases(tx, ctx, n.serviceId, caseIds)
      const createdAt = ctx.clock.now()
      const noteId = newId(createdAt)
      await tx.insert(handoverNotes).values({
        tenantId: ctx.tenantId,
        id: noteId,
        serviceId: n.serviceId,
        text: n.text,
        caseIds,
        authorId,
        authorName: actorName(ctx.actor),
        createdAt,
      })
      await audit(tx, ctx, { action: 'handover.written', subjectKind: 'handover', subjectId: noteId })
      await emit(
        tx,
        ctx,
        handoverWritten,
        { subjectId: noteId, version: 1, serviceId: n.serviceId, urgent: service.emergency },
        {},
      )
      return { noteId }
    }),
  )
}

/** A note speaks of cases of its own service. @throws invalid */
async function requireCases(tx: Tx, ctx: Ctx, serviceId: string, caseIds: string[]): Promise<void> {
  if (caseIds.length === 0) return
  const known = await tx
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.serviceId, serviceId), inArray(cases.id, caseIds)))
  if (known.length === caseIds.length) return
  const text = { id: 'Pilih tiket dari layanan ini.', en: 'Choose cases of this service.' }
  throw invalid({ fields: [{ path: 'caseIds', code: 'choice', text }] })
}

const listInput = z.object({ before: z.uuid().optional() }).strict()

export type HandoverCase = { id: string; number: string; subject: string; state: string }
export type Handover = {
  id: string
  serviceId: string
  text: string
  authorId: string
  authorName: string
  createdAt: Date
  cases: HandoverCase[]
  readBy: { memberId: string; name: string; at: Date }[]
  /** People of the service who have not read it. */
  unreadBy: string[]
  /** The caller wrote it or has read it. */
  isRead: boolean
}

/** Notes of the caller's services, newest first: of which cases, who has read them and who has not. @throws forbidden */
export async function listHandovers(
  ctx: Ctx,
  raw: z.input<typeof listInput> = {},
): Promise<{ notes: Handover[]; next: string | null }> {
  authorize(ctx, 'case.read')
  const q = parse(listInput, raw)
  const me = memberOf(ctx)
  return withTenant(ctx, async (tx) => {
    const found = await tx
      .select()
      .from(handoverNotes)
      .where(
        and(eq(handoverNotes.tenantId, ctx.tenantId), mine(ctx), q.before ? sql`id < ${q.before}::uuid` : undefined),
      )
      .orderBy(desc(handoverNotes.id))
      .limit(page + 1)
    const notes = found.slice(0, page)
    if (notes.length === 0) return { notes: [], next: null }
    const caseIds = [...new Set(notes.flatMap((n) => n.caseIds))]
    const [reads, linked, members] = await Promise.all([
      tx
        .select()
        .from(handoverReads)
        .where(
          and(
            eq(handoverReads.tenantId, ctx.tenantId),
            inArray(
              handoverReads.noteId,
              notes.map((n) => n.id),
            ),
          ),
        )
        .orderBy(handoverReads.readAt),
      caseIds.length > 0
        ? tx
            .select({
              id: cases.id,
              number: cases.number,
              subject: cases.subject,
              state: cases.state,
              serviceId: cases.serviceId,
            })
            .from(cases)
            .where(and(eq(cases.tenantId, ctx.tenantId), inArray(cases.id, caseIds)))
        : [],
      membersIn(tx, ctx),
    ])
    const name = (id: string) => members.find((m) => m.id === id)?.name ?? '—'
    return {
      notes: notes.map((n) => {
        const readBy = reads.filter((r) => r.noteId === n.id)
        const isReader = (id: string) => id === n.authorId || readBy.some((r) => r.memberId === id)
        return {
          id: n.id,
          serviceId: n.serviceId,
          text: n.text,
          authorId: n.authorId,
          authorName: n.authorName,
          createdAt: n.createdAt,
          // A case that has moved to a service of others is no longer shown.
          cases: n.caseIds.flatMap((id) => {
            const c = linked.find((l) => l.id === id && inService(ctx, l.serviceId))
            return c ? [{ id: c.id, number: c.number, subject: c.subject, state: c.state }] : []
          }),
          readBy: readBy.map((r) => ({ memberId: r.memberId, name: name(r.memberId), at: r.readAt })),
          unreadBy: members.filter((m) => isAddressee(m, n.serviceId) && !isReader(m.id)).map((m) => m.name),
          isRead: isReader(me),
        }
      }),
      next: found.length > page ? (notes.at(-1)?.id ?? null) : null,
    }
  })
}

const mine = (ctx: Ctx) => (ctx.services === 'all' ? undefined : inArray(handoverNotes.serviceId, [...ctx.services]))

/** To whom a note is addressed: who works in its service, and not those who stand above all services. */
export const isAddressee = (
  m: { worksCases: boolean; serviceIds: readonly string[] | 'all' },
  serviceId: string,
): boolean => m.worksCases && m.serviceIds !== 'all' && m.serviceIds.includes(serviceId)

/** How many notes of the last days wait for the caller; 0 for whoever is no addressee. @throws forbidden */
export async function countUnreadHandovers(ctx: Ctx): Promise<number> {
  authorize(ctx, 'case.read')
  const memberId = memberOf(ctx)
  if (ctx.services === 'all' || !may(ctx, 'case.work')) return 0
  const since = new Date(ctx.clock.now().getTime() - remindDays * 86_400_000)
  return withTenant(ctx, async (tx) => {
    const read = tx
      .select({ one: sql`1` })
      .from(handoverReads)
      .where(
        and(
          eq(handoverReads.tenantId, ctx.tenantId),
          eq(handoverReads.noteId, handoverNotes.id),
          eq(handoverReads.memberId, memberId),
        ),
      )
    const rows = await tx
      .select({ id: handoverNotes.id })
      .from(handoverNotes)
      .where(
        and(
          eq(handoverNotes.tenantId, ctx.tenantId),
          mine(ctx),
          gt(handoverNotes.createdAt, since),
          ne(handoverNotes.authorId, memberId),
          notExists(read),
        ),
      )
      .limit(page)
    return rows.length
  })
}

const readInput = z.object({ noteId: z.uuid() }).strict()

/** Says that the caller has read a note; again changes nothing. @throws forbidden, notFound */
export async function acknowledgeHandover(ctx: Ctx, raw: z.input<typeof readInput>): Promise<void> {
  authorize(ctx, 'case.read')
  const memberId = memberOf(ctx)
  const { noteId } = parse(readInput, raw)
  await withTenant(ctx, async (tx) => {
    const [note] = await tx
      .select({ serviceId: handoverNotes.serviceId, authorId: handoverNotes.authorId })
      .from(handoverNotes)
      .where(and(eq(handoverNotes.tenantId, ctx.tenantId), eq(handoverNotes.id, noteId)))
    if (!note || !inService(ctx, note.serviceId)) throw notFound()
    if (note.authorId === memberId) return
    const read = await tx
      .insert(handoverReads)
      .values({ tenantId: ctx.tenantId, noteId, memberId, readAt: ctx.clock.now() })
      .onConflictDoNothing()
      .returning({ noteId: handoverReads.noteId })
    if (read.length === 0) return
    await audit(tx, ctx, { action: 'handover.read', subjectKind: 'handover', subjectId: noteId })
    await emit(tx, ctx, handoverRead, { subjectId: noteId, version: 1, serviceId: note.serviceId, urgent: false }, {})
  })
}
