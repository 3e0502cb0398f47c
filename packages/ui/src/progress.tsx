import { number } from './format.ts'
import { useLocale, useTexts } from './locale.tsx'
import { defineTexts } from './texts.ts'
import { RibbonBar } from './time-ribbon.tsx'

const texts = defineTexts({ of: { id: '{done} dari {total}', en: '{done} of {total}' } })

export type ProgressProps = { label: string; done: number; total: number; className?: string }

/** Long work, counted: "412 dari 28.431". */
export function Progress({ label, done, total, className }: ProgressProps) {
  const t = useTexts(texts)
  const locale = useLocale()
  const words = t('of', { done: number(locale, done), total: number(locale, total) })
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={done}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuetext={words}
      className={className}
    >
      <div className="mb-1 flex justify-between gap-3 text-kecil">
        <span className="font-medium">{label}</span>
        <span className="text-text-2 tabular">{words}</span>
      </div>
      <RibbonBar used={total > 0 ? Math.min(1, done / total) : 0} fill="bg-c2" />
    </div>
  )
}
