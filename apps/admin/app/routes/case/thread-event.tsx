import {
  EventLine,
  NO_VALUE,
  priorityTexts,
  relativeDayTime,
  StateGlyph,
  time,
  UiLink,
  useLocale,
  useTexts,
  useTimeZone,
} from '@siaga/ui'
import {
  AlarmClock,
  Archive,
  ArrowRightLeft,
  CircleCheck,
  CornerUpRight,
  Hand,
  Inbox,
  Link2,
  Link2Off,
  ListChecks,
  Merge,
  NotebookPen,
  Pencil,
  PhoneOutgoing,
  ShieldAlert,
  Split,
  Tag,
  Undo2,
  Zap,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { channelInSentence, inSentence } from '../../components/in-sentence.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { Change, ThreadItem } from './case-view.server.ts'
import { eventTexts } from './event.texts.ts'
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
  merged: <Merge {...iconProps} />,
  linked: <Link2 {...iconProps} />,
  unlinked: <Link2Off {...iconProps} />,
  split: <Split {...iconProps} />,
  moved: <CornerUpRight {...iconProps} />,
  tagged: <Tag {...iconProps} />,
  snoozed: <AlarmClock {...iconProps} />,
  callback: <PhoneOutgoing {...iconProps} />,
  checked: <ListChecks {...iconProps} />,
  spam: <ShieldAlert {...iconProps} />,
  automated: <Zap {...iconProps} />,
  logged: <NotebookPen {...iconProps} />,
}

export function ThreadEvent({ event, now }: { event: Happened; now: number }) {
  const locale = useLocale()
  const zone = useTimeZone()
  const { who, what } = useSentence(event, now)
  const note = event.event === 'moved' ? event.facts.text : null
  return (
    <EventLine icon={icons[event.event]} at={time(locale, event.at, zone)}>
      {who && <b>{event.author} </b>}
      <Sentence what={what} number={event.facts.number} caseId={event.facts.caseId} />
      {note && <span className="text-text">: “{note}”</span>}
    </EventLine>
  )
}

/** The number of another ticket leads to it. */
function Sentence({ what, number, caseId }: { what: string; number: string | null; caseId: string | null }) {
  const { tenant } = useTenantHere()
  const place = number ? what.indexOf(number) : -1
  if (!number || !caseId || place < 0) return <>{what}</>
  return (
    <>
      {what.slice(0, place)}
      <UiLink to={`/t/${tenant.slug}/inbox/${caseId}`} className="mono text-link underline underline-offset-2">
        {number}
      </UiLink>
      {what.slice(place + number.length)}
    </>
  )
}

/** What happened, and whether a person did it. */
function useSentence(event: Happened, now: number): { who: boolean; what: string } {
  const t = useTexts(threadTexts)
  const e = useTexts(eventTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const list = useChanges(event.changes)
  const about = event.about ?? '—'
  const { facts } = event
  const number = facts.number ?? '—'
  const at = facts.at === null ? '—' : inSentence(relativeDayTime(locale, now, facts.at, zone))
  const words = facts.text ?? '—'
  const byPerson = (what: string) => ({ who: true, what })
  const byItself = (what: string) => ({ who: false, what })
  switch (event.event) {
    case 'opened':
      return byItself(t('opened', { channel: event.about ? channelInSentence(event.about) : '—' }))
    case 'taken':
      return byPerson(t('takenBy'))
    case 'assigned':
      return byPerson(event.about ? t('assignedTo', { name: event.about }) : t('unassignedBy'))
    case 'changed':
      return byPerson(t('changedBy', { changes: list }))
    case 'resolved':
      return byPerson(t('resolvedBy', { outcome: about }))
    case 'closed':
      return byPerson(t('closedBy', { outcome: about }))
    case 'reopened':
      return event.about === 'citizen' ? byItself(t('reopenedByCitizen')) : byPerson(t('reopenedBy'))
    case 'overdue':
      return byItself(t('overdue'))
    case 'continued':
      return byItself(t('continued'))
    case 'merged':
      return byPerson(e(facts.act === 'into' ? 'mergedInto' : 'mergedFrom', { number }))
    case 'linked':
      return byPerson(
        e(facts.act === 'parent' ? 'parentSet' : facts.act === 'child' ? 'childAdded' : 'linked', { number }),
      )
    case 'unlinked':
      return byPerson(
        e(facts.act === 'parent' ? 'parentUnset' : facts.act === 'child' ? 'childRemoved' : 'unlinked', { number }),
      )
    case 'split':
      return byPerson(facts.act === 'from' ? e('splitFrom', { number }) : e('splitTo', { count: facts.count, number }))
    case 'moved':
      return byPerson(
        facts.act === 'service'
          ? e('movedService', { from: facts.from ?? '—', to: facts.to ?? '—' })
          : e('movedQueue', { to: facts.to ?? '—' }),
      )
    case 'tagged': {
      const added = facts.names.join(', ')
      const removed = facts.removed.join(', ')
      if (added && removed) return byPerson(e('retagged', { added, removed }))
      return byPerson(added ? e('tagged', { added }) : e('untagged', { removed: removed || '—' }))
    }
    case 'snoozed':
      if (facts.act === 'woke') return byItself(e('woke'))
      return byPerson(facts.at === null ? e('unsnoozed') : e('snoozed', { at }))
    case 'callback':
      if (facts.act === 'due') return byItself(e('callbackDue'))
      if (facts.act === 'done') return byPerson(e('callbackDone'))
      return byPerson(facts.at === null ? e('callbackCleared') : e('callbackSet', { at }))
    case 'checked': {
      const key = { added: 'checkAdded', removed: 'checkRemoved', unticked: 'unchecked' } as const
      return byPerson(e(key[facts.act as keyof typeof key] ?? 'checked', { text: words }))
    }
    case 'spam':
      return byPerson(e(facts.act === 'off' ? 'notSpam' : 'spam'))
    case 'automated':
      return byItself(e('automated', { rule: words }))
    case 'logged':
      return byPerson(facts.to ? e('logged', { channel: channelInSentence(facts.to) }) : e('loggedPlain'))
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
  const sentence = ({ field, label, from, to }: Change) => {
    const name = label ?? t(field as Exclude<Change['field'], 'attribute'>)
    return from === NO_VALUE
      ? t('changeNew', { field: name, to: value(field, to) })
      : t('change', { field: name, from: value(field, from), to: value(field, to) })
  }
  return changes.map(sentence).join(', ')
}
