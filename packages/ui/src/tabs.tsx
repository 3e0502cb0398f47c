import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { number } from './format.ts'
import { UiLink } from './link.tsx'
import { useLocale } from './locale.tsx'

const strip = 'flex gap-4 overflow-x-auto px-3 shadow-[inset_0_-1px_0_var(--line)]'
const tab =
  'inline-flex h-9 items-center gap-1.5 whitespace-nowrap border-b-2 text-badan -outline-offset-2 focus-visible:-outline-offset-2'
const OFF = 'border-transparent text-text-2 hover:text-text'
const ON = 'border-link font-semibold text-text'

function Amount({ value }: { value?: number }) {
  const locale = useLocale()
  if (value === undefined) return null
  return <span className="font-normal text-text-2 tabular">{number(locale, value)}</span>
}

export type LinkTab = { to: string; label: ReactNode; count?: number; active?: boolean }
export type LinkTabsProps = { label: string; items: readonly LinkTab[]; className?: string }

/** Tabs that are addresses. */
export function LinkTabs({ label, items, className }: LinkTabsProps) {
  return (
    <nav aria-label={label} className={cx(strip, className)}>
      {items.map((item) => (
        <UiLink
          key={item.to}
          to={item.to}
          aria-current={item.active ? 'page' : undefined}
          className={cx(tab, item.active ? ON : OFF)}
        >
          {item.label}
          <Amount value={item.count} />
        </UiLink>
      ))}
    </nav>
  )
}

export type TabsProps = {
  label: string
  items: readonly { value: string; label: ReactNode; count?: number }[]
  value: string
  onValueChange: (value: string) => void
  /** Stands at the right end of the strip. */
  end?: ReactNode
  children: ReactNode
  className?: string
}

/** Tabs that switch a part of the page; each `TabPanel` inside carries its `value`. */
export function Tabs({ label, items, value, onValueChange, end, children, className }: TabsProps) {
  return (
    <Radix.Root value={value} onValueChange={onValueChange} className={className}>
      <div className={cx(strip, 'items-center')}>
        <Radix.List aria-label={label} className="flex gap-4">
          {items.map((item) => (
            <Radix.Trigger
              key={item.value}
              value={item.value}
              className={cx(
                tab,
                OFF,
                'data-[state=active]:border-link data-[state=active]:font-semibold data-[state=active]:text-text',
              )}
            >
              {item.label}
              <Amount value={item.count} />
            </Radix.Trigger>
          ))}
        </Radix.List>
        {end && <div className="ml-auto flex items-center gap-2">{end}</div>}
      </div>
      {children}
    </Radix.Root>
  )
}

export type TabPanelProps = { value: string; children: ReactNode; className?: string }

export function TabPanel(props: TabPanelProps) {
  return <Radix.Content {...props} />
}
