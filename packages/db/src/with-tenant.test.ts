import type { Socket } from 'node:net'
import { newId, systemClock } from '@siaga/kernel'
import { testDatabase } from '@siaga/testkit'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyReused } from './idempotency.ts'
import {
  afterCommit,
  beforeCommit,
  type Ctx,
  type Database,
  once,
  openDatabase,
  sqlState,
  statementIn,
  type Tx,
  withOverseer,
  withRole,
  withTenant,
} from './index.ts'
import { idempotencyKeys } from './schema.ts'

let database: Awaited<ReturnType<typeof testDatabase>>
let db: Database
let admin: postgres.Sql

beforeAll(async () => {
  database = await testDatabase()
  const { app, relay, oversight } = database.urls
  db = openDatabase({ name: 'test', urls: { app, relay, oversight }, max: { app: 3 } })
  admin = postgres(database.urls.admin, { max: 2 })
})
afterAll(async () => {
  await db.close()
  await admin.end()
  await database.drop()
})

const ctxOf = (tenantId: string): Ctx => ({
  db,
  tenantId,
  actor: { kind: 'system', name: 'test' },
  permissions: 'all',
  services: 'all',
  clock: systemClock,
  locale: 'id',
  requestId: 'test',
})
const row = (tenantId: string, key: string) => ({ tenantId, key, requestHash: 'x', createdAt: new Date() })
const keysSeen = (tenantId: string) => withTenant(ctxOf(tenantId), (tx) => tx.select().from(idempotencyKeys))

