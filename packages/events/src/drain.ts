import type { Database } from '@siaga/db'
import { type Clock, systemClock } from '@siaga/kernel'
import { type Consumer, lanes } from './consumer.ts'
import { relaySteps } from './relay-steps.ts'
import { runDelivery } from './worker.ts'

/**
 * Does everything that is due, here and now, without Redis: for the demo's past weeks and for tests of what handlers do.
 * `clock` is the handlers'. Failures are thrown, not retried.
 */
export async function drain(options: { db: Database; consumers: readonly Consumer[]; tenantId?: string; clock?: Clock }): Promise<number> {
  const { db, consumers, tenantId, clock = systemClock } = options
  const steps = relaySteps(db, consumers)
  const only = (ids: string[]) => (tenantId ? ids.filter((id) => id === tenantId) : ids)
  let total = 0
  for (let done = -1; done !== 0; total += done) {
    done = 0
    const pending = await steps.pending()
    for (const id of only(pending.inbound)) done += await steps.relayInbound(id)
    for (const id of only(pending.events)) done += (await steps.stamp(id)).length
    for (const lane of lanes) {
      for (const id of only((await steps.lane(lane)).tenants)) {
        for (const job of await steps.claim(id, lane, 100)) {
          await runDelivery(db, consumers, job, (message, error) => {
            throw new Error(message, { cause: error })
          }, clock)
          done++
        }
      }
    }
  }
  return total
}
