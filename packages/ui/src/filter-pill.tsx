import { type ButtonHTMLAttributes, forwardRef } from 'react'
import { cx } from './cx.ts'
import { UiLink } from './link.tsx'

const base = 'inline-flex h-6 items-center gap-1 whitespace-nowrap rounded-[12px] border px-2.5 text-kecil'
const look = (on?: boolean) =>
  cx(
    base,
    on ? 'border-link bg-accent-tint font-medium text-link' : 'border-ctl bg-surface text-text-2 hover:bg-surface-2',
  )

export type FilterPillProps = ButtonHTMLAttributes<HTMLButtonElement> & { on?: boolean }

/** A filter that is on or off (`aria-pressed`). */
export const FilterPill = forwardRef<HTMLButtonElement, FilterPillProps>(function FilterPill(
  { on = false, className, ...rest },
  ref,
) {
  return <button ref={ref} type="button" aria-pressed={on} className={cx(look(on), className)} {...rest} />
})

export type FilterPillLinkProps = { to: string; on?: boolean; children: React.ReactNode }

/** A filter that lives in the address. */
export function FilterPillLink({ to, on, children }: FilterPillLinkProps) {
  return (
    <UiLink to={to} aria-current={on ? 'true' : undefined} className={look(on)}>
      {children}
    </UiLink>
  )
}
