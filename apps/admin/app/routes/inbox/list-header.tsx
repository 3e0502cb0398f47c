import { useNavigate, useParams } from '@remix-run/react'
import { Button, LinkTabs, Menu, MenuChoice, number, UiLink, useLocale, useTexts } from '@siaga/ui'
import { ArrowDownWideNarrow, AtSign } from 'lucide-react'
import { StartButton } from '../start/start-button.tsx'
import { shellTexts } from '../tenant/shell.texts.ts'
import { useCommands } from '../tenant/shell-context.tsx'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { FilterButton } from './filter-button.tsx'
import { FilterPills } from './filter-pills.tsx'
import { inboxTexts } from './inbox.texts.ts'
import {
  hasSettled,
  hasSorts,
  type InboxQuery,
  inboxSearch,
  type Sort,
  sorts,
  tabViews,
  turned,
} from './inbox-query.ts'
import { useInboxAddress, useListAddress, useQueryAhead } from './list-address.ts'
import type { Options } from './use-options.ts'
import { ViewsMenu } from './views-menu.tsx'

type HeaderProps = {
  query: InboxQuery
  options: Options | null
  /** Asks for the saved views anew. */
  onRefresh(): void
}

/** Title with the other parts and saved views, order, filter; the tabs; what is filtered. */
export function ListHeader({ query: shown, options, onRefresh }: HeaderProps) {
  const query = useQueryAhead(shown)
  const open = useParams().caseId !== undefined
  const Title = open ? 'h2' : 'h1'
  return (
    <>
      <header className="flex h-11 shrink-0 items-center gap-1 pr-2 pl-1.5">
        <Title className="min-w-0 grow text-judul-3">
          <ViewsMenu query={query} views={options?.views ?? []} onOpen={onRefresh} />
        </Title>
        <Mentions query={query} />
        {hasSorts(query.view) && <SortMenu query={query} />}
        <FilterButton query={query} options={options} />
        <StartButton byKey={!open} />
      </header>
      <ViewTabs query={query} />
      <FilterPills query={query} options={options} />
    </>
  )
}

/** Only while there are any. */
function Mentions({ query }: { query: InboxQuery }) {
  const t = useTexts(inboxTexts)
  const locale = useLocale()
  const base = useInboxAddress()
  const count = useTenantHere().counts?.mentions ?? 0
  if (count === 0 || query.view === 'mentions') return null
  const label = t('mentionCount', { count })
  return (
    <UiLink
      to={`${base}?view=mentions`}
      aria-label={label}
      title={label}
      className="inline-flex h-6 shrink-0 items-center gap-0.5 rounded-[12px] border border-link bg-accent-tint px-2 text-kecil font-semibold text-link tabular"
    >
      <AtSign aria-hidden="true" size={13} strokeWidth={2} />
      {number(locale, count)}
    </UiLink>
  )
}

function SortMenu({ query }: { query: InboxQuery }) {
  const t = useTexts(inboxTexts)
  const navigate = useNavigate()
  const to = useListAddress()
  const shell = useTexts(shellTexts)
  useCommands(() =>
    sorts.map((sort) => ({
      id: `sort-${sort}`,
      label: `${t('sort')}: ${t(sort)}`,
      group: shell('groupList'),
      run: () => navigate(to({ ...query, sort })),
    })),
  )
  return (
    <Menu
      align="end"
      trigger={
        <Button
          variant="quiet"
          size={28}
          title={t('sort')}
          icon={<ArrowDownWideNarrow aria-hidden="true" size={16} strokeWidth={1.75} />}
        >
          <span className="sr-only">{t('sort')}, </span>
          {t(query.sort)}
        </Button>
      }
    >
      <MenuChoice
        label={t('sort')}
        value={query.sort}
        onValueChange={(value) => navigate(to({ ...query, sort: value as Sort }))}
        options={sorts.map((sort) => ({ value: sort, label: t(sort) }))}
      />
    </Menu>
  )
}

function ViewTabs({ query }: { query: InboxQuery }) {
  const t = useTexts(inboxTexts)
  const { counts, can } = useTenantHere()
  const to = useListAddress()
  const shown = tabViews.filter((view) => view !== 'mine' || can.work)
  const filtered = inboxSearch({ ...query, view: 'all' }) !== '?view=all'
  return (
    <LinkTabs
      label={t('views')}
      className="shrink-0"
      items={shown.map((view) => ({
        to: to(turned(query, { view, settled: query.settled && hasSettled(view) })),
        label: t(view),
        // A count of the whole view beside a filtered list would say something else than the list.
        count: filtered ? undefined : counts?.[view],
        active: query.view === view,
      }))}
    />
  )
}
