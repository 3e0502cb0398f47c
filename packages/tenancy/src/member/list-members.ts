import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { and, asc, eq } from 'drizzle-orm'
import { authorize, powersOf } from '../permissions.ts'
import { memberServices, members } from '../schema.ts'

export type MemberRow = { id: string; name: string; roles: string[]; worksCases: boolean; serviceIds: string[] | 'all' }

/** Active members by name with the services they work in. @throws forbidden */
export async function listMembers(ctx: Ctx): Promise<MemberRow[]> {
  authorize(ctx, 'member.read')
  return withTenant(ctx, (tx) => membersIn(tx, ctx))
}

export async function membersIn(tx: Tx, ctx: Ctx): Promise<MemberRow[]> {
  const [rows, links] = await Promise.all([
    tx
      .select()
      .from(members)
      .where(and(eq(members.tenantId, ctx.tenantId), eq(members.state, 'active')))
      .orderBy(asc(members.name)),
    tx.select().from(memberServices).where(eq(memberServices.tenantId, ctx.tenantId)),
  ])
  return rows.map((m) => {
    const powers = powersOf(m.roles)
    return {
      id: m.id,
      name: m.name,
      roles: m.roles,
      worksCases: powers.permissions.has('case.work'),
      serviceIds: powers.allServices ? 'all' : links.filter((l) => l.memberId === m.id).map((l) => l.serviceId),
    }
  })
}
