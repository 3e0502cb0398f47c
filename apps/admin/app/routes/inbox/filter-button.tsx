import { useNavigate } from '@remix-run/react'
import {
  Checkbox,
  caseStateTexts,
  Field,
  IconButton,
  Popover,
  priorityTexts,
  Segmented,
  Select,
  useKeys,
  useTexts,
} from '@siaga/ui'
import { ListFilter } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { shellTexts } from '../tenant/shell.texts.ts'
import { useCommands } from '../tenant/shell-context.tsx'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { filterTexts } from './filter.texts.ts'
import {
  hasSettled,
  type InboxQuery,
  inboxSearch,
  openStates,
  priorities,
  settledStates,
  turned,
} from './inbox-query.ts'
import { useListAddress } from './list-address.ts'
import type { Options } from './use-options.ts'

type FilterProps = { query: InboxQuery; options: Options | null }

/** All filters in one small form; what is chosen is in the address at once. */
export function FilterButton({ query, options }: FilterProps) {
  const t = useTexts(filterTexts)
  const [open, setOpen] = useState(false)
  const shell = useTexts(shellTexts)
  useKeys({ f: () => setOpen(true) })
  useCommands(() => [
    { id: 'filter', label: t('filter'), keys: 'F', group: shell('groupList'), run: () => setOpen(true) },
  ])
  return (
    <Popover
      label={t('filters')}
      align="start"
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton label={t('filter')} keys="F" size={28}>
          <ListFilter aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      }
    >
      <FilterForm query={query} options={options} />
    </Popover>
  )
}

type Option = { value: string; label: string }

function FilterForm({ query: shown, options }: FilterProps) {
  const t = useTexts(filterTexts)
  const stateNames = useTexts(caseStateTexts)
  const priorityName = usePriorityName()
  const navigate = useNavigate()
  const to = useListAddress()
  const { services, channels, me } = useTenantHere()
  // What was chosen stands at once; the list follows.
  const [query, setQuery] = useState(shown)
  const search = inboxSearch(shown)
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another list is another query
  useEffect(() => setQuery(shown), [search])
  const go = (changed: InboxQuery) => {
    setQuery(changed)
    navigate(to(changed))
  }
  const queues = (options?.queues ?? []).filter((q) => !query.serviceId || q.serviceId === query.serviceId)
  const assignees: Option[] = [
    { value: 'none', label: t('nobody') },
    ...(options?.members ?? []).map(({ id, name }) => ({
      value: id,
      label: id === me.memberId ? t('me', { name }) : name,
    })),
  ]
  const pick = (key: Exclude<keyof InboxQuery, 'view' | 'settled' | 'sort' | 'overdue' | 'unread'>, list: Option[]) => (
    <Field key={key} label={t(key)}>
      <Select value={query[key] ?? ''} onChange={(event) => go({ ...query, [key]: event.currentTarget.value || null })}>
        <option value="">{t('any')}</option>
        {list.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    </Field>
  )
  const service =
    services.length > 1 ? (
      <Field label={t('serviceId')} className="col-span-2">
        <Select
          value={query.serviceId ?? ''}
          // A queue belongs to one service.
          onChange={(event) => go({ ...query, serviceId: event.currentTarget.value || null, queueId: null })}
        >
          <option value="">{t('any')}</option>
          {services.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
    ) : null
  const tick = (key: 'overdue' | 'unread'): ReactNode => (
    <Checkbox
      label={t(key)}
      checked={query[key]}
      onChange={(event) => go({ ...query, [key]: event.currentTarget.checked })}
    />
  )
  return (
    <div className="grid w-[328px] max-w-full grid-cols-2 gap-x-3 gap-y-2.5">
      {hasSettled(query.view) && (
        <div className="col-span-2">
          <Segmented
            name="side"
            label={t('side')}
            value={query.settled ? 'settled' : 'open'}
            onValueChange={(value) => go(turned(query, { settled: value === 'settled' }))}
            options={[
              { value: 'open', label: t('open') },
              { value: 'settled', label: t('settled') },
            ]}
          />
        </div>
      )}
      {service}
      {pick(
        'priority',
        priorities.map((value) => ({ value, label: priorityName(value) })),
      )}
      {pick(
        'state',
        (query.settled ? settledStates : openStates).map((value) => ({ value, label: stateNames(value) })),
      )}
      {pick('category', categoriesOf(options, query.serviceId))}
      {pick(
        'channelKind',
        Object.entries(channels).map(([value, { name }]) => ({ value, label: name })),
      )}
      {pick(
        'queueId',
        queues.map(({ id, name }) => ({ value: id, label: name })),
      )}
      {query.view !== 'mine' && query.view !== 'unassigned' && pick('assigneeId', assignees)}
      {pick(
        'tagId',
        (options?.tags ?? []).map(({ id, name }) => ({ value: id, label: name })),
      )}
      <div className="col-span-2 flex gap-x-5">
        {tick('overdue')}
        {!query.settled && tick('unread')}
      </div>
    </div>
  )
}

/** "P2 Mendesak". */
export function usePriorityName(): (priority: 'p1' | 'p2' | 'p3') => string {
  const t = useTexts(priorityTexts)
  return (priority) => {
    const code = ({ p1: 'P1', p2: 'P2', p3: 'P3' } as const)[priority]
    return `${code} ${t(code)}`
  }
}

/** Categories of the chosen service, or of all; what several services call by one code stands once. */
export function categoriesOf(options: Options | null, serviceId: string | null): Option[] {
  const found = new Map<string, Set<string>>()
  for (const service of options?.services ?? []) {
    if (serviceId && service.id !== serviceId) continue
    for (const { code, name } of service.categories) found.set(code, (found.get(code) ?? new Set()).add(name))
  }
  return [...found].map(([value, all]) => ({ value, label: [...all].join(', ') }))
}
