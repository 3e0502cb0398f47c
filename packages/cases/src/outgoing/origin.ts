import { type Channel, channelIn, channelKind } from '@siaga/channels'
import type { Ctx, Tx } from '@siaga/db'
import type { Case } from '../case-rules.ts'

export const canSend = (ch: Channel) => ch.state !== 'disabled' && channelKind(ch.kind)?.capabilities.sends === true

/**
 * The channel by which a case came, also when the case lies in another service now. Its window and its thread belong to
 * the number that the citizen wrote to; whoever works on the case answers there and learns nothing else of that service.
 */
export async function originOf(tx: Tx, ctx: Ctx, c: Case, usable: readonly Channel[]): Promise<Channel | undefined> {
  const own = usable.find((ch) => ch.id === c.channelId)
  if (own) return own
  const origin = await channelIn(tx, ctx, c.channelId)
  return origin.serviceId !== c.serviceId && canSend(origin) ? origin : undefined
}
