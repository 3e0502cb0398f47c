import { type ChannelDetail, channelKind } from '@siaga/channels'
import type { Locale } from '@siaga/kernel'

/** What is wrong with a channel, in the reader's words where the kind has them. */
export function problemWords({ kind, health }: Pick<ChannelDetail, 'kind' | 'health'>, locale: Locale): string | null {
  if (!health?.failingSince) return null
  return channelKind(kind)?.problems?.[health.code ?? '']?.[locale] ?? health.problem ?? null
}
