import {
  caseStateTexts,
  cx,
  durationWords,
  type InboxDue,
  InboxRow,
  listTime,
  PriorityChip,
  relativeDayTime,
  StateGlyph,
  useLocale,
  useTexts,
  useTimeZone,
} from '@siaga/ui'
import { AtSign, PencilLine } from 'lucide-react'
import { memo, type ReactNode, useCallback } from 'react'
import { inSentence } from '../../components/in-sentence.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { inboxTexts } from './inbox.texts.ts'
import type { InboxItem } from './list-rows.server.ts'
import { useDraftMark } from './use-draft-mark.ts'

type RowViewProps = {
  row: InboxItem
  to: string
  now: number
  unread: boolean
  /** Open beside the list. */
  selected: boolean
  /** Chosen, to do something to several. */
  chosen: boolean
  /** Others are chosen: every row shows its box. */
  choosing: boolean
  tabIndex: number
  onFocus(id: string): void
  /** With Shift: everything up to here. */
  onChoose(id: string, toHere: boolean): void
  /** Hands the link over, to be focused; null when it is gone. */
  onLink(id: string, link: HTMLAnchorElement | null): void
}

const priorities = { p1: 'P1', p2: 'P2', p3: 'P3' } as const

/** A row as it stands in the list; drawn anew only when something in it has changed, since the list draws at every scroll. */
export const RowView = memo(function RowView(props: RowViewProps) {
  const { row, to, now, unread, selected, chosen, choosing, tabIndex, onFocus, onChoose, onLink } = props
  const t = useTexts(inboxTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const look = useTenantHere().channels[row.channelKind]
  const deadline = useDeadline(row, now)
  const draft = useDraftMark(row)
  const name = row.name ?? t('anonymous')
  const linkRef = useCallback((link: HTMLAnchorElement | null) => onLink(row.id, link), [onLink, row.id])
  return (
    <>
      <InboxRow
        ref={linkRef}
        to={to}
        channel={look?.icon ?? 'form'}
        name={name}
        at={listTime(locale, now, row.lastAt, zone)}
        snippet={
          <>
            {row.needsVerification && <b className="font-semibold text-warn">{t('verify')} · </b>}
            {row.lastByUs && <span className="text-text-2">{t('us')} </span>}
            {row.snippet || row.subject}
          </>
        }
        mark={
          <>
            {draft && (
              <PencilLine
                role="img"
                aria-label={draft.own ? t('draftOwn') : t('draftOf', { name: draft.name })}
                size={13}
                strokeWidth={2}
                className={draft.own ? 'text-link' : 'text-text-2'}
              />
            )}
            {row.mentioned && (
              <AtSign role="img" aria-label={t('mentioned')} size={13} strokeWidth={2.25} className="text-link" />
            )}
            {!row.settled && row.priority !== 'p3' && <PriorityChip priority={priorities[row.priority]} compact />}
          </>
        }
        type={
          <span className="block truncate" title={row.category ?? undefined}>
            {row.category ?? t('uncategorised')}
          </span>
        }
        {...deadline}
        unread={unread}
        selected={selected || chosen}
        current={selected}
        life={row.life}
        tabIndex={tabIndex}
        onFocus={() => onFocus(row.id)}
      />
      {/* Over the channel's icon, beside the link and not in it. */}
      <label
        className={cx(
          'absolute top-1.5 left-2 flex size-6 cursor-pointer items-center justify-center rounded-[3px] group-hover:opacity-100 has-focus-visible:opacity-100 has-focus-visible:outline-2 has-focus-visible:outline-focus',
          selected || chosen ? 'bg-accent-tint' : row.life ? 'bg-life-tint' : 'bg-surface group-hover:bg-surface-2',
          !chosen && !choosing && 'opacity-0 group-focus-within:opacity-100',
        )}
      >
        <input
          type="checkbox"
          aria-label={t('choose', { name })}
          checked={chosen}
          tabIndex={tabIndex}
          onChange={(event) => onChoose(row.id, (event.nativeEvent as MouseEvent).shiftKey)}
          className="size-4 accent-accent outline-none"
        />
      </label>
    </>
  )
})

/** The clock that matters in a row: the first response, then since when the citizen waits. */
function useDeadline(row: InboxItem, now: number): { due: InboxDue | null; dueWords?: ReactNode } {
  const t = useTexts(inboxTexts)
  const states = useTexts(caseStateTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  if (row.settled) return { due: null, dueWords: states(row.state) }
  if (row.snoozedUntil !== null) {
    const at = inSentence(relativeDayTime(locale, now, row.snoozedUntil, zone))
    return { due: null, dueWords: t('wakes', { at }) }
  }
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
