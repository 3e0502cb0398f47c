import { afterCommit, beforeCommit, type Ctx, rowInsert, type Tx } from '@siaga/db'
import { type EventEnvelope, newId } from '@siaga/kernel'
import type { z } from 'zod'
import { outbox } from './schema.ts'
import { wake } from './wake.ts'

/** A kind of event and the form of its payload. */
export type EventType<P extends Record<string, unknown>> = { type: string; payload: z.ZodType<P> }

/** Defines an event once, in its package's `events.ts`. */
export function defineEvent<P extends Record<string, unknown>>(type: string, payload: z.ZodType<P>): EventType<P> {
  return { type, payload }
}

type Subject = Pick<EventEnvelope, 'subjectId' | 'version' | 'serviceId' | 'urgent'>

/** Writes an event into the outbox, with the commit of the verb's own transaction, and wakes the relay once it has committed. */
export async function emit<P extends Record<string, unknown>>(
  tx: Tx,
  ctx: Ctx,
  event: EventType<P>,
  subject: Subject,
  payload: P,
): Promise<void> {
  const at = ctx.clock.now()
  const row = {
    tenantId: ctx.tenantId,
    id: newId(at),
    type: event.type,
    version: subject.version,
    subjectId: subject.subjectId,
    serviceId: subject.serviceId,
    urgent: subject.urgent,
    payload: event.payload.parse(payload),
    createdAt: at,
  }
  beforeCommit(tx, rowInsert(outbox, row))
  afterCommit(tx, 'wake', () => wake(ctx.db))
}
