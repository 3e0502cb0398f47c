import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import { serversOfRun } from './servers-of-run.ts'

export type TestRedis = {
  /** Points at a numbered database that no other suite of the run has. */
  url: string
  /** For channels of pub/sub, which all numbered databases share. */
  prefix: string
  flush: () => Promise<void>
  drop: () => Promise<void>
}

/** An empty Redis database of this suite's own. */
export async function testRedis(): Promise<TestRedis> {
  const { redisUrl } = await serversOfRun()
  const databases = await withClient(redisUrl, async (client) => {
    const answer = (await client.config('GET', 'databases')) as string[]
    return Number(answer[1] ?? 16)
  })
  const taken = await withClient(redisUrl, (client) => client.incr('siaga-testkit:taken'))
  const number = 1 + (taken % (databases - 1))
  const url = new URL(redisUrl)
  url.pathname = `/${number}`
  const flush = () => withClient(url.href, async (client) => void (await client.flushdb()))
  await flush()
  return { url: url.href, prefix: `t${randomBytes(4).toString('hex')}`, flush, drop: flush }
}

async function withClient<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 1 })
  try {
    await client.connect()
    return await work(client)
  } finally {
    client.disconnect()
  }
}
