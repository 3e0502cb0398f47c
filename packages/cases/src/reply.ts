import { channelKind, channelsOfService } from '@siaga/channels'
import { ensureThread, identityIn, messageHeld, messageQueued } from '@siaga/conversations'
import { type MessageAttachment, messages } from '@siaga/conversations/schema'
import { type Ctx, once, type Tx, withTenant } from '@siaga/db'
import { emit, setTimer } from '@siaga/events'
import { actorRef, invalid, newId } from '@siaga/kernel'
import { actorName, authorize, parse, serviceIn } from '@siaga/tenancy'
import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Case, isOpen } from './case-rules.ts'
import { caseNotOpen, lockCase } from './case-store.ts'
import { clearDraft } from './draft/draft-store.ts'
import { answerCase, citizenMessages, contentWords, unansweredOf } from './outgoing/answer-case.ts'
import { requireAttachable } from './outgoing/attachable-files.ts'
import { requireFits } from './outgoing/fits-channel.ts'
import { heldUntil } from './outgoing/hold-rules.ts'
import { canSend, originOf } from './outgoing/origin.ts'
import { messageDueTimer } from './outgoing/release-message.ts'
import { requireFilled } from './outgoing/require-filled.ts'
import { requireOpenWindow } from './outgoing/window.ts'
import { caseInteractions } from './schema.ts'

const input = z
  .object({
    caseId: z.uuid(),
    /** May be empty where files go along. */
    text: z.string().trim().max(20_000),
    fileIds: z.array(z.uuid()).max(10).default([]),
    /** The message of this case that is quoted above the answer; it must have come or left on the way of the answer. */
    replyToId: z.uuid().nullable().default(null),
    idempotencyKey: z.string().min(8).max(200).nullable().default(null),
    /** Send later. */
    sendAt: z.date().nullable().default(null),
    /** A person who can still press "undo": it is held back for some seconds. */
    undoable: z.boolean().default(false),
    /** Of the draft that this was: emptied in the same transaction. */
    draftVersion: z.int().min(0).nullable().default(null),
  })
  .strict()

export type Replied = { messageId: string; leaves: boolean; heldUntil: string | null }

export type Route = { channelId: string; channelKind: string; toAddress: string | null; leaves: boolean }

/** On which way an answer leaves: the case's own channel, else the service's mail to the address that the citizen gave, else the tracking page. */
export async function answerRoute(tx: Tx, ctx: Ctx, c: Case): Promise<Route> {
  const channels = await channelsOfService(tx, ctx, c.serviceId)
  const usable = channels.filter(canSend)
  const own = await originOf(tx, ctx, c, usable)
  const network = own && channelKind(own.kind)?.identityKind
  if (own && network !== 'mail') {
    // Not a typed address: the citizen's own on this network.
    const identity = await identityIn(tx, ctx, c.identityId)
    if (identity && identity.kind === network)
      return { channelId: own.id, channelKind: own.kind, toAddress: identity.address, leaves: true }
  }
  const mailHere = c.replyMail ? usable.find((ch) => channelKind(ch.kind)?.identityKind === 'mail') : undefined
  // A mail reaches the citizen from anywhere: where the case has moved, that service answers under its own name.
  const byMail = own && own.serviceId === c.serviceId ? own : (mailHere ?? own)
  if (byMail && (own || c.replyMail))
    return { channelId: byMail.id, channelKind: byMail.kind, toAddress: c.replyMail, leaves: true }
  return { channelId: c.channelId, channelKind: c.channelKind, toAddress: null, leaves: false }
}

/**
 * Answers a citizen. The message leaves by the outbox; with no way out it shows on the tracking page. It counts (first
 * response, whose turn it is, the waiting interactions) at the moment it leaves: what is held back for undo or until a
 * time has changed nothing yet, so that withdrawing it leaves no trace in the figures.
 * @throws forbidden, notFound, caseNotOpen, invalid
 */
