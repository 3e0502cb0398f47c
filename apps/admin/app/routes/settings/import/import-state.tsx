import { Chip, type ChipProps, useTexts } from '@siaga/ui'
import { importTexts } from './import.texts.ts'

export type ImportState = 'mapping' | 'reading' | 'ready' | 'running' | 'done' | 'failed' | 'undoing' | 'undone'

const looks = {
  mapping: { glyph: 'todo', word: 'stateMapping' },
  reading: { glyph: 'half', word: 'stateReading' },
  ready: { glyph: 'now', word: 'stateReady' },
  running: { glyph: 'half', word: 'stateRunning' },
  done: { glyph: 'check', word: 'stateDone' },
  failed: { glyph: 'warn', word: 'stateFailed' },
  undoing: { glyph: 'half', word: 'stateUndoing' },
  undone: { glyph: 'closed', word: 'stateUndone' },
} as const satisfies Record<ImportState, { glyph: ChipProps['glyph']; word: string }>

export function ImportStateChip({ state }: { state: ImportState }) {
  const t = useTexts(importTexts)
  const tone = state === 'done' ? 'ok' : state === 'failed' ? 'warn' : 'neutral'
  return (
    <Chip glyph={looks[state].glyph} tone={tone}>
      {t(looks[state].word)}
    </Chip>
  )
}
