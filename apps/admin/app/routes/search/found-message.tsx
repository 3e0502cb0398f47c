import { useLocation } from '@remix-run/react'
import { useTexts } from '@siaga/ui'
import { useEffect, useRef } from 'react'
import { searchTexts } from './search.texts.ts'

/** Stands before a message of a conversation: when a search led to it, it is brought into view and marked by a line. */
export function FoundMessage({ id }: { id: string }) {
  const t = useTexts(searchTexts)
  const { hash, key } = useLocation()
  const line = useRef<HTMLParagraphElement>(null)
  const found = hash === `#m-${id}`
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time that one is led here
  useEffect(() => {
    if (found) line.current?.scrollIntoView({ block: 'center' })
  }, [found, key])
  if (!found) return null
  return (
    <p ref={line} className="-mb-2 border-t-2 border-link pt-1 text-mikro text-link">
      {t('foundHere')}
    </p>
  )
}
