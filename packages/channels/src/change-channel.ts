import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { emit } from '@siaga/events'
import { defineError, invalid, notFound } from '@siaga/kernel'
import { audit, authorize, parse, requireService } from '@siaga/tenancy'
import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Channel, settingsOf } from './connect-channel.ts'
import type { ChannelKind } from './contract.ts'
import { channelChanged } from './events.ts'
import { channelKind } from './registry.ts'
import { channelIngress, channels } from './schema.ts'
import type { SecretBox } from './secrets.ts'
import { secretNames } from './settings-form.ts'

export const channelStale = defineError('conflict', 'channel.stale', {
  id: 'Kanal ini baru saja diubah orang lain. Isian Anda belum disimpan; lihat setelan terbaru, lalu simpan lagi.',
  en: 'Somebody else has just changed this channel. Your change was not saved; look at its settings, then save again.',
})

const versioned = { channelId: z.uuid(), version: z.int().min(1) }
const changeInput = z.object({ ...versioned, settings: z.record(z.string(), z.unknown()) }).strict()
const secretsInput = z.object({ ...versioned, secrets: z.record(z.string(), z.string().min(1).max(8000)) }).strict()
const switchInput = z.object({ ...versioned, enabled: z.boolean() }).strict()

/** The channel, locked. A channel of another tenant or service does not exist. @throws notFound, channelStale */
export async function lockChannel(tx: Tx, ctx: Ctx, at: { channelId: string; version?: number }): Promise<Channel> {
  const [row] = await tx
    .select()
    .from(channels)
    .where(and(eq(channels.tenantId, ctx.tenantId), eq(channels.id, at.channelId)))
    .for('update')
  if (!row) throw notFound()
  requireService(ctx, row.serviceId)
  if (at.version !== undefined && row.version !== at.version) throw channelStale()
  return row
}

async function write(tx: Tx, ctx: Ctx, before: Channel, set: Partial<Channel>): Promise<number> {
  const [after] = await tx
    .update(channels)
    .set({ ...set, version: sql`${channels.version} + 1` })
    .where(and(eq(channels.tenantId, ctx.tenantId), eq(channels.id, before.id), eq(channels.version, before.version)))
    .returning({ version: channels.version })
  if (!after) throw channelStale()
  await emit(
    tx,
    ctx,
    channelChanged,
    { subjectId: before.id, version: after.version, serviceId: before.serviceId, urgent: false },
    {},
  )
  return after.version
}

function kindOf(channel: Channel): ChannelKind {
  const kind = channelKind(channel.kind)
  if (!kind) throw new Error(`no channel kind ${channel.kind}`)
  return kind
}

/** What the settings need in `channel_ingress`: a changed application is bound anew. */
async function bindApp(tx: Tx, ctx: Ctx, channel: Channel, app: string | null): Promise<void> {
  await tx
    .update(channelIngress)
    .set({ app })
    .where(and(eq(channelIngress.tenantId, ctx.tenantId), eq(channelIngress.channelId, channel.id)))
}

/**
 * Changes the open settings; secrets stay as they are, and the address is the channel's for ever. Afterwards the channel
 * is `connecting` until a test or a message says that it works. @throws forbidden, notFound, channelStale, invalid
 */
export async function changeChannel(
  ctx: Ctx,
  box: SecretBox,
  raw: z.input<typeof changeInput>,
): Promise<{ version: number }> {
  authorize(ctx, 'channel.change')
  const c = parse(changeInput, raw)
  return withTenant(ctx, async (tx) => {
    const before = await lockChannel(tx, ctx, c)
    const kind = kindOf(before)
    const hidden = secretNames(kind)
    const secrets = Object.fromEntries(Object.entries(settingsOf(before, box)).filter(([n]) => hidden.includes(n)))
    const typed = Object.fromEntries(Object.entries(c.settings).filter(([n]) => !hidden.includes(n)))
    const settings = parse(kind.settings, { ...typed, ...secrets }) as Record<string, unknown>
    const address = kind.addressOf?.(settings)
    if (address !== undefined && kind.normaliseAddress(address) !== before.address) throw addressFixed(kind, settings)
    const open = Object.fromEntries(Object.entries(settings).filter(([n]) => !hidden.includes(n)))
    const version = await write(tx, ctx, before, {
      settings: open,
      state: before.state === 'disabled' ? 'disabled' : 'connecting',
    })
    if (kind.appOf) await bindApp(tx, ctx, before, kind.appOf(settings))
    await audit(tx, ctx, {
      action: 'channel.changed',
      subjectKind: 'channel',
      subjectId: before.id,
      before: { settings: before.settings },
      after: { settings: open },
    })
    return { version }
  })
}

