import { channels } from '@siaga/channels/schema'
import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { authorize, may } from '@siaga/tenancy'
import { and, count, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import {
  contactBlocks,
  contactMerges,
  contactNotes,
  contacts,
  identities,
  threads,
  withheldMessages,
} from '../schema.ts'
import { canBeBlocked, isBlocking } from './block-rules.ts'
import { activeBlock, contactIn, groupIn } from './contact-store.ts'
import { maskAddress } from './mask-address.ts'

const most = 100

/**
 * Everything that a citizen's page shows besides cases, with what was merged into them. Without `contact.read` addresses
 * are masked and notes are left out. Of a merged citizen: `mergedIntoId` says where to look. @throws forbidden, notFound
 */
export async function readContact(ctx: Ctx, contactId: string) {
  authorize(ctx, 'case.read')
  return withTenant(ctx, async (tx) => {
    const [contact, group] = await Promise.all([contactIn(tx, ctx, contactId), groupIn(tx, ctx, contactId)])
    const seesAll = may(ctx, 'contact.read')
    const now = ctx.clock.now()
    const [own, notes, blocks, merges, withheld] = await Promise.all([
      tx
        .select()
        .from(identities)
        .where(and(eq(identities.tenantId, ctx.tenantId), eq(identities.contactId, contactId)))
        .orderBy(desc(identities.lastSeenAt), identities.id)
        .limit(most),
      seesAll
        ? tx
            .select()
            .from(contactNotes)
            .where(and(eq(contactNotes.tenantId, ctx.tenantId), inArray(contactNotes.contactId, group)))
            .orderBy(desc(contactNotes.createdAt), desc(contactNotes.id))
            .limit(most)
        : [],
      tx
        .select()
        .from(contactBlocks)
        .where(and(eq(contactBlocks.tenantId, ctx.tenantId), inArray(contactBlocks.contactId, group)))
        .orderBy(desc(contactBlocks.createdAt))
        .limit(20),
      mergesOf(tx, ctx, group),
      withheldOf(tx, ctx, contactId),
    ])
    const used = await usedChannels(
      tx,
      ctx,
      own.map(({ id }) => id),
    )
    return {
      contact,
      name: contact.name ?? own.find((i) => i.displayName)?.displayName ?? null,
      identities: own.map((i) => ({
        ...i,
        address: seesAll ? i.address : maskAddress(i.kind, i.address),
        channelKinds: used.get(i.id) ?? [],
      })),
      masked: !seesAll,
      notes,
      block: blocks.filter((b) => isBlocking(b, now)).sort((a, b) => +b.expiresAt - +a.expiresAt)[0] ?? null,
      pastBlocks: blocks.filter((b) => !isBlocking(b, now)),
      canBeBlocked: own.some(({ kind }) => canBeBlocked(kind)),
      merges,
      withheld: { count: withheld.total, rows: seesAll ? withheld.rows : [] },
    }
  })
}

export type ContactDetail = Awaited<ReturnType<typeof readContact>>

/** The merges that stand, and what each brought. */
async function mergesOf(tx: Tx, ctx: Ctx, group: string[]) {
  return tx
    .select({
      id: contactMerges.id,
      sourceId: contactMerges.sourceId,
      targetId: contactMerges.targetId,
      actorName: contactMerges.actorName,
      mergedAt: contactMerges.mergedAt,
      sourceName: sql<string | null>`coalesce(${contacts.name}, (select i.display_name from identities i
        where i.tenant_id = ${ctx.tenantId}::uuid and i.home_contact_id = ${contactMerges.sourceId} and i.display_name is not null
        order by i.last_seen_at desc limit 1))`,
    })
    .from(contactMerges)
    .innerJoin(contacts, and(eq(contacts.tenantId, contactMerges.tenantId), eq(contacts.id, contactMerges.sourceId)))
    .where(
      and(
        eq(contactMerges.tenantId, ctx.tenantId),
        eq(contacts.tenantId, ctx.tenantId),
        inArray(contactMerges.sourceId, group),
        inArray(contactMerges.targetId, group),
        isNull(contactMerges.undoneAt),
      ),
    )
    .orderBy(desc(contactMerges.mergedAt))
}

/** What they wrote while blocked, in the viewer's services. */
function withheldIn(tx: Tx, ctx: Ctx, contactId: string) {
  const own = tx
    .select({ id: identities.id })
    .from(identities)
    .where(and(eq(identities.tenantId, ctx.tenantId), eq(identities.contactId, contactId)))
  const mine = ctx.services === 'all' ? undefined : inArray(withheldMessages.serviceId, [...ctx.services])
  return and(eq(withheldMessages.tenantId, ctx.tenantId), inArray(withheldMessages.identityId, own), mine)
}

async function withheldOf(tx: Tx, ctx: Ctx, contactId: string) {
  const where = withheldIn(tx, ctx, contactId)
  const [[total], rows] = await Promise.all([
    tx.select({ n: count() }).from(withheldMessages).where(where),
    tx.select().from(withheldMessages).where(where).orderBy(desc(withheldMessages.receivedAt)).limit(most),
  ])
  return { total: total?.n ?? 0, rows }
}

/** On which kinds of channel each identity has written or was written to. */
async function usedChannels(tx: Tx, ctx: Ctx, identityIds: string[]): Promise<Map<string, string[]>> {
  if (identityIds.length === 0) return new Map()
  const rows = await tx
    .selectDistinct({ identityId: threads.identityId, kind: channels.kind })
    .from(threads)
    .innerJoin(channels, and(eq(channels.tenantId, threads.tenantId), eq(channels.id, threads.channelId)))
    .where(
      and(
        eq(threads.tenantId, ctx.tenantId),
        eq(channels.tenantId, ctx.tenantId),
        inArray(threads.identityId, identityIds),
      ),
    )
  const found = new Map<string, string[]>()
  for (const { identityId, kind } of rows) found.set(identityId, [...(found.get(identityId) ?? []), kind].sort())
  return found
}

/** What stands beside a case of a citizen: their addresses, whether they are blocked, and how much was withheld. */
export async function standingOf(tx: Tx, ctx: Ctx, contactId: string) {
  const [[row], own, block, withheld] = await Promise.all([
    tx
      .select({ id: contacts.id, language: contacts.language })
      .from(contacts)
      .where(and(eq(contacts.tenantId, ctx.tenantId), eq(contacts.id, contactId))),
    tx
      .select({ id: identities.id, kind: identities.kind, address: identities.address })
      .from(identities)
      .where(and(eq(identities.tenantId, ctx.tenantId), eq(identities.contactId, contactId)))
      .orderBy(desc(identities.lastSeenAt), identities.id)
      .limit(6),
    activeBlock(tx, ctx, contactId),
    tx
      .select({ n: count() })
      .from(withheldMessages)
      .where(withheldIn(tx, ctx, contactId)),
  ])
  return row ? { ...row, identities: own, block, withheldCount: withheld[0]?.n ?? 0 } : null
}
