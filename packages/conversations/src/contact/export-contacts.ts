import { type Ctx, withTenant } from '@siaga/db'
import { newId } from '@siaga/kernel'
import { audit, authorize, parse } from '@siaga/tenancy'
import { z } from 'zod'
import { type ContactRow, listContacts } from './list-contacts.ts'

const input = z.object({ search: z.string().trim().max(120).default('') }).strict()
const pageRows = 100

const heads = {
  id: ['Nama', 'Telepon', 'E-mail', 'Dikenal sejak', 'Terakhir menghubungi'],
  en: ['Name', 'Phone', 'E-mail', 'Known since', 'Last contact'],
}

/**
 * Contacts of the tenant, page by page. Who exported what stands in the audit before the first row leaves, and how many
 * rows left after the last. @throws forbidden, invalid
 */
export async function exportContacts(
  ctx: Ctx,
  raw: z.input<typeof input>,
): Promise<{ columns: string[]; rows: AsyncGenerator<string[]> }> {
  authorize(ctx, 'data.export')
  authorize(ctx, 'contact.read')
  const { search } = parse(input, raw)
  const exportId = newId(ctx.clock.now())
  const note = (action: string, after: Record<string, unknown>) =>
    withTenant(ctx, (tx) => audit(tx, ctx, { action, subjectKind: 'export', subjectId: exportId, after }))
  await note('data.exported', { what: 'contacts', filter: { search } })
  const addresses = (row: ContactRow, kinds: string[]) =>
    row.identities
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ address }) => address)
      .join(' ')
  async function* rows() {
    let count = 0
    let finished = false
    try {
      let cursor: string | null = null
      do {
        const page: { rows: ContactRow[]; next: string | null } = await listContacts(ctx, {
          search,
          limit: pageRows,
          ...(cursor && { cursor }),
        })
        for (const row of page.rows) {
          count++
          const seen = row.lastSeenAt?.toISOString() ?? ''
          yield [
            row.name ?? '',
            addresses(row, ['e164', 'wa_user']),
            addresses(row, ['mail']),
            row.createdAt.toISOString(),
            seen,
          ]
        }
        cursor = page.next
      } while (cursor)
      finished = true
    } finally {
      await note('data.export_ended', { rows: count, finished })
    }
  }
  return { columns: heads[ctx.locale], rows: rows() }
}
