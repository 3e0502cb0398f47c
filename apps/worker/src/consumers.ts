import {
  importConsumer,
  intakeConsumer,
  mediaConsumer,
  rulesConsumer,
  sendConsumer,
  sendTroubleConsumer,
} from '@siaga/cases'
import type { SecretBox, SenderEnvironment } from '@siaga/channels'
import type { Consumer } from '@siaga/events'
import type { FileStore } from '@siaga/files'
import { noticesConsumer } from '@siaga/notices'
import { figuresConsumer } from '@siaga/reporting'

/** Everybody who does something about events. */
export function allConsumers(providers: {
  store: FileStore
  box: SecretBox
  environment: SenderEnvironment
}): Consumer[] {
  return [
    intakeConsumer(providers.store),
    mediaConsumer(providers),
    sendConsumer(providers),
    sendTroubleConsumer,
    figuresConsumer,
    rulesConsumer,
    noticesConsumer,
    importConsumer(providers.store),
  ]
}
