import type { ReactNode } from 'react'
import { Count } from './count.tsx'
import { cx } from './cx.ts'
import { type LinkComponent, LinkProvider, UiLink, useLinkComponent } from './link.tsx'
import { useTexts } from './locale.tsx'
import { Logo } from './logo.tsx'
import { defineTexts } from './texts.ts'

const texts = defineTexts({
  skip: { id: 'Langsung ke isi', en: 'Skip to content' },
  nav: { id: 'Menu utama', en: 'Main menu' },
  home: { id: 'Siaga, halaman utama', en: 'Siaga, home' },
})

export type RailItem = {
  to: string
  label: string
  /** lucide, 20 px. */
  icon: ReactNode
  count?: number
  countLabel?: string
  /** The count counts P1. */
  countLife?: boolean
  active?: boolean
  /** A button instead of a link, such as "Pintasan". */
  onSelect?: () => void
}

export type ShellProps = {
  items: readonly RailItem[]
  bottomItems?: readonly RailItem[]
  homeTo?: string
  /** Remix's `Link`; not needed inside a `LinkProvider`. */
  linkComponent?: LinkComponent
  /** From left: tenant switcher, search, figures of the role, space, softphone, presence, bell, avatar. */
  tenant?: ReactNode
  search?: ReactNode
  figures?: ReactNode
  softphone?: ReactNode
  end?: ReactNode
  /** A line over the whole page: training, lost connection. */
  banner?: ReactNode
  /** The main area scrolls by itself (pages); consoles with own columns switch it off. */
  scroll?: boolean
  children: ReactNode
}

/** Rail 72 | rest, top bar 52, landmarks and the skip link. */
export function Shell(props: ShellProps) {
  const outer = useLinkComponent()
  return (
    <LinkProvider component={props.linkComponent ?? outer}>
      <ShellGrid {...props} />
    </LinkProvider>
  )
}

function ShellGrid({ items, bottomItems = [], homeTo = '/', banner, scroll = true, children, ...slots }: ShellProps) {
  const t = useTexts(texts)
  return (
    <div className="flex h-dvh flex-col bg-bg text-text">
      <a
        href="#isi"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-[5px] focus:bg-surface focus:px-3 focus:py-2"
      >
        {t('skip')}
      </a>
      {banner}
      <div className="grid min-h-0 grow grid-cols-[72px_minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]">
        <nav
          aria-label={t('nav')}
          className="z-10 row-span-2 flex flex-col overflow-y-auto bg-rail text-rail-text [--focus:var(--rail-on)]"
        >
          <UiLink
            to={homeTo}
            aria-label={t('home')}
            className="flex h-13 shrink-0 items-center justify-center text-rail-on -outline-offset-4 focus-visible:-outline-offset-4"
          >
            <Logo size={24} />
          </UiLink>
          <ul>
            {items.map((item) => (
              <RailEntry key={item.to} {...item} />
            ))}
          </ul>
          <ul className="mt-auto pb-2">
            {bottomItems.map((item) => (
              <RailEntry key={item.to} {...item} />
            ))}
          </ul>
        </nav>
        <TopBar {...slots} />
        <main
          id="isi"
          tabIndex={-1}
          // Positioned: what is hidden for the eyes far down in it makes the window itself no longer.
          className={cx('relative min-h-0 min-w-0 outline-none', scroll ? 'overflow-y-auto' : 'overflow-hidden')}
        >
          {children}
        </main>
      </div>
    </div>
  )
}

function TopBar({ tenant, search, figures, softphone, end }: Partial<ShellProps>) {
  return (
    <header className="z-20 flex min-h-13 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line-2 bg-surface px-4 py-1">
      {tenant}
      {search}
      {figures && <div className="flex items-center gap-4">{figures}</div>}
      <div className="ml-auto flex items-center gap-3">
        {softphone}
        {end}
      </div>
    </header>
  )
}

function RailEntry({ to, label, icon, count, countLabel, countLife, active, onSelect }: RailItem) {
  const look = cx(
    'narrow relative flex h-13.5 w-full flex-col items-center justify-center gap-1 text-mikro -outline-offset-2 focus-visible:-outline-offset-2',
    active
      ? 'bg-rail-2 font-semibold text-rail-on shadow-[inset_3px_0_0_var(--rail-on)]'
      : 'hover:bg-rail-2 hover:text-rail-on',
  )
  const content = (
    <>
      <span className="relative">
        {icon}
        {count !== undefined && count > 0 && (
          <Count value={count} life={countLife} label={countLabel} className="absolute -top-2 left-2.5" />
        )}
      </span>
      <span>{label}</span>
    </>
  )
  return (
    <li>
      {onSelect ? (
        <button type="button" onClick={onSelect} className={look}>
          {content}
        </button>
      ) : (
        <UiLink to={to} aria-current={active ? 'page' : undefined} className={look}>
          {content}
        </UiLink>
      )}
    </li>
  )
}
