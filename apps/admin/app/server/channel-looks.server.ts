import { channelKinds } from '@siaga/channels'
import type { Locale } from '@siaga/kernel'
import type { ChannelIconName } from '@siaga/ui'

export type ChannelLook = {
  icon: ChannelIconName
  name: string
  sends: boolean
  /** Logged by hand: answered as it happens, or waiting. */
  manual: 'spoken' | 'written' | null
}

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
    ({ kind, icon, identityKind, name, capabilities: { sends, manual = null } }) =>
      [kind, { icon: icon ?? icons[identityKind], name: name[locale], sends, manual }] as const,
  )
  return Object.fromEntries(looks)
}
