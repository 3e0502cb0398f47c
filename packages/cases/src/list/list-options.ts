import { type Ctx, withTenant } from '@siaga/db'
import { authorize, membersIn, type Queue, queuesIn } from '@siaga/tenancy'
import { and, asc, eq, sql } from 'drizzle-orm'
import { tags } from '../schema.ts'
import { serviceIdsFor } from './list-cases.ts'

/** More than that nobody looks through in a menu. */
const mostTags = 500

export type ListOptions = {
  queues: Queue[]
  /** Who works cases in a service of the caller's. */
  members: { id: string; name: string }[]
  tags: { id: string; name: string }[]
}

/** What the list can be filtered by, apart from what the services' own definitions say. @throws forbidden */
export async function listOptions(ctx: Ctx): Promise<ListOptions> {
  authorize(ctx, 'case.read')
  return withTenant(ctx, async (tx) => {
    const serviceIds = await serviceIdsFor(tx, ctx)
    const [queues, members, words] = await Promise.all([
      queuesIn(tx, { ...ctx, services: serviceIds }),
      membersIn(tx, ctx),
      tx
        .select({ id: tags.id, name: tags.name })
        .from(tags)
        .where(and(eq(tags.tenantId, ctx.tenantId), eq(tags.isActive, true)))
        .orderBy(asc(sql`lower(${tags.name})`))
        .limit(mostTags),
    ])
    const near = members.filter(
      (m) => m.worksCases && (m.serviceIds === 'all' || m.serviceIds.some((id) => serviceIds.includes(id))),
    )
    return { queues, members: near.map(({ id, name }) => ({ id, name })), tags: words }
  })
}
