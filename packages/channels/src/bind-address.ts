import type { Ctx, Tx } from '@siaga/db'
import { serviceIn } from '@siaga/tenancy'
import { and, eq } from 'drizzle-orm'
import type { Channel } from './connect-channel.ts'
import { channelKind } from './registry.ts'
import { channelIngress } from './schema.ts'

/**
 * Whether an address is believed only after its provider has confirmed it: anybody can write down somebody else's number,
 * and all numbers of a provider may come over one application.
 */
export const needsProof = (kind: string): boolean => channelKind(kind)?.webhook !== undefined

/** Lets what comes for the address in to the channel. False when another channel has it: who proved it first keeps it. */
export async function bindAddress(
  tx: Tx,
  ctx: Ctx,
  channel: Pick<Channel, 'id' | 'kind' | 'address' | 'serviceId'>,
  settings: unknown,
): Promise<boolean> {
  const service = await serviceIn(tx, ctx, channel.serviceId)
  await tx
    .insert(channelIngress)
    .values({
      kind: channel.kind,
      address: channel.address,
      tenantId: ctx.tenantId,
      channelId: channel.id,
      app: channelKind(channel.kind)?.appOf?.(settings) ?? null,
      urgent: service.emergency,
    })
    .onConflictDoNothing()
  const [own] = await tx
    .select({ channelId: channelIngress.channelId })
    .from(channelIngress)
    .where(
      and(
        eq(channelIngress.tenantId, ctx.tenantId),
        eq(channelIngress.kind, channel.kind),
        eq(channelIngress.address, channel.address),
        eq(channelIngress.channelId, channel.id),
      ),
    )
  return own !== undefined
}
