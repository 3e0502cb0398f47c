import { UiLink } from '@siaga/ui'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

export type DoorProps = {
  /** A page of ours, or `tel:`. */
  to: string
  icon?: ReactNode
  title: ReactNode
  /** One line of what happens behind it. */
  line?: ReactNode
  children?: ReactNode
}

/** One big row that leads somewhere. */
export function Door({ to, icon, title, line, children }: DoorProps) {
  const look =
    'flex min-h-16 items-center gap-4 px-4 py-3 -outline-offset-2 hover:bg-surface-2 focus-visible:-outline-offset-2'
  const content = (
    <>
      {icon && (
        <span aria-hidden="true" className="shrink-0 text-link [&_svg]:size-6">
          {icon}
        </span>
      )}
      <span className="min-w-0 grow">
        <span className="block font-semibold">{title}</span>
        {line && <span className="block text-[15px]/[21px] text-text-2">{line}</span>}
        {children}
      </span>
      <ChevronRight aria-hidden="true" size={20} strokeWidth={1.75} className="shrink-0 text-text-2" />
    </>
  )
  return (
    <li className="border-t border-line first:border-t-0">
      {to.startsWith('tel:') ? (
        <a href={to} className={look}>
          {content}
        </a>
      ) : (
        <UiLink to={to} className={look}>
          {content}
        </UiLink>
      )}
    </li>
  )
}

export function Doors({ label, children }: { label?: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="overflow-hidden rounded-[8px] border border-line-2 bg-surface">
      {children}
    </ul>
  )
}
