import type { Clock } from './clock.ts'
import type { Locale } from './text.ts'

/** Who acts. A new kind of actor makes every exhaustive switch a compile error. */
export type Actor =
  | { kind: 'member'; memberId: string; userId: string; name: string }
  | { kind: 'api_key'; keyId: string; name: string }
  | { kind: 'link'; linkId: string; subject: string }
  | { kind: 'citizen' }
  | { kind: 'system'; name: string }

/** The context of every verb: one tenant, one actor, what they may do and in which services. */
export type Caller = {
  tenantId: string
  actor: Actor
  /** Permissions as the permission table grants them; `'all'` for the system only. */
  permissions: ReadonlySet<string> | 'all'
  /** Ids of the services the actor is a member of; `'all'` for the system and for tenant-wide roles. */
  services: readonly string[] | 'all'
  clock: Clock
  locale: Locale
  requestId: string
}

/** A stable reference to an actor for audit rows and events: `member:…`, `api_key:…`, `system:relay`. */
export function actorRef(actor: Actor): string {
  switch (actor.kind) {
    case 'member':
      return `member:${actor.memberId}`
    case 'api_key':
      return `api_key:${actor.keyId}`
    case 'link':
      return `link:${actor.linkId}`
    case 'citizen':
      return 'citizen'
    case 'system':
      return `system:${actor.name}`
    default:
      return actor satisfies never
  }
}
