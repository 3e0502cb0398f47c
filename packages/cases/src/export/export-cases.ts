import { type Ctx, withTenant } from '@siaga/db'
import { newId } from '@siaga/kernel'
import { audit, authorize, membersIn, parse, servicesIn } from '@siaga/tenancy'
import { z } from 'zod'
import { type CaseRow, listCases } from '../list/list-cases.ts'
import { listFields } from '../list/list-conditions.ts'

const input = z.object(listFields).strict()
const pageRows = 500

export type CasesExport = { columns: string[]; rows: AsyncGenerator<string[]> }

const heads = {
  id: [
    'Nomor',
    'Layanan',
    'Status',
    'Prioritas',
    'Kategori',
    'Judul',
    'Warga',
    'Kanal',
    'Petugas',
    'Masuk',
    'Batas jawaban pertama',
    'Jawaban pertama',
    'Pesan terakhir',
    'Isi pesan terakhir',
  ],
  en: [
    'Number',
    'Service',
    'State',
    'Priority',
    'Category',
    'Subject',
    'Citizen',
    'Channel',
    'Agent',
    'Opened',
    'First answer due',
    'First answer',
    'Last message',
    'Text of the last message',
  ],
}

/**
 * The cases of a filter of the inbox, in its order, page by page: what the caller may see and no more. Who exported what
 * by which filter stands in the audit before the first row leaves, and how many rows left after the last.
 * @throws forbidden, invalid
 */
export async function exportCases(ctx: Ctx, raw: z.input<typeof input>): Promise<CasesExport> {
  authorize(ctx, 'data.export')
  authorize(ctx, 'case.read')
  const query = parse(input, raw)
  const exportId = newId(ctx.clock.now())
  const names = await withTenant(ctx, async (tx) => {
    const [services, members] = await Promise.all([servicesIn(tx, ctx), membersIn(tx, ctx)])
    const filter = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))
    await audit(tx, ctx, {
      action: 'data.exported',
      subjectKind: 'export',
      subjectId: exportId,
      after: { what: 'cases', filter },
    })
    return {
      services: new Map(services.map((s) => [s.id, s])),
      members: new Map(members.map((m) => [m.id, m.name])),
    }
  })
  const line = (row: CaseRow): string[] => {
    const service = names.services.get(row.serviceId)
    const category = service?.definition.categories.find(({ code }) => code === row.category)
    const at = (value: Date | null) => value?.toISOString() ?? ''
    return [
      row.number,
      service?.definition.name[ctx.locale] ?? '',
      row.state,
      row.priority,
      category?.name[ctx.locale] ?? '',
      row.subject,
      row.citizenName ?? '',
      row.channelKind,
      row.assigneeId ? (names.members.get(row.assigneeId) ?? '') : '',
      at(row.openedAt),
      at(row.firstResponseDueAt),
      at(row.firstAnsweredAt),
      at(row.lastMessageAt),
      row.lastMessageText,
    ]
  }
  async function* rows() {
    let count = 0
    let finished = false
    try {
      let cursor: string | null = null
      do {
        const page: { rows: CaseRow[]; next: string | null } = await listCases(ctx, {
          ...query,
          limit: pageRows,
          ...(cursor && { cursor }),
        })
        for (const row of page.rows) {
          count++
          yield line(row)
        }
        cursor = page.next
      } while (cursor)
      finished = true
    } finally {
      await withTenant(ctx, (tx) =>
        audit(tx, ctx, {
          action: 'data.export_ended',
          subjectKind: 'export',
          subjectId: exportId,
          after: { rows: count, finished },
        }),
      )
    }
  }
  return { columns: heads[ctx.locale], rows: rows() }
}
