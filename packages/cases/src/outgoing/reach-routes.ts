import { type Channel, channelKind, channelsOfService } from '@siaga/channels'
import { identityIn } from '@siaga/conversations'
import { identities } from '@siaga/conversations/schema'
import type { Ctx, Tx } from '@siaga/db'
import { and, eq } from 'drizzle-orm'
import type { Case } from '../case-rules.ts'
import { originOf } from './origin.ts'

export type ReachRoute = { channelId: string; channelKind: string; identityId: string; toAddress: string }

/** Channels of the case's service that can send, by the kind of address that they need. */
export async function sendingChannels(tx: Tx, ctx: Ctx, serviceId: string): Promise<Channel[]> {
  const channels = await channelsOfService(tx, ctx, serviceId)
  return channels.filter((ch) => ch.state !== 'disabled' && channelKind(ch.kind)?.capabilities.sends)
}

/**
 * Every way on which this citizen can be written to: each sending channel with the addresses that fit it, the case's
 * own first. A typed mail address is a claim, but one that answers may go to.
 */
export async function reachRoutes(tx: Tx, ctx: Ctx, c: Case): Promise<ReachRoute[]> {
  const [ofService, own] = await Promise.all([sendingChannels(tx, ctx, c.serviceId), identityIn(tx, ctx, c.identityId)])
  const origin = await originOf(tx, ctx, c, ofService)
  const channels = origin && !ofService.includes(origin) ? [...ofService, origin] : ofService
  const known = own
    ? await tx
        .select({ id: identities.id, kind: identities.kind, address: identities.address })
        .from(identities)
        .where(and(eq(identities.tenantId, ctx.tenantId), eq(identities.contactId, own.contactId)))
    : []
  const typed = c.replyMail ? [{ id: c.identityId, kind: 'mail' as const, address: c.replyMail }] : []
  const routes = channels.flatMap((ch) => {
    const kind = channelKind(ch.kind)?.identityKind
    return [...typed, ...known]
      .filter((address) => address.kind === kind)
      .map((a) => ({ channelId: ch.id, channelKind: ch.kind, identityId: a.id, toAddress: a.address }))
  })
  const seen = new Set<string>()
  return routes
    .filter((r) => {
      const key = `${r.channelId} ${r.toAddress}`
      return seen.has(key) ? false : seen.add(key)
    })
    .sort((a, b) => Number(b.channelId === c.channelId) - Number(a.channelId === c.channelId))
}
