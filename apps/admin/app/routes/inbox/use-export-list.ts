import { useTexts } from '@siaga/ui'
import { useTenantHere } from '../tenant/use-tenant.ts'
import { type InboxQuery, inboxSearch } from './inbox-query.ts'
import { viewsTexts } from './views.texts.ts'

const formats = ['csv', 'xlsx'] as const

/** Ways to take the list that is shown as a file: the same view, filters and order. Empty for who may not. */
export function useExportList(query: InboxQuery): { format: (typeof formats)[number]; label: string; run(): void }[] {
  const t = useTexts(viewsTexts)
  const { tenant, settings } = useTenantHere()
  if (!settings.includes('export')) return []
  return formats.map((format) => ({
    format,
    label: t('exportList', { format: format.toUpperCase() }),
    run() {
      // A link of its own: a refused download must not take the page away.
      const link = document.createElement('a')
      link.href = `/t/${tenant.slug}/export/cases${inboxSearch(query)}&format=${format}`
      link.download = ''
      link.click()
    },
  }))
}
