import { channels } from '@siaga/channels/schema'
import { identityIn } from '@siaga/conversations'
import { identities, interactions, messages } from '@siaga/conversations/schema'
import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { authorize, inService, membersIn, queuesIn, serviceIn } from '@siaga/tenancy'
import { and, asc, desc, eq, inArray, ne, or } from 'drizzle-orm'
import { checklistOf } from './case/checklist-rules.ts'
import { movesIn, relationsIn } from './case/read-relations.ts'
import { caseIn } from './case-store.ts'
import { contactStanding } from './contact-standing.ts'
import { ownDrafts } from './draft/draft-store.ts'
import { reachRoutes } from './outgoing/reach-routes.ts'
import { freeTextWindow } from './outgoing/window.ts'
import { answerRoute } from './reply.ts'
import { caseEntries, caseInteractions, cases } from './schema.ts'

const maxItems = 500

/** Everything the console shows of a case, in one transaction. @throws forbidden, notFound */
export async function readCase(ctx: Ctx, caseId: string) {
  authorize(ctx, 'case.read')
  return withTenant(ctx, async (tx) => {
    const c = await caseIn(tx, ctx, caseId)
    const [service, identity, items, entries, episodes, members, queues, route, reach, drafts, related, moves, kinds] =
      await Promise.all([
        serviceIn(tx, ctx, c.serviceId),
        identityIn(tx, ctx, c.identityId),
        tx
          .select()
          .from(messages)
          .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.caseId, caseId), ne(messages.state, 'withdrawn')))
          .orderBy(desc(messages.orderedAt), desc(messages.id))
          .limit(maxItems),
        tx
          .select()
          .from(caseEntries)
          .where(and(eq(caseEntries.tenantId, ctx.tenantId), ofCaseOrMerged(tx, ctx, caseId)))
          .orderBy(desc(caseEntries.createdAt), desc(caseEntries.id))
          .limit(maxItems),
        tx
          .select({
            id: interactions.id,
            state: interactions.state,
            class: interactions.class,
            channelKind: interactions.channelKind,
            receivedAt: interactions.receivedAt,
            answeredAt: interactions.answeredAt,
          })
          .from(interactions)
          .innerJoin(
            caseInteractions,
            and(
              eq(caseInteractions.tenantId, interactions.tenantId),
              eq(caseInteractions.interactionId, interactions.id),
            ),
          )
          .where(
            and(
              eq(interactions.tenantId, ctx.tenantId),
              eq(caseInteractions.tenantId, ctx.tenantId),
              eq(caseInteractions.caseId, caseId),
            ),
          )
          .orderBy(asc(interactions.receivedAt)),
        membersIn(tx, ctx),
        queuesIn(tx, { ...ctx, services: [c.serviceId] }),
        answerRoute(tx, ctx, c),
        reachRoutes(tx, ctx, c),
        ownDrafts(tx, ctx, caseId),
        relationsIn(tx, ctx, c),
        movesIn(tx, ctx),
        tx.select({ id: channels.id, kind: channels.kind }).from(channels).where(eq(channels.tenantId, ctx.tenantId)),
      ])
    const window = route.leaves ? await freeTextWindow(tx, ctx, { ...route, identityId: c.identityId }) : null
    const [history, standing] = identity
      ? await Promise.all([
          tx
            .select({
              id: cases.id,
              number: cases.number,
              subject: cases.subject,
              state: cases.state,
              channelKind: cases.channelKind,
              serviceId: cases.serviceId,
              lastMessageAt: cases.lastMessageAt,
            })
            .from(cases)
            .innerJoin(identities, and(eq(identities.tenantId, cases.tenantId), eq(identities.id, cases.identityId)))
            .where(
              and(
                eq(cases.tenantId, ctx.tenantId),
                eq(identities.tenantId, ctx.tenantId),
                eq(identities.contactId, identity.contactId),
                ne(cases.id, caseId),
              ),
            )
            .orderBy(desc(cases.lastMessageAt))
            .limit(10),
          contactStanding(tx, ctx, identity.contactId),
        ])
      : [[], null]
    return {
      case: c,
      service,
      citizen: identity,
      /** Of the citizen: addresses, language, block. */
      standing,
      messages: items.reverse(),
      entries: entries.reverse(),
      interactions: episodes,
      // Only what lies in the viewer's own services.
      history: history.filter((h) => inService(ctx, h.serviceId)),
      colleagues: members
        .filter((m) => m.worksCases && (m.serviceIds === 'all' || m.serviceIds.includes(c.serviceId)))
        .map(({ id, name }) => ({ id, name })),
      queues,
      route,
      /** Until when free text may leave on that way; null where it always may. */
      window,
      /** Every way on which the citizen can be written to. */
      reach,
      drafts,
      ...related,
      /** Whom a note can call. */
      readers: members
        .filter((m) => m.serviceIds === 'all' || m.serviceIds.includes(c.serviceId))
        .map(({ id, name }) => ({ id, name })),
      checklist: checklistOf(service.definition, c.category, c.checklist),
      moves,
      /** Of each channel, its kind: what was merged came on others. */
      channelKinds: Object.fromEntries(kinds.map((k) => [k.id, k.kind])),
    }
  })
}

/** The timeline of a case; of what was merged into it, the notes, since they are about the same matter. */
function ofCaseOrMerged(tx: Tx, ctx: Ctx, caseId: string) {
  const merged = tx
    .select({ id: cases.id })
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.mergedIntoId, caseId)))
  return or(eq(caseEntries.caseId, caseId), and(eq(caseEntries.kind, 'note'), inArray(caseEntries.caseId, merged)))
}

export type CaseDetail = Awaited<ReturnType<typeof readCase>>

/** The files of a case that the caller may read: every file hangs on a message. @throws forbidden, notFound */
export async function caseFileIds(ctx: Ctx, caseId: string): Promise<Set<string>> {
  authorize(ctx, 'case.read')
  return withTenant(ctx, async (tx) => {
    const c = await caseIn(tx, ctx, caseId)
    const rows = await tx
      .select({ attachments: messages.attachments })
      .from(messages)
      .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.caseId, c.id)))
    return new Set(rows.flatMap((r) => r.attachments.map((a) => a.fileId)))
  })
}
