import { useNavigate, useParams } from '@remix-run/react'
import { Button, cx, EmptyState, LinkTabs, UiLink, useKeys, useNow, useTexts } from '@siaga/ui'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { shellTexts } from '../tenant/shell.texts.ts'
import { useCommands } from '../tenant/shell-context.tsx'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { inboxTexts } from './inbox.texts.ts'
import { InboxFilter } from './inbox-filter.tsx'
import { type InboxQuery, inboxSearch, views } from './inbox-query.ts'
import type { InboxPage } from './list-rows.server.ts'
import { RowView } from './row-view.tsx'
import { usePages } from './use-pages.ts'
import { useSteadyRows } from './use-steady-rows.ts'

type ListProps = { page: InboxPage; query: InboxQuery; now: number }

const rowHeight = 70
/** So many rows before the end the next page is asked for. */
const ahead = 15

export function InboxList({ page, query, now: loadedAt }: ListProps) {
  const t = useTexts(inboxTexts)
  const { tenant } = useTenantHere()
  const open = useParams().caseId !== undefined
  const Title = open ? 'h2' : 'h1'
  return (
    <section aria-label={t('list')} className="flex h-full min-h-0 flex-col border-r border-line-2 bg-surface">
      <header className="flex h-11 shrink-0 items-center justify-between gap-2 pr-2 pl-3">
        <Title className="text-judul-3">{t('title')}</Title>
        <InboxFilter query={query} />
      </header>
      <ViewTabs query={query} />
      <Rows key={`${tenant.slug}${inboxSearch(query)}`} page={page} query={query} now={loadedAt} />
    </section>
  )
}

function ViewTabs({ query }: { query: InboxQuery }) {
  const t = useTexts(inboxTexts)
  const { tenant, counts, can } = useTenantHere()
  const caseId = useParams().caseId
  const base = `/t/${tenant.slug}/inbox${caseId ? `/${caseId}` : ''}`
  const shown = views.filter((view) => view !== 'mine' || can.work)
  return (
    <LinkTabs
      label={t('views')}
      className="shrink-0"
      items={shown.map((view) => ({
        to: `${base}${inboxSearch({ ...query, view, settled: query.settled && view !== 'unassigned' })}`,
        label: t(view),
        count: query.settled ? undefined : counts?.[view],
        active: query.view === view,
      }))}
    />
  )
}

