import { messages } from '@siaga/conversations/schema'
import { type Ctx, withTenant } from '@siaga/db'
import { idFloor, isOpen as isOpenAt, localParts } from '@siaga/kernel'
import { authorize, calendarIn, may, ownTenant, parse, requireService, serviceIn } from '@siaga/tenancy'
import { and, asc, desc, eq, gte, inArray } from 'drizzle-orm'
import { z } from 'zod'
import type { Case } from '../case-rules.ts'
import { cases } from '../schema.ts'
import { filledForCase } from './automatic-reply.ts'
import { checkRule } from './rule-checks.ts'
import { ruleDefinition } from './rule-definition.ts'
import { applies, isByStaff } from './rule-rules.ts'

const lookedAt = 500
const shown = 20

const input = z
  .object({ serviceId: z.uuid(), definition: ruleDefinition, days: z.int().min(1).max(90).default(30) })
  .strict()

/**
 * What a rule would have done to the newest cases of its service, at most 500 of the last days, each looked at as it
 * was opened; changes nothing. Rules for later occasions are tried on the same cases. @throws forbidden, notFound, invalid
 */
export async function dryRunRule(ctx: Ctx, raw: z.input<typeof input>) {
  authorize(ctx, 'rule.change')
  authorize(ctx, 'case.read')
  const r = parse(input, raw)
  requireService(ctx, r.serviceId)
  return withTenant(ctx, async (tx) => {
    const service = await serviceIn(tx, ctx, r.serviceId)
    await checkRule(tx, ctx, service, r.definition)
    const since = new Date(ctx.clock.now().getTime() - r.days * 86_400_000)
    const [tenant, calendar, past] = await Promise.all([
      ownTenant(tx, ctx),
      calendarIn(tx, ctx, service, since),
      tx
        .select()
        .from(cases)
        .where(
          and(
            eq(cases.tenantId, ctx.tenantId),
            eq(cases.serviceId, r.serviceId),
            // Ids rise with time: the newest are read from the primary key, however many cases there are.
            gte(cases.id, idFloor(since)),
            gte(cases.openedAt, since),
          ),
        )
        .orderBy(desc(cases.id))
        .limit(lookedAt),
    ])
    const firsts = new Map<string, { text: string; automatic: boolean; authorRef: string; name: string | null }>()
    if (past.length > 0) {
      const rows = await tx
        .selectDistinctOn([messages.caseId], {
          caseId: messages.caseId,
          text: messages.text,
          automatic: messages.automatic,
          authorRef: messages.authorRef,
          name: messages.authorName,
        })
        .from(messages)
        .where(
          and(
            eq(messages.tenantId, ctx.tenantId),
            eq(messages.direction, 'in'),
            inArray(
              messages.caseId,
              past.map((c) => c.id),
            ),
          ),
        )
        .orderBy(asc(messages.caseId), asc(messages.orderedAt), asc(messages.id))
      for (const row of rows) firsts.set(row.caseId, row)
    }
    const matched = past.filter((c) =>
      applies(r.definition, {
        when: r.definition.when,
        caseId: c.id,
        eventId: c.id,
        day: localParts(c.openedAt, tenant.timeZone).date,
        category: c.category,
        priority: c.priority,
        channelKind: c.channelKind,
        regionCode: c.regionCode,
        text: `${c.subject}\n${firsts.get(c.id)?.text ?? ''}`,
        serviceIsOpen: isOpenAt(c.openedAt, calendar),
        automatic: firsts.get(c.id)?.automatic ?? false,
        loggedByHand: isByStaff(firsts.get(c.id)?.authorRef),
      }),
    )
    const nameOf = (c: Case) => (may(ctx, 'contact.read') ? (firsts.get(c.id)?.name ?? null) : null)
    const replyText = r.definition.actions.find((a) => a.do === 'reply')?.text
    return {
      looked: past.length,
      /** More cases than were looked at. */
      truncated: past.length === lookedAt,
      matched: matched.length,
      samples: matched.slice(0, shown).map((c) => ({
        id: c.id,
        number: c.number,
        subject: c.subject,
        openedAt: c.openedAt,
        reply: replyText
          ? filledForCase(replyText, c, { service, tenant, citizenName: nameOf(c), now: c.openedAt })
          : null,
      })),
    }
  })
}
