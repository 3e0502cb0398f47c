import { interactions } from '@siaga/conversations/schema'
import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { clearTimer, setTimer } from '@siaga/events'
import { authorize, parse, type Service, serviceIn } from '@siaga/tenancy'
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Case, canReopen, farAway, isOpen, sortTime } from '../case-rules.ts'
import { caseStale, changeCaseRow, lockCase, reopenTooLate } from '../case-store.ts'
import { caseSpam } from '../events.ts'
import { firstResponseTimer } from '../receive-message.ts'
import { caseEntries, caseInteractions } from '../schema.ts'
import { requireNoneHeld } from './held-messages.ts'
import { resumeMergedClocks, stopMergedClocks } from './merged-clocks.ts'
import { callbackTimer } from './plan-callback.ts'
import { caseMergedAway } from './split-case.ts'

type Class = (typeof interactions.$inferSelect)['class']
/** How a case was before it was marked, kept with the mark so that taking it off is exact. */
type Before = { waitingSince: string | null; outcome: string | null; classes: Record<string, Class> }

const versioned = z.object({ caseId: z.uuid(), revision: z.int().positive() }).strict()

const ofCase = (tx: Tx, ctx: Ctx, caseId: string) =>
  tx
    .select({ id: caseInteractions.interactionId })
    .from(caseInteractions)
    .where(and(eq(caseInteractions.tenantId, ctx.tenantId), eq(caseInteractions.caseId, caseId)))

/**
 * Closes a case as spam: out of the inbox, its contacts of the class prank. Within 7 days `unmarkSpam` makes all of it
 * as it was. A message of the citizen's reopens it like any other, so that nobody is dropped in silence.
 * @throws forbidden, notFound, caseStale, caseMergedAway, messageWaits
 */
export async function markSpam(ctx: Ctx, raw: z.input<typeof versioned>): Promise<{ revision: number }> {
  authorize(ctx, 'case.work')
  const s = parse(versioned, raw)
  return withTenant(ctx, async (tx) => {
    const c = await lockCase(tx, ctx, s.caseId)
    if (c.revision !== s.revision) throw caseStale()
    if (c.state === 'merged') throw caseMergedAway()
    if (c.isSpam) return { revision: c.revision }
    const [service] = await Promise.all([serviceIn(tx, ctx, c.serviceId), requireNoneHeld(tx, ctx, c.id)])
    const now = ctx.clock.now()
    const classes = await asPrank(tx, ctx, c.id, now)
    await Promise.all([
      clearTimer(tx, ctx, { kind: firstResponseTimer, ref: c.id }),
      clearTimer(tx, ctx, { kind: callbackTimer, ref: c.id }),
      stopMergedClocks(tx, ctx, c.id),
    ])
    const invalidOutcome = service.definition.outcomes.find((o) => o.code === 'invalid')?.code ?? null
    const before: Before = { waitingSince: c.waitingSince?.toISOString() ?? null, outcome: c.outcome, classes }
    const after = await changeCaseRow(tx, ctx, c, service.emergency, {
      set: {
        state: 'closed',
        isOpen: false,
        isSpam: true,
        outcome: invalidOutcome,
        closedAt: now,
        resolvedAt: c.resolvedAt ?? now,
        waitingSince: null,
        callbackAt: null,
        sortAt: farAway,
      },
      revision: s.revision,
      edits: true,
      entry: { kind: 'spam', data: { act: 'on', before } },
      event: caseSpam,
      payload: {},
      audit: { action: 'case.spam', before: { state: c.state }, after: { state: 'closed', class: 'prank' } },
    })
    return { revision: after.revision }
  })
}

