import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { defineError, isUuid } from '@siaga/kernel'
import { authorize, inService, parse } from '@siaga/tenancy'
import { services } from '@siaga/tenancy/schema'
import { eq, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Case } from './case-rules.ts'

export const badCursor = defineError('invalid', 'cursor.invalid', {
  id: 'Penanda halaman tidak dikenal. Mulai dari awal daftar.',
  en: 'Unknown page cursor. Start from the top of the list.',
})

const input = z
  .object({
    view: z.enum(['mine', 'unassigned', 'all']).default('all'),
    settled: z.boolean().default(false),
    serviceId: z.uuid().optional(),
    cursor: z.string().max(200).optional(),
    limit: z.int().min(1).max(100).default(50),
  })
  .strict()

export type ListInput = z.input<typeof input>

export type CaseRow = Pick<
  Case,
  | 'id'
  | 'number'
  | 'serviceId'
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
  | 'version'
  | 'revision'
  | 'sortAt'
> & { citizenName: string | null }

const encodeCursor = (row: { sortAt: Date; id: string }) =>
  Buffer.from(`${row.sortAt.getTime()}.${row.id}`).toString('base64url')

function decodeCursor(cursor: string): { sortAt: Date; id: string } {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split('.')
  if (!/^\d{1,15}$/.test(time) || !isUuid(id)) throw badCursor()
  return { sortAt: new Date(Number(time)), id }
}

const columns = sql`id, number, service_id as "serviceId", channel_kind as "channelKind", state, subject, category, priority, assignee_id as "assigneeId", needs_verification as "needsVerification",
  opened_at as "openedAt", first_response_due_at as "firstResponseDueAt", first_answered_at as "firstAnsweredAt", overdue_at as "overdueAt", waiting_since as "waitingSince",
  last_message_at as "lastMessageAt", last_message_text as "lastMessageText", last_direction as "lastDirection", version, revision, sort_at as "sortAt", identity_id as "identityId"`

/** The conditions of a view; each has an index whose order is the list's. */
function conditions(ctx: Ctx, view: 'mine' | 'unassigned' | 'all', settled: boolean): SQL {
  if (view === 'mine') {
    const me = ctx.actor.kind === 'member' ? ctx.actor.memberId : '00000000-0000-0000-0000-000000000000'
    return sql`assignee_id = ${me}::uuid and is_open = ${!settled}`
  }
  if (view === 'unassigned') return sql`is_open and assignee_id is null`
  return sql`is_open = ${!settled}`
}

async function serviceIdsFor(tx: Tx, ctx: Ctx, wanted: string | undefined): Promise<string[]> {
  if (wanted) return inService(ctx, wanted) ? [wanted] : []
  if (ctx.services !== 'all') return [...ctx.services]
  return (await tx.select({ id: services.id }).from(services).where(eq(services.tenantId, ctx.tenantId))).map(
    (s) => s.id,
  )
}

const anyOf = (serviceIds: string[]) =>
  sql`service_id in (${sql.join(
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
  'sortAt',
] as const

/**
 * A page of the inbox in the order of due times, by keyset: each service's part is read from its own index in order and
 * the parts are merged, so that the cost is that of a page, however many cases there are. @throws forbidden, badCursor
 */
export async function listCases(ctx: Ctx, raw: ListInput): Promise<{ rows: CaseRow[]; next: string | null }> {
  authorize(ctx, 'case.read')
  const q = parse(input, raw)
  const after = q.cursor ? decodeCursor(q.cursor) : null
  return withTenant(ctx, async (tx) => {
    const serviceIds = await serviceIdsFor(tx, ctx, q.serviceId)
    if (serviceIds.length === 0) return { rows: [], next: null }
    const where = conditions(ctx, q.view, q.settled)
    const keyset = after
      ? sql`and (sort_at, id) > (${after.sortAt.toISOString()}::timestamptz, ${after.id}::uuid)`
      : sql``
    const part = (ofServices: SQL) =>
      sql`(select ${columns} from cases where tenant_id = ${ctx.tenantId}::uuid and ${ofServices} and ${where} ${keyset} order by sort_at, id limit ${q.limit + 1})`
    // The index of one's own open cases is in order over all services: one part reads it once.
    const parts =
      q.view === 'mine' && !q.settled
        ? [part(anyOf(serviceIds))]
        : serviceIds.map((id) => part(sql`service_id = ${id}::uuid`))
    const found = (await tx.execute(
      sql`select page.*, coalesce(c.name, i.display_name, case when i.kind = 'mail' then i.address end) as "citizenName"
        from (select * from (${sql.join(parts, sql` union all `)}) parts order by "sortAt", id limit ${q.limit + 1}) page
        join identities i on i.tenant_id = ${ctx.tenantId}::uuid and i.id = page."identityId"
        join contacts c on c.tenant_id = ${ctx.tenantId}::uuid and c.id = i.contact_id
        order by page."sortAt", page.id`,
    )) as unknown as (CaseRow & { identityId: string })[]
    const rows = found.slice(0, q.limit).map(({ identityId: _, ...row }) => {
      for (const key of dates)
        if (typeof row[key] === 'string')
          (row as Record<string, unknown>)[key] = new Date(row[key] as unknown as string)
      return row
    })
    const last = rows.at(-1)
    return { rows, next: found.length > q.limit && last ? encodeCursor(last) : null }
  })
}

/** Counts for the tabs, each at most `countLimit`: a number that nobody reads costs nothing. */
export const countLimit = 999

export async function countCases(ctx: Ctx): Promise<{ mine: number; unassigned: number; all: number; p1: number }> {
  authorize(ctx, 'case.read')
  return withTenant(ctx, async (tx) => {
    const serviceIds = await serviceIdsFor(tx, ctx, undefined)
    if (serviceIds.length === 0) return { mine: 0, unassigned: 0, all: 0, p1: 0 }
    const ofServices = anyOf(serviceIds)
    const count = (condition: SQL) =>
      sql`(select count(*)::int from (select 1 from cases where tenant_id = ${ctx.tenantId}::uuid and ${ofServices} and ${condition} limit ${countLimit + 1}) few)`
    const rows = (await tx.execute(
      sql`select ${count(conditions(ctx, 'mine', false))} as mine, ${count(conditions(ctx, 'unassigned', false))} as unassigned, ${count(conditions(ctx, 'all', false))} as "all", ${count(sql`is_open and assignee_id is null and priority = 'p1'`)} as p1`,
    )) as unknown as { mine: number; unassigned: number; all: number; p1: number }[]
    return rows[0] as { mine: number; unassigned: number; all: number; p1: number }
  })
}
