import type { SecretBox, SenderEnvironment } from '@siaga/channels'
import type { Database } from '@siaga/db'
import type { RedisLink } from '@siaga/events'
import type { FileStore } from '@siaga/files'
import type { Locale } from '@siaga/kernel'
import type { Limiter, Log } from '@siaga/runtime'
import type { Sessions, SignedIn } from '@siaga/tenancy'

/** What the process opens once. */
export type Services = {
  db: Database
  store: FileStore
  /** For who else is here; nothing that must last. */
  redis: RedisLink
  /** Where providers reach the API; shown to whoever sets a webhook up. */
  apiUrl: string
  /** Seals the secrets of channels. */
  box: SecretBox
  /** For testing a channel from its settings. */
  senders: SenderEnvironment
  sessions: Sessions
  /** Tries to sign in, per network address and per mail address. */
  signInLimits: { address: Limiter; mail: Limiter }
  log: Log
  /** In cookie names, since cookies ignore ports. */
  instance: string
  secureCookies: boolean
  development: boolean
}

/** What Remix's loaders and actions get of the process and of the request. */
export type LoadContext = Services & {
  requestId: string
  clientAddress: string
  nonce: string
  /** From Accept-Language. */
  headerLocale: Locale
  /** Who signed in; read once per request, and a renewed cookie goes out with the answer. */
  session(): Promise<SignedIn | null>
}
