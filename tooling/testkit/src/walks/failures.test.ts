import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSecretBox } from '@siaga/channels'
import { openDatabase } from '@siaga/db'
import { migrate } from '@siaga/db/migrate'
import { databaseUrls, newSecrets, startPostgres, startRedis } from '@siaga/dev'
import { systemCtx } from '@siaga/events'
import { verifyProjections } from '@siaga/reporting'
import postgres from 'postgres'
import { expect, it } from 'vitest'
import { httpClient, seedTenant, sendRaw, startStack, waitUntil } from '../index.ts'

const forms = 90
const mails = 30

it('nothing is lost and nothing doubled while the worker is killed, Redis goes and PostgreSQL restarts', {
  timeout: 240_000,
}, async () => {
  const dir = mkdtempSync(join(tmpdir(), 'siaga-failures-'))
  let pg = await startPostgres({ dataDir: dir, forTests: true })
  let redis = await startRedis({ dataDir: dir })
  const { passwords } = newSecrets()
  await migrate({ adminUrl: pg.adminUrl, passwords })
  const urls = databaseUrls(pg.adminUrl, passwords)
  const stack = await startStack({
    database: urls,
    redisUrl: redis.url,
    apps: ['api', 'worker'],
    env: { api: { FORM_LIMIT_PER_ADDRESS: '10000', FORM_LIMIT_PER_SERVICE: '10000' } },
  })
  const { app, identity, gateway, relay, platform } = urls
  const db = openDatabase({ name: 'failures', urls: { app, identity, gateway, relay, platform } })
  const admin = postgres(urls.admin, { max: 1, onnotice: () => {} })
  try {
    const tenant = await seedTenant(db, {
      slug: 'semarang',
      authorityCode: '33.74',
      kind: 'city',
      name: 'Semarang',
      types: ['emergency-112'],
      box: openSecretBox(stack.installation.secret),
    })
    const api = httpClient(stack.urls.api)
    const address = tenant.channels.mail.address

    // A patient sender, as browsers and mail servers are: the same item again until it is taken.
    const post = (i: number) =>
      waitUntil(
        async () => {
          const answer = await api
            .post('/public/v1/forms/semarang/112', {
              headers: { 'idempotency-key': `formulir-${i}-uji` },
              json: {
                values: {
                  category: 'fire',
                  what_happened: `Laporan ${i}`,
                  region: '33.74.01',
                  place: `Gang ${i}`,
                  phone: '0812-4455-667',
                },
              },
            })
            .catch(() => null)
          if (answer && answer.status !== 202) expect([500, 503, 429], answer.text).toContain(answer.status)
          return answer?.status === 202
        },
        { timeoutMs: 60_000, intervalMs: 250, what: `form ${i}` },
      )
    const send = (i: number) =>
      waitUntil(
        async () => {
          const raw = `From: warga${i}@contoh.id\r\nTo: ${address}\r\nSubject: Surat ${i}\r\nMessage-ID: <surat-${i}@contoh.id>\r\n\r\nIsi surat ${i}\r\n`
          const answer = await sendRaw({
            port: stack.ports.smtp,
            from: `warga${i}@contoh.id`,
            to: [address],
            raw,
          }).catch(() => null)
          return answer?.code === 250
        },
        { timeoutMs: 40_000, intervalMs: 250, what: `mail ${i}` },
      )

    const input = (async () => {
      const running: Promise<unknown>[] = []
      for (let i = 0; i < forms; i++) {
        running.push(post(i))
        if (i % 3 === 0) running.push(send(i / 3))
        await new Promise((resolve) => setTimeout(resolve, 60))
      }
      await Promise.all(running)
    })()

    const taken = async (n: number) => {
      await waitUntil(async () => Number((await admin`select count(*)::int as n from inbound_events`)[0]?.n) >= n, {
        timeoutMs: 60_000,
        what: `${n} items taken`,
      })
    }
    await taken(20)
    await stack.kill('worker', 'SIGKILL')
    await stack.restart('worker')
    await taken(45)
    await redis.stop()
    await taken(60) // intake goes on without Redis
    redis = await startRedis({ dataDir: dir })
    expect(redis.url).toBe(stack.installation.redisUrl)
    await taken(75)
    await pg.stop()
    pg = await startPostgres({ dataDir: dir, forTests: true })
    expect(pg.adminUrl).toBe(urls.admin)
    await input

    const counts = async () =>
      (
        await admin`select (select count(*)::int from inbound_events) as inbound, (select count(*)::int from cases) as cases, (select count(distinct last_message_text)::int from cases) as distinct,
          (select count(*)::int from messages) as messages, (select count(*)::int from deliveries where done_at is null) as open, (select coalesce(sum(received), 0)::int from interaction_figures) as received`
      )[0]
    const all = forms + mails
    await waitUntil(async () => Number((await counts())?.open) === 0 && Number((await counts())?.received) >= all, {
      timeoutMs: 90_000,
      intervalMs: 500,
      what: 'everything handled',
    })
    expect(await counts()).toEqual({ inbound: all, cases: all, distinct: all, messages: all, open: 0, received: all })
    expect((await verifyProjections(systemCtx(db, tenant.tenantId, 'verify'))).differences).toEqual([])
  } catch (error) {
    throw new Error(`worker: ${readFileSync(stack.log('worker'), 'utf8').split('\n').slice(-25).join('\n')}`, {
      cause: error,
    })
  } finally {
    await admin.end({ timeout: 1 })
    await db.close()
    await stack.stop()
    await redis.stop()
    await pg.stop()
  }
})
