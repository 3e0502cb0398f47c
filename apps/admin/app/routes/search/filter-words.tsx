import { FilterPill, useLocale, useTexts } from '@siaga/ui'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { searchTexts } from './search.texts.ts'
import { filterWord, hasWord, toggleWord } from './search-query.ts'

/** The words as they are typed in either language; both are understood in both. */
const spelled = {
  id: {
    status: 'status',
    open: 'terbuka',
    assignee: 'petugas',
    me: 'saya',
    none: 'kosong',
    since: 'sejak',
    week: '7h',
    service: 'layanan',
  },
  en: {
    status: 'status',
    open: 'open',
    assignee: 'agent',
    me: 'me',
    none: 'none',
    since: 'since',
    week: '7d',
    service: 'service',
  },
} as const

/** The filters that one wants most, as buttons that write their words into the question. */
export function FilterWords({ q, onChange }: { q: string; onChange: (q: string) => void }) {
  const t = useTexts(searchTexts)
  const { services, can } = useTenantHere()
  const of = spelled[useLocale()]
  const words = [
    { word: filterWord(of.status, of.open), label: t('open') },
    ...(can.work ? [{ word: filterWord(of.assignee, of.me), label: t('mine') }] : []),
    { word: filterWord(of.assignee, of.none), label: t('unassigned') },
    { word: filterWord(of.since, of.week), label: t('week') },
    ...(services.length > 1
      ? services.map(({ name }) => ({ word: filterWord(of.service, name.toLowerCase()), label: name }))
      : []),
  ]
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">{t('filters')}</legend>
      {words.map(({ word, label }) => (
        <FilterPill key={word} type="button" on={hasWord(q, word)} onClick={() => onChange(toggleWord(q, word))}>
          {label}
        </FilterPill>
      ))}
    </fieldset>
  )
}
