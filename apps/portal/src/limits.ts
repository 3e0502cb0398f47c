import { createHash } from 'node:crypto'
import type { FloodGuard } from '@siaga/channels'
import type { RedisLink } from '@siaga/events'
import { type Limiter, openLimiter } from '@siaga/runtime'

export type Limits = {
  /** How many forms a source and a service may send. */
  flood: FloodGuard
  /** Tries to open a ticket by number and code, per address. */
  track: Limiter
  /** Codes that opened nothing, per address. */
  wrongCodes: Limiter
  /** Messages added to one ticket. */
  additions: Limiter
}

const tenMinutes = 600

/** Every limit of the portal in one place. */
export function openLimits(redis: RedisLink, form: { perAddress: number; perService: number }): Limits {
  const perAddress = openLimiter(redis, 'form-address', form.perAddress, tenMinutes)
  const perService = openLimiter(redis, 'form-service', form.perService, 60)
  return {
    async flood({ serviceId, address }) {
      const [source, service] = await Promise.all([perAddress.take(`${serviceId}/${address}`), perService.take(serviceId)])
      const over = [source, service].filter((limit) => limit.exceeded)
      return over.length > 0 ? { retryAfterSeconds: Math.max(...over.map((limit) => limit.resetSeconds)) } : null
    },
    track: openLimiter(redis, 'track', 10, tenMinutes),
    wrongCodes: openLimiter(redis, 'wrong-codes', 20, tenMinutes),
    additions: openLimiter(redis, 'ticket-additions', 10, tenMinutes),
  }
}

/** What stands for a network address in the limits: a digest, and for IPv6 the /64 that one household has. */
export function sourceOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  const network = plain.includes(':') ? expand(plain).slice(0, 4).join(':') : plain
  return createHash('sha256').update(network).digest('base64url').slice(0, 22)
}

function expand(address: string): string[] {
  const [head = '', tail = ''] = address.split('%', 1)[0]!.split('::')
  const left = head.split(':').filter(Boolean)
  const right = tail.split(':').filter(Boolean)
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  return [...left, ...zeros, ...right].map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
}
