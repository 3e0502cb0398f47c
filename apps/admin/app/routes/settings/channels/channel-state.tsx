import { Chip, type ChipProps, useTexts } from '@siaga/ui'
import { channelsTexts } from './channels.texts.ts'

export type ChannelState = 'connecting' | 'ok' | 'degraded' | 'disabled'

const looks = {
  connecting: { glyph: 'todo', word: 'stateConnecting' },
  ok: { glyph: 'check', word: 'stateOk', tone: 'ok' },
  degraded: { glyph: 'warn', word: 'stateDegraded', tone: 'warn' },
  disabled: { glyph: 'off', word: 'stateDisabled' },
} as const satisfies Record<ChannelState, { glyph: ChipProps['glyph']; word: string; tone?: ChipProps['tone'] }>

/** A channel's state: glyph and word. */
export function ChannelStateChip({ state }: { state: ChannelState }) {
  const t = useTexts(channelsTexts)
  const look = looks[state]
  return (
    <Chip glyph={look.glyph} tone={'tone' in look ? look.tone : 'neutral'}>
      {t(look.word)}
    </Chip>
  )
}
