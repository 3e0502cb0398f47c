import { contactIn } from '@siaga/conversations'
import { identities, interactions } from '@siaga/conversations/schema'
import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { isUuid } from '@siaga/kernel'
import { authorize, parse } from '@siaga/tenancy'
import { and, desc, eq, inArray, lt, notExists, or, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { badCursor } from './list/list-conditions.ts'
import { caseInteractions, cases } from './schema.ts'

const input = z
  .object({
    contactId: z.uuid(),
    /** Only what is open, for choosing one. */
    open: z.boolean().default(false),
    cursor: z.string().max(200).optional(),
    limit: z.int().min(1).max(100).default(20),
  })
  .strict()

const encodeCursor = (row: { lastMessageAt: Date; id: string }) =>
  Buffer.from(`${row.lastMessageAt.getTime()}.${row.id}`).toString('base64url')

function decodeCursor(cursor: string): { at: Date; id: string } {
  const [time = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split('.')
  if (!/^\d{1,15}$/.test(time) || !isUuid(id)) throw badCursor()
  return { at: new Date(Number(time)), id }
}

const shown = {
  id: cases.id,
  number: cases.number,
  serviceId: cases.serviceId,
  channelKind: cases.channelKind,
  state: cases.state,
  isOpen: cases.isOpen,
  priority: cases.priority,
  subject: cases.subject,
  category: cases.category,
  openedAt: cases.openedAt,
  lastMessageAt: cases.lastMessageAt,
  lastMessageText: cases.lastMessageText,
  messageCount: cases.messageCount,
}

/** The identities of a contact, as those that a merge has put under it stand there as well. */
const ofContact = (tx: Tx, ctx: Ctx, contactId: string) =>
  tx
    .select({ id: identities.id })
    .from(identities)
    .where(and(eq(identities.tenantId, ctx.tenantId), eq(identities.contactId, contactId)))

const mine = (ctx: Ctx, column: typeof cases.serviceId | typeof interactions.serviceId): SQL | undefined =>
  ctx.services === 'all' ? undefined : inArray(column, [...ctx.services])

/**
 * A citizen's cases over all channels, in the viewer's services, the latest first, by keyset. @throws forbidden, notFound, badCursor
 */
export async function listCasesOfContact(ctx: Ctx, raw: z.input<typeof input>) {
  authorize(ctx, 'case.read')
  const q = parse(input, raw)
  const after = q.cursor ? decodeCursor(q.cursor) : null
  return withTenant(ctx, async (tx) => {
    await contactIn(tx, ctx, q.contactId)
    const found = await tx
      .select(shown)
      .from(cases)
      .where(
        and(
          eq(cases.tenantId, ctx.tenantId),
          inArray(cases.identityId, ofContact(tx, ctx, q.contactId)),
          mine(ctx, cases.serviceId),
          q.open ? eq(cases.isOpen, true) : undefined,
          after
            ? or(lt(cases.lastMessageAt, after.at), and(eq(cases.lastMessageAt, after.at), lt(cases.id, after.id)))
            : undefined,
        ),
      )
      .orderBy(desc(cases.lastMessageAt), desc(cases.id))
      .limit(q.limit + 1)
    const rows = found.slice(0, q.limit)
    const last = rows.at(-1)
    return { rows, next: found.length > q.limit && last ? encodeCursor(last) : null }
  })
}

export type CaseOfContact = Awaited<ReturnType<typeof listCasesOfContact>>['rows'][number]

/** The latest contacts of a citizen that belong to no case (an information call, a prank). @throws forbidden, notFound */
export async function listLooseContacts(ctx: Ctx, contactId: string) {
  authorize(ctx, 'case.read')
  return withTenant(ctx, async (tx) => {
    await contactIn(tx, ctx, contactId)
    return tx
      .select({
        id: interactions.id,
        serviceId: interactions.serviceId,
        channelKind: interactions.channelKind,
        class: interactions.class,
        category: interactions.category,
        note: interactions.note,
        loggedBy: interactions.loggedBy,
        receivedAt: interactions.receivedAt,
      })
      .from(interactions)
      .where(
        and(
          eq(interactions.tenantId, ctx.tenantId),
          inArray(interactions.identityId, ofContact(tx, ctx, contactId)),
          mine(ctx, interactions.serviceId),
          notExists(
            tx
              .select({ one: sql`1` })
              .from(caseInteractions)
              .where(
                and(eq(caseInteractions.tenantId, ctx.tenantId), eq(caseInteractions.interactionId, interactions.id)),
              ),
          ),
        ),
      )
      .orderBy(desc(interactions.receivedAt), desc(interactions.id))
      .limit(50)
  })
}