/** Gives every contact of the case the class prank; returns which class each had. */
async function asPrank(tx: Tx, ctx: Ctx, caseId: string, now: Date): Promise<Record<string, Class>> {
  const had = await tx
    .select({ id: interactions.id, class: interactions.class })
    .from(interactions)
    .where(and(eq(interactions.tenantId, ctx.tenantId), inArray(interactions.id, ofCase(tx, ctx, caseId))))
    .for('update')
  await tx
    .update(interactions)
    .set({
      class: 'prank',
      state: 'ended',
      endedAt: sql`coalesce(${interactions.endedAt}, ${now.toISOString()}::timestamptz)`,
      version: sql`${interactions.version} + 1`,
    })
    .where(
      and(
        eq(interactions.tenantId, ctx.tenantId),
        inArray(
          interactions.id,
          had.map((i) => i.id),
        ),
      ),
    )
  return Object.fromEntries(had.map((i) => [i.id, i.class]))
}

/** Takes the mark off again, within 7 days: open as it was, with the classes that it had. @throws forbidden, notFound, caseStale, reopenTooLate */
export async function unmarkSpam(ctx: Ctx, raw: z.input<typeof versioned>): Promise<{ revision: number }> {
  authorize(ctx, 'case.work')
  const s = parse(versioned, raw)
  return withTenant(ctx, async (tx) => {
    const c = await lockCase(tx, ctx, s.caseId)
    if (c.revision !== s.revision) throw caseStale()
    if (!c.isSpam) return { revision: c.revision }
    const service = await serviceIn(tx, ctx, c.serviceId)
    const after = await restore(tx, ctx, c, service, s.revision)
    return { revision: after.revision }
  })
}

/** Makes a case marked as spam as it was; the case is locked. @throws reopenTooLate, caseStale */
export async function restore(tx: Tx, ctx: Ctx, c: Case, service: Service, revision: number): Promise<Case> {
  if (!isOpen(c.state) && !canReopen(c, ctx.clock.now())) throw reopenTooLate()
  const [mark] = await tx
    .select({ data: caseEntries.data })
    .from(caseEntries)
    .where(
      and(
        eq(caseEntries.tenantId, ctx.tenantId),
        eq(caseEntries.caseId, c.id),
        eq(caseEntries.kind, 'spam'),
        sql`${caseEntries.data} ->> 'act' = 'on'`,
      ),
    )
    .orderBy(desc(caseEntries.createdAt), desc(caseEntries.id))
    .limit(1)
  const before = mark?.data.before as Before | undefined
  for (const [id, was] of Object.entries(before?.classes ?? {})) await backTo(tx, ctx, id, was)
  const waitingSince = before?.waitingSince ? new Date(before.waitingSince) : null
  if (!c.firstAnsweredAt && c.firstResponseDueAt && !c.overdueAt)
    await setTimer(tx, ctx, {
      kind: firstResponseTimer,
      ref: c.id,
      version: c.version + 1,
      dueAt: c.firstResponseDueAt,
    })
  await resumeMergedClocks(tx, ctx, c.id)
  return changeCaseRow(tx, ctx, c, service.emergency, {
    set: {
      state: 'open',
      isOpen: true,
      isSpam: false,
      outcome: null,
      resolvedAt: null,
      closedAt: null,
      waitingSince,
      sortAt: sortTime({ ...c, waitingSince }),
    },
    revision,
    edits: true,
    entry: { kind: 'spam', data: { act: 'off' } },
    event: caseSpam,
    payload: {},
    audit: { action: 'case.not_spam', before: { state: c.state }, after: { state: 'open' } },
  })
}

/** Only where the mark's own class still stands: what somebody classed since stays. */
async function backTo(tx: Tx, ctx: Ctx, interactionId: string, was: Class): Promise<void> {
  await tx
    .update(interactions)
    .set({
      class: was,
      ...(was === null && {
        state: sql`case when ${interactions.answeredAt} is null then 'waiting' else 'wrap_up' end`,
        endedAt: sql`${interactions.answeredAt}`,
      }),
      version: sql`${interactions.version} + 1`,
    })
    .where(
      and(eq(interactions.tenantId, ctx.tenantId), eq(interactions.id, interactionId), eq(interactions.class, 'prank')),
    )
}
