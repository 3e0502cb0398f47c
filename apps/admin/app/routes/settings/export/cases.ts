import { exportCases } from '@siaga/cases'
import { may } from '@siaga/tenancy'
import { memberLoader } from '../../../server/context.server.ts'
import { tableDownload } from '../../../server/table-download.server.ts'
import { inboxQuery } from '../../inbox/inbox-query.ts'

/** The list of the inbox with the same address, as a file. */
export const loader = memberLoader(async ({ ctx, tenant }, { request }) => {
  const params = new URL(request.url).searchParams
  const { view, settled, sort, ...filters } = inboxQuery(params, may(ctx, 'case.work'))
  const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== null))
  const { columns, rows } = await exportCases(ctx, { view, settled, sort, ...given })
  const name = `tiket-${tenant.slug}-${ctx.clock.now().toISOString().slice(0, 10)}`
  return tableDownload(name, params.get('format') === 'xlsx' ? 'xlsx' : 'csv', columns, rows)
})
