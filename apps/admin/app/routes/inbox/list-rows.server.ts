import { type CaseRow, isOpen, listCases } from '@siaga/cases'
import type { Ctx } from '@siaga/db'
import { isUuid } from '@siaga/kernel'
import { servicesOf } from '../../server/services.server.ts'
import type { InboxQuery } from './inbox-query.ts'

export type InboxItem = {
  id: string
  number: string
  name: string | null
  channelKind: string
  state: CaseRow['state']
  subject: string
  snippet: string
  category: string | null
  priority: CaseRow['priority']
  openedAt: number
  dueAt: number | null
  answeredAt: number | null
  waitingSince: number | null
  lastAt: number
  sortAt: number
  settled: boolean
  /** The citizen spoke last and waits. */
  unread: boolean
  /** A life at stake and nobody has it. */
  life: boolean
  needsVerification: boolean
}

export type InboxPage = { rows: InboxItem[]; next: string | null }

const most = 100

/** Rows of the list from a cursor on, as many as asked (in as many pages as it takes). @throws forbidden, badCursor */
export async function inboxRows(
  ctx: Ctx,
  query: InboxQuery,
  from: { cursor?: string | undefined; take: number },
): Promise<InboxPage> {
  const services = await servicesOf(ctx)
  const categories = new Map(
    services.flatMap((s) => s.definition.categories.map((c) => [`${s.id}/${c.code}`, c.name[ctx.locale]] as const)),
  )
  const serviceId = query.serviceId && isUuid(query.serviceId) ? query.serviceId : undefined
  const rows: CaseRow[] = []
  let next = from.cursor ?? null
  do {
    const limit = Math.min(most, from.take - rows.length)
    const page = await listCases(ctx, {
      view: query.view,
      settled: query.settled,
      limit,
      ...(serviceId && { serviceId }),
      ...(next && { cursor: next }),
    })
    rows.push(...page.rows)
    next = page.next
  } while (next && rows.length < from.take)
  return { rows: rows.map((row) => itemOf(row, categories.get(`${row.serviceId}/${row.category}`) ?? null)), next }
}

const ms = (at: Date | null) => at?.getTime() ?? null

function itemOf(row: CaseRow, category: string | null): InboxItem {
  const open = isOpen(row.state)
  return {
    id: row.id,
    number: row.number,
    name: row.citizenName,
    channelKind: row.channelKind,
    state: row.state,
    subject: row.subject,
    snippet: row.lastMessageText,
    category,
    priority: row.priority,
    openedAt: row.openedAt.getTime(),
    dueAt: ms(row.firstResponseDueAt),
    answeredAt: ms(row.firstAnsweredAt),
    waitingSince: ms(row.waitingSince),
    lastAt: row.lastMessageAt.getTime(),
    sortAt: row.sortAt.getTime(),
    settled: !open,
    unread: open && row.lastDirection === 'in' && row.waitingSince !== null,
    life: open && row.priority === 'p1' && row.assigneeId === null,
    needsVerification: row.needsVerification,
  }
}
