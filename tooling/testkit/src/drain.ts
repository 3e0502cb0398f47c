import { intakeConsumer, sendConsumer } from '@siaga/cases'
import type { SecretBox } from '@siaga/channels'
import type { Database } from '@siaga/db'
import { type Consumer, systemCtx } from '@siaga/events'
import { drain as drainDue } from '@siaga/events/testing'
import type { FileStore } from '@siaga/files'
import type { Clock } from '@siaga/kernel'
import { figuresConsumer, keepGauges } from '@siaga/reporting'

export type DrainOptions = {
  store: FileStore
  box: SecretBox
  /** Where mail leaves; null = sending fails as it would without a server. */
  smtpUrl?: string | null
  /** Only this tenant's work; of all tenants by default. */
  tenantId?: string
  clock?: Clock
  /** Others than those of the worker. */
  consumers?: readonly Consumer[]
}

/**
 * Does in this process, without Redis, what the worker would: intake, sending and figures, until nothing is due. With a
 * tenant its gauges and freshness are kept as well. Returns how much was done; a handler's error is thrown.
 * `db` holds the roles app and relay.
 */
export async function drain(db: Database, options: DrainOptions): Promise<number> {
  const { store, box, smtpUrl = null, tenantId, clock } = options
  const consumers = options.consumers ?? [
    intakeConsumer(store),
    sendConsumer({ store, box, environment: { smtpUrl } }),
    figuresConsumer,
  ]
  const done = await drainDue({ db, consumers, tenantId, clock })
  if (tenantId) await keepGauges(systemCtx(db, tenantId, 'drain', clock))
  return done
}
