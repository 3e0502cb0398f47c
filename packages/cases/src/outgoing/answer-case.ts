import { channelKinds } from '@siaga/channels'
import { interactions, messages } from '@siaga/conversations/schema'
import type { Ctx, Tx } from '@siaga/db'
import { clearTimer } from '@siaga/events'
import { and, asc, count, desc, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import { answerMerged } from '../case/merged-clocks.ts'
import { type Case, snippetOf } from '../case-rules.ts'
import { changeCaseRow } from '../case-store.ts'
import { isLasting } from '../episode.ts'
import { caseReplied } from '../events.ts'
import { firstResponseTimer } from '../receive-message.ts'
import { caseInteractions } from '../schema.ts'
import { turnAfterAnswer } from './hold-rules.ts'

/** What stands for a message in lists: its text, or the names of its files. */
export const contentWords = (m: { text: string; attachments: readonly { name: string }[] }): string =>
  m.text || m.attachments.map(({ name }) => name).join(', ')

/** Interactions that do not end with their answer. */
const goesOn = inArray(
  interactions.channelKind,
  channelKinds.filter((k) => isLasting(k.kind)).map((k) => k.kind),
)

type Answer = {
  messageId: string
  text: string
  /** `member:…` takes a case that nobody has. */
  authorRef: string
  /** When it was written: later interactions are not answered by it. */
  writtenAt: Date
  unseenSince: Date | null
}

/**
 * Lets an answer count, at the moment it leaves: first response, the interactions that waited, whose turn it is. The
 * case is locked by the caller.
 */
export async function answerCase(tx: Tx, ctx: Ctx, c: Case, emergency: boolean, a: Answer): Promise<void> {
  const now = ctx.clock.now()
  const waiting = await unansweredOf(tx, ctx, c.id, a.writtenAt)
  if (waiting.length > 0)
    await tx
      .update(interactions)
      .set({
        answeredAt: now,
        // On a channel like WhatsApp the episode goes on until nobody has written for a while.
        state: sql`case when ${goesOn} then 'active' else 'wrap_up' end`,
        endedAt: sql`case when ${goesOn} then null else ${now.toISOString()}::timestamptz end`,
        version: sql`${interactions.version} + 1`,
      })
      .where(and(eq(interactions.tenantId, ctx.tenantId), inArray(interactions.id, waiting)))
  if (!c.firstAnsweredAt) await clearTimer(tx, ctx, { kind: firstResponseTimer, ref: c.id })
  await answerMerged(tx, ctx, c.id)
  const authorId = a.authorRef.startsWith('member:') ? a.authorRef.slice('member:'.length) : null
  await changeCaseRow(tx, ctx, c, emergency, {
    set: {
      ...turnAfterAnswer(c, { at: now, unseenSince: a.unseenSince, authorId }),
      lastMessageAt: now,
      lastMessageText: snippetOf(a.text),
      lastDirection: 'out',
      messageCount: c.messageCount + 1,
    },
    revision: null,
    edits: false,
    event: caseReplied,
    payload: { messageId: a.messageId, ...(authorId && { byMemberId: authorId }) },
    audit: { action: 'case.replied', after: { messageId: a.messageId } },
  })
}

/** Interactions of a case without an answer, received until then, oldest first. */
export async function unansweredOf(tx: Tx, ctx: Ctx, caseId: string, until: Date): Promise<string[]> {
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
        eq(interactions.startedBy, 'citizen'),
        isNull(interactions.answeredAt),
        lte(interactions.receivedAt, until),
      ),
    )
    .orderBy(asc(interactions.receivedAt))
  return rows.map((r) => r.id)
}

const ofCitizen = (ctx: Ctx, caseId: string) =>
  and(
    eq(messages.tenantId, ctx.tenantId),
    eq(messages.caseId, caseId),
    eq(messages.direction, 'in'),
    eq(messages.automatic, false),
  )

/** How many messages a citizen has written in a case. */
export async function citizenMessages(tx: Tx, ctx: Ctx, caseId: string): Promise<number> {
  const [row] = await tx.select({ n: count() }).from(messages).where(ofCitizen(ctx, caseId))
  return row?.n ?? 0
}

/** When the citizen wrote the first message beyond those that an answer's author had before them; null when none. */
export async function unseenSince(tx: Tx, ctx: Ctx, caseId: string, seen: number): Promise<Date | null> {
  const unseen = (await citizenMessages(tx, ctx, caseId)) - seen
  if (unseen <= 0) return null
  const rows = await tx
    .select({ at: messages.createdAt })
    .from(messages)
    .where(ofCitizen(ctx, caseId))
    .orderBy(desc(messages.createdAt), desc(messages.id))
    .limit(1)
    .offset(unseen - 1)
  return rows[0]?.at ?? null
}