describe('withTenant', () => {
  it('shows and takes rows of its tenant alone', async () => {
    const [a, b] = [newId(), newId()]
    await withTenant(ctxOf(a), (tx) => tx.insert(idempotencyKeys).values(row(a, 'one')))
    await withTenant(ctxOf(b), (tx) => tx.insert(idempotencyKeys).values(row(b, 'two')))
    expect((await keysSeen(a)).map((r) => r.key)).toEqual(['one'])
    expect((await keysSeen(b)).map((r) => r.key)).toEqual(['two'])
    const foreign = await withTenant(ctxOf(a), (tx) => tx.insert(idempotencyKeys).values(row(b, 'three'))).catch(
      (e) => e,
    )
    expect(sqlState(foreign)).toBe('42501')
    const touched = await withTenant(ctxOf(a), (tx) =>
      tx.update(idempotencyKeys).set({ requestHash: 'stolen' }).returning(),
    )
    expect(touched.map((r) => r.tenantId)).toEqual([a])
  })

  it('leaves nothing set on the connection: outside of it the role reads nothing', async () => {
    const a = newId()
    await withTenant(ctxOf(a), (tx) => tx.insert(idempotencyKeys).values(row(a, 'kept')))
    const app = postgres(database.urls.app, { max: 1 })
    expect(await app`select * from idempotency_keys`).toHaveLength(0)
    await app.end()
  })

  it('takes two round trips for a transaction of one query', async () => {
    // A proxy that counts turns: how often the client writes after the server has last spoken.
    const { createServer, connect } = await import('node:net')
    const target = new URL(database.urls.app)
    let turns = 0
    const proxy = createServer((client) => {
      const server = connect(Number(target.port), target.hostname)
      let serverSpoke = true
      client.on('data', (chunk) => {
        if (serverSpoke) turns++
        serverSpoke = false
        server.write(chunk)
      })
      server.on('data', (chunk) => {
        serverSpoke = true
        client.write(chunk)
      })
      client.on('close', () => server.destroy())
      server.on('close', () => client.destroy())
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const url = new URL(database.urls.app)
    url.port = String((proxy.address() as { port: number }).port)
    const counted = openDatabase({ name: 'counted', urls: { app: url.href }, max: { app: 1 } })
    const scope = { db: counted, tenantId: newId() }
    const read = () => withTenant(scope, (tx) => tx.select().from(idempotencyKeys))
    for (let i = 0; i < 3; i++) await read() // connects, learns types, prepares
    turns = 0
    for (let i = 0; i < 10; i++) await read()
    // The server may speak in the middle of a batch of writes: at most one more turn per transaction is timing.
    expect(turns / 10).toBeLessThanOrEqual(3)
    expect(turns / 10).toBeGreaterThanOrEqual(2)
    await counted.close()
    proxy.close()
  })

  it('fails and goes on, but never hangs, when its connection is reset in the middle', async () => {
    const { createServer, connect } = await import('node:net')
    const target = new URL(database.urls.app)
    const open = new Set<Socket>()
    const proxy = createServer((client) => {
      const server = connect(Number(target.port), target.hostname)
      for (const socket of [client, server]) socket.on('error', () => undefined)
      client.pipe(server)
      server.pipe(client)
      open.add(client)
      client.on('close', () => {
        open.delete(client)
        server.destroy()
      })
    })
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
    const url = new URL(database.urls.app)
    url.port = String((proxy.address() as { port: number }).port)
    const shaky = openDatabase({ name: 'shaky', urls: { app: url.href }, max: { app: 2 } })
    const scope = { db: shaky, tenantId: newId() }
    const read = (tx: Tx) => tx.select().from(idempotencyKeys)
    const work = () => [
      withTenant(scope, async (tx) => {
        await read(tx)
        await Promise.all([read(tx), tx.execute(sql`select pg_sleep(0.02)`)])
        await read(tx)
      }),
      withTenant(scope, read),
      withTenant(scope, async (tx) => {
        await read(tx)
        beforeCommit(tx, sql`select pg_sleep(0.02)`)
      }),
    ]
    for (let round = 0; round < 10; round++) {
      await withTenant(scope, read).catch(() => undefined)
      const all = Promise.allSettled([...work(), ...work()])
      await new Promise((resolve) => setTimeout(resolve, round * 2))
      for (const socket of open) socket.resetAndDestroy()
      const settled = await Promise.race([all, new Promise((resolve) => setTimeout(resolve, 10_000, 'hangs'))])
      expect(settled, `round ${round}`).not.toBe('hangs')
    }
    await shaky.close()
    proxy.close()
  }, 60_000)

  it('rolls back on an error, releases the connection and refuses a transaction that has ended', async () => {
    const a = newId()
    let leaked: { execute(q: unknown): unknown } | null = null
    for (let i = 0; i < 10; i++) {
      await expect(
        withTenant(ctxOf(a), async (tx) => {
          leaked = tx as never
          await tx.insert(idempotencyKeys).values(row(a, `lost-${i}`))
          throw new Error('injected')
        }),
      ).rejects.toThrow('injected')
    }
    expect(await keysSeen(a)).toEqual([])
    await expect(
      (async () => (leaked as never as { execute(q: unknown): Promise<unknown> }).execute(sql`select 1`))(),
    ).rejects.toThrow()
  })

  it('is an error when work has swallowed that of a statement: nothing was kept', async () => {
    const ctx = ctxOf(newId())
    const half = withTenant(ctx, async (tx) => {
      await tx.execute(sql`select 1 / 0`).catch(() => undefined)
    })
    await expect(half).rejects.toThrow('rolled back')
  })

  it('sends what was left for the end with the commit: all of it or nothing', async () => {
    const a = newId()
    const insert = (tx: Tx, key: string) => tx.insert(idempotencyKeys).values(row(a, key))
    await withTenant(ctxOf(a), async (tx) => beforeCommit(tx, insert(tx, 'first'), insert(tx, 'second')))
    expect((await keysSeen(a)).map((r) => r.key).sort()).toEqual(['first', 'second'])
    const refused = await withTenant(ctxOf(a), async (tx) => {
      await insert(tx, 'third')
      beforeCommit(tx, insert(tx, 'fourth'), insert(tx, 'first'), insert(tx, 'fifth'))
    }).catch((error) => error)
    expect(sqlState(refused)).toBe('23505')
    expect(await keysSeen(a)).toHaveLength(2)
  })

  it('runs one statement in the tenant alone, commits it, and refuses a second', async () => {
    const [a, b] = [newId(), newId()]
    await statementIn(ctxOf(a), (tx) => tx.insert(idempotencyKeys).values(row(a, 'one')))
    expect(await statementIn(ctxOf(a), (tx) => tx.select().from(idempotencyKeys))).toHaveLength(1)
    expect(await statementIn(ctxOf(b), (tx) => tx.select().from(idempotencyKeys))).toHaveLength(0)
    const foreign = await statementIn(ctxOf(a), (tx) => tx.insert(idempotencyKeys).values(row(b, 'two'))).catch(
      (e) => e,
    )
    expect(sqlState(foreign)).toBe('42501')
    const two = statementIn(ctxOf(a), async (tx) => {
      await tx.select().from(idempotencyKeys)
      return tx.select().from(idempotencyKeys)
    })
    await expect(two).rejects.toThrow()
  })

  it('tells of a commit after it, and of nothing that was rolled back', async () => {
    const told: string[] = []
    await withTenant(ctxOf(newId()), async (tx) => afterCommit(tx, 'k', () => told.push('committed')))
    await withTenant(ctxOf(newId()), async (tx) => {
      afterCommit(tx, 'k', () => told.push('rolled back'))
      throw new Error('no')
    }).catch(() => undefined)
    expect(told).toEqual(['committed'])
  })

  it('holds over random interleavings on three connections with injected errors', async () => {
    const tenants = Array.from({ length: 4 }, () => newId())
    const written = new Map(tenants.map((t) => [t, new Set<string>()]))
    const step = fc.record({
      tenant: fc.integer({ min: 0, max: 3 }),
      fail: fc.constantFrom('no', 'no', 'throw', 'sql', 'foreign'),
      reads: fc.integer({ min: 0, max: 3 }),
    })
    let serial = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (plan) => {
        await Promise.all(
          plan.map(async ({ tenant, fail, reads }) => {
            const id = tenants[tenant] as string
            const key = `k${serial++}`
            const done = await withTenant(ctxOf(id), async (tx) => {
              await tx.insert(idempotencyKeys).values(row(id, key))
              for (let i = 0; i < reads; i++) {
                const seen = await tx.select({ tenantId: idempotencyKeys.tenantId }).from(idempotencyKeys)
                if (seen.some((r) => r.tenantId !== id)) throw new Error('LEAK')
              }
              if (fail === 'throw') throw new Error('injected')
              if (fail === 'sql') await tx.execute(sql`select 1 / 0`)
              if (fail === 'foreign')
                await tx.insert(idempotencyKeys).values(row(tenants[(tenant + 1) % 4] as string, key))
              return true
            }).catch((error: Error) => {
              if (error.message === 'LEAK') throw error
              return false
            })
            expect(done).toBe(fail === 'no')
            if (done) written.get(id)?.add(key)
          }),
        )
      }),
      { numRuns: 40 },
    )
    for (const t of tenants) expect(new Set((await keysSeen(t)).map((r) => r.key))).toEqual(written.get(t))
  })
})

