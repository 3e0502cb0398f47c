import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { type GlyphName, StateGlyph } from './glyph.tsx'

export type ChipTone = 'neutral' | 'accent' | 'warn' | 'ok' | 'life'

const TONES: Record<ChipTone, string> = {
  neutral: 'border-line-2 bg-surface text-text',
  accent: 'border-accent-line bg-accent-tint text-link',
  warn: 'border-warn-line bg-warn-tint text-warn',
  ok: 'border-ok-line bg-ok-tint text-ok',
  life: 'border-life-solid bg-life-solid text-on-life',
}

export type ChipProps = { tone?: ChipTone; glyph?: GlyphName; children: ReactNode; className?: string }

/** A word about a thing; with a glyph it is a state. */
export function Chip({ tone = 'neutral', glyph, children, className }: ChipProps) {
  return (
    <span
      className={cx(
        'inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-[3px] border px-1.5 text-[12px]/[18px] font-medium',
        TONES[tone],
        className,
      )}
    >
      {glyph && <StateGlyph name={glyph} size={11} colour={tone === 'life' ? 'inherit' : undefined} />}
      {children}
    </span>
  )
}
