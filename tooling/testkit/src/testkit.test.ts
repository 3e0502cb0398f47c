import { Redis } from 'ioredis'
import postgres from 'postgres'
import { afterAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from './database.ts'
import { mailSink, sendRaw } from './mail.ts'
import { testRedis } from './redis.ts'

const databases: TestDatabase[] = []

afterAll(async () => {
  await Promise.all(databases.map((database) => database.drop()))
})

async function query<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

describe('testDatabase', () => {
  it('gives each suite a database of its own', async () => {
    databases.push(await testDatabase(), await testDatabase())
    const [first, second] = databases as [TestDatabase, TestDatabase]
    await query(first.urls.admin, (sql) => sql`create table mark (i int)`)
    const [row] = await query(second.urls.admin, (sql) => sql`select to_regclass('mark') as found`)
    expect(row?.found).toBeNull()
  })

  it('connects each role as itself, without the right to pass by row-level security', async () => {
    const database = await testDatabase()
    databases.push(database)
    for (const role of ['app', 'identity', 'gateway', 'relay', 'oversight', 'platform', 'migrator'] as const) {
      const [row] = await query(
        database.urls[role],
        (sql) => sql`select rolname, rolsuper, rolbypassrls from pg_roles where rolname = current_user`,
      )
      expect(row).toEqual({ rolname: `siaga_${role}`, rolsuper: false, rolbypassrls: false })
    }
  })
})

describe('testRedis', () => {
  it('gives each suite an empty database of its own', async () => {
    const [one, two] = [await testRedis(), await testRedis()]
    const [first, second] = [new Redis(one.url), new Redis(two.url)]
    await first.set('mark', '1')
    expect(await second.get('mark')).toBeNull()
    expect(one.prefix).not.toBe(two.prefix)
    first.disconnect()
    second.disconnect()
    await one.drop()
  })
})

describe('sendRaw and mailSink', () => {
  const raw = 'From: a@b.test\r\nTo: c@d.test\r\nSubject: Uji\r\n\r\nIsi'

  it('delivers bytes and tells what the server answered', async () => {
    const sink = await mailSink()
    expect(await sendRaw({ port: sink.port, from: 'a@b.test', to: ['c@d.test'], raw })).toMatchObject({ code: 250 })
    expect(await sink.waitFor((mail) => mail.subject === 'Uji')).toMatchObject({ text: 'Isi\n' })
    await sink.close()
  })

  it('returns a refusal instead of throwing', async () => {
    const sink = await mailSink()
    sink.behave({ mode: 'reject' })
    expect(await sendRaw({ port: sink.port, from: 'a@b.test', to: ['c@d.test'], raw })).toMatchObject({ code: 550 })
    await sink.close()
  })

  it('throws when nobody answers', async () => {
    const sink = await mailSink()
    await sink.close()
    await expect(sendRaw({ port: sink.port, from: 'a@b.test', to: ['c@d.test'], raw })).rejects.toThrow(/ECONNREFUSED/)
  })
})
