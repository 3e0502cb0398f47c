import { StateGlyph, useTexts } from '@siaga/ui'
import { searchTexts } from './search.texts.ts'
import type { SearchView } from './search-view.server.ts'

/** What is to be said of a question: filters that name nothing, and words that were taken for mistyped ones. */
export function SearchNotes({ found, className }: { found: SearchView; className?: string }) {
  const t = useTexts(searchTexts)
  const words = found.corrections.map(({ taken }) => `"${taken}"`).join(', ')
  if (found.problems.length === 0 && !words) return null
  return (
    <div className={className}>
      {found.problems.map((problem) => (
        <p key={problem} className="flex items-start gap-1.5 text-warn">
          <StateGlyph name="warn" size={12} className="mt-0.75 shrink-0" />
          {problem}
        </p>
      ))}
      {words && <p className="text-text-2">{t('corrected', { words })}</p>}
    </div>
  )
}
