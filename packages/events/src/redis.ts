import type { Database } from '@siaga/db'
import { Redis } from 'ioredis'
import { onWake, throttled } from './wake.ts'

/** Every Redis key of a tenant comes from here, so that none can lack its tenant. */
export function tenantKey(instance: string, tenantId: string, ...parts: string[]): string {
  if (!tenantId) throw new Error('a Redis key needs its tenant')
  return [`siaga:${instance}`, `{${tenantId}}`, ...parts].join(':')
}

/** Keys of the platform itself (wake-ups, rate limits before a tenant is known). */
export function platformKey(instance: string, ...parts: string[]): string {
  return [`siaga:${instance}`, ...parts].join(':')
}

export type RedisLink = {
  instance: string
  /** For commands; fails fast while Redis is away. */
  commands: Redis
  /** Subscribes to a channel; returns how to stop. Survives reconnects. */
  subscribe(channel: string, onMessage: (message: string) => void): () => void
  publish(channel: string, message: string): void
  /** For BullMQ, which wants connections of its own. */
  connectionFor(purpose: 'queue' | 'worker'): Redis
  /** True while the command connection is up. */
  isUp(): boolean
  close(): Promise<void>
}

/** Connects to Redis without needing it: a process starts and serves without. */
export function openRedis(options: { url: string; instance: string; log: (message: string) => void }): RedisLink {
  const retryStrategy = (tries: number) => Math.min(1000, 50 * 2 ** Math.min(tries, 5))
  const opened: Redis[] = []
  const open = (extra: object) => {
    const redis = new Redis(options.url, { retryStrategy, ...extra })
    let down = false
    redis.on('error', (error) => {
      if (!down) options.log(`redis away: ${error.message}`)
      down = true
    })
    redis.on('ready', () => {
      if (down) options.log('redis is back')
      down = false
    })
    opened.push(redis)
    return redis
  }
  // Commands of one turn of the event loop leave in one write: a write costs more than a command.
  const commands = open({
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    commandTimeout: 1000,
    enableAutoPipelining: true,
  })
  let subscriber: Redis | null = null
  const listeners = new Map<string, Set<(message: string) => void>>()
  return {
    instance: options.instance,
    commands,
    subscribe(channel, onMessage) {
      if (!subscriber) {
        subscriber = open({ maxRetriesPerRequest: null })
        subscriber.on('message', (on: string, message: string) => {
          for (const listener of listeners.get(on) ?? []) listener(message)
        })
      }
      const set = listeners.get(channel) ?? new Set()
      listeners.set(channel, set)
      if (set.size === 0)
        subscriber.subscribe(channel).catch((error) => options.log(`redis subscribe: ${error.message}`))
      set.add(onMessage)
      return () => {
        set.delete(onMessage)
        if (set.size > 0) return
        listeners.delete(channel)
        subscriber?.unsubscribe(channel).catch((error) => options.log(`redis unsubscribe: ${error.message}`))
      }
    },
    publish(channel, message) {
      if (commands.status === 'ready')
        commands.publish(channel, message).catch((error) => options.log(`redis publish: ${error.message}`))
    },
    connectionFor: (purpose) =>
      purpose === 'worker'
        ? open({ maxRetriesPerRequest: null })
        : open({ maxRetriesPerRequest: 1, enableOfflineQueue: false }),
    isUp: () => commands.status === 'ready',
    async close() {
      for (const redis of opened) redis.disconnect()
    },
  }
}

const wakeChannel = (instance: string) => platformKey(instance, 'wake')

/** Lets committed work in this process wake the relay, at most once per 20 ms. */
export function connectWake(db: Database, redis: RedisLink): void {
  onWake(
    db,
    throttled(() => redis.publish(wakeChannel(redis.instance), '1'), 20),
  )
}

export function onWakeUp(redis: RedisLink, listener: () => void): () => void {
  return redis.subscribe(wakeChannel(redis.instance), listener)
}
