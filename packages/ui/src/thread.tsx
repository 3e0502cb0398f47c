import type { ReactNode } from 'react'
import { cx } from './cx.ts'

export type EventLineProps = { icon?: ReactNode /** Already formatted. */; at?: string; children: ReactNode }

/** Something that happened between messages: one line of 12 px with a line to the right edge. */
export function EventLine({ icon, at, children }: EventLineProps) {
  return (
    <p className="flex items-center gap-2 text-kecil text-text-2 [&_b]:font-medium [&_b]:text-text [&_svg]:shrink-0">
      {icon}
      <span>
        {children}
        {at && <span className="whitespace-nowrap tabular"> · {at}</span>}
      </span>
      <span aria-hidden="true" className="h-px min-w-4 grow bg-line-2" />
    </p>
  )
}

/** The day between messages. */
export function DayDivider({ children }: { children: ReactNode }) {
  return <p className="text-center text-kecil text-text-2">{children}</p>
}

export type CallCardProps = {
  icon: ReactNode
  /** "Panggilan berlangsung", with its clock. */
  title: ReactNode
  /** "Masuk 16.36 · menunggu 6 detik · direkam". */
  meta?: ReactNode
  /** The call that runs now. */
  live?: boolean
  /** Level, player or buttons at the right. */
  end?: ReactNode
  /** Summary or recording beneath. */
  children?: ReactNode
}

/** A call among messages. */
export function CallCard({ icon, title, meta, live, end, children }: CallCardProps) {
  return (
    <article
      className={cx(
        'rounded-[5px] border bg-surface px-3 py-2',
        live ? 'border-accent-line border-l-3 border-l-link' : 'border-line-2',
      )}
    >
      <div className="flex items-center gap-3">
        <span className="shrink-0 text-link">{icon}</span>
        <div className="min-w-0 grow">
          <p className="font-semibold tabular">{title}</p>
          {meta && <p className="text-kecil text-text-2 tabular">{meta}</p>}
        </div>
        {end && <div className="flex shrink-0 items-center gap-2">{end}</div>}
      </div>
      {children && <div className="mt-2 border-t border-line pt-2">{children}</div>}
    </article>
  )
}