function Rows({ page, query, now: loadedAt }: ListProps) {
  const t = useTexts(inboxTexts)
  const now = useNow(loadedAt)
  const navigate = useNavigate()
  const { tenant } = useTenantHere()
  const openId = useParams().caseId ?? null
  const search = inboxSearch(query)
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  const { rows: loaded, hasMore, more } = usePages(page, query, tenant.slug)
  const { rows, waiting, show } = useSteadyRows(loaded, { held: pointed || focused, listKey: search })

  const [activeId, setActiveId] = useState<string | null>(openId)
  const active = Math.max(
    0,
    rows.findIndex((row) => row.id === (activeId ?? openId)),
  )
  const viewport = useRef<HTMLDivElement>(null)
  const links = useRef(new Map<string, HTMLAnchorElement>())
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    getItemKey: (index) => rows[index]?.id ?? index,
    estimateSize: () => rowHeight,
    // A hidden list (one page each below 1200 px) has no heights; it must not forget where it was.
    measureElement: (element) => element.getBoundingClientRect().height || rowHeight,
    overscan: 8,
    initialRect: { width: 344, height: 780 },
  })
  const items = virtual.getVirtualItems()
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && lastShown >= rows.length - ahead) more()
  }, [hasMore, lastShown, rows.length, more])

  const focusRow = (index: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))]
    if (!row) return
    setActiveId(row.id)
    virtual.scrollToIndex(rows.indexOf(row))
    // The row may be drawn only after the list has scrolled to it.
    const focus = (tries: number) => {
      const link = links.current.get(row.id)
      if (link) link.focus({ preventScroll: true })
      else if (tries > 0) requestAnimationFrame(() => focus(tries - 1))
    }
    focus(10)
  }
  const inList = () => viewport.current?.contains(document.activeElement) ?? false
  const move = (by: 1 | -1) => focusRow(inList() ? active + by : active + (activeId ? by : 0))
  useKeys({ j: () => move(1), k: () => move(-1), '.': waiting > 0 ? show : undefined })
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: rows.length - 1 }[event.key]
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    focusRow(to)
  }
  const shell = useTexts(shellTexts)
  useCommands(() =>
    rows.slice(0, 50).map((row) => ({
      id: `case-${row.id}`,
      label: row.subject,
      hint: `${row.name ?? t('anonymous')} · ${row.number}`,
      group: shell('groupList'),
      run: () => navigate(`/t/${tenant.slug}/inbox/${row.id}${search}`),
    })),
  )

  if (rows.length === 0 && waiting === 0) return <EmptyList query={query} />
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointer and focus only hold the list still
    <div
      className="relative flex min-h-0 grow flex-col"
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={(event) => setFocused(event.currentTarget.contains(event.relatedTarget))}
      onKeyDown={onKeyDown}
    >
      {waiting > 0 && (
        <button
          type="button"
          onClick={show}
          className="flex min-h-8 w-full shrink-0 items-center justify-center border-b border-accent-line bg-accent-tint px-3 font-medium text-link -outline-offset-2 focus-visible:-outline-offset-2"
        >
          {t('fresh', { count: waiting })}
        </button>
      )}
      <div ref={viewport} className="min-h-0 grow overflow-y-auto [contain:strict]">
        <ul className="relative w-full" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const row = rows[item.index]
            if (!row) return null
            return (
              <li
                key={item.key}
                data-index={item.index}
                ref={virtual.measureElement}
                aria-setsize={hasMore ? -1 : rows.length}
                aria-posinset={item.index + 1}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${item.start}px)` }}
              >
                <RowView
                  ref={(link) => {
                    if (link) links.current.set(row.id, link)
                    else links.current.delete(row.id)
                  }}
                  row={row}
                  now={now}
                  to={`/t/${tenant.slug}/inbox/${row.id}${search}`}
                  selected={row.id === openId}
                  tabIndex={item.index === active ? 0 : -1}
                  onFocus={() => setActiveId(row.id)}
                />
              </li>
            )
          })}
        </ul>
        {hasMore && (
          <p role="status" className={cx('px-3 py-2 text-kecil text-text-2')}>
            {t('loadingMore')}
          </p>
        )}
      </div>
    </div>
  )
}

const empties = {
  mine: { title: 'emptyMine', action: 'seeQueue', to: 'unassigned' },
  unassigned: { title: 'emptyUnassigned', action: 'seeAll', to: 'all' },
  all: { title: 'emptyAll', action: null, to: 'all' },
} as const

/** Says what is so and what to do next. */
function EmptyList({ query }: { query: InboxQuery }) {
  const t = useTexts(inboxTexts)
  const { tenant, counts } = useTenantHere()
  const base = `/t/${tenant.slug}/inbox`
  const go = (label: string, to: InboxQuery) => (
    <Button asChild variant="filled">
      <UiLink to={`${base}${inboxSearch(to)}`}>{label}</UiLink>
    </Button>
  )
  if (query.settled) {
    return (
      <EmptyState title={t('emptySettled')} className="m-3" action={go(t('seeOpen'), { ...query, settled: false })}>
        {t('emptySettledText')}
      </EmptyState>
    )
  }
  const { title, action, to } = empties[query.view]
  const text = {
    mine: t('emptyMineText', { count: counts?.unassigned ?? 0 }),
    unassigned: t('emptyUnassignedText'),
    all: t('emptyAllText'),
  }[query.view]
  return (
    <EmptyState title={t(title)} className="m-3" action={action && go(t(action), { ...query, view: to })}>
      {text}
    </EmptyState>
  )
}
