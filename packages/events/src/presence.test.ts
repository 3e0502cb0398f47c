import { testRedis, waitUntil } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { followPresence, openRedis, type Presence, presentAt, type RedisLink, tellPresence } from './index.ts'

const tenants = ['0199f0a2-6a0e-7c3e-9a41-5b1f4f2a9d10', '0199f0a2-6a0e-7c3e-9a41-5b1f4f2a9d11'] as const
const at = (memberId: string, state: Presence['state'] = 'viewing'): Presence => ({
  memberId,
  caseId: 'tiket',
  serviceId: 'layanan',
  state,
})

let server: Awaited<ReturnType<typeof testRedis>>
let redis: RedisLink
beforeAll(async () => {
  server = await testRedis()
  redis = openRedis({ url: server.url, instance: server.prefix, log: () => undefined })
  await waitUntil(() => redis.isUp(), { what: 'Redis' })
})
afterAll(async () => {
  await redis.close()
  await server.drop()
})

describe('presence', () => {
  it('is heard in its own tenant alone, and kept for who comes later', async () => {
    const heard: Presence[] = []
    const elsewhere: Presence[] = []
    const stops = [
      followPresence(redis, tenants[0], (p) => heard.push(p)),
      followPresence(redis, tenants[1], (p) => elsewhere.push(p)),
    ]
    await waitUntil(
      async () => {
        await tellPresence(redis, tenants[0], at('dewi', 'typing'))
        return heard.length > 0
      },
      { what: 'news of Dewi' },
    )
    expect(heard[0]).toEqual(at('dewi', 'typing'))
    expect(elsewhere).toEqual([])
    expect(await presentAt(redis, tenants[0], 'tiket')).toEqual([{ memberId: 'dewi', state: 'typing' }])
    expect(await presentAt(redis, tenants[1], 'tiket')).toEqual([])
    for (const stop of stops) stop()
  })

  it('ends with who goes, and by itself', async () => {
    await tellPresence(redis, tenants[0], at('sari'))
    await tellPresence(redis, tenants[0], at('sari', 'gone'))
    expect((await presentAt(redis, tenants[0], 'tiket')).map((p) => p.memberId)).not.toContain('sari')
    const key = (await redis.commands.keys('*presence:tiket'))[0] as string
    expect(await redis.commands.ttl(key)).toBeGreaterThan(0)
  })

  it('without Redis is silently absent', async () => {
    const away = openRedis({ url: 'redis://127.0.0.1:1', instance: 'x', log: () => undefined })
    await tellPresence(away, tenants[0], at('dewi'))
    expect(await presentAt(away, tenants[0], 'tiket')).toEqual([])
    await away.close()
  })
})
