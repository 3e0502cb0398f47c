import { EventLine, NO_VALUE, priorityTexts, StateGlyph, time, useLocale, useTexts, useTimeZone } from '@siaga/ui'
import { Archive, ArrowRightLeft, CircleCheck, Hand, Inbox, Link2, Pencil, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Change, ThreadItem } from './case-view.server.ts'
import { threadTexts } from './thread.texts.ts'

type Happened = Extract<ThreadItem, { kind: 'event' }>

const iconProps = { 'aria-hidden': true, size: 14, strokeWidth: 1.75 } as const

const icons: Record<Happened['event'], ReactNode> = {
  opened: <Inbox {...iconProps} />,
  taken: <Hand {...iconProps} />,
  assigned: <ArrowRightLeft {...iconProps} />,
  changed: <Pencil {...iconProps} />,
  resolved: <CircleCheck {...iconProps} />,
  closed: <Archive {...iconProps} />,
  reopened: <Undo2 {...iconProps} />,
  overdue: <StateGlyph name="warn" />,
  continued: <Link2 {...iconProps} />,
}

export function ThreadEvent({ event }: { event: Happened }) {
  const locale = useLocale()
  const zone = useTimeZone()
  const { who, what } = useSentence(event)
  return (
    <EventLine icon={icons[event.event]} at={time(locale, event.at, zone)}>
      {who && <b>{event.author} </b>}
      {what}
    </EventLine>
  )
}

/** What happened, and whether a person did it. */
function useSentence(event: Happened): { who: boolean; what: string } {
  const t = useTexts(threadTexts)
  const list = useChanges(event.changes)
  const about = event.about ?? '—'
  switch (event.event) {
    case 'opened':
      return { who: false, what: t('opened', { channel: event.about?.toLowerCase() ?? '—' }) }
    case 'taken':
      return { who: true, what: t('takenBy') }
    case 'assigned':
      return { who: true, what: event.about ? t('assignedTo', { name: event.about }) : t('unassignedBy') }
    case 'changed':
      return { who: true, what: t('changedBy', { changes: list }) }
    case 'resolved':
      return { who: true, what: t('resolvedBy', { outcome: about }) }
    case 'closed':
      return { who: true, what: t('closedBy', { outcome: about }) }
    case 'reopened':
      return event.about === 'citizen'
        ? { who: false, what: t('reopenedByCitizen') }
        : { who: true, what: t('reopenedBy') }
    case 'overdue':
      return { who: false, what: t('overdue') }
    case 'continued':
      return { who: false, what: t('continued') }
    default:
      return event.event satisfies never
  }
}

function useChanges(changes: readonly Change[]): string {
  const t = useTexts(threadTexts)
  const priorities = useTexts(priorityTexts)
  const value = (field: Change['field'], raw: string) => {
    const priority = raw.toUpperCase()
    return field === 'priority' && (priority === 'P1' || priority === 'P2' || priority === 'P3')
      ? priorities(priority)
      : raw
  }
  const sentence = ({ field, from, to }: Change) =>
    from === NO_VALUE
      ? t('changeNew', { field: t(field), to: value(field, to) })
      : t('change', { field: t(field), from: value(field, from), to: value(field, to) })
  return changes.map(sentence).join(', ')
}
