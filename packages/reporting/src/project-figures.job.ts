import { figureEvents } from '@siaga/cases'
import { caseInteractions, cases } from '@siaga/cases/schema'
import { interactionLogged } from '@siaga/conversations'
import { interactions } from '@siaga/conversations/schema'
import { beforeCommit, type Ctx, type Tx, withTenantDerived } from '@siaga/db'
import { type Consumer, readEvent } from '@siaga/events'
import { ownTenant } from '@siaga/tenancy'
import { services } from '@siaga/tenancy/schema'
import { and, eq, lte, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import {
  type CaseFact,
  caseFact,
  difference,
  type FigureHome,
  type InteractionFact,
  interactionFact,
  interactionKey,
} from './fact-rules.ts'
import { caseGauges, facts, interactionFigures } from './schema.ts'

/** Keeps the figures in step with cases and their interactions, and with contacts that were logged without a case. */
export const figuresConsumer: Consumer = {
  name: 'figures',
  events: [...figureEvents, interactionLogged.type],
  lane: () => 'derived',
  async handle(ctx, delivery) {
    await withTenantDerived(ctx, async (tx) => {
      const [event] = await Promise.all([readEvent(tx, ctx, delivery.eventId), delivery.complete(tx)])
      if (event?.type === interactionLogged.type) await projectInteraction(tx, ctx, event.subjectId)
      else if (event) await projectCase(tx, ctx, event.subjectId)
    })
  },
}

type Kind = 'interaction' | 'case'
type Kept<T> = { fact: T | null; version: number }

/** The merged case whose first-response target an interaction carries on. */
const origins = alias(cases, 'origins')

/** Takes the subject's fact row under lock, so that two events of one subject apply one after the other. */
async function lockFact<T>(tx: Tx, ctx: Ctx, kind: Kind, subjectId: string): Promise<Kept<T>> {
  const rows = await tx
    .insert(facts)
    .values({ tenantId: ctx.tenantId, subjectKind: kind, subjectId, version: 0, fact: {} })
    .onConflictDoUpdate({ target: [facts.tenantId, facts.subjectKind, facts.subjectId], set: { subjectId } })
    .returning({ version: facts.version, fact: facts.fact })
  const row = rows[0]
  return { fact: row && row.version > 0 ? (row.fact as T) : null, version: row?.version ?? 0 }
}

/** Never over a newer one: an interaction that went to another case meanwhile is that case's to tell. */
const keepFact = (tx: Tx, ctx: Ctx, kind: Kind, subjectId: string, fact: object, version: number) =>
  tx
    .update(facts)
    .set({ version, fact: fact as Record<string, unknown> })
    .where(
      and(
        eq(facts.tenantId, ctx.tenantId),
        eq(facts.subjectKind, kind),
        eq(facts.subjectId, subjectId),
        lte(facts.version, version),
      ),
    )

/**
 * Reads a case and its interactions after the case's fact is locked, and moves the figures by new − old, with the commit.
 * What does not need the answer of another statement is sent together; the connection runs it in the order in which it
 * is sent.
 */
export async function projectCase(tx: Tx, ctx: Ctx, caseId: string): Promise<void> {
  const [{ fact: before }, [found], tenant, links] = await Promise.all([
    lockFact<CaseFact>(tx, ctx, 'case', caseId),
    tx
      .select({ case: cases, serviceType: services.type })
      .from(cases)
      .innerJoin(services, and(eq(services.tenantId, cases.tenantId), eq(services.id, cases.serviceId)))
      .where(and(eq(cases.tenantId, ctx.tenantId), eq(services.tenantId, ctx.tenantId), eq(cases.id, caseId))),
    ownTenant(tx, ctx),
    tx
      .select({ interaction: interactions, opened: caseInteractions.opened, origin: origins })
      .from(caseInteractions)
      .innerJoin(
        interactions,
        and(eq(interactions.tenantId, caseInteractions.tenantId), eq(interactions.id, caseInteractions.interactionId)),
      )
      .leftJoin(origins, and(eq(origins.tenantId, ctx.tenantId), eq(origins.id, caseInteractions.originId)))
      .where(
        and(
          eq(caseInteractions.tenantId, ctx.tenantId),
          eq(interactions.tenantId, ctx.tenantId),
          eq(caseInteractions.caseId, caseId),
        ),
      )
      .orderBy(interactions.id),
  ])
  if (!found) return
  const home: FigureHome = {
    serviceId: found.case.serviceId,
    serviceType: found.serviceType,
    provinceCode: tenant.provinceCode,
  }
  const after = caseFact(home, found.case)
  const changed = await Promise.all(
    links.map(async ({ interaction, opened, origin }) => {
      const fresh = interactionFact(home, {
        ...interaction,
        opened: opened ? (origin ?? found.case) : null,
        category: found.case.category,
      })
      const old = await lockFact<InteractionFact>(tx, ctx, 'interaction', interaction.id)
      beforeCommit(tx, keepFact(tx, ctx, 'interaction', interaction.id, fresh, interaction.version))
      return old.version > interaction.version ? [] : difference(old.fact, fresh)
    }),
  )
  const moves = changed.flat()
  // In one order everywhere, so that two handlers never wait for each other's rows crosswise.
  moves.sort((a, b) => (interactionKey(a.row) < interactionKey(b.row) ? -1 : 1))
  beforeCommit(
    tx,
    keepFact(tx, ctx, 'case', caseId, after, found.case.version),
    ...difference(before, after).map(({ row, sign }) => moveGauge(tx, ctx, row, sign)),
    ...moves.map(({ row, sign }) => moveFigures(tx, ctx, row, sign)),
  )
}

/** An interaction that belongs to no case: what it counts for stands in its own row. */
export async function projectInteraction(tx: Tx, ctx: Ctx, interactionId: string): Promise<void> {
  const [old, [found], tenant] = await Promise.all([
    lockFact<InteractionFact>(tx, ctx, 'interaction', interactionId),
    tx
      .select({ interaction: interactions, serviceType: services.type, caseId: caseInteractions.caseId })
      .from(interactions)
      .innerJoin(services, and(eq(services.tenantId, interactions.tenantId), eq(services.id, interactions.serviceId)))
      .leftJoin(
        caseInteractions,
        and(eq(caseInteractions.tenantId, ctx.tenantId), eq(caseInteractions.interactionId, interactions.id)),
      )
      .where(
        and(
          eq(interactions.tenantId, ctx.tenantId),
          eq(services.tenantId, ctx.tenantId),
          eq(interactions.id, interactionId),
        ),
      )
      .limit(1),
    ownTenant(tx, ctx),
  ])
  // Once it belongs to a case, that case tells what it counts for.
  if (!found || found.caseId) return
  const { interaction, serviceType } = found
  const home: FigureHome = { serviceId: interaction.serviceId, serviceType, provinceCode: tenant.provinceCode }
  const fresh = interactionFact(home, { ...interaction, opened: null })
  beforeCommit(tx, keepFact(tx, ctx, 'interaction', interactionId, fresh, interaction.version))
  if (old.version > interaction.version) return
  beforeCommit(tx, ...difference(old.fact, fresh).map(({ row, sign }) => moveFigures(tx, ctx, row, sign)))
}

function moveGauge(tx: Tx, ctx: Ctx, row: CaseFact, sign: 1 | -1) {
  const { open, overdue, ...home } = row
  return tx
    .insert(caseGauges)
    .values({ tenantId: ctx.tenantId, ...home, open: sign * open, overdue: sign * overdue })
    .onConflictDoUpdate({
      target: [caseGauges.tenantId, caseGauges.serviceId],
      set: { open: sql`${caseGauges.open} + excluded.open`, overdue: sql`${caseGauges.overdue} + excluded.overdue` },
    })
}

function moveFigures(tx: Tx, ctx: Ctx, row: InteractionFact, sign: 1 | -1) {
  const { received, answered, due, inTime, hour, ...dimensions } = row
  const t = interactionFigures
  return tx
    .insert(t)
    .values({
      tenantId: ctx.tenantId,
      ...dimensions,
      hour: new Date(hour),
      received: sign * received,
      answered: sign * answered,
      due: sign * due,
      inTime: sign * inTime,
    })
    .onConflictDoUpdate({
      target: [t.tenantId, t.hour, t.serviceId, t.channelKind, t.class, t.category],
      set: {
        received: sql`${t.received} + excluded.received`,
        answered: sql`${t.answered} + excluded.answered`,
        due: sql`${t.due} + excluded.due`,
        inTime: sql`${t.inTime} + excluded.in_time`,
      },
    })
}
