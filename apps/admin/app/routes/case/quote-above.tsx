import { IconButton, useTexts } from '@siaga/ui'
import { CornerUpLeft, X } from 'lucide-react'
import { composerTexts } from './composer.texts.ts'
import type { Quote } from './draft-rules.ts'
import { contentTexts } from './message-content.texts.ts'

const iconProps = { 'aria-hidden': true, size: 14, strokeWidth: 1.75 } as const

/** The message that is quoted, above what is being written. */
export function QuoteAbove({ quote, onRemove }: { quote: Quote; onRemove(): void }) {
  const t = useTexts(composerTexts)
  const contents = useTexts(contentTexts)
  return (
    <div className="flex items-start gap-2 px-2 pt-2">
      <blockquote
        aria-live="polite"
        className="min-w-0 grow border-l-2 border-link bg-surface-2 py-0.5 pl-2 text-kecil text-text-2"
      >
        <span className="flex items-center gap-1 font-medium">
          <CornerUpLeft {...iconProps} />
          {t(quote.own ? 'quotesOwn' : 'quotesCitizen')}
        </span>
        <span className="line-clamp-2 whitespace-pre-wrap break-words">{quote.text || contents('noText')}</span>
      </blockquote>
      <IconButton label={t('unquote')} size={24} onClick={onRemove}>
        <X {...iconProps} />
      </IconButton>
    </div>
  )
}
