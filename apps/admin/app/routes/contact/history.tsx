import { useFetcher } from '@remix-run/react'
import {
  Button,
  CASE_STATE_LOOKS,
  ChannelIcon,
  caseStateTexts,
  EmptyState,
  listTime,
  Panel,
  relativeDayTime,
  StateGlyph,
  UiLink,
  useLocale,
  useTexts,
  useTimeZone,
} from '@siaga/ui'
import { useEffect, useState } from 'react'
import { settleTexts } from '../case/settle.texts.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { MoreCases } from './cases.ts'
import { contactTexts } from './contact.texts.ts'
import type { ContactView } from './contact-view.server.ts'

type Row = ContactView['cases']['rows'][number]

/** Older cases, loaded behind those of the page. */
function useOlder(view: ContactView) {
  const { tenant } = useTenantHere()
  const fetcher = useFetcher<MoreCases>()
  const [older, setOlder] = useState<MoreCases | null>(null)
  const { data } = fetcher
  useEffect(() => {
    if (data?.rows) setOlder((now) => ({ rows: [...(now?.rows ?? []), ...data.rows], next: data.next }))
  }, [data])
  const known = new Set(view.cases.rows.map(({ id }) => id))
  const next = older ? older.next : view.cases.next
  return {
    rows: [...view.cases.rows, ...(older?.rows ?? []).filter(({ id }) => !known.has(id))] as Row[],
    busy: fetcher.state !== 'idle',
    more: next
      ? () => fetcher.load(`/t/${tenant.slug}/contacts/${view.id}/cases?cursor=${encodeURIComponent(next)}`)
      : null,
  }
}

export function CasesPanel({ view }: { view: ContactView }) {
  const t = useTexts(contactTexts)
  const { rows, more, busy } = useOlder(view)
  return (
    <Panel title={t('cases')} flush>
      {rows.length === 0 ? (
        <div className="p-3">
          <EmptyState title={t('noCases')} />
        </div>
      ) : (
        <ul>
          {rows.map((row) => (
            <CaseLine key={row.id} row={row} now={view.now} />
          ))}
        </ul>
      )}
      {more && (
        <div className="border-t border-line p-2 text-center">
          <Button size={28} aria-disabled={busy || undefined} onClick={() => !busy && more()}>
            {t('moreCases')}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function CaseLine({ row, now }: { row: Row; now: number }) {
  const states = useTexts(caseStateTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { tenant, channels, services } = useTenantHere()
  return (
    <li className="border-t border-line first:border-t-0">
      <UiLink
        to={`/t/${tenant.slug}/inbox/${row.id}`}
        className="grid grid-cols-[20px_minmax(0,1fr)_auto] gap-x-3 px-3 py-2 -outline-offset-2 hover:bg-surface-2"
      >
        <ChannelIcon channel={channels[row.channelKind]?.icon ?? 'form'} size={16} className="mt-0.5 text-text-2" />
        <span className="min-w-0">
          <span className="block truncate font-medium">{row.subject}</span>
          <span className="block truncate text-kecil text-text-2">
            <span className="mono">{row.number}</span>
            {services.length > 1 && ` · ${row.service}`}
            {row.category && ` · ${row.category}`}
          </span>
        </span>
        <span className="flex flex-col items-end gap-0.5 text-kecil text-text-2">
          <span className="flex items-center gap-1">
            <StateGlyph name={CASE_STATE_LOOKS[row.state].glyph} size={11} />
            {states(row.state)}
          </span>
          <span className="tabular">{listTime(locale, now, row.at, zone)}</span>
        </span>
      </UiLink>
    </li>
  )
}

/** An information call, a prank: heard, and nothing to do. */
export function LoosePanel({ view }: { view: ContactView }) {
  const t = useTexts(contactTexts)
  const classes = useTexts(settleTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { channels, services } = useTenantHere()
  if (view.loose.length === 0) return null
  const classOf = (of: ContactView['loose'][number]) =>
    of.class === null ? classes('unclassified') : of.class === 'normal' ? of.normalClass : classes(of.class)
  return (
    <Panel title={t('loose')} meta={view.loose.length} flush>
      <ul>
        {view.loose.map((one) => (
          <li
            key={one.id}
            className="grid grid-cols-[20px_minmax(0,1fr)_auto] gap-x-3 border-t border-line px-3 py-2 first:border-t-0"
          >
            <ChannelIcon channel={channels[one.channelKind]?.icon ?? 'form'} size={16} className="mt-0.5 text-text-2" />
            <div className="min-w-0">
              <p className="break-words whitespace-pre-line">{one.note ?? classOf(one)}</p>
              <p className="text-kecil text-text-2">
                {[
                  one.note && classOf(one),
                  services.length > 1 && one.service,
                  one.category,
                  one.by && t('loggedBy', { name: one.by }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            <span className="text-kecil text-text-2 tabular">{relativeDayTime(locale, view.now, one.at, zone)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** What they wrote while blocked. */
export function WithheldPanel({ view }: { view: ContactView }) {
  const t = useTexts(contactTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { channels } = useTenantHere()
  if (view.withheld.count === 0) return null
  return (
    <Panel title={t('withheld')} meta={view.withheld.count} flush>
      <p className="px-3 pt-2 text-kecil text-text-2">{t('withheldHelp')}</p>
      <ul>
        {view.withheld.rows.map((message) => (
          <li
            key={message.id}
            className="grid grid-cols-[20px_minmax(0,1fr)_auto] gap-x-3 border-t border-line px-3 py-2 first:border-t-0"
          >
            <ChannelIcon
              channel={channels[message.channelKind]?.icon ?? 'form'}
              size={16}
              className="mt-0.5 text-text-2"
            />
            <div className="min-w-0">
              {message.subject && <p className="font-medium break-words">{message.subject}</p>}
              <p className="line-clamp-4 break-words whitespace-pre-line">{message.text}</p>
              <p className="text-kecil break-words text-text-2">
                {[message.service, ...message.files].filter(Boolean).join(' · ')}
              </p>
            </div>
            <span className="text-kecil text-text-2 tabular">
              {relativeDayTime(locale, view.now, message.at, zone)}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
