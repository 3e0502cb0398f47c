import { StateGlyph } from '@siaga/ui'
import type { ReactNode } from 'react'
import { RequestNumber } from './error-page.tsx'

export type ProblemSummaryProps = {
  title: string
  text: string | null
  items: readonly { href: string | null; label: string; text: string }[]
  requestId: string | null
  children?: ReactNode
}

/** What is wrong, above the form, with a way to each field. */
export function ProblemSummary({ title, text, items, requestId, children }: ProblemSummaryProps) {
  return (
    <div
      id="problems"
      role="alert"
      tabIndex={-1}
      className="flex flex-col gap-1 rounded-[8px] border-2 border-text bg-surface p-4"
    >
      <p className="flex items-center gap-2 font-semibold">
        <StateGlyph name="warn" size={16} />
        {title}
      </p>
      {text && <p>{text}</p>}
      {items.length > 0 && (
        <ul>
          {items.map((item) => (
            <li key={`${item.label} ${item.text}`} className="py-1">
              {item.href ? (
                <a href={item.href} className="inline-block py-1 text-link underline underline-offset-2">
                  {item.label}
                </a>
              ) : (
                item.label
              )}
              <span className="block text-[15px]/[21px] text-text-2">{item.text}</span>
            </li>
          ))}
        </ul>
      )}
      {children}
      <RequestNumber id={requestId} />
    </div>
  )
}
