import type { Ctx } from '@siaga/db'
import { defineError, isUuid } from '@siaga/kernel'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'

export const badCursor = defineError('invalid', 'cursor.invalid', {
  id: 'Penanda halaman tidak dikenal. Mulai dari awal daftar.',
  en: 'Unknown page cursor. Start from the top of the list.',
})

/** What can be asked of the list; the console's addresses and the API say the same. */
export const listFields = {
  view: z.enum(['mine', 'unassigned', 'all', 'watching', 'mentions', 'snoozed', 'spam']).default('all'),
  settled: z.boolean().default(false),
  /** Views `snoozed` (the first to wake) and `spam` (the latest) have an order of their own. */
  sort: z.enum(['due', 'oldest', 'latest']).default('due'),
  serviceId: z.uuid().optional(),
  queueId: z.uuid().optional(),
  channelKind: z.string().max(40).optional(),
  priority: z.enum(['p1', 'p2', 'p3']).optional(),
  state: z.enum(['new', 'open', 'waiting_citizen', 'waiting_internal', 'resolved', 'closed', 'merged']).optional(),
  category: z.string().max(40).optional(),
  assigneeId: z.uuid().or(z.literal('none')).optional(),
  tagId: z.uuid().optional(),
  /** The first answer did not come in time; of open cases: and has not come yet. */
  overdue: z.boolean().default(false),
  /** The citizen wrote last, waits, and the caller has not seen it. */
  unread: z.boolean().default(false),
}

const fields = z.object(listFields)
export type ListQuery = z.output<typeof fields>

const nobody = '00000000-0000-0000-0000-000000000000'

/** The caller as a member; a key of the API is nobody, and nothing is its own. */
export const memberOf = (ctx: Ctx) => (ctx.actor.kind === 'member' ? ctx.actor.memberId : nobody)

type Order = {
  mark: string
  field: 'sortAt' | 'openedAt' | 'lastMessageAt' | 'snoozedUntil'
  column: SQL
  down: boolean
}

const orders = {
  due: { mark: 'd', field: 'sortAt', column: sql`c.sort_at`, down: false },
  oldest: { mark: 'o', field: 'openedAt', column: sql`c.opened_at`, down: false },
  latest: { mark: 'l', field: 'lastMessageAt', column: sql`c.last_message_at`, down: true },
  wakes: { mark: 'w', field: 'snoozedUntil', column: sql`c.snoozed_until`, down: false },
} as const satisfies Record<string, Order>

export function orderOf({ view, sort }: Pick<ListQuery, 'view' | 'sort'>): Order {
  if (view === 'snoozed') return orders.wakes
  return orders[view === 'spam' ? 'latest' : sort]
}

export type Cursor = { time: Date; id: string }

export const encodeCursor = (order: Order, time: Date, id: string) =>
  Buffer.from(`${order.mark}.${time.getTime()}.${id}`).toString('base64url')

/** @throws badCursor, also for the cursor of another order */
export function decodeCursor(order: Order, cursor: string): Cursor {
  const [mark, time = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split('.')
  if (mark !== order.mark || !/^-?\d{1,15}$/.test(time) || !isUuid(id)) throw badCursor()
  return { time: new Date(Number(time)), id }
}

/** Rows strictly behind a cursor. */
export const behind = (order: Order, { time, id }: Cursor) =>
  sql` and (${order.column}, c.id) ${sql.raw(order.down ? '<' : '>')} (${time.toISOString()}::timestamptz, ${id}::uuid)`

/** Rows up to a cursor, its own included. */
export const upTo = (order: Order, { time, id }: Cursor) =>
  sql` and (${order.column}, c.id) ${sql.raw(order.down ? '>=' : '<=')} (${time.toISOString()}::timestamptz, ${id}::uuid)`

/** Neither spam nor asleep: the words of the partial indexes, which the planner must be able to recognise. */
const listed = sql`not c.is_spam and c.snoozed_until is null`

/** What a view shows. Booleans stand as words and not as parameters, so that partial indexes fit every plan. */
export function viewCondition(ctx: Ctx, view: ListQuery['view'], settled: boolean): SQL {
  const open = settled ? sql`not c.is_open and not c.is_spam` : sql`c.is_open and ${listed}`
  switch (view) {
    case 'mine':
      return sql`c.assignee_id = ${memberOf(ctx)}::uuid and ${open}`
    case 'unassigned':
      return sql`c.is_open and c.assignee_id is null and ${listed}`
    case 'all':
      return open
    case 'watching':
      return settled ? sql`not c.is_open` : sql`c.is_open`
    case 'mentions':
      return sql`true`
    case 'snoozed':
      return sql`c.snoozed_until is not null and c.is_open and not c.is_spam`
    case 'spam':
      return sql`c.is_spam`
  }
}

/** Whether the citizen wrote last and waits, and the caller has not seen it. */
function unreadCondition(ctx: Ctx): SQL {
  const seen = sql`select 1 from case_followers s where s.tenant_id = ${ctx.tenantId}::uuid
    and s.member_id = ${memberOf(ctx)}::uuid and s.case_id = c.id and s.seen_at >= c.last_message_at`
  return sql`c.is_open and c.last_direction = 'in' and c.waiting_since is not null and not exists (${seen})`
}

function overdueCondition(ctx: Ctx, settled: boolean): SQL {
  if (settled) return sql`c.overdue_at is not null`
  const now = sql`${ctx.clock.now().toISOString()}::timestamptz`
  // An unanswered case sorts by its due time, which the index of the inbox can look up.
  return sql`c.first_answered_at is null and c.first_response_due_at < ${now} and c.sort_at < ${now}`
}

export function filterConditions(ctx: Ctx, q: ListQuery): SQL {
  const parts = [
    q.queueId && sql`c.queue_id = ${q.queueId}::uuid`,
    q.channelKind && sql`c.channel_kind = ${q.channelKind}`,
    q.priority && sql`c.priority = ${q.priority}`,
    q.state && sql`c.state = ${q.state}`,
    q.category && sql`c.category = ${q.category}`,
    q.assigneeId === 'none' && sql`c.assignee_id is null`,
    q.assigneeId && q.assigneeId !== 'none' && sql`c.assignee_id = ${q.assigneeId}::uuid`,
    q.tagId &&
      sql`exists (select 1 from case_tags t where t.tenant_id = ${ctx.tenantId}::uuid and t.tag_id = ${q.tagId}::uuid and t.case_id = c.id)`,
    q.overdue && overdueCondition(ctx, q.settled),
    q.unread && unreadCondition(ctx),
  ].filter((part) => typeof part === 'object')
  return parts.length > 0 ? sql` and ${sql.join(parts, sql` and `)}` : sql``
}
