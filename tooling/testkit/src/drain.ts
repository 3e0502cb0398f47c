import {
  importConsumer,
  indexNews,
  intakeConsumer,
  mediaConsumer,
  rulesConsumer,
  sendConsumer,
  sendTroubleConsumer,
} from '@siaga/cases'
import type { SecretBox } from '@siaga/channels'
import type { Database } from '@siaga/db'
import { type Consumer, systemCtx } from '@siaga/events'
import { drain as drainDue } from '@siaga/events/testing'
import type { FileStore } from '@siaga/files'
import type { Clock } from '@siaga/kernel'
import { noticesConsumer } from '@siaga/notices'
import { figuresConsumer, keepGauges } from '@siaga/reporting'

export type DrainOptions = {
  store: FileStore
  box: SecretBox
  /** Where mail leaves; null = sending fails as it would without a server. */
  smtpUrl?: string | null
  /** Where the Graph API of WhatsApp is: of `whatsappStandin()`. */
  whatsappGraphUrl?: string
  /** Only this tenant's work; of all tenants by default. */
  tenantId?: string
  clock?: Clock
  /** Others than those of the worker. */
  consumers?: readonly Consumer[]
}

/**
 * Does in this process, without Redis, what the worker would: intake, sending, figures, rules and notices, until nothing is due. With a
 * tenant its gauges, freshness and search index are kept as well. Returns how much was done; a handler's error is thrown.
 * `db` holds the roles app and relay.
 */
export async function drain(db: Database, options: DrainOptions): Promise<number> {
  const { store, box, smtpUrl = null, tenantId, clock } = options
  const { whatsappGraphUrl = 'http://127.0.0.1:65533' } = options
  const environment = { smtpUrl, whatsappGraphUrl }
  const consumers = options.consumers ?? [
    intakeConsumer(store),
    mediaConsumer({ store, box, environment }),
    sendConsumer({ store, box, environment }),
    sendTroubleConsumer,
    figuresConsumer,
    rulesConsumer,
    noticesConsumer,
    importConsumer(store),
  ]
  const done = await drainDue({ db, consumers, tenantId, clock })
  if (tenantId) {
    const ctx = systemCtx(db, tenantId, 'drain', clock)
    await keepGauges(ctx)
    while ((await indexNews(ctx)) > 0);
  }
  return done
}
