import { intakeConsumer, sendConsumer } from '@siaga/cases'
import type { SecretBox } from '@siaga/channels'
import type { Consumer } from '@siaga/events'
import type { FileStore } from '@siaga/files'
import { figuresConsumer } from '@siaga/reporting'

/** Everybody who does something about events. */
export function allConsumers(providers: { store: FileStore; box: SecretBox; smtpUrl: string }): Consumer[] {
  const { store, box, smtpUrl } = providers
  return [intakeConsumer(store), sendConsumer({ store, box, environment: { smtpUrl } }), figuresConsumer]
}
