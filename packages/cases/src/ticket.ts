import { createHash, randomUUID } from 'node:crypto'
import { channelKind, encodeForm, type FormFile, inboundIn, insertInbound, type PublicCall } from '@siaga/channels'
import { identityIn } from '@siaga/conversations'
import { messages } from '@siaga/conversations/schema'
import { type Ctx, canonical, type Database, type Tx, withTenant } from '@siaga/db'
import { wake } from '@siaga/events'
import { insertFiles, keepFile } from '@siaga/files'
import { type Clock, defineError, type Locale, newId, notFound } from '@siaga/kernel'
import { linkCtx, ownTenant, parse, serviceIn } from '@siaga/tenancy'
import { and, asc, eq, inArray, isNull, ne } from 'drizzle-orm'
import { z } from 'zod'
import type { Case } from './case-rules.ts'
import { isSameCitizen } from './case-store.ts'
import { caseEntries, cases } from './schema.ts'

export const ticketNotReady = defineError('conflict', 'ticket.not_ready', {
  id: 'Laporan Anda sudah kami terima dan sedang dicatat. Coba lagi sebentar lagi.',
  en: 'We have your report and are still recording it. Try again in a moment.',
})

type OpenCall = {
  db: Database
  clock: Clock
  locale: Locale
  requestId: string
  code: string
  number?: string | undefined
}

/**
 * Opens a citizen's ticket by its code; with a number, both must belong together. Nothing tells a wrong code from a
 * wrong number. `case` is null while the worker has not made it yet. @throws notFound
 */
async function openTicket(call: OpenCall): Promise<{ ctx: Ctx; inboundId: string; c: Case | null }> {
  const { ctx, subject } = await linkCtx({ ...call, purpose: 'ticket' })
  const c = await withTenant(ctx, (tx) => caseOfLink(tx, ctx, subject))
  if (call.number !== undefined && c?.number !== call.number.trim().toUpperCase()) throw notFound()
  const successor = c?.mergedIntoId ? await withTenant(ctx, (tx) => successorOf(tx, ctx, c)) : null
  // The citizen keeps the number that they were given.
  return { ctx, inboundId: subject, c: c && successor ? { ...successor, number: c.number } : c }
}

async function successorOf(tx: Tx, ctx: Ctx, c: Case): Promise<Case | null> {
  const [row] = await tx
    .select()
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, c.mergedIntoId as string)))
  // Two citizens who are no longer taken for one: neither reads what the other wrote.
  return row && (await isSameCitizen(tx, ctx, c.identityId, row.identityId)) ? row : null
}

async function caseOfLink(tx: Tx, ctx: Ctx, inboundId: string): Promise<Case | null> {
  const event = await inboundIn(tx, ctx, inboundId)
  if (!event.caseId) return null
  const [row] = await tx
    .select()
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, event.caseId)))
  return row ?? null
}

/** Messages that a citizen may see: nothing that is held back or was withdrawn. */
const left = (ctx: Ctx, caseId: string) =>
  and(
    eq(messages.tenantId, ctx.tenantId),
    eq(messages.caseId, caseId),
    ne(messages.state, 'withdrawn'),
    isNull(messages.sendAfter),
  )

