import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { defineError, isUuid } from '@siaga/kernel'
import { authorize, parse } from '@siaga/tenancy'
import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { phonePrefix } from '../phone-number.ts'
import type { IdentityKind } from '../take-identity.ts'

export const badContactCursor = defineError('invalid', 'contact.cursor', {
  id: 'Penanda halaman tidak dikenal. Mulai dari awal daftar.',
  en: 'Unknown page cursor. Start from the top of the list.',
})

const input = z
  .object({
    /** The beginning of a name, a number in any notation, or a mail address; empty = the newest citizens. */
    search: z.string().trim().max(120).default(''),
    cursor: z.string().max(300).optional(),
    limit: z.int().min(1).max(100).default(50),
  })
  .strict()

export type ContactIdentity = { id: string; kind: IdentityKind; address: string; lastSeenAt: Date }
export type ContactRow = {
  id: string
  name: string | null
  version: number
  createdAt: Date
  lastSeenAt: Date | null
  blockedUntil: Date | null
  /** Those seen last, at most five. */
  identities: ContactIdentity[]
}

type Cursor = { key: string; id: string }

const encodeCursor = (c: Cursor) => Buffer.from(JSON.stringify([c.key, c.id])).toString('base64url')

function decodeCursor(cursor: string): Cursor {
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown[]
    if (typeof key === 'string' && typeof id === 'string' && isUuid(id)) return { key, id }
  } catch {
    // as below
  }
  throw badContactCursor()
}

/** The first text after all that begin with this one, in the order of bytes. */
const after = (prefix: string) => `${prefix}\u{10ffff}`

type Part = { page: SQL; read(row: { key: string | Date }): string }

/** The newest first. */
function newest(ctx: Ctx, from: Cursor | null, limit: number): Part {
  const at = from && /^\d{1,15}$/.test(from.key) ? new Date(Number(from.key)).toISOString() : null
  if (from && !at) throw badContactCursor()
  const keyset = from ? sql`and (created_at, id) < (${at}::timestamptz, ${from.id}::uuid)` : sql``
  return {
    page: sql`select id, created_at as key from contacts where tenant_id = ${ctx.tenantId}::uuid and state = 'active' ${keyset}
      order by created_at desc, id desc limit ${limit}`,
    read: ({ key }) => String(new Date(key).getTime()),
  }
}

/** By name, those whose name begins so. */
function byName(ctx: Ctx, prefix: string, from: Cursor | null, limit: number): Part {
  const keyset = from ? sql`and (name_key collate "C", id) > (${from.key}, ${from.id}::uuid)` : sql``
  return {
    page: sql`select id, name_key as key from contacts where tenant_id = ${ctx.tenantId}::uuid and state = 'active'
      and name_key collate "C" >= ${prefix} and name_key collate "C" < ${after(prefix)} ${keyset}
      order by name_key collate "C", id limit ${limit}`,
    read: ({ key }) => String(key),
  }
}

/** By address: numbers in their one spelling, with and without the plus as networks differ, or mail. */
function byAddress(ctx: Ctx, prefixes: string[], from: Cursor | null, limit: number): Part {
  const keyset = from ? sql`and (i.address collate "C", c.id) > (${from.key}, ${from.id}::uuid)` : sql``
  const ranges = prefixes.map(
    (prefix) => sql`(select c.id, i.address as key from identities i
      join contacts c on c.tenant_id = ${ctx.tenantId}::uuid and c.id = i.contact_id
      where i.tenant_id = ${ctx.tenantId}::uuid and i.kind <> 'anonymous' and c.state = 'active'
      and i.address collate "C" >= ${prefix} and i.address collate "C" < ${after(prefix)} ${keyset}
      order by i.address collate "C", c.id limit ${limit})`,
  )
  return {
    page: sql`select id, key from (${sql.join(ranges, sql` union all `)}) found order by key collate "C", id limit ${limit}`,
    read: ({ key }) => String(key),
  }
}

