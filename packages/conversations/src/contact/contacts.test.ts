import { type Ctx, type Database, openDatabase, withTenant } from '@siaga/db'
import { fixedClock } from '@siaga/kernel'
import { memberCtx } from '@siaga/tenancy'
import { type SeededTenant, seedTenant, testDatabase } from '@siaga/testkit'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addContactNote,
  blockContact,
  changeContact,
  listContacts,
  mergeContacts,
  readContact,
  takeIdentity,
  unblockContact,
  undoMerge,
} from '../index.ts'

let database: Awaited<ReturnType<typeof testDatabase>>
let db: Database
let semarang: SeededTenant
let manado: SeededTenant
let agent: Ctx
let supervisor: Ctx
let viewer: Ctx
let serial = 0

beforeAll(async () => {
  database = await testDatabase()
  const { app, identity, relay, platform } = database.urls
  db = openDatabase({ name: 'contacts', urls: { app, identity, relay, platform } })
  const seed = (slug: string, authorityCode: string) =>
    seedTenant(db, { slug, authorityCode, kind: 'city', name: slug, types: ['general-information'] })
  semarang = await seed('semarang', '33.74')
  manado = await seed('manado', '71.71')
  agent = await ctxOf('agent')
  supervisor = await ctxOf('supervisor')
  viewer = await ctxOf('viewer')
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const ctxOf = async (name: keyof SeededTenant['members'], tenant = semarang) =>
  (
    await memberCtx({
      db,
      userId: tenant.members[name].userId,
      tenantSlug: tenant.slug,
      locale: 'id',
      requestId: 'test',
    })
  ).ctx

const number = () => `+62812${String(44_000_000 + ++serial)}`

/** A citizen with one address, as a message or a call makes them. */
async function citizen(
  name: string | null,
  address = number(),
  ctx = agent,
  kind: 'e164' | 'mail' | 'anonymous' = 'e164',
) {
  const taken = await withTenant(ctx, (tx) => takeIdentity(tx, ctx, { kind, address, name }))
  return { id: taken.contactId, identityId: taken.id, address, version: 1 }
}

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

/** Who stands where, as the tables say. */
async function homes(ids: string[]): Promise<Map<string, string>> {
  const rows = (await withTenant(agent, (tx) =>
    tx.execute(
      sql`select home_contact_id as home, contact_id as at from identities where tenant_id = ${agent.tenantId}::uuid and home_contact_id = any (${sql.param(ids)}::uuid[])`,
    ),
  )) as unknown as { home: string; at: string }[]
  return new Map(rows.map((r) => [r.home, r.at]))
}

const versionOf = async (contactId: string) => (await readContact(agent, contactId)).contact.version

describe('a citizen', () => {
  it('is called and answered as staff say; a stale form changes nothing', async () => {
    const c = await citizen('Bu Ratna')
    const { version } = await changeContact(agent, {
      contactId: c.id,
      version: 1,
      name: ' Ratna Dewi ',
      language: 'en',
    })
    expect(version).toBe(2)
    expect(await code(changeContact(agent, { contactId: c.id, version: 1, name: 'Lain' }))).toBe('contact.stale')
    const { contact, name } = await readContact(agent, c.id)
    expect([name, contact.language, contact.version]).toEqual(['Ratna Dewi', 'en', 2])
    // What is as it was leaves no trace; an emptied name falls back to what the citizen calls themselves.
    expect(await changeContact(agent, { contactId: c.id, version: 2, name: 'Ratna Dewi' })).toEqual({ version: 2 })
    await changeContact(agent, { contactId: c.id, version: 2, name: '' })
    expect((await readContact(agent, c.id)).name).toBe('Bu Ratna')
  })

  it('is changed only by whoever may, and does not exist for another tenant', async () => {
    const c = await citizen('Slamet')
    expect(await code(changeContact(viewer, { contactId: c.id, version: 1, name: 'x' }))).toBe('forbidden')
    expect(await code(addContactNote(viewer, { contactId: c.id, text: 'x' }))).toBe('forbidden')
    expect(await code(blockContact(agent, { contactId: c.id, version: 1, reason: 'iseng' }))).toBe('forbidden')
    expect(await code(listContacts(viewer, {}))).toBe('forbidden')
    const stranger = await ctxOf('owner', manado)
    const other = await citizen('Milik Manado', number(), stranger)
    const tries = [
      () => readContact(stranger, c.id),
      () => changeContact(stranger, { contactId: c.id, version: 1, name: 'x' }),
      () => addContactNote(stranger, { contactId: c.id, text: 'x' }),
      () => blockContact(stranger, { contactId: c.id, version: 1, reason: 'iseng' }),
      () => unblockContact(stranger, { contactId: c.id }),
      () => mergeContacts(stranger, { sourceId: c.id, sourceVersion: 1, targetId: other.id, targetVersion: 1 }),
      () => mergeContacts(stranger, { sourceId: other.id, sourceVersion: 1, targetId: c.id, targetVersion: 1 }),
    ]
    for (const attempt of tries) expect(await code(attempt())).toBe('not_found')
  })

  it('shows a masked address and no notes to whoever may not read contacts', async () => {
    const c = await citizen('Tri', '+6281234567890')
    await addContactNote(agent, { contactId: c.id, text: 'Minta dihubungi sore' })
    const seen = await readContact(viewer, c.id)
    expect(seen.identities.map((i) => i.address)).toEqual(['0812-••••-7890'])
    expect([seen.masked, seen.notes]).toEqual([true, []])
    expect((await readContact(agent, c.id)).notes.map((n) => n.text)).toEqual(['Minta dihubungi sore'])
  })

  it('gets a note once, however often the form is sent', async () => {
    const c = await citizen(null)
    const note = { contactId: c.id, text: 'Tuna rungu, hanya pesan tertulis', idempotencyKey: 'catatan-1' }
    const made = await Promise.all([addContactNote(agent, note), addContactNote(agent, note)])
    expect(made[0]).toEqual(made[1])
    expect((await readContact(agent, c.id)).notes).toHaveLength(1)
  })
})

describe('the list', () => {
  it('finds the beginning of a name, and a number in any notation, and pages without a gap', async () => {
    const letters = ['a', 'b', 'c', 'd', 'e']
    for (const letter of letters) await citizen(`Zubaidah ${letter}`)
    const names: (string | null)[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await listContacts(agent, { search: 'zubai', limit: 2, ...(cursor && { cursor }) })
      names.push(...page.rows.map((r) => r.name))
      if (!page.next) break
      cursor = page.next
    }
    expect(names).toEqual(letters.map((letter) => `Zubaidah ${letter}`))
    const c = await citizen('Nomor', '+6281399887766')
    for (const search of ['0813-9988', '62813 9988 7766', '+62 (0)813-998877', '813998877'])
      expect((await listContacts(agent, { search })).rows.map((r) => r.id)).toEqual([c.id])
    const mail = await citizen('Surat', 'zulaikha@contoh.id', agent, 'mail')
    expect((await listContacts(agent, { search: 'Zulaikha@' })).rows.map((r) => r.id)).toEqual([mail.id])
    expect((await listContacts(agent, { search: 'tidak ada' })).rows).toEqual([])
    expect((await listContacts(agent, { search: '%' })).rows).toEqual([])
  })

  it('begins with the newest, holds nobody of another tenant, and refuses a made-up cursor', async () => {
    const stranger = await ctxOf('agent', manado)
    await citizen('Zubaidah Manado', number(), stranger)
    const later = { ...agent, clock: fixedClock(new Date(Date.now() + 60_000)) }
    const newest = await citizen('Paling baru', number(), later)
    const page = await listContacts(agent, { limit: 3 })
    expect(page.rows[0]?.id).toBe(newest.id)
    const next = await listContacts(agent, { limit: 3, cursor: page.next as string })
    expect(next.rows.some((r) => page.rows.some((p) => p.id === r.id))).toBe(false)
    expect((await listContacts(agent, { search: 'Zubaidah M' })).rows).toEqual([])
    for (const cursor of ['ngawur', Buffer.from('["x","y"]').toString('base64url')])
      expect(await code(listContacts(agent, { cursor }))).toBe('contact.cursor')
  })

  it('reads a page from an index, under row-level security', async () => {
    const plan = await withTenant(agent, async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`)
      return tx.execute(
        sql`explain select id from contacts where tenant_id = ${agent.tenantId}::uuid and name_key collate "C" >= 'zub' and name_key collate "C" < 'zuc' order by name_key collate "C", id limit 5`,
      )
    })
    const text = JSON.stringify(plan)
    expect(text).toContain('contacts_name')
    expect(text).toMatch(/Index Cond:[^"]*name_key/)
  })
})

describe('a block', () => {
  it('has a reason and an end, at most 90 days, and can be lifted', async () => {
    const c = await citizen('Pengganggu')
    const block = (more: object) =>
      blockContact(supervisor, { contactId: c.id, version: 1, reason: 'Mengirim iklan', ...more })
    expect(await code(block({ hours: 90 * 24 + 1 }))).toBe('invalid')
    expect(await code(block({ reason: ' ' }))).toBe('invalid')
    const { expiresAt, version } = await block({})
    expect(Math.round((Date.parse(expiresAt) - Date.now()) / 3_600_000)).toBe(24)
    expect((await listContacts(agent, { search: c.address })).rows[0]?.blockedUntil?.toISOString()).toBe(expiresAt)
    expect(await code(block({ version }))).toBe('contact.blocked')
    await unblockContact(supervisor, { contactId: c.id })
    expect(await code(unblockContact(supervisor, { contactId: c.id }))).toBe('contact.not_blocked')
    const seen = await readContact(agent, c.id)
    expect([seen.block, seen.pastBlocks.length]).toEqual([null, 1])
  })

  it('ends by itself, and never holds for somebody without an address', async () => {
    const c = await citizen('Sebentar')
    await blockContact(supervisor, { contactId: c.id, version: 1, reason: 'Iseng berulang', hours: 1 })
    const later = { ...agent, clock: fixedClock(new Date(Date.now() + 61 * 60_000)) }
    expect((await readContact(agent, c.id)).block?.reason).toBe('Iseng berulang')
    expect((await readContact(later, c.id)).block).toBeNull()
    const nobody = await citizen('Tanpa nomor', 'v-1', agent, 'anonymous')
    expect(await code(blockContact(supervisor, { contactId: nobody.id, version: 1, reason: 'Iseng' }))).toBe(
      'contact.anonymous',
    )
  })

  it('of one citizen holds for whoever they are merged with, and goes with them when that is undone', async () => {
    const [a, b] = [await citizen('A'), await citizen('B')]
    await blockContact(supervisor, { contactId: a.id, version: 1, reason: 'Iseng berulang' })
    const { mergeId } = await mergeContacts(agent, {
      sourceId: a.id,
      sourceVersion: 2,
      targetId: b.id,
      targetVersion: 1,
    })
    expect((await readContact(agent, b.id)).block?.reason).toBe('Iseng berulang')
    await undoMerge(agent, { mergeId })
    expect((await readContact(agent, b.id)).block).toBeNull()
    expect((await readContact(agent, a.id)).block?.reason).toBe('Iseng berulang')
  })
})

describe('a merge', () => {
  it('shows both as one, keeps the ledger, and is undone exactly', async () => {
    const [a, b] = [await citizen('Ratna'), await citizen('Ratna Dewi')]
    await addContactNote(agent, { contactId: a.id, text: 'catatan A' })
    const { mergeId } = await mergeContacts(agent, {
      sourceId: a.id,
      sourceVersion: 1,
      targetId: b.id,
      targetVersion: 1,
    })
    const both = await readContact(agent, b.id)
    expect(both.identities.map((i) => i.id).sort()).toEqual([a.identityId, b.identityId].sort())
    expect(both.notes.map((n) => n.text)).toEqual(['catatan A'])
    expect(both.merges.map((m) => [m.sourceName, m.actorName])).toEqual([['Ratna', 'Agus Santoso']])
    expect((await readContact(agent, a.id)).contact.mergedIntoId).toBe(b.id)
    expect(await code(changeContact(agent, { contactId: a.id, version: 2, name: 'x' }))).toBe('contact.merged')
    expect((await listContacts(agent, { search: a.address })).rows.map((r) => r.id)).toEqual([b.id])
    expect(await undoMerge(agent, { mergeId })).toEqual({ contactId: a.id })
    expect(await code(undoMerge(agent, { mergeId }))).toBe('contact.merge_undone')
    expect((await readContact(agent, b.id)).notes).toEqual([])
    expect((await readContact(agent, a.id)).identities.map((i) => i.id)).toEqual([a.identityId])
    expect(await code(undoMerge(await ctxOf('owner', manado), { mergeId }))).toBe('not_found')
  })

  it('of the same two by two people at once is done once; the other hears that it has changed', async () => {
    for (let round = 0; round < 5; round++) {
      const [a, b] = [await citizen('A'), await citizen('B')]
      const one = { sourceId: a.id, sourceVersion: 1, targetId: b.id, targetVersion: 1 }
      const other = round % 2 ? one : { sourceId: b.id, sourceVersion: 1, targetId: a.id, targetVersion: 1 }
      const ends = await Promise.all([code(mergeContacts(agent, one)), code(mergeContacts(supervisor, other))])
      expect(ends.sort()).toEqual(['contact.merged', 'done'])
      expect(new Set((await homes([a.id, b.id])).values()).size).toBe(1)
    }
  })

  it('of a stale view, with itself, or with somebody merged is refused', async () => {
    const [a, b, c] = [await citizen('A'), await citizen('B'), await citizen('C')]
    const merge = (sourceId: string, targetId: string, sourceVersion = 1, targetVersion = 1) =>
      code(mergeContacts(agent, { sourceId, sourceVersion, targetId, targetVersion }))
    expect(await merge(a.id, a.id)).toBe('invalid')
    expect(await merge(a.id, b.id, 2)).toBe('contact.stale')
    expect(await merge(a.id, b.id)).toBe('done')
    expect(await merge(a.id, c.id, 2)).toBe('contact.merged')
    expect(await merge(c.id, a.id, 1, 2)).toBe('contact.merged')
  })

  it('and undone in any order leaves every citizen where the merges that remain lead', {
    timeout: 60_000,
  }, async () => {
    const step = fc.record({ act: fc.constantFrom('merge', 'merge', 'undo'), x: fc.nat(5), y: fc.nat(5) })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const people = await Promise.all(Array.from({ length: 6 }, (_, i) => citizen(`Orang ${i}`)))
        const parent = new Map<string, { to: string; mergeId: string }>()
        const top = (id: string): string => (parent.has(id) ? top(parent.get(id)?.to as string) : id)
        for (const { act, x, y } of steps) {
          const [source, target] = [people[x]?.id as string, people[y]?.id as string]
          const merged = [...parent.values()]
          if (act === 'undo' && merged.length > 0) {
            const { mergeId } = merged[x % merged.length] as { mergeId: string }
            await undoMerge(agent, { mergeId })
            for (const [id, m] of parent) if (m.mergeId === mergeId) parent.delete(id)
          } else if (act === 'merge' && source !== target && !parent.has(source) && !parent.has(target)) {
            const [sourceVersion, targetVersion] = await Promise.all([versionOf(source), versionOf(target)])
            const { mergeId } = await mergeContacts(agent, {
              sourceId: source,
              sourceVersion,
              targetId: target,
              targetVersion,
            })
            parent.set(source, { to: target, mergeId })
          }
          const at = await homes(people.map((p) => p.id))
          for (const { id } of people) expect(at.get(id)).toBe(top(id))
        }
      }),
      { numRuns: 15 },
    )
  })

  it('undone by many at once, in a chain, ends where one after the other would', { timeout: 30_000 }, async () => {
    for (let round = 0; round < 4; round++) {
      const people = await Promise.all(Array.from({ length: 5 }, (_, i) => citizen(`Rantai ${i}`)))
      const ids = people.map((p) => p.id)
      const merges: string[] = []
      for (let i = 0; i + 1 < ids.length; i++) {
        const [sourceId, targetId] = [ids[i], ids[i + 1]] as [string, string]
        const [sourceVersion, targetVersion] = await Promise.all([versionOf(sourceId), versionOf(targetId)])
        merges.push((await mergeContacts(agent, { sourceId, sourceVersion, targetId, targetVersion })).mergeId)
      }
      const undone = merges.filter((_, i) => (i + round) % 2 === 0)
      await Promise.all(undone.map((mergeId) => undoMerge(agent, { mergeId })))
      const at = await homes(ids)
      const lead = (i: number): string =>
        merges[i] && !undone.includes(merges[i] as string) ? lead(i + 1) : (ids[i] as string)
      for (const [i, id] of ids.entries()) expect(at.get(id), `round ${round}, ${i}`).toBe(lead(i))
    }
  })
})
