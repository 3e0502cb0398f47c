import { type Ctx, sqlState, withRole, withTenant } from '@siaga/db'
import { conflict, newId } from '@siaga/kernel'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import { parse } from '../parse.ts'
import { authorize, isRole } from '../permissions.ts'
import { memberServices, members, memberships } from '../schema.ts'
import { ensureUser } from '../session/sign-in.ts'

const input = z
  .object({
    email: z.email().max(254),
    name: z.string().trim().min(2).max(120),
    roles: z.array(z.string().refine(isRole)).min(1),
    serviceIds: z.array(z.uuid()).default([]),
    password: z.string().min(10).max(200).optional(),
  })
  .strict()

/** Adds a person: first the user (which alone opens nothing), then the member with its audit. @throws forbidden, invalid, conflict */
export async function addMember(ctx: Ctx, raw: z.input<typeof input>): Promise<{ memberId: string; userId: string }> {
  authorize(ctx, 'member.change')
  const person = parse(input, raw)
  const userId = await ensureUser(ctx.db, ctx.clock, person)
  await withRole(ctx.db, 'identity', (tx) =>
    tx.insert(memberships).values({ userId, tenantId: ctx.tenantId }).onConflictDoNothing(),
  )
  const memberId = newId(ctx.clock.now())
  try {
    await withTenant(ctx, async (tx) => {
      await tx.insert(members).values({
        tenantId: ctx.tenantId,
        id: memberId,
        userId,
        name: person.name,
        email: person.email.toLowerCase(),
        roles: person.roles,
        state: 'active',
        version: 1,
        createdAt: ctx.clock.now(),
      })
      if (person.serviceIds.length > 0) {
        await tx
          .insert(memberServices)
          .values(person.serviceIds.map((serviceId) => ({ tenantId: ctx.tenantId, memberId, serviceId })))
      }
      await audit(tx, ctx, {
        action: 'member.added',
        subjectKind: 'member',
        subjectId: memberId,
        after: { name: person.name, roles: person.roles, serviceIds: person.serviceIds },
      })
    })
  } catch (error) {
    if (sqlState(error) === '23505') throw conflict({ internal: 'already a member', cause: error })
    throw error
  }
  return { memberId, userId }
}
