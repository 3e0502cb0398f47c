import { createHash } from 'node:crypto'
import type { Ctx, Tx } from '@siaga/db'
import { newId } from '@siaga/kernel'
import { and, eq, sql } from 'drizzle-orm'
import { contacts, identities, threads } from './schema.ts'

export type IdentityKind = (typeof identities.$inferSelect)['kind']
export type TakenIdentity = { id: string; contactId: string; fresh: boolean }

/** The contact that an address begins with: derived from it, so that two first messages at once agree on one. */
function firstContactId(tenantId: string, kind: string, address: string): string {
  const hex = createHash('sha256').update(`contact/${tenantId}/${kind}/${address}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/**
 * Finds or makes the identity of an address, and its contact. Must be a transaction's first statement: the row lock that
 * the upsert takes is the queue of this citizen's messages (two messages 200 ms apart land in one conversation).
 */
export async function takeIdentity(
  tx: Tx,
  ctx: Ctx,
  input: { kind: IdentityKind; address: string; name: string | null },
): Promise<TakenIdentity> {
  const now = ctx.clock.now().toISOString()
  const contactId = firstContactId(ctx.tenantId, input.kind, input.address)
  const name = input.name?.slice(0, 120) || null
  const rows = (await tx.execute(sql`
    with contact as (insert into contacts (tenant_id, id, name, state, version, created_at)
      values (${ctx.tenantId}::uuid, ${contactId}::uuid, ${name}, 'active', 1, ${now}::timestamptz) on conflict do nothing)
    insert into identities (tenant_id, id, kind, address, display_name, contact_id, home_contact_id, created_at, last_seen_at)
      values (${ctx.tenantId}::uuid, ${newId(ctx.clock.now())}::uuid, ${input.kind}, ${input.address}, ${name}, ${contactId}::uuid, ${contactId}::uuid, ${now}::timestamptz, ${now}::timestamptz)
    on conflict (tenant_id, kind, address) do update
      set last_seen_at = greatest(identities.last_seen_at, excluded.last_seen_at), display_name = coalesce(excluded.display_name, identities.display_name)
    returning id, contact_id as "contactId", (xmax = 0) as fresh`)) as unknown as TakenIdentity[]
  return rows[0] as TakenIdentity
}

/** The thread of an identity on a channel, for ever. */
export async function ensureThread(tx: Tx, ctx: Ctx, identityId: string, channelId: string): Promise<string> {
  const rows = await tx
    .insert(threads)
    .values({ tenantId: ctx.tenantId, id: newId(ctx.clock.now()), identityId, channelId, createdAt: ctx.clock.now() })
    .onConflictDoUpdate({ target: [threads.tenantId, threads.identityId, threads.channelId], set: { channelId } })
    .returning({ id: threads.id })
  return (rows[0] as { id: string }).id
}

/** An identity with its contact's name. */
export async function identityIn(tx: Tx, ctx: Ctx, identityId: string) {
  const [row] = await tx
    .select({
      id: identities.id,
      kind: identities.kind,
      address: identities.address,
      displayName: identities.displayName,
      contactId: identities.contactId,
      name: contacts.name,
    })
    .from(identities)
    .innerJoin(contacts, and(eq(contacts.tenantId, identities.tenantId), eq(contacts.id, identities.contactId)))
    .where(
      and(eq(identities.tenantId, ctx.tenantId), eq(contacts.tenantId, ctx.tenantId), eq(identities.id, identityId)),
    )
  return row ?? null
}
