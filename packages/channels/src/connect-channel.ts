import { type Ctx, sqlState, type Tx, withTenant } from '@siaga/db'
import { defineError, newId, notFound } from '@siaga/kernel'
import { audit, authorize, ownTenant, parse, requireService, type Service, serviceIn } from '@siaga/tenancy'
import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { needsProof } from './bind-address.ts'
import type { ChannelKind } from './contract.ts'
import { channelKind } from './registry.ts'
import { channelIngress, channels } from './schema.ts'
import type { SecretBox } from './secrets.ts'
import { secretNames } from './settings-form.ts'

export const addressTaken = defineError('conflict', 'channel.address_taken', {
  id: 'Alamat ini sudah tersambung ke layanan lain.',
  en: 'This address is already connected to another service.',
})
export const unknownKind = defineError('invalid', 'channel.kind', {
  id: 'Jenis kanal ini tidak dikenal.',
  en: 'This kind of channel is unknown.',
})
export const badAddress = defineError('invalid', 'channel.address', {
  id: 'Alamat kanal tidak benar.',
  en: 'The address of the channel is not right.',
})

export type Channel = typeof channels.$inferSelect

const input = z
  .object({
    serviceId: z.uuid(),
    kind: z.string(),
    /** Not asked where settings or slugs already say it. */
    address: z.string().min(1).max(254).optional(),
    settings: z.record(z.string(), z.unknown()).default({}),
  })
  .strict()

/** The address that a new channel gets. A place's own address is nobody's to choose: it is made from the tenant's slug. */
async function addressFor(
  tx: Tx,
  ctx: Ctx,
  kind: ChannelKind,
  service: Service,
  asked: string | undefined,
  settings: unknown,
) {
  const place = kind.placeAddress && { tenant: (await ownTenant(tx, ctx)).slug, service: service.slug }
  const address = place ? kind.placeAddress?.(place) : (kind.addressOf?.(settings) ?? asked)
  const normal = kind.normaliseAddress(address ?? '')
  if (!normal) throw badAddress()
  return normal
}

/** Whether the tenant has a channel of this address already, also one that nothing has proved. */
async function isOwnAddress(tx: Tx, ctx: Ctx, kind: string, address: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: channels.id })
    .from(channels)
    .where(and(eq(channels.tenantId, ctx.tenantId), eq(channels.kind, kind), eq(channels.address, address)))
    .limit(1)
  return row !== undefined
}

/**
 * Connects an address to a service. Secrets are sealed and never shown again; the channel is `connecting` until a test or
 * a message says that it works; a provider's number is nobody's before its test. @throws forbidden, invalid, addressTaken
 */
export async function connectChannel(
  ctx: Ctx,
  box: SecretBox,
  raw: z.input<typeof input>,
): Promise<{ channelId: string }> {
  authorize(ctx, 'channel.change')
  const c = parse(input, raw)
  requireService(ctx, c.serviceId)
  const kind = channelKind(c.kind)
  if (!kind) throw unknownKind()
  const id = newId(ctx.clock.now())
  try {
    await withTenant(ctx, async (tx) => {
      const service = await serviceIn(tx, ctx, c.serviceId)
      const settings = parse(kind.settings, c.settings) as Record<string, unknown>
      const hidden = secretNames(kind)
      const secret = Object.fromEntries(
        Object.entries(settings).filter(([n, value]) => hidden.includes(n) && value !== undefined),
      )
      const open = Object.fromEntries(Object.entries(settings).filter(([n]) => !hidden.includes(n)))
      const sealed = Object.keys(secret).length > 0 ? box.seal(JSON.stringify(secret), `${ctx.tenantId}/${id}`) : null
      const address = await addressFor(tx, ctx, kind, service, c.address, settings)
      if (needsProof(c.kind) && (await isOwnAddress(tx, ctx, c.kind, address))) throw addressTaken()
      await tx.insert(channels).values({
        tenantId: ctx.tenantId,
        id,
        serviceId: c.serviceId,
        kind: c.kind,
        address,
        settings: open,
        secrets: sealed,
        secretsKeyId: sealed ? box.keyId : null,
        state: 'connecting',
        version: 1,
        createdAt: ctx.clock.now(),
      })
      // A provider's number lets nothing in before `testChannel` has seen that it is this tenant's.
      if (!needsProof(c.kind))
        await tx.insert(channelIngress).values({
          kind: c.kind,
          address,
          tenantId: ctx.tenantId,
          channelId: id,
          app: kind.appOf?.(settings) ?? null,
          urgent: service.emergency,
        })
      await audit(tx, ctx, {
        action: 'channel.connected',
        subjectKind: 'channel',
        subjectId: id,
        after: { kind: c.kind, address, settings: open },
      })
    })
  } catch (error) {
    if (sqlState(error) === '23505') throw addressTaken({ cause: error })
    throw error
  }
  return { channelId: id }
}

/** A channel's settings with its secrets, for the sender; never for a screen. */
export function settingsOf(channel: Channel, box: SecretBox): Record<string, unknown> {
  const secret = channel.secrets
    ? (JSON.parse(box.open(channel.secrets, `${channel.tenantId}/${channel.id}`)) as object)
    : {}
  return { ...channel.settings, ...secret }
}

export async function channelIn(tx: Tx, ctx: Ctx, channelId: string): Promise<Channel> {
  const [row] = await tx
    .select()
    .from(channels)
    .where(and(eq(channels.tenantId, ctx.tenantId), eq(channels.id, channelId)))
  if (!row) throw notFound()
  return row
}

/** The channels of a service by kind of sender: where answers can leave. */
export function channelsOfService(tx: Tx, ctx: Ctx, serviceId: string): Promise<Channel[]> {
  return tx
    .select()
    .from(channels)
    .where(and(eq(channels.tenantId, ctx.tenantId), eq(channels.serviceId, serviceId)))
}

/** Channels of the caller's services, without their secrets. @throws forbidden */
export async function listChannels(ctx: Ctx): Promise<Omit<Channel, 'secrets' | 'secretsKeyId'>[]> {
  authorize(ctx, 'channel.read')
  const mine = ctx.services === 'all' ? undefined : inArray(channels.serviceId, [...ctx.services])
  const rows = await withTenant(ctx, (tx) =>
    tx
      .select()
      .from(channels)
      .where(and(eq(channels.tenantId, ctx.tenantId), mine)),
  )
  return rows.map(({ secrets: _s, secretsKeyId: _k, ...rest }) => rest)
}
