import { type Ctx, withTenant } from '@siaga/db'
import { eventsAfter, lastPosition } from './read-event.ts'
import { type RedisLink, tenantKey } from './redis.ts'

/** What the live stream tells: no content, so that permissions are checked again when the client fetches. */
export type LiveEvent = {
  id: string
  type: string
  version: number
  subjectId: string
  serviceId: string | null
  position: number
}

const channelOf = (redis: RedisLink, tenantId: string) => tenantKey(redis.instance, tenantId, 'live')

export function publishLive(redis: RedisLink, tenantId: string, events: LiveEvent[]): void {
  redis.publish(channelOf(redis, tenantId), JSON.stringify(events))
}

const resumeHours = 24
const batch = 500
const pollMs = 1000
/** While Redis is there the poll is only for what it lost on the way. */
const quietMs = 5000

/**
 * Follows a tenant's events from a position (null = from now). Calls `onEvents` in order without gaps; `onReset` when
 * the position is older than 24 h or unknown. Redis brings them at once; a poll of the outbox stands behind it.
 */
export function followLive(options: {
  ctx: Ctx
  redis: RedisLink
  from: number | null
  onEvents(events: LiveEvent[]): void
  onReset(position: number): void
  log: (message: string, error?: unknown) => void
}): () => void {
  const { ctx, redis } = options
  let position: number | null = options.from
  let stopped = false
  let running: Promise<void> | null = null
  let again = false
  let started = false
  let lastRead = 0
  let wasUp = true

  async function read() {
    lastRead = Date.now()
    const events = await withTenant(ctx, async (tx) => {
      if (position === null || !started) {
        started = true
        const last = await lastPosition(tx, ctx)
        const known = position !== null && position <= last
        const [next] = known ? await eventsAfter(tx, ctx, position as number, 1) : []
        const tooOld = next && Date.now() - next.createdAt.getTime() > resumeHours * 3_600_000
        if (!known || tooOld) {
          position = last
          if (!stopped) options.onReset(last)
          return []
        }
      }
      return eventsAfter(tx, ctx, position as number, batch)
    })
    if (events.length > 0) push(events.map((e) => ({ ...e, position: e.position as number })))
    if (events.length === batch) again = true
  }

  function push(events: LiveEvent[]) {
    const fresh = events.filter((e) => e.position > (position as number))
    const last = fresh.at(-1)
    if (!last || stopped) return
    position = last.position
    options.onEvents(fresh)
  }

  function catchUp() {
    if (stopped) return
    if (running) {
      again = true
      return
    }
    again = false
    running = read()
      .catch((error) => options.log('live stream could not read', error))
      .finally(() => {
        running = null
        if (again) catchUp()
      })
  }

  const unsubscribe = redis.subscribe(channelOf(redis, ctx.tenantId), (message) => {
    const events = JSON.parse(message) as LiveEvent[]
    // In order and without a gap: no need to ask the database.
    if (!running && started && position !== null && events[0]?.position === position + 1) push(events)
    else catchUp()
  })
  const poll = setInterval(() => {
    const isUp = redis.isUp()
    if (!isUp || !wasUp || Date.now() - lastRead >= quietMs) catchUp()
    wasUp = isUp
  }, pollMs)
  catchUp()
  return () => {
    stopped = true
    clearInterval(poll)
    unsubscribe()
  }
}
