import { cx } from './cx.ts'
import { durationWords, type Instant, toMs } from './format.ts'
import { StateGlyph } from './glyph.tsx'
import { useLocale, useTexts } from './locale.tsx'
import { defineTexts } from './texts.ts'
import { RibbonBar } from './time-ribbon.tsx'

const texts = defineTexts({
  left: { id: 'Jendela 24 jam: sisa {left}', en: '24-hour window: {left} left' },
  shut: { id: 'Jendela tutup, pilih templat', en: 'Window closed, choose a template' },
})

const HOUR = 3_600_000

export type WindowRibbonProps = {
  /** When WhatsApp stops free replies. */ closesAt: Instant | null
  now: number
  className?: string
}

/** The WhatsApp window: the one ribbon that shows time left. */
export function WindowRibbon({ closesAt, now, className }: WindowRibbonProps) {
  const t = useTexts(texts)
  const locale = useLocale()
  const left = closesAt == null ? 0 : toMs(closesAt) - now
  const box = cx('inline-flex items-center gap-3 whitespace-nowrap text-kecil font-medium tabular', className)
  if (left <= 0) {
    return (
      <span className={cx(box, 'gap-1.5 text-warn')}>
        <StateGlyph name="warn" size={11} />
        {t('shut')}
      </span>
    )
  }
  const near = left <= 2 * HOUR
  return (
    <span className={box}>
      <span className={cx('inline-flex items-center gap-1.5', near && 'text-warn')}>
        <StateGlyph name={near ? 'warno' : 'done'} size={10} />
        {t('left', { left: durationWords(locale, left) })}
      </span>
      <RibbonBar
        used={Math.min(1, left / (24 * HOUR))}
        fill={near ? 'bg-warn-solid' : 'bg-ok-solid'}
        ticks={4}
        className="w-22 shrink-0"
      />
    </span>
  )
}
