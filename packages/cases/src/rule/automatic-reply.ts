import { channelKind } from '@siaga/channels'
import { ensureThread, fillCanned, identityIn, messageQueued } from '@siaga/conversations'
import { messages } from '@siaga/conversations/schema'
import type { Ctx, Tx } from '@siaga/db'
import { emit } from '@siaga/events'
import { actorRef, newId } from '@siaga/kernel'
import type { Service, Tenant } from '@siaga/tenancy'
import { and, eq, gt, sql } from 'drizzle-orm'
import type { Case } from '../case-rules.ts'
import { freeTextWindow, isShut } from '../outgoing/window.ts'
import { answerRoute, lastInteraction, type Route } from '../reply.ts'
import { cases } from '../schema.ts'

const clockTime = (at: Date, timeZone: string) =>
  new Intl.DateTimeFormat('id-ID', {
    timeZone,
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)

/** Automatic messages to one address within 24 hours: a machine that does not say that it is one stops here. */
const mostPerDay = 5

/** What a text of a rule can name, from its case. Nothing stays in braces: what is unknown is said in a word that fits. */
export function filledForCase(
  text: string,
  c: Case,
  about: { service: Service; tenant: Tenant; citizenName: string | null; now: Date },
): string {
  const { service, tenant, now } = about
  const category = service.definition.categories.find((k) => k.code === c.category)?.name.id
  const filled = fillCanned(text, {
    nama: about.citizenName ?? 'Bapak/Ibu',
    nomor: c.number,
    judul: c.subject,
    layanan: service.definition.name.id,
    instansi: tenant.name,
    petugas: 'petugas kami',
    kategori: category ?? 'laporan',
    tenggat: c.firstResponseDueAt ? clockTime(c.firstResponseDueAt, tenant.timeZone) : 'secepatnya',
    tanggal: clockTime(now, tenant.timeZone),
  })
  return filled.replace(/[{}]/g, '')
}

/** Whether an answer that no person wrote may go this way: to a reader, in an open window, and not in a circle. */
async function mayGo(tx: Tx, ctx: Ctx, c: Case, route: Route): Promise<boolean> {
  if (c.isSpam) return false
  // What was logged by hand has no page on which somebody would read it.
  if (!route.leaves || !route.toAddress) return !channelKind(c.channelKind)?.capabilities.manual
  const now = ctx.clock.now()
  if (isShut(await freeTextWindow(tx, ctx, { ...route, identityId: c.identityId }), now)) return false
  const sent = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, ctx.tenantId),
        sql`${messages.automatic} and ${messages.direction} = 'out'`,
        eq(messages.toAddress, route.toAddress),
        gt(messages.createdAt, new Date(now.getTime() - 86_400_000)),
      ),
    )
    .limit(mostPerDay)
  return sent.length < mostPerDay
}

/**
 * Writes an answer that no person wrote, on the case's own way. It leaves marked as automatic, is no first response and
 * changes nobody's turn. Returns its id, or null where it may not go.
 */
export async function replyAutomatically(
  tx: Tx,
  ctx: Ctx,
  c: Case,
  about: { service: Service; tenant: Tenant },
  text: string,
): Promise<string | null> {
  const now = ctx.clock.now()
  const messageId = newId(now)
  const [route, citizen, interactionId] = await Promise.all([
    answerRoute(tx, ctx, c),
    identityIn(tx, ctx, c.identityId),
    lastInteraction(tx, ctx, c.id),
  ])
  if (!(await mayGo(tx, ctx, c, route))) return null
  const leaves = route.leaves && channelKind(route.channelKind)?.capabilities.sends === true
  await tx.insert(messages).values({
    tenantId: ctx.tenantId,
    id: messageId,
    threadId: await ensureThread(tx, ctx, c.identityId, route.channelId),
    interactionId,
    channelId: route.channelId,
    caseId: c.id,
    direction: 'out',
    state: leaves ? 'queued' : 'shown',
    purpose: 'notice',
    automatic: true,
    authorRef: actorRef(ctx.actor),
    subject: c.subject,
    text: filledForCase(text, c, { ...about, citizenName: citizen?.name ?? null, now }),
    attachments: [],
    toAddress: leaves ? route.toAddress : null,
    orderedAt: now,
    createdAt: now,
    stateAt: now,
    version: 1,
  })
  await tx
    .update(cases)
    .set({ messageCount: sql`${cases.messageCount} + 1` })
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, c.id)))
  if (leaves)
    await emit(
      tx,
      ctx,
      messageQueued,
      { subjectId: c.id, version: 1, serviceId: c.serviceId, urgent: about.service.emergency },
      { messageId },
    )
  return messageId
}
