import type { MetaFunction } from '@remix-run/node'
import { type ShouldRevalidateFunctionArgs, useLoaderData, useNavigate } from '@remix-run/react'
import { forbidden } from '@siaga/kernel'
import { may } from '@siaga/tenancy'
import { Button, EmptyState, Input, LinkTabs, UiLink, useKeys, useLocale, useTexts } from '@siaga/ui'
import { Search } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { localeOf, pageTitle } from '../../components/page-title.ts'
import { memberLoader } from '../../server/context.server.ts'
import { useCommands } from '../tenant/shell-context.tsx'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { FilterWords } from './filter-words.tsx'
import { HitGroup } from './hit-group.tsx'
import { searchTexts } from './search.texts.ts'
import { SearchNotes } from './search-notes.tsx'
import { filterWord, searchAddress, searchKinds, searchQuery } from './search-query.ts'
import { searchView } from './search-view.server.ts'
import { WhatToType } from './what-to-type.tsx'

const ofEach = 6
const ofOne = 25

export const loader = memberLoader(async ({ ctx }, { request }) => {
  if (!may(ctx, 'case.read')) throw forbidden({ internal: 'search needs case.read' })
  const { q, kind, cursor } = searchQuery(new URL(request.url).searchParams)
  const found = await searchView(ctx, {
    q,
    limit: kind ? ofOne : ofEach,
    ...(kind && { kind }),
    ...(kind && cursor && { cursor }),
  })
  return { q, kind, found, searchesContacts: may(ctx, 'contact.read') }
})

/** Results belong to their question; what changes meanwhile is seen where it is opened. */
export const shouldRevalidate = ({ currentUrl, nextUrl }: ShouldRevalidateFunctionArgs) =>
  currentUrl.href !== nextUrl.href

export const meta: MetaFunction<typeof loader> = ({ matches, data }) => [
  { title: pageTitle(matches, [data?.q, searchTexts.title[localeOf(matches)]].filter(Boolean).join(' · ')) },
]

const restMs = 250

export default function SearchPage() {
  const t = useTexts(searchTexts)
  const navigate = useNavigate()
  const { tenant } = useTenantHere()
  const { q, kind, found, searchesContacts } = useLoaderData<typeof loader>()
  const [typed, setTyped] = useState(q)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // What is being typed is not overwritten by the answer to what was typed before.
    if (document.activeElement !== field.current) setTyped(q)
  }, [q])
  useEffect(() => {
    if (typed === q) return
    const timer = setTimeout(() => navigate(searchAddress(tenant.slug, typed, kind), { replace: true }), restMs)
    return () => clearTimeout(timer)
  }, [typed, q, kind, navigate, tenant.slug])
  useKeys({
    '/': () => {
      field.current?.focus()
      field.current?.select()
    },
  })
  const ask = (next: string) => {
    setTyped(next)
    navigate(searchAddress(tenant.slug, next, kind))
  }
  useCommands(() =>
    [null, ...kindsOf(searchesContacts)].map((one) => ({
      id: `search-${one ?? 'all'}`,
      label: `${t('results')}: ${one ? t(one) : t('allKinds')}`,
      group: t('results'),
      run: () => navigate(searchAddress(tenant.slug, q, one)),
    })),
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    ask(typed)
  }
  const groups = found.groups.filter((group) => group.hits.length > 0 || group.next !== null)
  return (
    <div className="mx-auto flex max-w-[920px] flex-col gap-3 p-6">
      <h1 className="text-judul-1">{t('title')}</h1>
      <search>
        <form onSubmit={submit} className="flex gap-2">
          <Input
            ref={field}
            name="q"
            aria-label={t('field')}
            placeholder={t('placeholder')}
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
            icon={<Search size={16} strokeWidth={1.75} />}
            className="grow"
          />
          <Button type="submit" variant="filled">
            {t('submit')}
          </Button>
        </form>
      </search>
      <FilterWords q={q} onChange={ask} />
      {found.hint && (
        <p className="text-text-2">
          {t('values', { filter: found.hint.filter })} {found.hint.choices.join(', ')}
        </p>
      )}
      <SearchNotes found={found} />
      <LinkTabs
        label={t('results')}
        className="px-0!"
        items={[null, ...kindsOf(searchesContacts)].map((one) => ({
          to: searchAddress(tenant.slug, q, one),
          label: one ? t(one) : t('allKinds'),
          active: one === kind,
        }))}
      />
      {groups.map((group) => (
        <HitGroup key={`${q}/${group.kind}/${kind}`} q={q} group={group} alone={kind !== null} />
      ))}
      <p role="status" className="sr-only">
        {q.trim() ? t('found', { count: groups.reduce((sum, group) => sum + group.hits.length, 0) }) : ''}
      </p>
      {groups.length === 0 && found.problems.length === 0 && (q.trim() ? <Nothing q={q} /> : <NothingYet />)}
      <WhatToType open={!q.trim()} onChoose={(word) => ask(`${q} ${word}`.trim())} />
    </div>
  )
}

const kindsOf = (searchesContacts: boolean) => searchKinds.filter((kind) => searchesContacts || kind !== 'contact')

function Nothing({ q }: { q: string }) {
  const t = useTexts(searchTexts)
  const { tenant } = useTenantHere()
  // A category's name stands in no text: it is a filter.
  const category = useLocale() === 'id' ? 'kategori' : 'category'
  const without = q.replace(/[\p{L}]+:("[^"]*"|\S*)\s*/gu, '').trim()
  return (
    <EmptyState
      title={t('nothing')}
      action={
        without && without !== q.trim() ? (
          <Button asChild>
            <UiLink to={searchAddress(tenant.slug, without)}>{t('clear')}</UiLink>
          </Button>
        ) : (
          without && (
            <Button asChild>
              <UiLink to={searchAddress(tenant.slug, filterWord(category, without))}>
                {t('inCategory', { words: without })}
              </UiLink>
            </Button>
          )
        )
      }
    >
      {t('nothingText')}
    </EmptyState>
  )
}

function NothingYet() {
  const t = useTexts(searchTexts)
  return <EmptyState title={t('nothingYet')}>{t('nothingYetText')}</EmptyState>
}
