import type { Ctx, Tx } from '@siaga/db'
import { emit } from '@siaga/events'
import { and, eq } from 'drizzle-orm'
import type { Case } from '../case-rules.ts'
import { rulesDue } from '../events.ts'
import { rules } from '../schema.ts'
import type { RuleDefinition } from './rule-definition.ts'

/** Lets the rules of a case's service act on what happens to it; a service without an active rule costs one look. */
export async function askRules(
  tx: Tx,
  ctx: Ctx,
  c: Pick<Case, 'id' | 'serviceId' | 'version'>,
  on: { whens: RuleDefinition['when'][]; urgent: boolean; messageId?: string },
): Promise<void> {
  const [active] = await tx
    .select({ id: rules.id })
    .from(rules)
    .where(and(eq(rules.tenantId, ctx.tenantId), eq(rules.serviceId, c.serviceId), eq(rules.isActive, true)))
    .limit(1)
  if (!active) return
  await emit(
    tx,
    ctx,
    rulesDue,
    { subjectId: c.id, version: c.version, serviceId: c.serviceId, urgent: on.urgent },
    { whens: on.whens, messageId: on.messageId ?? null },
  )
}
