import {
  caseStateTexts,
  durationWords,
  type InboxDue,
  InboxRow,
  listTime,
  PriorityChip,
  StateGlyph,
  useLocale,
  useTexts,
  useTimeZone,
} from '@siaga/ui'
import { forwardRef, type ReactNode } from 'react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { inboxTexts } from './inbox.texts.ts'
import type { InboxItem } from './list-rows.server.ts'

type RowViewProps = {
  row: InboxItem
  to: string
  now: number
  selected: boolean
  tabIndex: number
  onFocus(): void
}

const priorities = { p1: 'P1', p2: 'P2', p3: 'P3' } as const

export const RowView = forwardRef<HTMLAnchorElement, RowViewProps>(function RowView(props, ref) {
  const { row, to, now, selected, tabIndex, onFocus } = props
  const t = useTexts(inboxTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const look = useTenantHere().channels[row.channelKind]
  const deadline = useDeadline(row, now)
  return (
    <InboxRow
      ref={ref}
      to={to}
      channel={look?.icon ?? 'form'}
      name={row.name ?? t('anonymous')}
      at={listTime(locale, now, row.lastAt, zone)}
      snippet={
        <>
          {row.needsVerification && <b className="font-semibold text-warn">{t('verify')} · </b>}
          {row.snippet || row.subject}
        </>
      }
      mark={!row.settled && row.priority !== 'p3' && <PriorityChip priority={priorities[row.priority]} compact />}
      type={
        <span className="block truncate" title={row.category ?? undefined}>
          {row.category ?? t('uncategorised')}
        </span>
      }
      {...deadline}
      unread={row.unread}
      selected={selected}
      life={row.life}
      tabIndex={tabIndex}
      onFocus={onFocus}
    />
  )
})

/** The clock that matters in a row: the first response, then since when the citizen waits. */
function useDeadline(row: InboxItem, now: number): { due: InboxDue | null; dueWords?: ReactNode } {
  const t = useTexts(inboxTexts)
  const states = useTexts(caseStateTexts)
  const locale = useLocale()
  if (row.settled) return { due: null, dueWords: states(row.state) }
  if (row.answeredAt === null) {
    if (row.dueAt === null) return { due: null, dueWords: t('noClock') }
    return { due: { startedAt: row.openedAt, dueAt: row.dueAt, now, life: row.priority === 'p1', verb: t('reply') } }
  }
  if (row.waitingSince !== null) {
    const words = t('waiting', { words: durationWords(locale, now - row.waitingSince) })
    return {
      due: null,
      dueWords: (
        <span className="inline-flex items-center gap-1 font-semibold text-text">
          <StateGlyph name="now" size={11} />
          {words}
        </span>
      ),
    }
  }
  if (row.dueAt !== null && row.answeredAt > row.dueAt) return { due: null, dueWords: t('answeredLate') }
  if (row.dueAt === null) return { due: null, dueWords: states(row.state) }
  return { due: { startedAt: row.openedAt, dueAt: row.dueAt, metAt: row.answeredAt, now } }
}
