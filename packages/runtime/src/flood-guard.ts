import type { RedisLink } from '@siaga/events'
import { openLimiter } from './limits.ts'

type Source = { tenantId: string; serviceId: string; address: string }

/** The network that a client stands for: an IPv4 address, or the /64 of an IPv6 address, of which one client has many. */
export function networkOf(address: string): string {
  const plain = address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail] = plain.replace(/%.*$/, '').split('::')
  const left = head.split(':').filter(Boolean)
  const right = (tail ?? '').split(':').filter(Boolean)
  const gap = tail === undefined ? [] : new Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  return `${[...left, ...gap, ...right]
    .slice(0, 4)
    .map((part) => part.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}

/**
 * Protects public forms: so many per client network and service in ten minutes, so many per service in a minute.
 * Returns null within the limits, else how long to wait. Both are asked at once; what is over the network's limit is
 * given back to the service's, so that one flooder cannot shut a service for everybody.
 */
export function openFloodGuard(
  redis: RedisLink,
  limits: { perAddress: number; perService: number },
): (source: Source) => Promise<{ retryAfterSeconds: number } | null> {
  const byAddress = openLimiter(redis, 'form-address', limits.perAddress, 600)
  const byService = openLimiter(redis, 'form-service', limits.perService, 60)
  return async ({ tenantId, serviceId, address }) => {
    const service = `${tenantId}/${serviceId}`
    const [own, all] = await Promise.all([byAddress.take(`${service}/${networkOf(address)}`), byService.take(service)])
    if (own.exceeded) {
      await byService.take(service, -1)
      return { retryAfterSeconds: own.resetSeconds }
    }
    return all.exceeded ? { retryAfterSeconds: all.resetSeconds } : null
  }
}
