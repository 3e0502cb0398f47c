import { identities, interactions, messages } from '@siaga/conversations/schema'
import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { clearTimer, setTimer } from '@siaga/events'
import { defineError, invalid } from '@siaga/kernel'
import { authorize, calendarIn, parse, type Service, serviceIn } from '@siaga/tenancy'
import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Case, farAway, firstResponseDue, isOpen } from '../case-rules.ts'
import { caseNotOpen, caseStale, changeCaseRow, lockCases } from '../case-store.ts'
import { caseMerged } from '../events.ts'
import { firstResponseTimer } from '../receive-message.ts'
import { caseFollowers, caseInteractions, caseLinks, cases, caseTags } from '../schema.ts'
import { requireNoneHeld } from './held-messages.ts'
import { callbackTimer } from './plan-callback.ts'
import { joinedSort, joinedTurn, moreUrgent } from './relation-rules.ts'
import { mostTags } from './tag-rules.ts'

export const otherCitizen = defineError('conflict', 'case.other_citizen', {
  id: 'Kedua tiket berasal dari warga yang berbeda: bila digabung, yang satu dapat membaca percakapan yang lain. Tautkan saja, atau gabungkan dahulu kedua data warga bila orangnya sama.',
  en: 'The two tickets come from different citizens: merged, one could read the conversation of the other. Link them instead, or merge the two citizens first if they are one person.',
})

const input = z.object({ caseId: z.uuid(), revision: z.int().positive(), intoId: z.uuid() }).strict()

const intoProblem = (text: { id: string; en: string }) =>
  invalid({ fields: [{ path: 'intoId', code: 'choice', text }] })

function requireMergeable(source: Case, target: Case): void {
  if (source.id === target.id) throw intoProblem({ id: 'Pilih tiket yang lain.', en: 'Choose another ticket.' })
  if (source.state === 'merged') throw caseNotOpen()
  if (target.state === 'merged')
    throw intoProblem({
      id: `Tiket ${target.number} sudah digabung ke tiket lain. Pilih tiket tujuannya.`,
      en: `Ticket ${target.number} was itself merged into another. Choose that one.`,
    })
  if (source.serviceId !== target.serviceId)
    throw intoProblem({
      id: 'Hanya tiket dari layanan yang sama dapat digabung. Pindahkan salah satunya dahulu.',
      en: 'Only tickets of one service can be merged. Move one of them first.',
    })
  if (!isOpen(target.state))
    throw intoProblem({
      id: `Tiket ${target.number} sudah selesai. Buka kembali dahulu.`,
      en: `Ticket ${target.number} is settled. Reopen it first.`,
    })
}

/**
 * Merges a case into another of the same service and citizen. Messages and interactions go over; what was merged keeps
 * its own first-response target, so that no figure changes by it. A merged case never opens again: its citizen's next
 * message arrives in the target, and `splitCase` takes messages out again.
 * @throws forbidden, notFound, invalid, caseStale, caseNotOpen, otherCitizen, messageWaits
 */
export async function mergeCase(ctx: Ctx, raw: z.input<typeof input>): Promise<{ intoId: string; revision: number }> {
  authorize(ctx, 'case.work')
  const m = parse(input, raw)
  return withTenant(ctx, async (tx) => {
    const [source, target] = (await lockCases(tx, ctx, [m.caseId, m.intoId])) as [Case, Case]
    if (source.revision !== m.revision) throw caseStale()
    requireMergeable(source, target)
    const [service] = await Promise.all([
      serviceIn(tx, ctx, target.serviceId),
      requireOneCitizen(tx, ctx, source, target),
      requireNoneHeld(tx, ctx, source.id),
    ])
    await moveConversation(tx, ctx, source, target)
    // A target that was a part of the source stands by itself from now on.
    const parentId = target.parentId === source.id ? null : target.parentId
    await moveRelations(tx, ctx, source, { ...target, parentId })
    await endSource(tx, ctx, service, source, target, m.revision)
    const after = await growTarget(tx, ctx, service, source, { ...target, parentId })
    return { intoId: target.id, revision: after.revision }
  })
}

async function requireOneCitizen(tx: Tx, ctx: Ctx, source: Case, target: Case): Promise<void> {
  const rows = await tx
    .select({ contactId: identities.contactId })
    .from(identities)
    .where(and(eq(identities.tenantId, ctx.tenantId), inArray(identities.id, [source.identityId, target.identityId])))
  if (new Set(rows.map((r) => r.contactId)).size > 1) throw otherCitizen()
}

async function moveConversation(tx: Tx, ctx: Ctx, source: Case, target: Case): Promise<void> {
  const moved = await tx
    .update(caseInteractions)
    .set({
      caseId: target.id,
      originId: sql`coalesce(${caseInteractions.originId}, case when ${caseInteractions.opened} then ${source.id}::uuid end)`,
    })
    .where(and(eq(caseInteractions.tenantId, ctx.tenantId), eq(caseInteractions.caseId, source.id)))
    .returning({ id: caseInteractions.interactionId })
  if (moved.length > 0)
    await tx
      .update(interactions)
      .set({ version: sql`${interactions.version} + 1` })
      .where(
        and(
          eq(interactions.tenantId, ctx.tenantId),
          inArray(
            interactions.id,
            moved.map((r) => r.id),
          ),
        ),
      )
  await tx
    .update(messages)
    .set({ caseId: target.id })
    .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.caseId, source.id)))
}

