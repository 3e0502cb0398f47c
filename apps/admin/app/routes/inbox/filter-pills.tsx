import { caseStateTexts, UiLink, useTexts } from '@siaga/ui'
import { X } from 'lucide-react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { filterTexts } from './filter.texts.ts'
import { categoriesOf, usePriorityName } from './filter-button.tsx'
import { inboxTexts } from './inbox.texts.ts'
import { activeFilters, type Filters, type InboxQuery, menuViews, noFilters, turned } from './inbox-query.ts'
import { useListAddress } from './list-address.ts'
import type { Options } from './use-options.ts'

type PillsProps = { query: InboxQuery; options: Options | null }
type Pill = { key: string; words: string; name: string; to: string }

/** What the list is narrowed to, each with a way out of it. Nothing where nothing is. */
export function FilterPills({ query, options }: PillsProps) {
  const t = useTexts(filterTexts)
  const list = useTexts(inboxTexts)
  const wordsOf = useValues(options)
  const to = useListAddress()
  const { can } = useTenantHere()
  const home = can.work ? 'mine' : 'all'
  const pills: Pill[] = []
  if (menuViews.some((view) => view === query.view)) {
    const words = list(query.view)
    pills.push({ key: 'view', words, name: t('leave', { pill: words }), to: to(turned(query, { view: home })) })
  }
  if (query.settled) {
    const name = t('remove', { pill: t('settled') })
    pills.push({ key: 'settled', words: t('settled'), name, to: to(turned(query, { settled: false })) })
  }
  for (const key of activeFilters(query)) {
    const words = query[key] === true ? t(key) : t('pill', { name: t(key), value: wordsOf(key, query) })
    const name = t('remove', { pill: words })
    pills.push({ key, words, name, to: to({ ...query, [key]: noFilters[key] }) })
  }
  if (pills.length === 0) return null
  return (
    <ul
      aria-label={t('filters')}
      className="flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-3 py-2"
    >
      {pills.map((pill) => (
        <li key={pill.key} className="min-w-0 max-w-full">
          <UiLink
            to={pill.to}
            aria-label={pill.name}
            title={pill.words}
            className="inline-flex h-6 max-w-full items-center gap-1 rounded-[12px] border border-link bg-accent-tint pr-1.5 pl-2.5 text-kecil font-medium text-link hover:bg-surface"
          >
            <span className="truncate">{pill.words}</span>
            <X aria-hidden="true" size={14} strokeWidth={1.75} className="shrink-0" />
          </UiLink>
        </li>
      ))}
      {pills.length > 1 && (
        <li>
          <UiLink
            to={to({ ...turned(query, { view: query.view, settled: false }), ...noFilters })}
            className="inline-flex h-6 items-center px-1 text-kecil text-link underline underline-offset-2"
          >
            {t('clear')}
          </UiLink>
        </li>
      )}
    </ul>
  )
}

/** The words for what is chosen in a filter; what has been removed since is said to be unknown. */
function useValues(options: Options | null) {
  const t = useTexts(filterTexts)
  const states = useTexts(caseStateTexts)
  const priorityName = usePriorityName()
  const { services, channels } = useTenantHere()
  return (key: keyof Filters, query: InboxQuery): string => {
    const value = String(query[key])
    const named = (list: readonly { id: string; name: string }[] | undefined) =>
      list ? (list.find(({ id }) => id === value)?.name ?? t('unknown')) : t('loading')
    switch (key) {
      case 'serviceId':
        return named(services)
      case 'queueId':
        return named(options?.queues)
      case 'assigneeId':
        return value === 'none' ? t('nobody') : named(options?.members)
      case 'tagId':
        return named(options?.tags)
      case 'channelKind':
        return channels[value]?.name ?? value
      case 'priority':
        return query.priority ? priorityName(query.priority) : value
      case 'state':
        return query.state ? states(query.state) : value
      case 'category':
        return categoriesOf(options, query.serviceId).find((c) => c.value === value)?.label ?? value
      default:
        return value
    }
  }
}
