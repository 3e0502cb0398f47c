import { ensureThread, messageQueued } from '@siaga/conversations'
import { messages } from '@siaga/conversations/schema'
import { type Ctx, once, type Tx, withTenant } from '@siaga/db'
import { emit } from '@siaga/events'
import { actorRef, conflict, defineError, invalid, newId, notFound } from '@siaga/kernel'
import { actorName, authorize, parse, serviceIn } from '@siaga/tenancy'
import { and, eq, gt, notInArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { isOpen } from '../case-rules.ts'
import { caseNotOpen, lockCase } from '../case-store.ts'
import { answerCase, contentWords } from './answer-case.ts'
import { requireFits } from './fits-channel.ts'
import { reachRoutes } from './reach-routes.ts'
import { lockMessage, type Message } from './release-message.ts'
import { requireOpenWindow } from './window.ts'

export const mayArriveTwice = defineError('conflict', 'message.may_arrive_twice', {
  id: 'Pesan ini mungkin sudah sampai. Pastikan Anda mau warga mungkin menerimanya dua kali.',
  en: 'This message may have arrived. Confirm that the citizen may get it twice.',
})
export const alreadyResent = defineError('conflict', 'message.resent', {
  id: 'Pesan ini sudah dikirim ulang.',
  en: 'This message has already been sent again.',
})

const input = z
  .object({
    caseId: z.uuid(),
    messageId: z.uuid(),
    /** Another way to reach the citizen; the same one by default. */
    channelId: z.uuid().optional(),
    /** Of an uncertain message: the sender knows that it may arrive twice. */
    twice: z.boolean().default(false),
    idempotencyKey: z.string().min(8).max(200).nullable().default(null),
  })
  .strict()

/**
 * Sends a failed or uncertain message again, because a person wants it: a new message that names the old one. Never by
 * itself, and each old one only once. @throws forbidden, notFound, invalid, caseNotOpen, mayArriveTwice, alreadyResent
 */
export async function resendMessage(ctx: Ctx, raw: z.input<typeof input>): Promise<{ messageId: string }> {
  authorize(ctx, 'case.work')
  const r = parse(input, raw)
  return withTenant(ctx, (tx) =>
    once(tx, ctx, { verb: 'resendMessage', key: r.idempotencyKey, input: r }, async () => {
      const c = await lockCase(tx, ctx, r.caseId)
      const old = await lockMessage(tx, ctx, c.id, r.messageId)
      if (old?.direction !== 'out') throw notFound()
      if (!isOpen(c.state)) throw caseNotOpen()
      if (old.state !== 'failed' && old.state !== 'uncertain') throw conflict()
      if (old.state === 'uncertain' && !r.twice) throw mayArriveTwice()
      if (await isResent(tx, ctx, old)) throw alreadyResent()
      const [service, routes, unseen] = await Promise.all([
        serviceIn(tx, ctx, c.serviceId),
        reachRoutes(tx, ctx, c),
        writtenSince(tx, ctx, old),
      ])
      const wanted = r.channelId ?? old.channelId
      const route =
        routes.find((w) => w.channelId === wanted && w.toAddress === old.toAddress) ??
        routes.find((w) => w.channelId === wanted)
      if (!route)
        throw invalid({
          fields: [
            {
              path: 'channelId',
              code: 'route',
              text: {
                id: 'Warga tidak dapat dijangkau lewat kanal ini.',
                en: 'The citizen cannot be reached on this channel.',
              },
            },
          ],
        })
      const now = ctx.clock.now()
      // A template is only understood by the channel that it was written for.
      const content = route.channelId === old.channelId ? old.content : null
      if (content?.kind !== 'template') {
        await requireOpenWindow(tx, ctx, route, now)
        requireFits(route.channelKind, { text: old.text, files: old.attachments.length })
      }
      const messageId = newId(now)
      const author = actorRef(ctx.actor)
      await tx.insert(messages).values({
        tenantId: ctx.tenantId,
        id: messageId,
        threadId: await ensureThread(tx, ctx, route.identityId, route.channelId),
        interactionId: old.interactionId,
        channelId: route.channelId,
        caseId: c.id,
        direction: 'out',
        state: 'queued',
        authorRef: author,
        authorName: actorName(ctx.actor),
        subject: old.subject ?? c.subject,
        text: old.text,
        content,
        attachments: old.attachments,
        replyToId: old.replyToId,
        resendOfId: old.id,
        toAddress: route.toAddress,
        orderedAt: now,
        createdAt: now,
        stateAt: now,
        version: 1,
      })
      await answerCase(tx, ctx, c, service.emergency, {
        messageId,
        text: contentWords(old),
        authorRef: author,
        writtenAt: old.createdAt,
        unseenSince: unseen,
      })
      await emit(
        tx,
        ctx,
        messageQueued,
        { subjectId: c.id, version: 1, serviceId: c.serviceId, urgent: service.emergency },
        { messageId },
      )
      return { messageId }
    }),
  )
}

async function isResent(tx: Tx, ctx: Ctx, old: Message): Promise<boolean> {
  const rows = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, ctx.tenantId),
        eq(messages.caseId, old.caseId),
        eq(messages.resendOfId, old.id),
        notInArray(messages.state, ['failed', 'withdrawn']),
      ),
    )
    .limit(1)
  return rows.length > 0
}

/** When the citizen wrote for the first time after the message that is sent again; that is not answered by it. */
async function writtenSince(tx: Tx, ctx: Ctx, old: Message): Promise<Date | null> {
  const [row] = await tx
    .select({ at: sql<string | null>`min(${messages.createdAt})` })
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, ctx.tenantId),
        eq(messages.caseId, old.caseId),
        eq(messages.direction, 'in'),
        eq(messages.automatic, false),
        gt(messages.createdAt, old.orderedAt),
      ),
    )
  return row?.at ? new Date(row.at) : null
}
