import { forwardRef, type ReactNode } from 'react'
import { ChannelIcon, type ChannelIconName } from './channel-icon.tsx'
import { cx } from './cx.ts'
import type { Instant } from './format.ts'
import { UiLink } from './link.tsx'
import { useTexts } from './locale.tsx'
import { defineTexts } from './texts.ts'
import { RibbonWords, ribbonState, TimeBar } from './time-ribbon.tsx'

const texts = defineTexts({ unread: { id: 'Belum dibaca', en: 'Unread' } })

export type InboxDue = {
  startedAt: Instant
  dueAt: Instant
  metAt?: Instant | null
  now: number
  /** A P1, also one that somebody has. */
  life?: boolean
  verb?: string
  metWords?: ReactNode
}

export type InboxRowProps = {
  to: string
  channel: ChannelIconName
  name: string
  /** Already formatted. */
  at: string
  /** Stands before the time: the priority. */
  mark?: ReactNode
  snippet: ReactNode
  /** "Pengaduan", "Informasi". */
  type: ReactNode
  due?: InboxDue | null
  /** Stands where the deadline would: "Menunggu unit". */
  dueWords?: ReactNode
  unread?: boolean
  selected?: boolean
  /** Whether it is the page that is shown; what is selected unless said otherwise. */
  current?: boolean
  /** A P1 without a unit. */
  life?: boolean
  /** Roving: 0 for one row of the list, −1 for the others. */
  tabIndex?: number
  onFocus?: () => void
}

/** A row of the inbox, 70 px. Put it in a `li`; only the snippet may be cut. */
export const InboxRow = forwardRef<HTMLAnchorElement, InboxRowProps>(function InboxRow(props, ref) {
  const { to, channel, name, at, mark, snippet, type, due, dueWords, unread, selected, life, tabIndex, onFocus } = props
  const current = props.current ?? selected
  const t = useTexts(texts)
  const times = due && {
    startedAt: due.startedAt,
    dueAt: due.dueAt,
    metAt: due.metAt,
    now: due.now,
    life: due.life ?? life,
  }
  const bar = times && ribbonState(times).state !== 'met'
  return (
    <UiLink
      ref={ref}
      to={to}
      tabIndex={tabIndex}
      onFocus={onFocus}
      aria-current={current ? 'true' : undefined}
      className={cx(
        'grid min-h-[70px] grid-cols-[20px_minmax(0,1fr)] gap-x-2.5 border-b border-line px-3 py-2 -outline-offset-2 focus-visible:-outline-offset-2',
        selected && 'bg-accent-tint shadow-[inset_3px_0_0_var(--link)] [--ribbon-gap:var(--accent-tint)]',
        !selected && life && 'bg-life-tint shadow-[inset_3px_0_0_var(--life-solid)] [--ribbon-gap:var(--life-tint)]',
        !selected && !life && 'bg-surface hover:bg-surface-2',
      )}
    >
      <ChannelIcon channel={channel} size={18} className="mt-px text-text-2" />
      <span className="block min-w-0">
        <span className="flex items-baseline justify-between gap-2">
          <span className={cx('min-w-0 break-words', unread && 'font-semibold')}>
            {name}
            {unread && <span className="sr-only">, {t('unread')}</span>}
          </span>
          <span className="flex shrink-0 items-center gap-2 text-mikro text-text-2 tabular">
            {mark}
            {at}
          </span>
        </span>
        <span className="block truncate text-text-2">{snippet}</span>
        <span className="mt-0.5 flex items-center gap-2">
          <span className={cx('narrow text-mikro text-text-2', 'w-22 shrink-0')}>{type}</span>
          {bar && <TimeBar {...times} className="w-[82px] shrink-0" />}
          {times && !dueWords && (
            <RibbonWords {...times} short verb={due.verb} metWords={due.metWords} className="text-mikro!" />
          )}
          {dueWords && <span className="shrink-0 whitespace-nowrap text-mikro text-text-2">{dueWords}</span>}
        </span>
      </span>
    </UiLink>
  )
})