/** Links, parts, watchers and tags follow; what was merged into the source points at the target, so that no chain grows. */
async function moveRelations(tx: Tx, ctx: Ctx, source: Case, target: Case): Promise<void> {
  const touches = and(
    eq(caseLinks.tenantId, ctx.tenantId),
    sql`(${caseLinks.caseId} = ${source.id}::uuid or ${caseLinks.otherId} = ${source.id}::uuid)`,
  )
  const [links, watchers] = await Promise.all([
    tx.delete(caseLinks).where(touches).returning(),
    tx
      .select({ memberId: caseFollowers.memberId })
      .from(caseFollowers)
      .where(
        and(
          eq(caseFollowers.tenantId, ctx.tenantId),
          eq(caseFollowers.caseId, source.id),
          eq(caseFollowers.isWatching, true),
        ),
      ),
    tx
      .update(cases)
      .set({ parentId: target.parentId ?? target.id })
      .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.parentId, source.id), ne(cases.id, target.id))),
    tx
      .update(cases)
      .set({ mergedIntoId: target.id })
      .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.mergedIntoId, source.id))),
  ])
  const others = links
    .map((l) => ({ ...l, other: l.caseId === source.id ? l.otherId : l.caseId }))
    .filter((l) => l.other !== target.id)
  for (const { other, createdAt } of others) {
    const [caseId, otherId] = [other, target.id].sort() as [string, string]
    await tx.insert(caseLinks).values({ tenantId: ctx.tenantId, caseId, otherId, createdAt }).onConflictDoNothing()
  }
  if (watchers.length > 0)
    await tx
      .insert(caseFollowers)
      .values(
        watchers.map(({ memberId }) => ({ tenantId: ctx.tenantId, memberId, caseId: target.id, isWatching: true })),
      )
      .onConflictDoUpdate({
        target: [caseFollowers.tenantId, caseFollowers.memberId, caseFollowers.caseId],
        set: { isWatching: true },
      })
}

async function endSource(
  tx: Tx,
  ctx: Ctx,
  service: Service,
  source: Case,
  target: Case,
  revision: number,
): Promise<void> {
  await clearTimer(tx, ctx, { kind: callbackTimer, ref: source.id })
  await changeCaseRow(tx, ctx, source, service.emergency, {
    set: {
      state: 'merged',
      isOpen: false,
      mergedIntoId: target.id,
      parentId: null,
      waitingSince: null,
      callbackAt: null,
      sortAt: farAway,
      messageCount: 0,
    },
    revision,
    edits: true,
    entry: { kind: 'merged', data: { act: 'into', number: target.number, caseId: target.id } },
    event: caseMerged,
    payload: {},
    audit: { action: 'case.merged', before: { state: source.state }, after: { into: target.number } },
  })
}

async function growTarget(tx: Tx, ctx: Ctx, service: Service, source: Case, target: Case): Promise<Case> {
  const priority = isOpen(source.state) ? moreUrgent(target.priority, source.priority) : target.priority
  const turn = joinedTurn(target, source)
  const set: Partial<Case> = { ...turn, priority, parentId: target.parentId }
  if (priority !== target.priority && !target.firstAnsweredAt) {
    const due = firstResponseDue(service.definition, priority, target.openedAt, await calendarIn(tx, ctx, service))
    set.firstResponseDueAt = due
    if (due && !target.overdueAt)
      await setTimer(tx, ctx, { kind: firstResponseTimer, ref: target.id, version: target.version + 1, dueAt: due })
  }
  set.sortAt = joinedSort({ ...target, ...set }, source)
  if (turn.callbackAt && turn.callbackAt !== target.callbackAt)
    await setTimer(tx, ctx, {
      kind: callbackTimer,
      ref: target.id,
      version: target.version + 1,
      dueAt: turn.callbackAt,
    })
  const tagIds = [...new Set([...target.tagIds, ...source.tagIds])].slice(0, mostTags)
  const fresh = tagIds.filter((id) => !target.tagIds.includes(id))
  if (fresh.length > 0)
    await tx
      .insert(caseTags)
      .values(fresh.map((tagId) => ({ tenantId: ctx.tenantId, tagId, caseId: target.id })))
      .onConflictDoNothing()
  const theirs = source.lastMessageAt > target.lastMessageAt
  return changeCaseRow(tx, ctx, target, service.emergency, {
    set: {
      ...set,
      tagIds,
      attributes: { ...source.attributes, ...target.attributes },
      messageCount: target.messageCount + source.messageCount,
      ...(theirs && {
        lastMessageAt: source.lastMessageAt,
        lastMessageText: source.lastMessageText,
        lastDirection: source.lastDirection,
      }),
      ...(turn.waitingSince && !target.waitingSince && { snoozedUntil: null }),
    },
    revision: null,
    edits: true,
    entry: { kind: 'merged', data: { act: 'from', number: source.number, caseId: source.id } },
    event: caseMerged,
    payload: {},
    audit: { action: 'case.merged', before: { priority: target.priority }, after: { from: source.number, priority } },
  })
}