function addressFixed(kind: ChannelKind, settings: Record<string, unknown>) {
  const address = kind.addressOf?.(settings)
  const path = Object.entries(settings).find(([, value]) => value === address)?.[0] ?? 'address'
  const text = {
    id: 'Alamat kanal tidak dapat diganti. Sambungkan alamat baru sebagai kanal baru, lalu matikan yang ini.',
    en: 'The address of a channel cannot change. Connect the new address as a new channel, then switch this one off.',
  }
  return invalid({ fields: [{ path, code: 'fixed', text }] })
}

/** Replaces secrets by new ones; the others stay. @throws forbidden, notFound, channelStale, invalid */
export async function rotateChannelSecrets(
  ctx: Ctx,
  box: SecretBox,
  raw: z.input<typeof secretsInput>,
): Promise<{ version: number }> {
  authorize(ctx, 'channel.change')
  const c = parse(secretsInput, raw)
  return withTenant(ctx, async (tx) => {
    const before = await lockChannel(tx, ctx, c)
    const kind = kindOf(before)
    const hidden = secretNames(kind)
    const names = Object.keys(c.secrets)
    const unknown = names.filter((n) => !hidden.includes(n))
    if (unknown.length > 0 || names.length === 0)
      throw invalid({
        fields: [
          {
            path: unknown.join(', ') || 'secrets',
            code: 'unknown_field',
            text: { id: 'Isi paling sedikit satu sandi kanal ini.', en: 'Give at least one secret of this channel.' },
          },
        ],
      })
    const settings = parse(kind.settings, { ...settingsOf(before, box), ...c.secrets }) as Record<string, unknown>
    const secrets = Object.fromEntries(Object.entries(settings).filter(([n]) => hidden.includes(n)))
    const version = await write(tx, ctx, before, {
      secrets: box.seal(JSON.stringify(secrets), `${ctx.tenantId}/${before.id}`),
      secretsKeyId: box.keyId,
      state: before.state === 'disabled' ? 'disabled' : 'connecting',
    })
    // What was replaced, never by what.
    await audit(tx, ctx, {
      action: 'channel.secrets_rotated',
      subjectKind: 'channel',
      subjectId: before.id,
      after: { names },
    })
    return { version }
  })
}

/**
 * Switches a channel off (nothing comes in, nothing leaves; its address stays reserved) or on again (`connecting` until
 * something says that it works). @throws forbidden, notFound, channelStale
 */
export async function switchChannel(ctx: Ctx, raw: z.input<typeof switchInput>): Promise<{ version: number }> {
  authorize(ctx, 'channel.change')
  const c = parse(switchInput, raw)
  return withTenant(ctx, async (tx) => {
    const before = await lockChannel(tx, ctx, c)
    if ((before.state !== 'disabled') === c.enabled) return { version: before.version }
    const version = await write(tx, ctx, before, {
      state: c.enabled ? 'connecting' : 'disabled',
      health: c.enabled ? null : before.health,
    })
    await tx
      .update(channelIngress)
      .set({ isActive: c.enabled })
      .where(and(eq(channelIngress.tenantId, ctx.tenantId), eq(channelIngress.channelId, before.id)))
    await audit(tx, ctx, {
      action: c.enabled ? 'channel.enabled' : 'channel.disabled',
      subjectKind: 'channel',
      subjectId: before.id,
    })
    return { version }
  })
}
