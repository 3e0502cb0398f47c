import { Link } from '@remix-run/react'
import {
  Button,
  cx,
  EmptyState,
  listTime,
  number,
  Popover,
  StateGlyph,
  useKeys,
  useLocale,
  useTexts,
  useTimeZone,
} from '@siaga/ui'
import { Bell as BellIcon, Settings2 } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { useCommands } from '../tenant/shell-context.tsx'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { NoticeItem } from './data.ts'
import { kindTexts, noticesTexts } from './notices.texts.ts'
import { useNotices } from './notices-provider.tsx'
import { addressOf } from './use-alerts.ts'

/** The bell of the top bar: how many notices nobody looked at, and the list of them. */
export function Bell() {
  const t = useTexts(noticesTexts)
  const locale = useLocale()
  const notices = useNotices()
  const [open, setOpen] = useState(false)
  useKeys({ b: notices ? () => setOpen(true) : undefined }, { ofFrame: true })
  useCommands(() =>
    notices
      ? [
          { id: 'notices', label: t('open'), keys: 'B', group: t('group'), icon, run: () => setOpen(true) },
          ...(notices.data && notices.data.unseen > 0
            ? [{ id: 'notices-seen', label: t('seeAll'), group: t('group'), icon, run: () => seeAll(notices) }]
            : []),
        ]
      : [],
  )
  if (!notices) return null
  const { unseen = 0, most = 0 } = notices.data ?? {}
  const count = unseen > most ? `${number(locale, most)}+` : number(locale, unseen)
  const trigger = (
    <button
      type="button"
      aria-label={unseen > 0 ? t('unseen', { count }) : t('bell')}
      title={`${t('bell')} (B)`}
      className="relative inline-flex size-8 items-center justify-center rounded-[5px] border border-ctl bg-surface hover:bg-surface-2"
    >
      <BellIcon aria-hidden="true" size={16} strokeWidth={1.75} />
      {unseen > 0 && (
        <span
          aria-hidden="true"
          className="absolute -top-1.5 -right-1.5 inline-flex h-4 min-w-4 items-center justify-center rounded-full bg-accent px-1 text-mikro font-semibold tabular text-on-accent"
        >
          {count}
        </span>
      )}
    </button>
  )
  return (
    <Popover label={t('bell')} align="end" open={open} onOpenChange={setOpen} trigger={trigger}>
      <NoticeList onClose={() => setOpen(false)} />
    </Popover>
  )
}

const icon = <BellIcon aria-hidden="true" size={16} strokeWidth={1.75} />

type Notices = NonNullable<ReturnType<typeof useNotices>>

function seeAll({ data, markSeen }: Notices) {
  const newest = data?.notices[0]
  if (newest) void markSeen({ upTo: newest.id })
}

/** Up and down, J and K: through the rows, as in every list. */
function move(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key]
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('a[data-notice]')]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  event.preventDefault()
  rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.focus()
}

function NoticeList({ onClose }: { onClose(): void }) {
  const t = useTexts(noticesTexts)
  const { tenant } = useTenantHere()
  const notices = useNotices()
  if (!notices) return null
  const { data, older, failed, hasOlder } = notices
  const rows = [...(data?.notices ?? []), ...older]
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys for the links inside
    <div className="-m-3 flex w-[358px] flex-col" onKeyDown={move}>
      <div className="flex min-h-10 items-center gap-2 border-b border-line px-3 py-1">
        <h2 className="grow font-semibold">{t('bell')}</h2>
        {data && data.unseen > 0 && (
          <Button size={28} variant="quiet" onClick={() => seeAll(notices)}>
            {t('seeAll')}
          </Button>
        )}
      </div>
      {failed && !data ? (
        <div className="flex items-center gap-2 p-3">
          <StateGlyph name="warn" />
          <p className="grow">{t('failed')}</p>
          <Button size={28} onClick={() => void notices.refresh()}>
            {t('again')}
          </Button>
        </div>
      ) : rows.length === 0 && data ? (
        <EmptyState className="m-3" title={t('none')}>
          {t('noneText')}
        </EmptyState>
      ) : (
        <ul className="max-h-[min(26rem,60vh)] overflow-y-auto">
          {rows.map((notice) => (
            <Row key={notice.id} notice={notice} now={data?.now ?? notice.at} onOpen={onClose} />
          ))}
          {hasOlder && (
            <li className="border-t border-line p-2 text-center">
              <Button size={28} variant="quiet" onClick={() => void notices.loadOlder()}>
                {t('older')}
              </Button>
            </li>
          )}
        </ul>
      )}
      <Link
        to={`/t/${tenant.slug}/account#suara`}
        onClick={onClose}
        className="flex min-h-9 items-center gap-2 border-t border-line-2 px-3 text-link -outline-offset-2 hover:bg-surface-2"
      >
        <Settings2 aria-hidden="true" size={16} strokeWidth={1.75} />
        {t('settings')}
      </Link>
    </div>
  )
}

/** Unseen is a filled shape and weight, not a colour alone. */
function Row({ notice, now, onOpen }: { notice: NoticeItem; now: number; onOpen(): void }) {
  const t = useTexts(noticesTexts)
  const words = useTexts(kindTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { tenant } = useTenantHere()
  return (
    <li className="border-t border-line first:border-t-0">
      <Link
        data-notice=""
        to={addressOf(`/t/${tenant.slug}`, notice)}
        onClick={onOpen}
        className="grid grid-cols-[12px_minmax(0,1fr)_auto] gap-x-2 px-3 py-2 -outline-offset-2 hover:bg-surface-2"
      >
        <span className="pt-[3px]">{!notice.seen && <StateGlyph name="now" />}</span>
        <span className={cx('min-w-0', !notice.seen && 'font-semibold')}>
          {words(notice.kind)}
          {!notice.seen && <span className="sr-only">, {t('notSeen')}</span>}
        </span>
        <time className="pt-px text-mikro tabular text-text-2" dateTime={new Date(notice.at).toISOString()}>
          {listTime(locale, now, notice.at, zone)}
        </time>
        {notice.number && (
          <span className="col-start-2 col-end-4 min-w-0 text-kecil text-text-2">
            <span className="mono">{notice.number}</span>
            <span className="block truncate">{notice.subject}</span>
          </span>
        )}
      </Link>
    </li>
  )
}
