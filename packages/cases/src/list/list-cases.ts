import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { authorize, inService, parse } from '@siaga/tenancy'
import { services } from '@siaga/tenancy/schema'
import { eq, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Case } from '../case-rules.ts'
import {
  behind,
  decodeCursor,
  encodeCursor,
  filterConditions,
  type ListQuery,
  listFields,
  memberOf,
  orderOf,
  upTo,
  viewCondition,
} from './list-conditions.ts'

const input = z
  .object({
    ...listFields,
    cursor: z.string().max(200).optional(),
    /** The last row wanted, by its cursor: with `cursor` it reads a stretch of the list anew, without seams. */
    until: z.string().max(200).optional(),
    limit: z.int().min(1).max(500).default(50),
  })
  .strict()

export type ListInput = z.input<typeof input>
type ListPage = z.output<typeof input>

export type CaseRow = Pick<
  Case,
  | 'id'
  | 'number'
  | 'serviceId'
  | 'queueId'
  | 'channelKind'
  | 'state'
  | 'subject'
  | 'category'
  | 'priority'
  | 'assigneeId'
  | 'needsVerification'
  | 'openedAt'
  | 'firstResponseDueAt'
  | 'firstAnsweredAt'
  | 'overdueAt'
  | 'waitingSince'
  | 'lastMessageAt'
  | 'lastMessageText'
  | 'lastDirection'
  | 'snoozedUntil'
  | 'isSpam'
  | 'tagIds'
  | 'version'
  | 'revision'
  | 'sortAt'
> & {
  citizenName: string | null
  /** Of the caller, if a member: up to which message it was seen, a mention not seen yet, watched. */
  seenAt: Date | null
  mentionedAt: Date | null
  isWatching: boolean
}

/** Columns of a row, which have the name of their field. */
const columns = (
  'id number serviceId queueId channelKind state subject category priority assigneeId needsVerification openedAt firstResponseDueAt ' +
  'firstAnsweredAt overdueAt waitingSince lastMessageAt lastMessageText lastDirection snoozedUntil isSpam tagIds version revision sortAt'
).split(' ')
const inSnakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const ofCase = sql.raw([...columns, 'identityId'].map((name) => `c.${inSnakeCase(name)} as "${name}"`).join(', '))
const ofPage = sql.raw(columns.map((name) => `page."${name}"`).join(', '))

export async function serviceIdsFor(tx: Tx, ctx: Ctx, wanted?: string): Promise<string[]> {
  if (wanted) return inService(ctx, wanted) ? [wanted] : []
  if (ctx.services !== 'all') return [...ctx.services]
  return (await tx.select({ id: services.id }).from(services).where(eq(services.tenantId, ctx.tenantId))).map(
    (s) => s.id,
  )
}

export const anyOf = (serviceIds: string[]) =>
  sql`c.service_id in (${sql.join(
    serviceIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  )})`

const dates = [
  'openedAt',
  'firstResponseDueAt',
  'firstAnsweredAt',
  'overdueAt',
  'waitingSince',
  'lastMessageAt',
  'snoozedUntil',
  'sortAt',
  'seenAt',
  'mentionedAt',
] as const

/** Where the rows come from: what one follows is read from one's own marks, everything else from the cases. */
function source(ctx: Ctx, q: ListQuery): SQL {
  if (q.view !== 'watching' && q.view !== 'mentions') return sql`cases c where c.tenant_id = ${ctx.tenantId}::uuid`
  const followed = q.view === 'watching' ? sql`m.is_watching` : sql`m.mentioned_at is not null`
  return sql`case_followers m join cases c on c.tenant_id = ${ctx.tenantId}::uuid and c.id = m.case_id
    where m.tenant_id = ${ctx.tenantId}::uuid and m.member_id = ${memberOf(ctx)}::uuid and ${followed}`
}

/** One's own few are read at once: the index of one's open cases is in order over all services, what one follows is small. */
function inOnePart(q: ListQuery): boolean {
  if (q.view === 'watching' || q.view === 'mentions') return true
  const ofOne = q.view === 'mine' || (q.view === 'all' && q.assigneeId !== undefined && q.assigneeId !== 'none')
  return ofOne && !q.settled && q.sort === 'due'
}

/** The statement of a page, with one row more than asked: it tells whether there is another page. @throws badCursor */
export function pageStatement(ctx: Ctx, q: ListPage, serviceIds: string[]): SQL {
  const order = orderOf(q)
  const from = q.cursor ? behind(order, decodeCursor(order, q.cursor)) : sql``
  const to = q.until ? upTo(order, decodeCursor(order, q.until)) : sql``
  const where = sql`${viewCondition(ctx, q.view, q.settled)}${filterConditions(ctx, q)}${from}${to}`
  const way = sql.raw(order.down ? ' desc' : '')
  const part = (ofServices: SQL) =>
    sql`(select ${ofCase} from ${source(ctx, q)} and ${ofServices} and ${where} order by ${order.column}${way}, c.id${way} limit ${q.limit + 1})`
  const parts = inOnePart(q) ? [part(anyOf(serviceIds))] : serviceIds.map((id) => part(sql`c.service_id = ${id}::uuid`))
  const by = (rows: string) => sql`${sql.raw(`${rows}."${order.field}"`)}${way}, ${sql.raw(`${rows}.id`)}${way}`
  return sql`select ${ofPage}, coalesce(p.name, i.display_name, case when i.kind = 'mail' then i.address end) as "citizenName",
      f.seen_at as "seenAt", f.mentioned_at as "mentionedAt", coalesce(f.is_watching, false) as "isWatching"
    from (select * from (${sql.join(parts, sql` union all `)}) parts order by ${by('parts')} limit ${q.limit + 1}) page
    join identities i on i.tenant_id = ${ctx.tenantId}::uuid and i.id = page."identityId"
    join contacts p on p.tenant_id = ${ctx.tenantId}::uuid and p.id = i.contact_id
    left join case_followers f on f.tenant_id = ${ctx.tenantId}::uuid and f.member_id = ${memberOf(ctx)}::uuid and f.case_id = page.id
    order by ${by('page')}`
}

/**
 * A page of the inbox by keyset: each service's part is read from its own index in the order asked for and the parts are
 * merged, so that the cost is that of a page, however many cases there are. @throws forbidden, badCursor
 */
export async function listCases(ctx: Ctx, raw: ListInput): Promise<{ rows: CaseRow[]; next: string | null }> {
  authorize(ctx, 'case.read')
  const q = parse(input, raw)
  return withTenant(ctx, async (tx) => {
    const serviceIds = await serviceIdsFor(tx, ctx, q.serviceId)
    if (serviceIds.length === 0) return { rows: [], next: null }
    const found = (await tx.execute(pageStatement(ctx, q, serviceIds))) as unknown as Record<string, unknown>[]
    for (const row of found) for (const key of dates) if (row[key] !== null) row[key] = new Date(row[key] as string)
    const rows = (found.length > q.limit ? found.slice(0, q.limit) : [...found]) as CaseRow[]
    const order = orderOf(q)
    const last = rows.at(-1)
    const isMore = found.length > q.limit && last
    return { rows, next: isMore ? encodeCursor(order, last[order.field] as Date, last.id) : (q.until ?? null) }
  })
}
