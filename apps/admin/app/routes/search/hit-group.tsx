import { useFetcher } from '@remix-run/react'
import { Button, Panel, TextLink, UiLink, useTexts } from '@siaga/ui'
import { useEffect, useState } from 'react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { HitLine, hitAddress } from './hit-view.tsx'
import type { loader } from './results.ts'
import { searchTexts } from './search.texts.ts'
import { searchAddress } from './search-query.ts'
import type { HitView, SearchView } from './search-view.server.ts'

type Group = SearchView['groups'][number]

/** The hits of one kind: some of them with a way to the rest, or alone with more behind them. */
export function HitGroup({ q, group, alone }: { q: string; group: Group; alone: boolean }) {
  const t = useTexts(searchTexts)
  const { tenant, now } = useTenantHere()
  const { hits, next, loading, more } = useMore(q, group)
  return (
    <Panel
      flush
      title={t(group.kind)}
      actions={
        !alone && next ? (
          <TextLink to={searchAddress(tenant.slug, q, group.kind)}>
            {t('moreOf', { group: t(group.kind).toLowerCase() })}
          </TextLink>
        ) : undefined
      }
    >
      <ul>
        {hits.map((hit) => (
          <li key={hit.id} className="border-b border-line last:border-b-0">
            <UiLink
              to={hitAddress(tenant.slug, hit)}
              className="flex px-3 py-2 -outline-offset-2 hover:bg-surface-2 focus-visible:-outline-offset-2"
            >
              <HitLine full hit={hit} now={now} />
            </UiLink>
          </li>
        ))}
      </ul>
      {hits.length === 0 && <p className="px-3 py-2 text-text-2">{t('lookedFar')}</p>}
      {alone && next && (
        <div className="border-t border-line px-3 py-2">
          <Button onClick={more} disabled={loading}>
            {loading ? t('loading') : t('more')}
          </Button>
        </div>
      )}
    </Panel>
  )
}

/** The hits behind the first page, page by page. */
function useMore(q: string, first: Group) {
  const { tenant } = useTenantHere()
  const { data, load, state } = useFetcher<typeof loader>()
  const [extra, setExtra] = useState<{ hits: HitView[]; next: string | null } | null>(null)
  const answer = data && 'found' in data ? data : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new answer is taken in
  useEffect(() => {
    const page = answer?.found?.groups.find((group) => group.kind === first.kind)
    if (page) setExtra((before) => ({ hits: [...(before?.hits ?? []), ...page.hits], next: page.next }))
  }, [answer])
  const next = extra ? extra.next : first.next
  const more = () => {
    if (!next) return
    const params = new URLSearchParams({ q, kind: first.kind, cursor: next, limit: '25' })
    load(`/t/${tenant.slug}/search/results?${params}`)
  }
  return { hits: [...first.hits, ...(extra?.hits ?? [])], next, loading: state !== 'idle', more }
}
