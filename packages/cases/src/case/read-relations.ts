import type { Ctx, Tx } from '@siaga/db'
import { inService, may, queuesIn, servicesIn } from '@siaga/tenancy'
import { members } from '@siaga/tenancy/schema'
import { and, asc, desc, eq, inArray, or, sql } from 'drizzle-orm'
import type { Case } from '../case-rules.ts'
import { caseFollowers, caseLinks, cases } from '../schema.ts'
import { mayMoveTo } from './move-case.ts'
import { tagsById } from './tags.ts'

const mostRelated = 200

const relatedColumns = {
  id: cases.id,
  number: cases.number,
  subject: cases.subject,
  state: cases.state,
  isOpen: cases.isOpen,
  serviceId: cases.serviceId,
  revision: cases.revision,
  parentId: cases.parentId,
  mergedIntoId: cases.mergedIntoId,
}

/** What a case has to do with others, and who follows it; only what lies in the caller's own services. */
export async function relationsIn(tx: Tx, ctx: Ctx, c: Case) {
  const up = [c.parentId, c.mergedIntoId].filter((id) => id !== null)
  const [linked, kin, followers, tags] = await Promise.all([
    tx
      .select(relatedColumns)
      .from(caseLinks)
      .innerJoin(
        cases,
        and(
          eq(cases.tenantId, caseLinks.tenantId),
          sql`${cases.id} = case when ${caseLinks.caseId} = ${c.id}::uuid then ${caseLinks.otherId} else ${caseLinks.caseId} end`,
        ),
      )
      .where(
        and(
          eq(caseLinks.tenantId, ctx.tenantId),
          eq(cases.tenantId, ctx.tenantId),
          or(eq(caseLinks.caseId, c.id), eq(caseLinks.otherId, c.id)),
        ),
      )
      .orderBy(desc(caseLinks.createdAt))
      .limit(mostRelated),
    tx
      .select(relatedColumns)
      .from(cases)
      .where(
        and(
          eq(cases.tenantId, ctx.tenantId),
          or(eq(cases.parentId, c.id), eq(cases.mergedIntoId, c.id), up.length > 0 ? inArray(cases.id, up) : undefined),
        ),
      )
      .orderBy(asc(cases.openedAt))
      .limit(mostRelated),
    tx
      .select({ memberId: caseFollowers.memberId, name: members.name })
      .from(caseFollowers)
      .innerJoin(members, and(eq(members.tenantId, caseFollowers.tenantId), eq(members.id, caseFollowers.memberId)))
      .where(
        and(
          eq(caseFollowers.tenantId, ctx.tenantId),
          eq(members.tenantId, ctx.tenantId),
          eq(caseFollowers.caseId, c.id),
          eq(caseFollowers.isWatching, true),
        ),
      )
      .orderBy(asc(members.name)),
    c.tagIds.length > 0 ? tagsById(tx, ctx, c.tagIds) : [],
  ])
  const seen = kin.filter((k) => inService(ctx, k.serviceId))
  return {
    links: linked.filter((l) => inService(ctx, l.serviceId)),
    parent: seen.find((k) => k.id === c.parentId) ?? null,
    mergedInto: seen.find((k) => k.id === c.mergedIntoId) ?? null,
    children: seen.filter((k) => k.parentId === c.id),
    merged: seen.filter((k) => k.mergedIntoId === c.id),
    watchers: followers,
    tags,
  }
}

/** Where the caller may move a case to: services with their queues. */
export async function movesIn(tx: Tx, ctx: Ctx) {
  if (!may(ctx, 'case.work')) return []
  const all = { ...ctx, services: 'all' as const }
  const [services, queues] = await Promise.all([servicesIn(tx, all), queuesIn(tx, all)])
  return services
    .filter((s) => s.state !== 'retired' && mayMoveTo(ctx, s.id))
    .map((s) => ({
      id: s.id,
      name: s.definition.name,
      queues: queues.filter((q) => q.serviceId === s.id).map(({ id, code, name }) => ({ id, code, name })),
    }))
}
