import { useLocation, useNavigate } from '@remix-run/react'
import { CaseStateChip, Kbd, SearchField, type SearchOption, useKeys, useTexts } from '@siaga/ui'
import { useEffect, useRef, useState } from 'react'
import { useShell } from '../tenant/shell-context.tsx'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { hitLabel } from './hit-label.ts'
import { HitLine, hitAddress } from './hit-view.tsx'
import { searchTexts } from './search.texts.ts'
import { SearchNotes } from './search-notes.tsx'
import { finishFilter, searchAddress } from './search-query.ts'
import { useSearch } from './use-search.ts'

/** The field at the top of every page: `/` leads into it. */
export function SearchBox() {
  const t = useTexts(searchTexts)
  const navigate = useNavigate()
  const { tenant, now } = useTenantHere()
  const [q, setQ] = useState('')
  const [open, setOpen] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const { openPalette } = useShell()
  const { found, recent, pending } = useSearch(tenant.slug, q, open, 'box')
  const { key } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: wherever one went, the field is out of the way
  useEffect(() => setOpen(false), [key])
  useKeys(
    {
      '/': () => {
        field.current?.focus()
        field.current?.select()
      },
    },
    { ofFrame: true },
  )
  const go = (to: string) => {
    setOpen(false)
    field.current?.blur()
    navigate(to)
  }
  const hits = found?.groups.flatMap((group) => group.hits) ?? []
  const [only] = hits
  const typed = q.trim()
  return (
    <SearchField
      ref={field}
      label={t('field')}
      placeholder={t('placeholder')}
      value={q}
      onValueChange={setQ}
      open={open}
      onOpenChange={setOpen}
      action={`/t/${tenant.slug}/search`}
      onSubmit={() =>
        go(only && hits.length === 1 && !pending ? hitAddress(tenant.slug, only) : searchAddress(tenant.slug, q))
      }
      status={typed && found && !pending ? t('found', { count: hits.length }) : ''}
      note={typed && found ? <SearchNotes found={found} className="border-b border-line px-3 py-2 text-kecil" /> : null}
      options={typed ? foundOptions() : recentOptions()}
      end={
        <button
          type="button"
          aria-label={t('commands')}
          onClick={openPalette}
          className="flex min-h-6 items-center rounded-[3px] leading-none"
        >
          <Kbd>Ctrl K</Kbd>
        </button>
      }
      className="w-76 shrink"
    />
  )

  function foundOptions(): SearchOption[] {
    const values = found?.hint?.choices ?? []
    return [
      ...values.map((value) => ({
        id: `value-${value}`,
        label: value,
        shown: value,
        group: t('values', { filter: found?.hint?.filter ?? '' }),
        run: () => {
          setQ(finishFilter(q, value))
          field.current?.focus()
        },
      })),
      ...hits.map((hit) => ({
        id: `${hit.kind}-${hit.id}`,
        label: hitLabel(hit),
        shown: <HitLine hit={hit} now={now} />,
        group: t(hit.kind),
        run: () => go(hitAddress(tenant.slug, hit)),
      })),
      {
        id: 'everything',
        label: t('everything', { q: typed }),
        shown: <span className="min-w-0 truncate text-link">{t('everything', { q: typed })}</span>,
        group: '',
        run: () => go(searchAddress(tenant.slug, q)),
      },
    ]
  }

  function recentOptions(): SearchOption[] {
    return recent.map(({ id, number, subject, state }) => ({
      id: `recent-${id}`,
      label: `${subject}, ${number}`,
      shown: (
        <>
          <span className="min-w-0 grow truncate">{subject}</span>
          <CaseStateChip state={state} />
          <span className="mono shrink-0 text-kecil text-text-2">{number}</span>
        </>
      ),
      group: t('recent'),
      run: () => go(`/t/${tenant.slug}/inbox/${id}`),
    }))
  }
}
