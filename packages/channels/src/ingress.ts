import { type Database, withRole } from '@siaga/db'
import { and, eq } from 'drizzle-orm'
import { channelIngress } from './schema.ts'

export type Ingress = { tenantId: string; channelId: string; address: string }

/** address → tenant and channel, as the gateway: all that is known of an address before a tenant is. */
export async function findIngress(db: Database, kind: string, address: string): Promise<Ingress | null> {
  const [row] = await withRole(db, 'gateway', (tx) =>
    tx
      .select({
        tenantId: channelIngress.tenantId,
        channelId: channelIngress.channelId,
        address: channelIngress.address,
      })
      .from(channelIngress)
      .where(
        and(eq(channelIngress.kind, kind), eq(channelIngress.address, address), eq(channelIngress.isActive, true)),
      ),
  )
  return row ?? null
}
