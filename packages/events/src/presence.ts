import { z } from 'zod'
import { type RedisLink, tenantKey } from './redis.ts'

/** Who has a case open, and whether they are writing. Lives in Redis alone: without it nobody is seen, and nothing waits. */
export const presenceStates = ['viewing', 'typing', 'gone'] as const

export type PresenceState = (typeof presenceStates)[number]

export type Presence = { memberId: string; caseId: string; serviceId: string; state: PresenceState }

const presence = z.object({
  memberId: z.string(),
  caseId: z.string(),
  serviceId: z.string(),
  state: z.enum(presenceStates),
})

/** Who says nothing for so long has gone. */
export const presenceSeconds = 30

const channelOf = (redis: RedisLink, tenantId: string) => tenantKey(redis.instance, tenantId, 'presence')
const keyOf = (redis: RedisLink, tenantId: string, caseId: string) =>
  tenantKey(redis.instance, tenantId, 'presence', caseId)

/** Tells the tenant's live streams. Never fails and never waits for Redis to come back. */
export async function tellPresence(redis: RedisLink, tenantId: string, p: Presence): Promise<void> {
  if (!redis.isUp()) return
  const key = keyOf(redis, tenantId, p.caseId)
  redis.publish(channelOf(redis, tenantId), JSON.stringify(p))
  const kept =
    p.state === 'gone'
      ? redis.commands.hdel(key, p.memberId)
      : redis.commands.multi().hset(key, p.memberId, `${p.state} ${Date.now()}`).expire(key, presenceSeconds).exec()
  await kept.catch(() => undefined)
}

/** Who is at a case now, for somebody who opens it; empty without Redis. */
export async function presentAt(
  redis: RedisLink,
  tenantId: string,
  caseId: string,
): Promise<{ memberId: string; state: PresenceState }[]> {
  if (!redis.isUp()) return []
  const kept = await redis.commands.hgetall(keyOf(redis, tenantId, caseId)).catch(() => ({}))
  const oldest = Date.now() - presenceSeconds * 1000
  return Object.entries(kept as Record<string, string>).flatMap(([memberId, value]) => {
    const [state, at] = value.split(' ')
    return state === 'viewing' || state === 'typing' ? (Number(at) >= oldest ? [{ memberId, state }] : []) : []
  })
}

/** Hears who comes, writes and goes in a tenant; the caller filters by service. Returns how to stop. */
export function followPresence(redis: RedisLink, tenantId: string, listener: (p: Presence) => void): () => void {
  return redis.subscribe(channelOf(redis, tenantId), (message) => {
    const parsed = presence.safeParse(JSON.parse(message))
    if (parsed.success) listener(parsed.data)
  })
}
