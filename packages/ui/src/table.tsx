import { ArrowDown, ArrowUp } from 'lucide-react'
import { forwardRef, type HTMLAttributes, type ReactNode, type TdHTMLAttributes, type ThHTMLAttributes } from 'react'
import { cx } from './cx.ts'
import { UiLink } from './link.tsx'

export type TableProps = {
  /** Names the table. */ caption: string
  head: ReactNode
  foot?: ReactNode
  children: ReactNode
  className?: string
}

/** Head 28, rows 32; it scrolls sideways by itself when there is no room. */
export function Table({ caption, head, foot, children, className }: TableProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group that scrolls is no fieldset, and no landmark beside its panel
    <div
      role="group"
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className={cx('overflow-x-auto focus-visible:-outline-offset-2', className)}
    >
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line-2">{head}</tr>
        </thead>
        <tbody>{children}</tbody>
        {foot && <tfoot className="border-t-2 border-text font-semibold">{foot}</tfoot>}
      </table>
    </div>
  )
}

export type SortDirection = 'ascending' | 'descending'

export type ThProps = Omit<ThHTMLAttributes<HTMLTableCellElement>, 'align'> & {
  numeric?: boolean
  /** The present order; `null` for sortable but not sorted. */
  sort?: SortDirection | null
  sortTo?: string
  onSort?: () => void
}

export function Th({ numeric, sort, sortTo, onSort, className, children, ...rest }: ThProps) {
  const arrow = sort && (sort === 'ascending' ? ArrowUp : ArrowDown)
  const Arrow = arrow || null
  const content = (
    <>
      {children}
      {Arrow && <Arrow aria-hidden="true" size={12} strokeWidth={1.75} />}
    </>
  )
  const control = cx('inline-flex h-6 items-center gap-1 rounded-[3px] hover:text-text', sort && 'text-text')
  return (
    <th
      scope="col"
      aria-sort={sort ?? undefined}
      {...rest}
      className={cx(
        'h-7 whitespace-nowrap px-2 text-mikro font-semibold text-text-2 first:pl-3 last:pr-3',
        numeric && 'text-right',
        className,
      )}
    >
      {sortTo ? (
        <UiLink to={sortTo} className={control}>
          {content}
        </UiLink>
      ) : onSort ? (
        <button type="button" onClick={onSort} className={control}>
          {content}
        </button>
      ) : (
        content
      )}
    </th>
  )
}

export type RowState = 'selected' | 'life' | 'inactive'

const ROWS: Record<RowState, string> = {
  selected: 'bg-accent-tint [&>:first-child]:shadow-[inset_3px_0_0_var(--link)]',
  life: 'bg-life-tint [&>:first-child]:shadow-[inset_3px_0_0_var(--life-solid)]',
  inactive: 'bg-sunken text-text-2',
}

export type TrProps = HTMLAttributes<HTMLTableRowElement> & {
  state?: RowState /** Its value just changed. */
  children: ReactNode
}

export const Tr = forwardRef<HTMLTableRowElement, TrProps>(function Tr({ state, className, ...rest }, ref) {
  return (
    <tr
      ref={ref}
      aria-selected={state === 'selected' ? true : undefined}
      {...rest}
      className={cx(
        'border-b border-line last:border-b-0 focus-visible:-outline-offset-2',
        state ? ROWS[state] : 'hover:bg-surface-2',
        className,
      )}
    />
  )
})

export type TdProps = TdHTMLAttributes<HTMLTableCellElement> & {
  numeric?: boolean
  /** The cell that names its row. */
  heading?: boolean
  narrow?: boolean
}

export function Td({ numeric, heading, narrow, className, ...rest }: TdProps) {
  const look = cx(
    'h-8 px-2 py-1 first:pl-3 last:pr-3',
    numeric && 'whitespace-nowrap text-right tabular',
    heading && 'text-left font-semibold',
    narrow && 'narrow',
    className,
  )
  return heading ? <th scope="row" {...rest} className={look} /> : <td {...rest} className={look} />
}
