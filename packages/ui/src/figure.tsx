import type { ReactNode } from 'react'
import { cx } from './cx.ts'

export type FigureProps = {
  label: ReactNode
  /** Already formatted; an unknown is "—". */
  value: ReactNode
  /** The count and the quotient: "37.694 ÷ 41.286, target 90 %". A figure never stands alone. */
  formula: ReactNode
  report?: boolean
  className?: string
}

export function Figure({ label, value, formula, report, className }: FigureProps) {
  return (
    <div className={cx('min-w-0 px-3.5 py-2', className)}>
      <dt className="text-kecil text-text-2">{label}</dt>
      <dd>
        <span className={cx('block tabular', report ? 'text-angka-laporan' : 'text-angka')}>{value}</span>
        <span className="block text-mikro text-text-2 tabular">{formula}</span>
      </dd>
    </div>
  )
}

export type FigureRowProps = { label: string; children: ReactNode; className?: string }

/** Figures side by side in one panel. */
export function FigureRow({ label, children, className }: FigureRowProps) {
  return (
    <dl
      aria-label={label}
      className={cx(
        'grid grid-cols-[repeat(auto-fit,minmax(150px,1fr))] overflow-hidden rounded-[5px] border border-line-2 bg-surface *:border-l *:border-line *:first:border-l-0',
        className,
      )}
    >
      {children}
    </dl>
  )
}
