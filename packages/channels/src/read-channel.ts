import { type Ctx, withTenant } from '@siaga/db'
import { notFound } from '@siaga/kernel'
import { authorize, inService } from '@siaga/tenancy'
import { type Channel, channelIn, settingsOf } from './connect-channel.ts'
import { channelKind } from './registry.ts'
import type { SecretBox } from './secrets.ts'
import { type SettingField, secretNames, settingsForm } from './settings-form.ts'

export type ChannelDetail = Omit<Channel, 'secrets' | 'secretsKeyId'> & {
  form: SettingField[]
  /** Which secrets have a value; the values are never shown. */
  secretsSet: string[]
}

/** One channel with the form of its settings. @throws forbidden, notFound */
export async function readChannel(ctx: Ctx, box: SecretBox, channelId: string): Promise<ChannelDetail> {
  authorize(ctx, 'channel.change')
  const channel = await withTenant(ctx, (tx) => channelIn(tx, ctx, channelId))
  const kind = channelKind(channel.kind)
  if (!kind || !inService(ctx, channel.serviceId)) throw notFound()
  const all = settingsOf(channel, box)
  const { secrets: _s, secretsKeyId: _k, ...shown } = channel
  return { ...shown, form: settingsForm(kind), secretsSet: secretNames(kind).filter((name) => all[name] !== undefined) }
}
