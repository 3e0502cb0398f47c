import { Button, EmptyState, UiLink, useTexts } from '@siaga/ui'
import type { ReactNode } from 'react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { filterTexts } from './filter.texts.ts'
import { inboxTexts } from './inbox.texts.ts'
import { activeFilters, type InboxQuery, inboxSearch, noFilters, turned } from './inbox-query.ts'
import { useInboxAddress } from './list-address.ts'

const empties = {
  mine: { title: 'emptyMine', action: 'seeQueue', to: 'unassigned' },
  unassigned: { title: 'emptyUnassigned', action: 'seeAll', to: 'all' },
  all: { title: 'emptyAll', action: null, to: 'all' },
  mentions: { title: 'emptyMentions', action: 'seeAll', to: 'all' },
  watching: { title: 'emptyWatching', action: 'seeAll', to: 'all' },
  snoozed: { title: 'emptySnoozed', action: 'seeAll', to: 'all' },
  spam: { title: 'emptySpam', action: 'seeAll', to: 'all' },
} as const

/** Says what is so and what to do next. */
export function EmptyList({ query }: { query: InboxQuery }) {
  const t = useTexts(inboxTexts)
  const filters = useTexts(filterTexts)
  const base = useInboxAddress()
  const { counts } = useTenantHere()
  const go = (label: string, to: InboxQuery) => (
    <Button asChild variant="filled">
      <UiLink to={`${base}${inboxSearch(to)}`}>{label}</UiLink>
    </Button>
  )
  const state = (title: string, text: string, action: ReactNode) => (
    <EmptyState title={title} className="m-3" action={action}>
      {text}
    </EmptyState>
  )
  if (activeFilters(query).length > 0)
    return state(t('emptyFiltered'), t('emptyFilteredText'), go(filters('clear'), { ...query, ...noFilters }))
  if (query.settled)
    return state(t('emptySettled'), t('emptySettledText'), go(t('seeOpen'), turned(query, { settled: false })))
  const { title, action, to } = empties[query.view]
  const text = {
    mine: t('emptyMineText', { count: counts?.unassigned ?? 0 }),
    unassigned: t('emptyUnassignedText'),
    all: t('emptyAllText'),
    mentions: t('emptyMentionsText'),
    watching: t('emptyWatchingText'),
    snoozed: t('emptySnoozedText'),
    spam: t('emptySpamText'),
  }[query.view]
  return state(t(title), text, action && go(t(action), turned(query, { view: to })))
}
