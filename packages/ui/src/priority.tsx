import { Chip, type ChipTone } from './chip.tsx'
import { cx } from './cx.ts'
import { type GlyphName, StateGlyph } from './glyph.tsx'
import { useTexts } from './locale.tsx'
import { defineTexts } from './texts.ts'

export type Priority = 'P1' | 'P2' | 'P3'

export const priorityTexts = defineTexts({
  P1: { id: 'Jiwa terancam', en: 'Life at risk' },
  P2: { id: 'Mendesak', en: 'Urgent' },
  P3: { id: 'Biasa', en: 'Normal' },
})

const LOOKS: Record<Priority, { glyph: GlyphName; tone: ChipTone; text: string }> = {
  P1: { glyph: 'life', tone: 'life', text: 'text-life' },
  P2: { glyph: 'warn', tone: 'warn', text: 'text-warn' },
  P3: { glyph: 'todo', tone: 'neutral', text: 'text-text-2' },
}

export type PriorityChipProps = {
  priority: Priority /** Only glyph and "P1", for rows. */
  compact?: boolean
  className?: string
}

export function PriorityChip({ priority, compact, className }: PriorityChipProps) {
  const t = useTexts(priorityTexts)
  const look = LOOKS[priority]
  if (compact) {
    return (
      <span className={cx('inline-flex items-center gap-1 font-semibold', look.text, className)}>
        <StateGlyph name={look.glyph} />
        {priority}
        <span className="sr-only">, {t(priority)}</span>
      </span>
    )
  }
  return (
    <Chip tone={look.tone} glyph={look.glyph} className={className}>
      {priority} · {t(priority)}
    </Chip>
  )
}