describe('the other doors', () => {
  it('an overseer without a grant sees no aggregate; with one, only its province and type', async () => {
    const [overseer, tenant] = [newId(), newId()]
    await admin`insert into tenants (id, slug, authority_code, kind, name, short_name, time_zone, state, created_at) values (${overseer}, ${`o-${overseer.slice(-8)}`}, ${overseer.slice(-8)}, 'ministry', 'O', 'O', 'Asia/Jakarta', 'live', now())`
    for (const [province, type] of [
      ['33', 'a'],
      ['33', 'b'],
      ['71', 'a'],
    ] as const) {
      await admin`insert into case_gauges (tenant_id, service_id, service_type, province_code, open, overdue) values (${tenant}, ${newId()}, ${type}, ${province}, 1, 0)`
    }
    const seen = () =>
      withOverseer(ctxOf(overseer), async (tx) =>
        (await tx.execute(sql`select province_code || '/' || service_type as k from case_gauges order by 1`)).map(
          (r) => r.k,
        ),
      )
    expect(await seen()).toEqual([])
    await admin`insert into overseer_grants (id, overseer_tenant_id, scope, service_type, granted_at) values (${newId()}, ${overseer}, '33', 'a', now())`
    expect(await seen()).toEqual(['33/a'])
    await admin`insert into overseer_grants (id, overseer_tenant_id, scope, service_type, granted_at) values (${newId()}, ${overseer}, 'nation', 'a', now())`
    expect(await seen()).toEqual(['33/a', '71/a'])
    await admin`update overseer_grants set ended_at = now() where overseer_tenant_id = ${overseer}`
    expect(await seen()).toEqual([])
  })

  it('the overseer cannot read one table that holds a person', async () => {
    const personal = [
      'contacts',
      'identities',
      'messages',
      'cases',
      'case_entries',
      'members',
      'users',
      'inbound_events',
      'files',
      'audit_entries',
      'audit_values',
      'outbox',
      'facts',
    ]
    for (const table of personal) {
      const refused = await withOverseer(ctxOf(newId()), (tx) =>
        tx.execute(sql.raw(`select * from ${table} limit 1`)),
      ).catch((e) => e)
      expect(sqlState(refused), table).toBe('42501')
    }
  })

  it('the relay reads no payload and no raw input', async () => {
    for (const column of ['payload from outbox', 'raw from inbound_events', 'meta from inbound_events']) {
      expect(
        sqlState(await withRole(db, 'relay', (tx) => tx.execute(sql.raw(`select ${column}`))).catch((e) => e)),
        column,
      ).toBe('42501')
    }
  })
})

describe('once', () => {
  it('gives a repeat the first answer, and runs concurrent repeats one time', async () => {
    const ctx = ctxOf(newId())
    let ran = 0
    const call = (input: unknown) =>
      withTenant(ctx, (tx) => once(tx, ctx, { verb: 'v', key: 'key-1', input }, async () => ({ n: ++ran })))
    const answers = await Promise.all([1, 2, 3].map(() => call({ a: 1 })))
    expect(answers).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }])
    await expect(call({ a: 2 })).rejects.toMatchObject({ code: keyReused.code })
    expect(ran).toBe(1)
  })
})
