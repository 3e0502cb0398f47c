import { createHash, randomBytes } from 'node:crypto'
import { beforeCommit, type Ctx, canonical, rowInsert, type Tx } from '@siaga/db'
import { type Actor, actorRef, newId } from '@siaga/kernel'
import { auditEntries, auditValues } from '../schema.ts'

/** How an actor is called in logs and timelines of its tenant. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case 'member':
    case 'api_key':
    case 'system':
      return actor.name
    case 'link':
    case 'citizen':
      return 'Warga'
    default:
      return actor satisfies never
  }
}

type AuditInput = {
  action: string
  subjectKind: string
  subjectId: string
  before?: Record<string, unknown>
  after?: Record<string, unknown>
}

/**
 * Writes who did what, with the commit of the verb's own transaction. The entry is append-only and holds a digest of the salted values;
 * the values stand apart, so that personal ones can be erased without breaking the chain.
 */
export async function audit(tx: Tx, ctx: Ctx, input: AuditInput): Promise<void> {
  const at = ctx.clock.now()
  const id = newId(at)
  const salt = randomBytes(16).toString('hex')
  const before = input.before ?? null
  const after = input.after ?? null
  const digest = createHash('sha256').update(salt).update(canonical({ before, after })).digest('hex')
  const entry = rowInsert(auditEntries, {
    tenantId: ctx.tenantId,
    id,
    actor: actorRef(ctx.actor),
    actorName: actorName(ctx.actor),
    action: input.action,
    subjectKind: input.subjectKind,
    subjectId: input.subjectId,
    requestId: ctx.requestId,
    digest,
    createdAt: at,
  })
  const values = { tenantId: ctx.tenantId, id, salt, before, after }
  beforeCommit(tx, entry, ...(before || after ? [rowInsert(auditValues, values)] : []))
}
