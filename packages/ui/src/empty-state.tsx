import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { useDensity } from './density.tsx'

export type EmptyStateProps = {
  /** What is so, as a sentence. */
  title: ReactNode
  /** One line of facts. */
  children?: ReactNode
  /** One button: what to do next. */
  action?: ReactNode
  className?: string
}

export function EmptyState({ title, children, action, className }: EmptyStateProps) {
  const phone = useDensity() === 'phone'
  return (
    <div className={cx('rounded-[5px] border border-dashed border-ctl p-4', className)}>
      <p className="font-semibold">{title}</p>
      {children && <p className={cx('mt-1 text-text-2', phone ? 'text-[14px]/[20px]' : 'text-kecil')}>{children}</p>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  )
}
