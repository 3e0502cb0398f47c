import { channelKinds } from '@siaga/channels'
import type { Locale } from '@siaga/kernel'
import type { ChannelIconName } from '@siaga/ui'

export type ChannelLook = { icon: ChannelIconName; name: string; sends: boolean }

const icons: Record<(typeof channelKinds)[number]['identityKind'], ChannelIconName> = {
  e164: 'phone',
  mail: 'email',
  wa_user: 'whatsapp',
  chat: 'chat',
  anonymous: 'form',
}

/** How each kind of channel looks, by what it can do and not by its name. */
export function channelLooks(locale: Locale): Record<string, ChannelLook> {
  const looks = channelKinds.map(
    (kind) =>
      [kind.kind, { icon: icons[kind.identityKind], name: kind.name[locale], sends: kind.capabilities.sends }] as const,
  )
  return Object.fromEntries(looks)
}
