import { useNavigate } from '@remix-run/react'
import { type Command, useTexts } from '@siaga/ui'
import { FileText } from 'lucide-react'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { hitLabel } from './hit-label.ts'
import { HitLine, hitAddress } from './hit-view.tsx'
import { searchTexts } from './search.texts.ts'
import { searchAddress } from './search-query.ts'
import { useSearch } from './use-search.ts'

/** Tickets opened last and what is found for the words in the palette, as commands that lead there. */
export function useSearchCommands(q: string, open: boolean): { items: Command[]; pending: boolean } {
  const t = useTexts(searchTexts)
  const navigate = useNavigate()
  const { tenant, can, now } = useTenantHere()
  const { found, recent, pending } = useSearch(tenant.slug, q, open && can.inbox, 'palette')
  if (!can.inbox) return { items: [], pending: false }
  if (!q.trim()) {
    const items = recent.map(({ id, number, subject }) => ({
      id: `recent-${id}`,
      label: subject,
      hint: number,
      group: t('recent'),
      icon: <FileText aria-hidden="true" size={16} strokeWidth={1.75} />,
      run: () => navigate(`/t/${tenant.slug}/inbox/${id}`),
    }))
    return { items, pending: false }
  }
  const hits = found?.q === q ? found.groups.flatMap((group) => group.hits) : []
  return {
    pending,
    items: [
      ...hits.map((hit) => ({
        id: `found-${hit.kind}-${hit.id}`,
        label: hitLabel(hit),
        shown: <HitLine hit={hit} now={now} />,
        found: true,
        group: t(hit.kind),
        run: () => navigate(hitAddress(tenant.slug, hit)),
      })),
      {
        id: 'found-everything',
        label: t('everything', { q: q.trim() }),
        found: true,
        group: t('groupFound'),
        run: () => navigate(searchAddress(tenant.slug, q)),
      },
    ],
  }
}
