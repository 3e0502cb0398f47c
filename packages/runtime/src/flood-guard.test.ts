import { openRedis } from '@siaga/events'
import { type TestRedis, testRedis, waitUntil } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { networkOf, openFloodGuard } from './flood-guard.ts'

describe('networkOf', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['2001:0db8:0:7::1', '2001:db8:0:7::/64'],
    ['2001:db8:0:7:aaaa:bbbb:cccc:dddd', '2001:db8:0:7::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s stands for %s', (address, network) => expect(networkOf(address)).toBe(network))
})

describe('openFloodGuard', () => {
  let server: TestRedis
  let redis: ReturnType<typeof openRedis>

  beforeAll(async () => {
    server = await testRedis()
    redis = openRedis({ url: server.url, instance: server.prefix, log: () => undefined })
    await waitUntil(() => redis.isUp(), { what: 'Redis' })
  })
  afterAll(async () => {
    await redis.close()
    await server.drop()
  })

  const form = (address: string, serviceId = 's') => ({ tenantId: 't', serviceId, address })

  it('lets a network have its share of each service, and says how long to wait', async () => {
    const guard = openFloodGuard(redis, { perAddress: 2, perService: 100 })
    expect(await guard(form('2001:db8::1'))).toBeNull()
    expect(await guard(form('2001:db8::2'))).toBeNull()
    const over = await guard(form('2001:db8::3'))
    expect(over?.retryAfterSeconds).toBeGreaterThan(590)
    expect(over?.retryAfterSeconds).toBeLessThanOrEqual(600)
    expect(await guard(form('2001:db8::1', 'other'))).toBeNull()
    expect(await guard(form('2001:db8:0:1::1'))).toBeNull()
  })

  it('keeps a flooder from using up the service of everybody', async () => {
    const guard = openFloodGuard(redis, { perAddress: 1, perService: 2 })
    const flood = await Promise.all(Array.from({ length: 20 }, () => guard(form('198.51.100.1', 'q'))))
    expect(flood.filter((f) => f === null)).toHaveLength(1)
    expect(await guard(form('198.51.100.2', 'q'))).toBeNull()
    expect((await guard(form('198.51.100.3', 'q')))?.retryAfterSeconds).toBeLessThanOrEqual(60)
  })
})