/** What a citizen sees of their ticket: stations, answers, never an internal note. @throws notFound */
export async function readTicket(call: OpenCall) {
  const { ctx, c } = await openTicket(call)
  return withTenant(ctx, async (tx) => {
    const tenant = await ownTenant(tx, ctx)
    const shown = { name: tenant.name, shortName: tenant.shortName, slug: tenant.slug, timeZone: tenant.timeZone }
    if (!c) return { tenant: shown, ticket: null }
    const [service, items, entries, citizen] = await Promise.all([
      serviceIn(tx, { ...ctx, services: [c.serviceId] }, c.serviceId),
      tx.select().from(messages).where(left(ctx, c.id)).orderBy(asc(messages.orderedAt), asc(messages.id)),
      tx
        .select({ kind: caseEntries.kind, actorName: caseEntries.actorName, createdAt: caseEntries.createdAt })
        .from(caseEntries)
        .where(
          and(
            eq(caseEntries.tenantId, ctx.tenantId),
            eq(caseEntries.caseId, c.id),
            inArray(caseEntries.kind, ['opened', 'taken', 'assigned', 'resolved', 'closed', 'reopened']),
          ),
        )
        .orderBy(asc(caseEntries.createdAt)),
      identityIn(tx, ctx, c.identityId),
    ])
    return {
      tenant: shown,
      ticket: {
        number: c.number,
        subject: c.subject,
        state: c.state,
        priority: c.priority,
        emergency: service.emergency,
        channelName: channelKind(c.channelKind)?.name ?? null,
        service: {
          name: service.definition.name,
          numbers: service.definition.numbers,
          received: service.definition.texts.received,
          slug: service.slug,
        },
        category: service.definition.categories.find((k) => k.code === c.category)?.name ?? null,
        outcome: service.definition.outcomes.find((o) => o.code === c.outcome)?.name ?? null,
        citizenName: citizen?.name ?? null,
        openedAt: c.openedAt,
        firstResponseDueAt: c.firstResponseDueAt,
        firstAnsweredAt: c.firstAnsweredAt,
        overdueAt: c.overdueAt,
        resolvedAt: c.resolvedAt,
        closedAt: c.closedAt,
        needsVerification: c.needsVerification,
        takenAt: entries.find((e) => e.kind === 'taken' || e.kind === 'assigned')?.createdAt ?? null,
        version: c.version,
        messages: items
          .filter((m) => !m.automatic || m.direction === 'out')
          .map((m) => ({
            id: m.id,
            direction: m.direction,
            authorName: m.direction === 'out' ? m.authorName : null,
            text: m.text,
            attachments: m.attachments,
            at: m.orderedAt,
            state: m.state,
          })),
      },
    }
  })
}

export type TicketView = Awaited<ReturnType<typeof readTicket>>

const addInput = z
  .object({
    text: z.string().trim().min(1).max(5000),
    contests: z.boolean().default(false),
    submissionId: z.string().min(8).max(200).nullable().default(null),
  })
  .strict()

/**
 * Adds a citizen's message to their ticket, on the same way as any input: committed raw, then handled by the worker.
 * @throws notFound, ticketNotReady, invalid
 */
export async function addToTicket(
  call: PublicCall & { code: string },
  raw: z.input<typeof addInput>,
  files: FormFile[] = [],
): Promise<{ repeated: boolean }> {
  const { ctx, inboundId, c } = await openTicket(call)
  const input = parse(addInput, raw)
  if (!c) throw ticketNotReady()
  const kept = await Promise.all(files.slice(0, 5).map((f) => keepFile(call.store, ctx, f)))
  const providerItem = input.submissionId
    ? createHash('sha256')
        .update(`${input.submissionId}\n${canonical({ text: input.text, files: kept.map((k) => k.sha256) })}`)
        .digest('hex')
    : randomUUID()
  const stored = await withTenant(ctx, async (tx) => {
    const first = await inboundIn(tx, ctx, inboundId)
    const origin = JSON.parse(first.raw.toString('utf8')) as { visitor: string; name: string | null }
    const service = await serviceIn(tx, { ...ctx, services: [c.serviceId] }, c.serviceId)
    const record = encodeForm({
      v: 1,
      visitor: origin.visitor,
      name: origin.name,
      subject: null,
      text: input.text,
      fields: {},
      hints: { caseId: c.id, contests: input.contests, ...(kept.length > 0 && { fileIds: kept.map((k) => k.id) }) },
    })
    const fresh = await insertInbound(tx, ctx, newId(ctx.clock.now()), {
      channelId: first.channelId,
      kind: 'form',
      providerItem,
      raw: record,
      meta: {},
      urgent: service.emergency,
    })
    if (fresh) await insertFiles(tx, kept)
    return fresh
  })
  if (stored) wake(call.db)
  return { repeated: !stored }
}

/** One file of the ticket's own messages. @throws notFound */
export async function ticketFile(call: OpenCall & { fileId: string }): Promise<Ctx> {
  const { ctx, c } = await openTicket(call)
  if (!c) throw notFound()
  const rows = await withTenant(ctx, (tx) =>
    tx.select({ attachments: messages.attachments }).from(messages).where(left(ctx, c.id)),
  )
  if (!rows.some((r) => r.attachments.some((a) => a.fileId === call.fileId))) throw notFound()
  return ctx
}
