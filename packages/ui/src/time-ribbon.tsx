import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { dueWords, type Instant, toMs } from './format.ts'
import { type GlyphName, StateGlyph } from './glyph.tsx'
import { useLocale, useTexts, useTimeZone } from './locale.tsx'
import { defineTexts } from './texts.ts'

export const ribbonTexts = defineTexts({
  met: { id: 'Terpenuhi', en: 'Met' },
})

export type RibbonState = 'calm' | 'near' | 'over' | 'over-life' | 'met'

type Times = { startedAt: Instant; dueAt: Instant; metAt?: Instant | null; now: number; life?: boolean }

/** Which state a deadline is in, and how much of its time is used (0 to 1). Pure. */
export function ribbonState({ startedAt, dueAt, metAt, now, life }: Times): { state: RibbonState; used: number } {
  const start = toMs(startedAt)
  const due = toMs(dueAt)
  if (metAt != null) return { state: 'met', used: 1 }
  if (now > due) return { state: life ? 'over-life' : 'over', used: 1 }
  const used = due > start ? Math.min(1, Math.max(0, (now - start) / (due - start))) : 1
  return { state: used < 0.75 ? 'calm' : 'near', used }
}

const FILLS: Record<RibbonState, string> = {
  calm: 'bg-c2',
  near: 'bg-warn-solid',
  over: 'stripes-warn',
  'over-life': 'stripes-life',
  met: 'bg-ok-solid',
}

export type BarProps = { used: number; fill: string; ticks?: number; tall?: boolean; className?: string }

/** The bare bar: 4 px (wallboard 10), filled from the left, with gaps between its natural units. */
export function RibbonBar({ used, fill, ticks = 0, tall, className }: BarProps) {
  return (
    <span
      aria-hidden="true"
      className={cx(
        'bar-track relative block overflow-hidden rounded-full bg-sunken inset-ring inset-ring-line',
        tall ? 'h-2.5' : 'h-1',
        className ?? 'w-full',
      )}
    >
      <span className={cx('bar-fill absolute inset-y-0 left-0', fill)} style={{ width: `${used * 100}%` }} />
      {Array.from({ length: Math.max(0, ticks - 1) }, (_, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: ticks differ in nothing but their place
          key={index}
          className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-(--ribbon-gap,var(--surface))"
          style={{ left: `${((index + 1) / ticks) * 100}%` }}
        />
      ))}
    </span>
  )
}

const GLYPHS: Partial<Record<RibbonState, GlyphName>> = {
  near: 'warno',
  over: 'warn',
  'over-life': 'life',
  met: 'check',
}
const WORDS: Record<RibbonState, string> = {
  calm: 'text-text-2',
  near: 'font-semibold text-warn',
  over: 'font-semibold text-warn',
  'over-life': 'font-semibold text-life',
  met: 'text-ok',
}

export type RibbonWordsProps = Times & {
  /** What is due: "Balas 34 mnt". */ verb?: string
  metWords?: ReactNode
  /** In a row: "Lewat 38 dtk" also where the target of a P1 has passed. */
  short?: boolean
  className?: string
}

/** The words of a deadline, with the glyph when there is one. */
export function RibbonWords({ verb, metWords, short, className, ...times }: RibbonWordsProps) {
  const locale = useLocale()
  const timeZone = useTimeZone()
  const t = useTexts(ribbonTexts)
  const { state } = ribbonState(times)
  const glyph = GLYPHS[state]
  const options = { timeZone, life: times.life && !short, verb: state === 'calm' ? verb : undefined }
  return (
    <span
      className={cx('inline-flex items-center gap-1 whitespace-nowrap text-kecil tabular', WORDS[state], className)}
    >
      {glyph && <StateGlyph name={glyph} size={11} />}
      {state === 'met' ? (metWords ?? t('met')) : dueWords(locale, times.now, times.dueAt, options)}
    </span>
  )
}

export type TimeRibbonProps = RibbonWordsProps & {
  words?: boolean
  /** Natural units: working days, quarters, milestones. */
  ticks?: number
  /** In a detail a met deadline keeps a full bar; in a list it loses it. */
  detail?: boolean
  /** Wallboard: 10 px. */
  tall?: boolean
}

/** Pita waktu: a bar of time used up, and the words. Never sound or blink from here. */
export function TimeRibbon({
  words = true,
  ticks,
  detail,
  tall,
  className,
  verb,
  metWords,
  ...times
}: TimeRibbonProps) {
  const { state, used } = ribbonState(times)
  const bar = state !== 'met' || detail
  return (
    <span className={cx('flex flex-col gap-1', className)}>
      {bar && <RibbonBar used={used} fill={FILLS[state]} ticks={ticks} tall={tall} />}
      {words && <RibbonWords verb={verb} metWords={metWords} {...times} />}
    </span>
  )
}

/** The bar of a deadline alone, for rows that place the words themselves. */
export function TimeBar({ ticks, tall, className, ...times }: Times & Pick<BarProps, 'ticks' | 'tall' | 'className'>) {
  const { state, used } = ribbonState(times)
  return <RibbonBar used={used} fill={FILLS[state]} ticks={ticks} tall={tall} className={className} />
}
