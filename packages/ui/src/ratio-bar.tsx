import { percent } from './format.ts'
import { useLocale, useTexts } from './locale.tsx'
import { defineTexts } from './texts.ts'

const texts = defineTexts({
  is: { id: '{value}, target {target}', en: '{value}, target {target}' },
})

export type RatioBarProps = { /** A fraction of one; `null` draws nothing. */ value: number | null; target?: number }

/** 54 × 6 with a stroke at the target; stands beside the number, never instead of it. */
export function RatioBar({ value, target }: RatioBarProps) {
  const locale = useLocale()
  const t = useTexts(texts)
  if (value === null) return null
  const words = percent(locale, value)
  const label = target === undefined ? words : t('is', { value: words, target: percent(locale, target, 0) })
  return (
    <span role="img" aria-label={label} className="relative inline-block h-1.5 w-13.5 shrink-0 bg-sunken align-middle">
      <span
        className="bar-fill absolute inset-y-0 left-0 bg-c2"
        style={{ width: `${Math.min(1, Math.max(0, value)) * 100}%` }}
      />
      {target !== undefined && (
        <span
          className="bar-fill absolute -inset-y-0.5 w-0.5 -translate-x-1/2 bg-text"
          style={{ left: `${target * 100}%` }}
        />
      )}
    </span>
  )
}
