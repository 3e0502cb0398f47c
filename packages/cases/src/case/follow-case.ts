import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { emit } from '@siaga/events'
import { forbidden } from '@siaga/kernel'
import { audit, authorize, membersIn, parse, type Service } from '@siaga/tenancy'
import { z } from 'zod'
import type { Case } from '../case-rules.ts'
import { caseIn } from '../case-store.ts'
import { caseMentioned } from '../events.ts'
import { caseFollowers } from '../schema.ts'
import { mentionedIn } from './mention-rules.ts'

const watchInput = z.object({ caseId: z.uuid(), watching: z.boolean() }).strict()

const key = [caseFollowers.tenantId, caseFollowers.memberId, caseFollowers.caseId]

/** Watches a case, or no longer: whoever watches hears of its changes. @throws forbidden, notFound */
export async function watchCase(ctx: Ctx, raw: z.input<typeof watchInput>): Promise<{ watching: boolean }> {
  authorize(ctx, 'case.read')
  const { caseId, watching } = parse(watchInput, raw)
  if (ctx.actor.kind !== 'member') throw forbidden({ internal: 'only a person watches a case' })
  const { memberId } = ctx.actor
  return withTenant(ctx, async (tx) => {
    const c = await caseIn(tx, ctx, caseId)
    await tx
      .insert(caseFollowers)
      .values({ tenantId: ctx.tenantId, memberId, caseId: c.id, isWatching: watching })
      .onConflictDoUpdate({ target: key, set: { isWatching: watching } })
    await audit(tx, ctx, {
      action: watching ? 'case.watched' : 'case.unwatched',
      subjectKind: 'case',
      subjectId: c.id,
    })
    return { watching }
  })
}

/**
 * Whom a note of this case names among those who can read it, except its author. Each has a mark until they open the
 * case, and hears of it by `case.mentioned`.
 */
export async function mentionIn(tx: Tx, ctx: Ctx, c: Case, service: Service, text: string): Promise<string[]> {
  if (!text.includes('@')) return []
  const me = ctx.actor.kind === 'member' ? ctx.actor.memberId : null
  const readers = (await membersIn(tx, ctx)).filter(
    (m) => m.id !== me && (m.serviceIds === 'all' || m.serviceIds.includes(c.serviceId)),
  )
  const memberIds = mentionedIn(text, readers)
  if (memberIds.length === 0) return []
  const mentionedAt = ctx.clock.now()
  await tx
    .insert(caseFollowers)
    .values(memberIds.map((memberId) => ({ tenantId: ctx.tenantId, memberId, caseId: c.id, mentionedAt })))
    .onConflictDoUpdate({ target: key, set: { mentionedAt } })
  await emit(
    tx,
    ctx,
    caseMentioned,
    { subjectId: c.id, version: c.version, serviceId: c.serviceId, urgent: service.emergency },
    { memberIds },
  )
  return memberIds
}
