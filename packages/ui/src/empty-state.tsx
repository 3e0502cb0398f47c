import type { ReactNode } from 'react'
import { cx } from './cx.ts'

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
  return (
    <div className={cx('rounded-[5px] border border-dashed border-ctl p-4', className)}>
      <p className="font-semibold">{title}</p>
      {children && <p className="mt-1 text-kecil text-text-2">{children}</p>}
      {action && <div className="mt-2">{action}</div>}
    </div>
  )
}
