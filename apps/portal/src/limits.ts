import type { FloodGuard } from '@siaga/channels'
import type { RedisLink } from '@siaga/events'
import { type Limiter, openFloodGuard, openLimiter } from '@siaga/runtime'

export type Limits = {
  /** How many forms a source and a service may send. */
  flood: FloodGuard
  /** Tries to open a ticket by number and code, per network. */
  track: Limiter
  /** Codes that opened nothing, per network. */
  wrongCodes: Limiter
  /** Messages added to one ticket. */
  additions: Limiter
}

const tenMinutes = 600

/** Every limit of the portal in one place. Those of forms and tickets are counted together with the public API's. */
export function openLimits(redis: RedisLink, form: { perAddress: number; perService: number }): Limits {
  return {
    flood: openFloodGuard(redis, form),
    track: openLimiter(redis, 'track', 10, tenMinutes),
    wrongCodes: openLimiter(redis, 'ticket-wrong', 20, tenMinutes),
    additions: openLimiter(redis, 'ticket-message', 20, tenMinutes),
  }
}
