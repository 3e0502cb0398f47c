import { type ReactNode, useId } from 'react'
import { cx } from './cx.ts'

export type PanelProps = {
  title?: ReactNode
  /** A fact beside the title, in text-2. */
  meta?: ReactNode
  actions?: ReactNode
  level?: 2 | 3
  /** Rows and tables bring their own padding. */
  flush?: boolean
  className?: string
  children: ReactNode
}

/** A bordered part of a page, named by its title. */
export function Panel({ title, meta, actions, level = 2, flush, className, children }: PanelProps) {
  const id = useId()
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section
      aria-labelledby={title ? id : undefined}
      className={cx('min-w-0 overflow-hidden rounded-[5px] border border-line-2 bg-surface', className)}
    >
      {title && (
        <header className="flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-3 py-1">
          <Heading id={id} className="font-semibold">
            {title}
          </Heading>
          {meta && <span className="text-kecil text-text-2">{meta}</span>}
          {actions && <div className="ml-auto flex items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className={flush ? undefined : 'p-3'}>{children}</div>
    </section>
  )
}

export type SectionProps = {
  title: ReactNode
  meta?: ReactNode
  actions?: ReactNode
  className?: string
  children: ReactNode
}

/** A section of a side panel: a line above, 10 × 16 of padding. */
export function Section({ title, meta, actions, className, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className={cx('border-t border-line-2 px-4 py-2.5 first:border-t-0', className)}>
      <header className="mb-1.5 flex items-center gap-2">
        <h2 id={id} className="font-semibold">
          {title}
        </h2>
        {meta && <span className="text-kecil text-text-2">{meta}</span>}
        {actions && <div className="ml-auto flex items-center gap-2">{actions}</div>}
      </header>
      {children}
    </section>
  )
}

export type PageHeadingProps = { title: ReactNode; meta?: ReactNode; actions?: ReactNode; className?: string }

/** The one h1 of a page. */
export function PageHeading({ title, meta, actions, className }: PageHeadingProps) {
  return (
    <header className={cx('flex flex-wrap items-center gap-x-3 gap-y-2', className)}>
      <h1 className="text-judul-1">{title}</h1>
      {meta && <span className="text-text-2">{meta}</span>}
      {actions && <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}

export type FactsProps = { items: readonly { label: ReactNode; value: ReactNode; key?: string }[]; className?: string }

/** Label and value pairs, 112 px | rest. */
export function Facts({ items, className }: FactsProps) {
  return (
    <dl className={cx('grid grid-cols-[112px_minmax(0,1fr)] gap-x-3 gap-y-1', className)}>
      {items.map((item, index) => (
        <div key={item.key ?? index} className="contents">
          <dt className="text-kecil/[18px] text-text-2">{item.label}</dt>
          <dd className="min-w-0 break-words">{item.value}</dd>
        </div>
      ))}
    </dl>
  )
}
