import { Link, type LinkProps, useNavigate, useParams } from '@remix-run/react'
import { cx, LinkProvider, useAnnounce, useKeys, useNow, useTexts, useToast } from '@siaga/ui'
import { useVirtualizer } from '@tanstack/react-virtual'
import { forwardRef, type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { actsUnderWay } from '../case/under-way.ts'
import { shellTexts } from '../tenant/shell.texts.ts'
import { useCommands } from '../tenant/shell-context.tsx'
import { useReload } from '../tenant/use-live.ts'
import { BulkBar } from './bulk-bar.tsx'
import { EmptyList } from './empty-list.tsx'
import { inboxTexts } from './inbox.texts.ts'
import { type InboxQuery, inboxSearch } from './inbox-query.ts'
import { useInboxAddress } from './list-address.ts'
import { ListHeader } from './list-header.tsx'
import type { InboxPage } from './list-rows.server.ts'
import { placeAfter, type Stood, stoodAt } from './next-row.ts'
import { RowView } from './row-view.tsx'
import { type Options, useOptions } from './use-options.ts'
import { usePages } from './use-pages.ts'
import { useSeen } from './use-seen.ts'
import { useSelection } from './use-selection.ts'
import { useSteadyRows } from './use-steady-rows.ts'

type ListProps = { page: InboxPage; query: InboxQuery; now: number }

const rowHeight = 70
/** So many rows before the end the next page is asked for. */
const ahead = 15

/** The route of a ticket is found by the first row; asking for it again at every row would cost a request a scroll. */
const QuietLink = forwardRef<HTMLAnchorElement, LinkProps>(function QuietLink(props, ref) {
  return <Link ref={ref} discover="none" {...props} />
})

export function InboxList({ page, query, now: loadedAt }: ListProps) {
  const t = useTexts(inboxTexts)
  const address = useInboxAddress()
  const { options, refresh } = useOptions(address)
  return (
    <section aria-label={t('list')} className="flex h-full min-h-0 flex-col border-r border-line-2 bg-surface">
      <ListHeader query={query} options={options} onRefresh={refresh} />
      <Rows key={`${address}${inboxSearch(query)}`} page={page} query={query} now={loadedAt} options={options} />
    </section>
  )
}

function Rows({ page, query, now: loadedAt, options }: ListProps & { options: Options | null }) {
  const t = useTexts(inboxTexts)
  const now = useNow(loadedAt)
  const navigate = useNavigate()
  const toast = useToast()
  const announce = useAnnounce()
  const reload = useReload()
  const address = useInboxAddress()
  const openId = useParams().caseId ?? null
  const search = inboxSearch(query)
  const [pointed, setPointed] = useState(false)
  const [focused, setFocused] = useState(false)
  const { rows: loaded, hasMore, look } = usePages(page, address, search)
  const { rows, waiting, show } = useSteadyRows(loaded, { held: pointed || focused })
  const selection = useSelection(rows)

  const [activeId, setActiveId] = useState<string | null>(openId)
  const places = useMemo(() => new Map(rows.map((row, place) => [row.id, place])), [rows])
  const placeOf = (id: string | null) => places.get(id ?? '') ?? -1
  const activeAt = placeOf(activeId ?? openId)
  // A row that has left the list is remembered by its place: another one stands there now.
  const lastActive = useRef<Stood | null>(null)
  const standing = useMemo(() => stoodAt(rows, activeAt), [rows, activeAt])
  if (standing) lastActive.current = standing
  const inItsPlace = useMemo(
    () => (activeAt < 0 && lastActive.current ? placeAfter(rows, lastActive.current) : 0),
    [rows, activeAt],
  )
  const active = activeAt >= 0 ? activeAt : Math.max(0, Math.min(inItsPlace, rows.length - 1))
  const openAt = placeOf(openId)
  const isUnread = useSeen(openId, rows[openAt], address, reload)
  // Where the open ticket stood when it was opened: what is done to it may move it, or take it out of the list.
  const stood = useRef<Stood | null>(null)
  if (openId !== (stood.current?.id ?? null) && openAt >= 0) stood.current = stoodAt(rows, openAt)
  const going = useRef<string | null>(null)
  useEffect(() => {
    if (openId) going.current = null
  }, [openId])

  const viewport = useRef<HTMLDivElement>(null)
  const links = useRef(new Map<string, HTMLAnchorElement>())
  const keepLink = useCallback((id: string, link: HTMLAnchorElement | null) => {
    if (link) links.current.set(id, link)
    else links.current.delete(id)
  }, [])
  const { choose: chooseRow } = selection
  const choose = useCallback(
    (id: string, toHere: boolean) => {
      setActiveId(id)
      chooseRow(id, toHere)
    },
    [chooseRow],
  )
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
  const firstShown = items[0]?.index ?? 0
  const lastShown = items.at(-1)?.index ?? 0
  useEffect(() => look(Math.max(0, firstShown - ahead), lastShown + ahead), [look, firstShown, lastShown])

  const focusRow = (index: number) => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, index))]
    if (!row) return
    setActiveId(row.id)
    virtual.scrollToIndex(placeOf(row.id))
    // The row may be drawn only after the list has scrolled to it.
    const focus = (tries: number) => {
      const link = links.current.get(row.id)
      if (link) link.focus({ preventScroll: true })
      else if (tries > 0) requestAnimationFrame(() => focus(tries - 1))
    }
    focus(10)
  }
  const inList = () => viewport.current?.contains(document.activeElement) ?? false
  const behindOpen = () => (stood.current && stood.current.id === openId ? placeAfter(rows, stood.current) : active)
  const move = (by: 1 | -1, choosing: boolean) => {
    const down = inList() ? active + 1 : activeAt < 0 ? active : activeId === openId ? behindOpen() : active + 1
    const to = by === 1 ? down : active - 1
    const row = rows[to]
    if (choosing && row) {
      if (selection.ids.size === 0 && rows[active]) selection.choose(rows[active].id, false)
      selection.choose(row.id, true)
    }
    focusRow(to)
  }
  const awaited = useRef<Promise<boolean> | null>(null)
  useEffect(
    () => () => {
      awaited.current = null
    },
    [],
  )
  const openNext = () => {
    const acts = awaited.current ? null : actsUnderWay()
    awaited.current = acts
    if (!acts) return goNext()
    void acts.then((well) => {
      if (awaited.current !== acts) return
      awaited.current = null
      if (well) latestOpenNext.current()
    })
  }
  const goNext = () => {
    // Pressed twice quickly, it goes on from where the first press is going.
    const from = going.current ? placeOf(going.current) : -1
    const at = from >= 0 ? from + 1 : behindOpen()
    const row = rows[at]
    if (!row) {
      toast.show({ kind: 'info', message: t('end') })
      return
    }
    going.current = row.id
    setActiveId(row.id)
    virtual.scrollToIndex(at)
    if (inList()) focusRow(at)
    announce(row.subject)
    navigate(`${address}/${row.id}${search}`)
  }
  const latestOpenNext = useRef(openNext)
  latestOpenNext.current = openNext
  const gone = activeAt < 0 && rows.length > 0
  const latestFocusRow = useRef(focusRow)
  latestFocusRow.current = focusRow
  useEffect(() => {
    // The row that had the focus was done away with: nobody is sent back to the top of the page.
    if (gone && focused && document.activeElement === document.body) latestFocusRow.current(active)
  }, [gone, focused, active])
  const chooseActive = (toHere: boolean) => {
    const row = rows[active]
    if (row) selection.choose(row.id, toHere)
  }
  useKeys({
    j: (event) => move(1, event.shiftKey),
    k: (event) => move(-1, event.shiftKey),
    n: openNext,
    // Also from within the editor.
    'alt+n': openNext,
    x: (event) => chooseActive(event.shiftKey),
    '.': waiting > 0 ? show : undefined,
    escape: selection.ids.size > 0 ? () => selection.only([]) : undefined,
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'a') {
      event.preventDefault()
      selection.chooseAll()
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      move(event.key === 'ArrowDown' ? 1 : -1, true)
      return
    }
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: rows.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    focusRow(to)
  }
  const shell = useTexts(shellTexts)
  useCommands(() => [
    { id: 'next-case', label: t('nextTicket'), keys: 'N', group: shell('groupList'), run: openNext },
    ...rows.slice(0, 50).map((row) => ({
      id: `case-${row.id}`,
      label: row.subject,
      hint: `${row.name ?? t('anonymous')} · ${row.number}`,
      group: shell('groupList'),
      run: () => navigate(`${address}/${row.id}${search}`),
    })),
  ])

  const empty = rows.length === 0 && waiting === 0
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointer and focus only hold the list still
    <div
      className="relative flex min-h-0 grow flex-col"
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      onFocus={() => setFocused(true)}
      onBlur={(event) => setFocused(event.currentTarget.contains(event.relatedTarget))}
      onKeyDown={empty ? undefined : onKeyDown}
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
      {empty ? (
        <EmptyList query={query} />
      ) : (
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
                  className="group absolute inset-x-0 top-0"
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <LinkProvider component={item.index === 0 ? Link : QuietLink}>
                    <RowView
                      row={row}
                      now={now}
                      to={`${address}/${row.id}${search}`}
                      unread={isUnread(row)}
                      selected={row.id === openId}
                      chosen={selection.ids.has(row.id)}
                      choosing={selection.ids.size > 0}
                      tabIndex={item.index === active ? 0 : -1}
                      onFocus={setActiveId}
                      onChoose={choose}
                      onLink={keepLink}
                    />
                  </LinkProvider>
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
      )}
      <BulkBar
        items={selection.items}
        options={options}
        loaded={rows.length}
        now={now}
        onAll={selection.chooseAll}
        onOnly={selection.only}
      />
    </div>
  )
}
