import { standingOf } from '@siaga/conversations'
import { identities } from '@siaga/conversations/schema'
import type { Ctx, Tx } from '@siaga/db'
import { and, count, eq, inArray } from 'drizzle-orm'
import { cases } from './schema.ts'

/** What stands beside a case of a citizen: addresses, language, block, and their open cases in the viewer's services. */
export async function contactStanding(tx: Tx, ctx: Ctx, contactId: string) {
  const own = tx
    .select({ id: identities.id })
    .from(identities)
    .where(and(eq(identities.tenantId, ctx.tenantId), eq(identities.contactId, contactId)))
  const [standing, [open]] = await Promise.all([
    standingOf(tx, ctx, contactId),
    tx
      .select({ n: count() })
      .from(cases)
      .where(
        and(
          eq(cases.tenantId, ctx.tenantId),
          inArray(cases.identityId, own),
          eq(cases.isOpen, true),
          ctx.services === 'all' ? undefined : inArray(cases.serviceId, [...ctx.services]),
        ),
      ),
  ])
  return standing && { ...standing, openCases: open?.n ?? 0 }
}
