import type { Database } from '@siaga/db'
import { type Clock, systemClock } from '@siaga/kernel'
import { type Consumer, lanes } from './consumer.ts'
import { relaySteps } from './relay-steps.ts'
import { runDelivery } from './worker.ts'

/**
 * Does everything that is due, here and now, without Redis: for the demo's past weeks and for tests of what handlers do.
 * `clock` is the handlers'. Failures are thrown, not retried. Returns how many deliveries were done.
 */
export async function drain(options: {
  db: Database
  consumers: readonly Consumer[]
  tenantId?: string
  clock?: Clock
}): Promise<number> {
  const { db, consumers, clock = systemClock } = options
  const steps = relaySteps(db, consumers)
  const fail = (message: string, error?: unknown) => {
    throw new Error(message, { cause: error })
  }

  async function drainTenant(tenantId: string): Promise<number> {
    let done = 0
    for (;;) {
      const { taken } = await steps.takeNew(tenantId, { events: true, inbound: true }, {})
      let ran = 0
      for (const lane of lanes) {
        for (const { job } of await steps.claim(tenantId, lane, 100)) {
          await runDelivery(db, consumers, job, fail, clock)
          ran++
        }
      }
      done += ran
      if (taken + ran === 0) return done
    }
  }

  if (options.tenantId) return drainTenant(options.tenantId)
  let total = 0
  for (;;) {
    const { events, inbound, open } = await steps.overview()
    const tenants = new Set([...inbound, ...events, ...open.map((o) => o.tenantId)])
    let done = 0
    for (const tenantId of tenants) done += await drainTenant(tenantId)
    total += done
    if (done === 0) return total
  }
}
