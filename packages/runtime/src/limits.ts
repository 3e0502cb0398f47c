import { platformKey, type RedisLink } from '@siaga/events'
import { rateLimited } from '@siaga/kernel'
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible'

export type Limit = { limit: number; remaining: number; resetSeconds: number; exceeded: boolean }
export type Limiter = { take(key: string, points?: number): Promise<Limit> }

/** `limit` points per `seconds` and key, counted in Redis; in this process's memory while Redis is away. */
export function openLimiter(redis: RedisLink, name: string, limit: number, seconds: number): Limiter {
  const options = { points: limit, duration: seconds, keyPrefix: platformKey(redis.instance, 'limit', name) }
  const memory = new RateLimiterMemory(options)
  const shared = new RateLimiterRedis({
    ...options,
    storeClient: redis.commands,
    insuranceLimiter: memory,
    rejectIfRedisNotReady: true,
  })
  return {
    async take(key, points = 1) {
      const result = await shared.consume(key, points).catch((rejected: unknown) => {
        if (rejected instanceof RateLimiterRes) return rejected
        throw rejected
      })
      return {
        limit,
        remaining: Math.max(0, result.remainingPoints),
        resetSeconds: Math.ceil(result.msBeforeNext / 1000),
        exceeded: result.consumedPoints > limit,
      }
    },
  }
}

/** @throws rateLimited when the key has used up its points */
export async function enforce(limiter: Limiter, key: string): Promise<void> {
  const taken = await limiter.take(key)
  if (taken.exceeded) throw rateLimited(taken.resetSeconds)
}