export async function reply(ctx: Ctx, raw: z.input<typeof input>): Promise<Replied> {
  authorize(ctx, 'case.work')
  const r = parse(input, raw)
  if (!r.text && r.fileIds.length === 0)
    throw invalid({
      fields: [{ path: 'text', code: 'required', text: { id: 'Tulis dahulu isinya.', en: 'Write something first.' } }],
    })
  requireFilled(r.text)
  const until = heldUntil(ctx.clock.now(), r)
  return withTenant(ctx, (tx) =>
    once(tx, ctx, { verb: 'reply', key: r.idempotencyKey, input: replyIdentity(r) }, async () => {
      const c = await lockCase(tx, ctx, r.caseId)
      if (!isOpen(c.state)) throw caseNotOpen()
      const now = ctx.clock.now()
      const [service, route, files, waiting, answersCount] = await Promise.all([
        serviceIn(tx, ctx, c.serviceId),
        answerRoute(tx, ctx, c),
        requireAttachable(tx, ctx, c.id, r.fileIds),
        unansweredOf(tx, ctx, c.id, now),
        until ? citizenMessages(tx, ctx, c.id) : null,
      ])
      if (route.leaves) {
        requireFits(route.channelKind, { text: r.text, files: files.length })
        await requireOpenWindow(tx, ctx, { ...route, identityId: c.identityId }, until ?? now)
      }
      if (r.replyToId) await requireQuotable(tx, ctx, c.id, route, r.replyToId)
      const messageId = newId(now)
      const author = actorRef(ctx.actor)
      await tx.insert(messages).values({
        tenantId: ctx.tenantId,
        id: messageId,
        threadId: await ensureThread(tx, ctx, c.identityId, route.channelId),
        interactionId: waiting.at(-1) ?? (await lastInteraction(tx, ctx, c.id)),
        channelId: route.channelId,
        caseId: c.id,
        direction: 'out',
        state: route.leaves || until ? 'queued' : 'shown',
        authorRef: author,
        // A key's name is for its owners; the citizen hears from the service.
        authorName: ctx.actor.kind === 'api_key' ? null : actorName(ctx.actor),
        subject: c.subject,
        text: r.text,
        attachments: files satisfies MessageAttachment[],
        replyToId: r.replyToId,
        toAddress: route.leaves ? route.toAddress : null,
        sendAfter: until,
        answersCount,
        orderedAt: now,
        createdAt: now,
        stateAt: now,
        version: 1,
      })
      await clearDraft(tx, ctx, { caseId: c.id, kind: 'reply', version: r.draftVersion })
      const subject = { subjectId: c.id, version: 1, serviceId: c.serviceId, urgent: service.emergency }
      if (until) {
        await setTimer(tx, ctx, { kind: messageDueTimer, ref: messageId, version: 1, dueAt: until })
        await emit(tx, ctx, messageHeld, subject, { messageId })
        return { messageId, leaves: route.leaves, heldUntil: until.toISOString() }
      }
      await answerCase(tx, ctx, c, service.emergency, {
        messageId,
        text: contentWords({ text: r.text, attachments: files }),
        authorRef: author,
        writtenAt: now,
        unseenSince: null,
      })
      if (route.leaves) await emit(tx, ctx, messageQueued, subject, { messageId })
      return { messageId, leaves: route.leaves, heldUntil: null }
    }),
  )
}

/** What makes two sendings the same answer: not the version of the draft from which it came. */
const replyIdentity = ({ draftVersion: _, ...rest }: z.output<typeof input>) => rest

/** The provider must know the message that is quoted, on the very channel by which the answer leaves. @throws invalid */
async function requireQuotable(tx: Tx, ctx: Ctx, caseId: string, route: Route, messageId: string): Promise<void> {
  const [row] = await tx
    .select({ channelId: messages.channelId, providerId: messages.providerId })
    .from(messages)
    .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.caseId, caseId), eq(messages.id, messageId)))
  const known = row?.providerId && row.channelId === route.channelId && route.leaves
  if (!known || !channelKind(route.channelKind)?.capabilities.quotes)
    throw invalid({
      fields: [
        {
          path: 'replyToId',
          code: 'quote',
          text: {
            id: 'Pesan ini tidak dapat dikutip di kanal ini.',
            en: 'This message cannot be quoted on this channel.',
          },
        },
      ],
    })
}

/** The interaction to which an answer belongs when none waits. */
export async function lastInteraction(tx: Tx, ctx: Ctx, caseId: string): Promise<string> {
  const [row] = await tx
    .select({ id: caseInteractions.interactionId })
    .from(caseInteractions)
    .where(and(eq(caseInteractions.tenantId, ctx.tenantId), eq(caseInteractions.caseId, caseId)))
    .orderBy(sql`${caseInteractions.interactionId} desc`)
    .limit(1)
  return (row as { id: string }).id
}