function partFor(ctx: Ctx, search: string, from: Cursor | null, limit: number): Part {
  if (!search) return newest(ctx, from, limit)
  const number = phonePrefix(search)
  if (number) return byAddress(ctx, [number, number.slice(1)], from, limit)
  if (search.includes('@')) return byAddress(ctx, [search.toLowerCase()], from, limit)
  return byName(ctx, search.toLowerCase(), from, limit)
}

type FoundRow = Omit<ContactRow, 'identities' | 'lastSeenAt'> & {
  key: string | Date
  shownName: string | null
  identities: (Omit<ContactIdentity, 'lastSeenAt'> & { lastSeenAt: string })[] | null
}

/** What a list shows of the contacts of a page, in its order. */
async function shownIn(tx: Tx, ctx: Ctx, page: SQL): Promise<FoundRow[]> {
  return (await tx.execute(sql`
    select page.id, page.key, c.name, c.version, c.created_at as "createdAt", own.identities, own.name as "shownName", blocked.until as "blockedUntil"
    from (select *, row_number() over () as place from (${page}) ordered) page
    join contacts c on c.tenant_id = ${ctx.tenantId}::uuid and c.id = page.id
    left join lateral (
      select jsonb_agg(jsonb_build_object('id', i.id, 'kind', i.kind, 'address', i.address, 'lastSeenAt', i.last_seen_at) order by i.last_seen_at desc, i.id) as identities,
        (array_agg(i.display_name order by i.last_seen_at desc) filter (where i.display_name is not null))[1] as name
      from (select * from identities where tenant_id = ${ctx.tenantId}::uuid and contact_id = page.id order by last_seen_at desc, id limit 5) i
    ) own on true
    left join lateral (
      select max(b.expires_at) as until from contact_blocks b
      where b.tenant_id = ${ctx.tenantId}::uuid and b.ended_at is null and b.expires_at > ${ctx.clock.now().toISOString()}::timestamptz
        and b.contact_id in (select home_contact_id from identities where tenant_id = ${ctx.tenantId}::uuid and contact_id = page.id)
    ) blocked on true
    order by page.place`)) as unknown as FoundRow[]
}

function rowOf({ key: _, shownName, identities, ...row }: FoundRow): ContactRow {
  const own = (identities ?? []).map((i) => ({ ...i, lastSeenAt: new Date(i.lastSeenAt) }))
  return {
    ...row,
    name: row.name ?? shownName,
    createdAt: new Date(row.createdAt),
    blockedUntil: row.blockedUntil && new Date(row.blockedUntil),
    lastSeenAt: own[0]?.lastSeenAt ?? null,
    identities: own,
  }
}

/** Contacts by their ids, those that still stand by themselves. */
export async function contactsByIds(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<ContactRow[]> {
  if (ids.length === 0) return []
  const page = sql`select id, '' as key from contacts where tenant_id = ${ctx.tenantId}::uuid and state = 'active'
    and id = any (${sql.param([...ids])}::uuid[])`
  return (await shownIn(tx, ctx, page)).map(rowOf)
}

/**
 * A page of the tenant's citizens: the newest, or those whose name, number or mail address begins as typed, in that
 * order, by keyset. Who merged into another is found under that one. @throws forbidden, badContactCursor
 */
export async function listContacts(
  ctx: Ctx,
  raw: z.input<typeof input>,
): Promise<{ rows: ContactRow[]; next: string | null }> {
  authorize(ctx, 'contact.read')
  const q = parse(input, raw)
  const part = partFor(ctx, q.search, q.cursor ? decodeCursor(q.cursor) : null, q.limit + 1)
  return withTenant(ctx, async (tx) => {
    const found = await shownIn(tx, ctx, part.page)
    const last = found.length > q.limit ? (found[q.limit - 1] as FoundRow) : null
    // One citizen with two numbers of the same beginning is one row.
    const seen = new Set<string>()
    return {
      rows: found
        .slice(0, q.limit)
        .map(rowOf)
        .filter(({ id }) => !seen.has(id) && seen.add(id)),
      next: last && encodeCursor({ key: part.read(last), id: last.id }),
    }
  })
}
