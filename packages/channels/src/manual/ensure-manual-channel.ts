import { createHash } from 'node:crypto'
import type { Ctx, Tx } from '@siaga/db'
import { ownTenant, type Service } from '@siaga/tenancy'
import { type Channel, channelIn } from '../connect-channel.ts'
import { channelKinds } from '../registry.ts'
import { channels } from '../schema.ts'

/** The kinds of contact that people log by hand, in the order in which they are offered. */
export const manualKinds = channelKinds.filter((k) => k.capabilities.manual)

/** One per service and kind: derived, so that two people who log the first one at once agree. */
function channelId(ctx: Ctx, kind: string, serviceId: string): string {
  const hex = createHash('sha256').update(`manual/${ctx.tenantId}/${serviceId}/${kind}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** The channel on which a service's contacts of this kind are logged by hand; made when the first one is. */
export async function ensureManualChannel(tx: Tx, ctx: Ctx, kind: string, service: Service): Promise<Channel> {
  const manual = manualKinds.find((k) => k.kind === kind)
  if (!manual?.placeAddress) throw new Error(`${kind} is not logged by hand`)
  const id = channelId(ctx, kind, service.id)
  const tenant = await ownTenant(tx, ctx)
  // Nothing looks for it from outside: it has no row in channel_ingress.
  await tx
    .insert(channels)
    .values({
      tenantId: ctx.tenantId,
      id,
      serviceId: service.id,
      kind,
      address: manual.placeAddress({ tenant: tenant.slug, service: service.slug }),
      settings: {},
      state: 'ok',
      version: 1,
      createdAt: ctx.clock.now(),
    })
    .onConflictDoNothing()
  return channelIn(tx, ctx, id)
}
