import { type Ctx, withTenant } from '@siaga/db'
import { bindAddress } from './bind-address.ts'
import { channelIn } from './connect-channel.ts'

/** Binds a channel's address as a successful test of it would, for seeds without a provider to ask. */
export async function bindUnproven(ctx: Ctx, channelId: string): Promise<void> {
  await withTenant(ctx, async (tx) => {
    const channel = await channelIn(tx, ctx, channelId)
    if (!(await bindAddress(tx, ctx, channel, channel.settings))) throw new Error(`${channel.address} is bound already`)
  })
}
