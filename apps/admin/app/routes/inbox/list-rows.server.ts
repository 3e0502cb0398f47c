import { type CaseRow, type DraftMark, draftMarks, isOpen, listCases } from '@siaga/cases'
import type { Ctx } from '@siaga/db'
import { servicesOf } from '../../server/services.server.ts'
import { type InboxQuery, noFilters } from './inbox-query.ts'

export type InboxItem = {
  id: string
  number: string
  name: string | null
  serviceId: string
  channelKind: string
  state: CaseRow['state']
  subject: string
  snippet: string
  /** The snippet is ours and not the citizen's. */
  lastByUs: boolean
  category: string | null
  priority: CaseRow['priority']
  openedAt: number
  dueAt: number | null
  answeredAt: number | null
  waitingSince: number | null
  snoozedUntil: number | null
  lastAt: number
  /** What the list is in the order of: a row whose value changes has moved. */
  sortAt: number
  settled: boolean
  /** The citizen spoke last and waits, and one has not seen it. */
  unread: boolean
  /** One was mentioned in a note and has not looked since. */
  mentioned: boolean
  /** Somebody has something half written there. */
  draft: DraftMark | null
  /** A life at stake and nobody has it. */
  life: boolean
  needsVerification: boolean
  revision: number
}

export type InboxPage = { rows: InboxItem[]; next: string | null }

/** Where to read: behind a cursor, up to a cursor, so many rows. */
export type Stretch = { cursor?: string | undefined; until?: string | undefined; take: number }

/** Rows of the list as people read them. @throws forbidden, badCursor */
export async function inboxRows(ctx: Ctx, query: InboxQuery, from: Stretch): Promise<InboxPage> {
  const services = await servicesOf(ctx)
  const categories = new Map(
    services.flatMap((s) => s.definition.categories.map((c) => [`${s.id}/${c.code}`, c.name[ctx.locale]] as const)),
  )
  const filters = Object.fromEntries(
    (Object.keys(noFilters) as (keyof typeof noFilters)[]).flatMap((key) => (query[key] ? [[key, query[key]]] : [])),
  )
  const { view, settled, sort } = query
  const page = await listCases(ctx, {
    ...filters,
    view,
    settled,
    sort,
    limit: from.take,
    ...(from.cursor && { cursor: from.cursor }),
    ...(from.until && { until: from.until }),
  })
  const drafts = await draftMarks(ctx, page.rows)
  const rows = page.rows.map((row) => ({
    ...itemOf(row, query, categories.get(`${row.serviceId}/${row.category}`) ?? null),
    draft: drafts.get(row.id) ?? null,
  }))
  return { rows, next: page.next }
}

const ms = (at: Date | null) => at?.getTime() ?? null

function itemOf(row: CaseRow, query: InboxQuery, category: string | null): Omit<InboxItem, 'draft'> {
  const open = isOpen(row.state)
  const seen = row.seenAt !== null && row.seenAt >= row.lastMessageAt
  const place = { due: row.sortAt, oldest: row.openedAt, latest: row.lastMessageAt }[query.sort]
  return {
    id: row.id,
    number: row.number,
    name: row.citizenName,
    serviceId: row.serviceId,
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
    snoozedUntil: ms(row.snoozedUntil),
    lastAt: row.lastMessageAt.getTime(),
    sortAt: (query.view === 'snoozed' ? (row.snoozedUntil ?? place) : place).getTime(),
    lastByUs: row.lastDirection === 'out',
    settled: !open,
    unread: open && row.lastDirection === 'in' && row.waitingSince !== null && !seen,
    mentioned: row.mentionedAt !== null,
    life: open && row.priority === 'p1' && row.assigneeId === null,
    needsVerification: row.needsVerification,
    revision: row.revision,
  }
}
