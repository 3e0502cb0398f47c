import type { LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { liveTenants } from '@siaga/tenancy'
import { Button, EmptyState, Field, Input, number, useLocale, useTexts } from '@siaga/ui'
import { ListChecks, Search } from 'lucide-react'
import { useState } from 'react'
import { Door, Doors } from '../../parts/doors.tsx'
import { Page } from '../../parts/page.tsx'
import { atEdge } from '../../server/edge.server.ts'
import { filterGroups } from './filter-groups.ts'
import { groupTenants } from './group-tenants.server.ts'
import { homeTexts } from './home.texts.ts'

export const loader = ({ request, context }: LoaderFunctionArgs) =>
  atEdge(context, async () => ({
    query: (new URL(request.url).searchParams.get('q') ?? '').slice(0, 80),
    groups: groupTenants(await liveTenants(context.db)),
  }))

export default function Home() {
  const t = useTexts(homeTexts)
  const locale = useLocale()
  const data = useLoaderData<typeof loader>()
  const [query, setQuery] = useState(data.query)
  const groups = filterGroups(data.groups, query)
  const count = groups.reduce((sum, group) => sum + group.governments.length, 0)
  return (
    <Page>
      <div className="flex flex-col gap-6">
        <h1 className="text-judul-laporan">{t('title')}</h1>
        <Form role="search" replace className="flex items-end gap-2">
          <Field label={t('search')} className="grow">
            <Input
              type="search"
              name="q"
              autoComplete="off"
              defaultValue={data.query}
              placeholder={t('example')}
              icon={<Search size={20} strokeWidth={1.75} />}
              onChange={(event) => setQuery(event.target.value)}
            />
          </Field>
          <Button type="submit">{t('searchButton')}</Button>
        </Form>
        {!query.trim() && (
          <Doors>
            <Door to="/track" icon={<ListChecks strokeWidth={1.75} />} title={t('track')} line={t('trackHelp')} />
          </Doors>
        )}
        <p role="status" className={query.trim() && count > 0 ? 'text-[14px]/[20px] text-text-2' : 'sr-only'}>
          {query.trim() ? t('found', { count: number(locale, count) }) : ''}
        </p>
        {count === 0 && data.groups.length > 0 && (
          <EmptyState title={t('none', { query: query.trim() })} action={<ShowAll />}>
            {t('noneHelp')}
          </EmptyState>
        )}
        {data.groups.length === 0 && <EmptyState title={t('empty')} />}
        {groups.map((group) => (
          <section key={group.code} aria-labelledby={`g${group.code}`}>
            <h2 id={`g${group.code}`} className="mb-2 text-judul-2">
              {group.name ?? t('national')}
            </h2>
            <Doors>
              {group.governments.map((government) => (
                <Door
                  key={government.slug}
                  to={`/${government.slug}`}
                  title={government.shortName}
                  line={government.name === government.shortName ? undefined : government.name}
                />
              ))}
            </Doors>
          </section>
        ))}
      </div>
    </Page>
  )
}

/** A fresh page: what was typed goes with it. */
function ShowAll() {
  const t = useTexts(homeTexts)
  return (
    <Button asChild>
      <a href="/">{t('all')}</a>
    </Button>
  )
}
