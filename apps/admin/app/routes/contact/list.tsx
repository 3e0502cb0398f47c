import type { MetaFunction } from '@remix-run/node'
import { Form, type ShouldRevalidateFunctionArgs, useFetcher, useLoaderData, useSubmit } from '@remix-run/react'
import {
  Avatar,
  Button,
  Chip,
  EmptyState,
  Field,
  Input,
  listTime,
  PageHeading,
  Panel,
  relativeDayTime,
  Table,
  Td,
  Th,
  Tr,
  UiLink,
  useLocale,
  useTexts,
  useTimeZone,
} from '@siaga/ui'
import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { localeOf, pageTitle } from '../../components/page-title.ts'
import { reloads, tenantOf } from '../../components/reloads.ts'
import { memberLoader } from '../../server/context.server.ts'
import { useTenantHere } from '../tenant/use-tenant.ts'
import type { ContactItem } from './contact-view.server.ts'
import { contactListTexts } from './list.texts.ts'
import { type ContactPage, contactRows } from './list-view.server.ts'

export const loader = memberLoader(async ({ ctx }, { request }) => contactRows(ctx, new URL(request.url)))

export const shouldRevalidate = (args: ShouldRevalidateFunctionArgs) =>
  reloads(args, (from, to) => tenantOf(from) !== tenantOf(to) || from.search !== to.search)

export const meta: MetaFunction = ({ matches }) => [
  { title: pageTitle(matches, contactListTexts.title[localeOf(matches)]) },
]

/** The pages loaded behind the first one; a new search or a new first page begins anew. */
function useMore(first: ContactPage) {
  const { tenant } = useTenantHere()
  const fetcher = useFetcher<ContactPage>()
  const [extra, setExtra] = useState<{ of: ContactPage; rows: ContactItem[]; next: string | null } | null>(null)
  const mine = extra?.of === first ? extra : null
  const { data } = fetcher
  const taken = useRef<ContactPage | undefined>(undefined)
  useEffect(() => {
    if (!data?.rows || data === taken.current || data.search !== first.search) return
    taken.current = data
    setExtra((now) => ({ of: first, rows: [...(now?.of === first ? now.rows : []), ...data.rows], next: data.next }))
  }, [data, first])
  const next = mine ? mine.next : first.next
  const known = new Set(first.rows.map(({ id }) => id))
  return {
    rows: [...first.rows, ...(mine?.rows ?? []).filter(({ id }) => !known.has(id))],
    busy: fetcher.state !== 'idle',
    more: next
      ? () =>
          fetcher.load(
            `/t/${tenant.slug}/contacts/rows?q=${encodeURIComponent(first.search)}&cursor=${encodeURIComponent(next)}`,
          )
      : null,
  }
}

export default function Contacts() {
  const t = useTexts(contactListTexts)
  const page = useLoaderData<typeof loader>()
  const { tenant } = useTenantHere()
  const { rows, more, busy } = useMore(page)
  return (
    <div className="mx-auto flex max-w-[1080px] flex-col gap-4 p-6">
      <PageHeading title={t('title')} meta={tenant.name} />
      <SearchField search={page.search} />
      {rows.length === 0 ? (
        <EmptyState title={page.search ? t('notFound', { search: page.search }) : t('none')}>
          {page.search ? t('notFoundText') : t('noneText')}
        </EmptyState>
      ) : (
        <Panel flush>
          <Table
            caption={t('title')}
            head={
              <>
                <Th>{t('name')}</Th>
                <Th>{t('addresses')}</Th>
                <Th numeric>{t('lastSeen')}</Th>
              </>
            }
          >
            {rows.map((row) => (
              <ContactLine key={row.id} row={row} now={page.now} />
            ))}
          </Table>
        </Panel>
      )}
      {more && (
        <Button className="self-center" aria-disabled={busy || undefined} onClick={() => !busy && more()}>
          {t('more')}
        </Button>
      )}
    </div>
  )
}

function SearchField({ search }: { search: string }) {
  const t = useTexts(contactListTexts)
  const submit = useSubmit()
  const [typed, setTyped] = useState(search)
  const form = useRef<HTMLFormElement>(null)
  const wait = useRef<ReturnType<typeof setTimeout>>()
  useEffect(() => () => clearTimeout(wait.current), [])
  return (
    <Form ref={form} method="get" role="search">
      <Field label={t('search')} help={t('searchHelp')} className="max-w-[420px]">
        <Input
          name="q"
          type="search"
          value={typed}
          autoComplete="off"
          icon={<Search size={16} strokeWidth={1.75} />}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            clearTimeout(wait.current)
            wait.current = setTimeout(() => form.current && submit(form.current, { replace: true }), 200)
          }}
        />
      </Field>
    </Form>
  )
}

const shownAddresses = 2

function ContactLine({ row, now }: { row: ContactItem; now: number }) {
  const t = useTexts(contactListTexts)
  const locale = useLocale()
  const zone = useTimeZone()
  const { tenant } = useTenantHere()
  const addresses = row.identities.flatMap((i) => (i.address ? [i.address] : []))
  const name = row.name ?? t('anonymous')
  return (
    <Tr>
      <Td heading className="font-normal!">
        <UiLink
          to={`/t/${tenant.slug}/contacts/${row.id}`}
          className="flex min-h-7 items-center gap-2 font-semibold text-text hover:text-link hover:underline hover:underline-offset-2"
        >
          <Avatar name={name} shape="square" size={24} />
          <span className="min-w-0 break-words">{name}</span>
          {row.blockedUntil && (
            <Chip tone="warn" glyph="off">
              {t('blocked')}
            </Chip>
          )}
        </UiLink>
      </Td>
      <Td className="text-text-2 tabular">
        {addresses.slice(0, shownAddresses).join(', ') || t('noAddress')}
        {addresses.length > shownAddresses && ` ${t('others', { count: addresses.length - shownAddresses })}`}
      </Td>
      <Td numeric>
        {row.lastSeenAt && (
          <time
            dateTime={new Date(row.lastSeenAt).toISOString()}
            title={relativeDayTime(locale, now, row.lastSeenAt, zone)}
          >
            {listTime(locale, now, row.lastSeenAt, zone)}
          </time>
        )}
      </Td>
    </Tr>
  )
}
