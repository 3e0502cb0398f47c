import { exportContacts } from '@siaga/conversations'
import { memberLoader } from '../../../server/context.server.ts'
import { tableDownload } from '../../../server/table-download.server.ts'

/** Contacts of the tenant, as a file. */
export const loader = memberLoader(async ({ ctx, tenant }, { request }) => {
  const params = new URL(request.url).searchParams
  const { columns, rows } = await exportContacts(ctx, { search: params.get('search') ?? '' })
  const name = `kontak-${tenant.slug}-${ctx.clock.now().toISOString().slice(0, 10)}`
  return tableDownload(name, params.get('format') === 'xlsx' ? 'xlsx' : 'csv', columns, rows)
})
