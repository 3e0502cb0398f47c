import type { ChannelKind } from './contract.ts'
import { formChannel } from './form/channel.ts'
import { mailChannel } from './mail/channel.ts'
import { callChannel, letterChannel, walkInChannel } from './manual/channel.ts'
import { whatsappChannel } from './whatsapp/channel.ts'

/** Every kind of channel: a folder beside this file and a line here. */
export const channelKinds = [
  formChannel,
  mailChannel,
  whatsappChannel,
  callChannel,
  walkInChannel,
  letterChannel,
] as unknown as readonly ChannelKind[]

export function channelKind(kind: string): ChannelKind | null {
  return channelKinds.find((k) => k.kind === kind) ?? null
}
