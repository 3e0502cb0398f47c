import { type Ctx, sqlState, type Tx, withTenant } from '@siaga/db'
import { defineError, newId, notFound } from '@siaga/kernel'
import { audit, authorize, parse, requireService, serviceIn } from '@siaga/tenancy'
import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { channelKind } from './registry.ts'
import { channelIngress, channels } from './schema.ts'
import type { SecretBox } from './secrets.ts'

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
    address: z.string().min(1).max(254),
    settings: z.record(z.string(), z.unknown()).default({}),
  })
  .strict()

/** Names of the settings that a kind marks as secret. */
function secretNames(schema: z.ZodType): string[] {
  const shape = (schema as { shape?: Record<string, z.ZodType> }).shape ?? {}
  return Object.entries(shape)
    .filter(([, s]) => s.meta()?.secret === true)
    .map(([name]) => name)
}

/** Connects an address to a service. Secrets are sealed and never shown again. @throws forbidden, invalid, addressTaken */
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
  const address = kind.normaliseAddress(c.address)
  if (!address) throw badAddress()
  const settings = parse(kind.settings, c.settings) as Record<string, unknown>
  const secret = Object.fromEntries(
    secretNames(kind.settings)
      .filter((n) => settings[n] !== undefined)
      .map((n) => [n, settings[n]]),
  )
  const open = Object.fromEntries(Object.entries(settings).filter(([n]) => !(n in secret)))
  const id = newId(ctx.clock.now())
  const sealed = Object.keys(secret).length > 0 ? box.seal(JSON.stringify(secret), `${ctx.tenantId}/${id}`) : null
  try {
    await withTenant(ctx, async (tx) => {
      await serviceIn(tx, ctx, c.serviceId)
      await tx.insert(channels).values({
        tenantId: ctx.tenantId,
        id,
        serviceId: c.serviceId,
        kind: c.kind,
        address,
        settings: open,
        secrets: sealed,
        secretsKeyId: sealed ? box.keyId : null,
        state: 'ok',
        version: 1,
        createdAt: ctx.clock.now(),
      })
      await tx.insert(channelIngress).values({ kind: c.kind, address, tenantId: ctx.tenantId, channelId: id })
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
