import type { SecretBox } from '@siaga/channels'
import type { Database } from '@siaga/db'
import type { FileStore } from '@siaga/files'
import type { Clock, Locale } from '@siaga/kernel'
import type { Log } from '@siaga/runtime'
import type { Limits } from './limits.ts'

/** What the process hands to every loader and action. */
export type PortalContext = {
  db: Database
  store: FileStore
  box: SecretBox
  clock: Clock
  locale: Locale
  requestId: string
  /** The citizen's network address; for the limits alone, kept nowhere. */
  address: string
  /** Of this response's content security policy; none in development. */
  nonce: string | undefined
  limits: Limits
  log: Log
}

declare module '@remix-run/node' {
  interface AppLoadContext extends PortalContext {}
}
