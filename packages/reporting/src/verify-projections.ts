import { caseInteractions, cases } from '@siaga/cases/schema'
import { interactions } from '@siaga/conversations/schema'
import { type Ctx, withTenant } from '@siaga/db'
import { ownTenant } from '@siaga/tenancy'
import { services } from '@siaga/tenancy/schema'
import { and, asc, eq, gt } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { caseFact, type FigureHome, interactionFact, interactionKey } from './fact-rules.ts'
import { caseGauges, interactionFigures } from './schema.ts'

export type Verification = { interactions: number; cases: number; differences: string[] }

const batch = 1000
const origins = alias(cases, 'origins')

/** Recomputes a tenant's figures from its cases and interactions by the same functions and compares every number. */
export async function verifyProjections(ctx: Ctx): Promise<Verification> {
  return withTenant(ctx, async (tx) => {
    const tenant = await ownTenant(tx, ctx)
    const types = new Map(
      (
        await tx
          .select({ id: services.id, type: services.type })
          .from(services)
          .where(eq(services.tenantId, ctx.tenantId))
      ).map((s) => [s.id, s.type]),
    )
    const homeOf = (serviceId: string): FigureHome => ({
      serviceId,
      serviceType: types.get(serviceId) ?? '',
      provinceCode: tenant.provinceCode,
    })
    const figures = new Map<string, number[]>()
    const gauges = new Map<string, number[]>()
    const add = (into: Map<string, number[]>, key: string, values: number[]) =>
      into.set(
        key,
        (into.get(key) ?? values.map(() => 0)).map((v, i) => v + (values[i] ?? 0)),
      )
    const seen = { interactions: 0, cases: 0 }

    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const rows = await tx
        .select()
        .from(cases)
        .where(and(eq(cases.tenantId, ctx.tenantId), gt(cases.id, after)))
        .orderBy(asc(cases.id))
        .limit(batch)
      for (const c of rows) {
        const fact = caseFact(homeOf(c.serviceId), c)
        add(gauges, c.serviceId, [fact.open, fact.overdue])
      }
      seen.cases += rows.length
      if (rows.length < batch) break
      after = rows.at(-1)?.id as string
    }
    for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
      const rows = await tx
        .select({ i: interactions, c: cases, opened: caseInteractions.opened, origin: origins })
        .from(interactions)
        .leftJoin(
          caseInteractions,
          and(eq(caseInteractions.tenantId, ctx.tenantId), eq(caseInteractions.interactionId, interactions.id)),
        )
        .leftJoin(cases, and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, caseInteractions.caseId)))
        .leftJoin(origins, and(eq(origins.tenantId, ctx.tenantId), eq(origins.id, caseInteractions.originId)))
        .where(and(eq(interactions.tenantId, ctx.tenantId), gt(interactions.id, after)))
        .orderBy(asc(interactions.id))
        .limit(batch)
      for (const { i, c, opened, origin } of rows) {
        const fact = interactionFact(homeOf(c?.serviceId ?? i.serviceId), {
          ...i,
          opened: opened ? (origin ?? c) : null,
          category: c ? c.category : i.category,
        })
        add(figures, interactionKey(fact), [fact.received, fact.answered, fact.due, fact.inTime])
      }
      seen.interactions += rows.length
      if (rows.length < batch) break
      after = rows.at(-1)?.i.id as string
    }

    const storedFigures = (
      await tx.select().from(interactionFigures).where(eq(interactionFigures.tenantId, ctx.tenantId))
    ).map(
      (r) =>
        [interactionKey({ ...r, hour: r.hour.toISOString() }), [r.received, r.answered, r.due, r.inTime]] as [
          string,
          number[],
        ],
    )
    const storedGauges = (await tx.select().from(caseGauges).where(eq(caseGauges.tenantId, ctx.tenantId))).map(
      (r) => [r.serviceId, [r.open, r.overdue]] as [string, number[]],
    )
    return {
      ...seen,
      differences: [...compare('figures', figures, storedFigures), ...compare('gauges', gauges, storedGauges)],
    }
  })
}

function compare(what: string, expected: Map<string, number[]>, stored: [string, number[]][]): string[] {
  const kept = new Map(stored)
  const keys = new Set([...expected.keys(), ...kept.keys()])
  return [...keys].flatMap((key) => {
    const want = expected.get(key) ?? []
    const have = kept.get(key) ?? []
    const same =
      Math.max(want.length, have.length) === 0 || [0, 1, 2, 3].every((i) => (want[i] ?? 0) === (have[i] ?? 0))
    return same
      ? []
      : [`${what} ${key}: events say ${want.join('/') || '0'}, the projection says ${have.join('/') || '0'}`]
  })
}
