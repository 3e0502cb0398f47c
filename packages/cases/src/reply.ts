import { channelKind, channelsOfService } from '@siaga/channels'
import { ensureThread, messageQueued } from '@siaga/conversations'
import { interactions, type MessageAttachment, messages } from '@siaga/conversations/schema'
import { type Ctx, once, type Tx, withTenant } from '@siaga/db'
import { clearTimer, emit } from '@siaga/events'
import { filesIn } from '@siaga/files'
import { actorRef, newId } from '@siaga/kernel'
import { actorName, authorize, parse, serviceIn } from '@siaga/tenancy'
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Case, farAway, isOpen, snippetOf } from './case-rules.ts'
import { caseNotOpen, changeCaseRow, lockCase } from './case-store.ts'
import { caseReplied } from './events.ts'
import { firstResponseTimer } from './receive-message.ts'
import { caseInteractions } from './schema.ts'

const input = z
  .object({
    caseId: z.uuid(),
    text: z.string().trim().min(1).max(20_000),
    fileIds: z.array(z.uuid()).max(10).default([]),
    idempotencyKey: z.string().min(8).max(200).nullable().default(null),
  })
  .strict()

export type Route = { channelId: string; channelKind: string; toAddress: string | null; leaves: boolean }

/** On which way an answer leaves: the case's own channel, else the service's mail to the address that the citizen gave, else the tracking page. */
export async function answerRoute(tx: Tx, ctx: Ctx, c: Case): Promise<Route> {
  const channels = await channelsOfService(tx, ctx, c.serviceId)
  const usable = channels.filter((ch) => ch.state !== 'disabled' && channelKind(ch.kind)?.capabilities.sends)
  const own = usable.find((ch) => ch.id === c.channelId)
  const byMail = own ?? (c.replyMail ? usable.find((ch) => channelKind(ch.kind)?.identityKind === 'mail') : undefined)
  if (byMail && (own || c.replyMail))
    return { channelId: byMail.id, channelKind: byMail.kind, toAddress: c.replyMail, leaves: true }
  return { channelId: c.channelId, channelKind: c.channelKind, toAddress: null, leaves: false }
}

/**
 * Answers a citizen. The first answer by a person meets or misses the first-response target and answers the waiting
 * interactions. The message leaves by the outbox; with no way out it shows on the tracking page.
 * @throws forbidden, notFound, caseNotOpen, invalid
 */
export async function reply(ctx: Ctx, raw: z.input<typeof input>): Promise<{ messageId: string; leaves: boolean }> {
  authorize(ctx, 'case.work')
  const r = parse(input, raw)
  return withTenant(ctx, (tx) =>
    once(tx, ctx, { verb: 'reply', key: r.idempotencyKey, input: r }, async () => {
      const c = await lockCase(tx, ctx, r.caseId)
      if (!isOpen(c.state)) throw caseNotOpen()
      const [service, route, files, waiting] = await Promise.all([
        serviceIn(tx, ctx, c.serviceId),
        answerRoute(tx, ctx, c),
        filesIn(tx, ctx, r.fileIds),
        unansweredOf(tx, ctx, c.id),
      ])
      const now = ctx.clock.now()
      const messageId = newId(now)
      const interactionId = waiting.at(-1) ?? (await lastInteraction(tx, ctx, c.id))
      await tx.insert(messages).values({
        tenantId: ctx.tenantId,
        id: messageId,
        threadId: await ensureThread(tx, ctx, c.identityId, route.channelId),
        interactionId,
        channelId: route.channelId,
        caseId: c.id,
        direction: 'out',
        state: route.leaves ? 'queued' : 'shown',
        authorRef: actorRef(ctx.actor),
        // A key's name is for its owners; the citizen hears from the service.
        authorName: ctx.actor.kind === 'api_key' ? null : actorName(ctx.actor),
        subject: c.subject,
        text: r.text,
        attachments: files satisfies MessageAttachment[],
        toAddress: route.toAddress,
        orderedAt: now,
        createdAt: now,
        stateAt: now,
        version: 1,
      })
      if (waiting.length > 0) {
        await tx
          .update(interactions)
          .set({ answeredAt: now, state: 'wrap_up', endedAt: now, version: sql`${interactions.version} + 1` })
          .where(and(eq(interactions.tenantId, ctx.tenantId), inArray(interactions.id, waiting)))
      }
      const first = !c.firstAnsweredAt
      if (first) await clearTimer(tx, ctx, { kind: firstResponseTimer, ref: c.id })
      await changeCaseRow(tx, ctx, c, service.emergency, {
        set: {
          state: 'waiting_citizen',
          ...(first && { firstAnsweredAt: now }),
          waitingSince: null,
          sortAt: farAway,
          ...(!c.assigneeId && ctx.actor.kind === 'member' && { assigneeId: ctx.actor.memberId }),
          lastMessageAt: now,
          lastMessageText: snippetOf(r.text),
          lastDirection: 'out',
          messageCount: c.messageCount + 1,
        },
        revision: null,
        edits: false,
        event: caseReplied,
        payload: { messageId },
        audit: { action: 'case.replied', after: { messageId } },
      })
      if (route.leaves)
        await emit(
          tx,
          ctx,
          messageQueued,
          { subjectId: c.id, version: 1, serviceId: c.serviceId, urgent: service.emergency },
          { messageId },
        )
      return { messageId, leaves: route.leaves }
    }),
  )
}

async function unansweredOf(tx: Tx, ctx: Ctx, caseId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: interactions.id })
    .from(interactions)
    .innerJoin(
      caseInteractions,
      and(eq(caseInteractions.tenantId, interactions.tenantId), eq(caseInteractions.interactionId, interactions.id)),
    )
    .where(
      and(
        eq(interactions.tenantId, ctx.tenantId),
        eq(caseInteractions.tenantId, ctx.tenantId),
        eq(caseInteractions.caseId, caseId),
        isNull(interactions.answeredAt),
      ),
    )
    .orderBy(interactions.receivedAt)
  return rows.map((r) => r.id)
}

async function lastInteraction(tx: Tx, ctx: Ctx, caseId: string): Promise<string> {
  const [row] = await tx
    .select({ id: caseInteractions.interactionId })
    .from(caseInteractions)
    .where(and(eq(caseInteractions.tenantId, ctx.tenantId), eq(caseInteractions.caseId, caseId)))
    .orderBy(sql`${caseInteractions.interactionId} desc`)
    .limit(1)
  return (row as { id: string }).id
}
