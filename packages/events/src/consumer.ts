import { afterCommit, type Ctx, type Tx } from '@siaga/db'
import { and, eq, isNull } from 'drizzle-orm'
import { deliveries } from './schema.ts'
import { wake } from './wake.ts'

/**
 * Lanes of work. Emergency services have one of their own; slow providers can't hold up the rest; what is derived from
 * what already happened (figures) waits behind what people wait for.
 */
export const lanes = ['urgent', 'normal', 'outgoing', 'derived'] as const
export type Lane = (typeof lanes)[number]

export type Delivery = {
  tenantId: string
  eventId: string
  consumer: string
  /** How often it was tried before. */
  attempts: number
  /** Marks the work done in the handler's own transaction: deduplication and completion in one. */
  complete(tx: Tx): Promise<void>
}

/** Who does something about events. `handle` must call `delivery.complete(tx)` in its last transaction. */
export type Consumer = {
  name: string
  /** Types of events; `inbound` is the raw input of channels. */
  events: readonly string[]
  lane(urgent: boolean): Lane
  handle(ctx: Ctx, delivery: Delivery): Promise<void>
}

/** Thrown by `complete` when another run has already finished this delivery; rolls the second back. */
export class AlreadyDone extends Error {
  override name = 'AlreadyDone'
}

export function deliveryOf(ctx: Ctx, eventId: string, consumer: string, attempts: number): Delivery {
  return {
    tenantId: ctx.tenantId,
    eventId,
    consumer,
    attempts,
    async complete(tx) {
      const done = await tx
        .update(deliveries)
        .set({ doneAt: ctx.clock.now() })
        .where(
          and(
            eq(deliveries.tenantId, ctx.tenantId),
            eq(deliveries.eventId, eventId),
            eq(deliveries.consumer, consumer),
            isNull(deliveries.doneAt),
          ),
        )
        .returning({ eventId: deliveries.eventId })
      if (done.length === 0) throw new AlreadyDone(`${consumer} ${eventId}`)
      afterCommit(tx, 'wake', () => wake(ctx.db))
    },
  }
}
