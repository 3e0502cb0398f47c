import { type Ctx, type Database, withRole, withTenant } from '@siaga/db'
import { tenants as register } from '@siaga/db/schema'
import { type Clock, type Locale, notFound, systemClock } from '@siaga/kernel'
import { and, eq } from 'drizzle-orm'
import { powersOf } from '../permissions.ts'
import { memberServices, members, memberships } from '../schema.ts'
import type { Tenant } from '../tenant/read-tenant.ts'

/** The tenants in which a person works, by name. */
export function tenantsOfUser(db: Database, userId: string): Promise<Tenant[]> {
  return withRole(db, 'identity', async (tx) => {
    const rows = await tx
      .select({ tenant: register })
      .from(memberships)
      .innerJoin(register, eq(register.id, memberships.tenantId))
      .where(eq(memberships.userId, userId))
      .orderBy(register.name)
    return rows.map((r) => r.tenant)
  })
}

type MemberCall = { db: Database; userId: string; tenantSlug: string; locale: Locale; requestId: string; clock?: Clock }

/**
 * The context of a person in the tenant that the URL names, and all the tenants in which they work. A tenant one does not
 * belong to is "not found".
 * @throws notFound
 */
export async function memberCtx(call: MemberCall): Promise<{
  ctx: Ctx
  tenant: Tenant
  tenants: Tenant[]
  roles: string[]
}> {
  const tenants = await tenantsOfUser(call.db, call.userId)
  const mine = tenants.find((t) => t.slug === call.tenantSlug)
  if (!mine) throw notFound({ internal: 'not a member of this tenant' })
  const scope = { db: call.db, tenantId: mine.id }
  const { member, services } = await withTenant(scope, async (tx) => {
    const [found, rows] = await Promise.all([
      tx
        .select()
        .from(members)
        .where(and(eq(members.tenantId, mine.id), eq(members.userId, call.userId), eq(members.state, 'active'))),
      tx
        .select({ serviceId: memberServices.serviceId })
        .from(memberServices)
        .innerJoin(members, and(eq(members.tenantId, memberServices.tenantId), eq(members.id, memberServices.memberId)))
        .where(
          and(eq(memberServices.tenantId, mine.id), eq(members.tenantId, mine.id), eq(members.userId, call.userId)),
        ),
    ])
    return { member: found[0], services: rows.map((r) => r.serviceId) }
  })
  if (!member) throw notFound({ internal: 'membership without an active member' })
  const powers = powersOf(member.roles)
  const ctx: Ctx = {
    ...scope,
    actor: { kind: 'member', memberId: member.id, userId: call.userId, name: member.name },
    permissions: powers.permissions,
    services: powers.allServices ? 'all' : services,
    clock: call.clock ?? systemClock,
    locale: call.locale,
    requestId: call.requestId,
  }
  return { ctx, tenant: mine, tenants, roles: member.roles }
}
