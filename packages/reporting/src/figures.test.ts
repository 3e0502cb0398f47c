import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { caseTimers, changeCase, listCases, reply, resolveCase } from '@siaga/cases'
import { openSecretBox, submitForm } from '@siaga/channels'
import { type Database, openDatabase, withTenant } from '@siaga/db'
import { fireTimers, systemCtx } from '@siaga/events'
import { openFolderStore } from '@siaga/files'
import { fixedClock } from '@siaga/kernel'
import { regionOf } from '@siaga/regions'
import { memberCtx } from '@siaga/tenancy'
import { drain, type SeededTenant, seedTenant, testDatabase } from '@siaga/testkit'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { caseFact, difference, firstResponseOutcome, type InteractionFact, interactionFact } from './fact-rules.ts'
import { verifyProjections } from './verify-projections.ts'

const box = openSecretBox('5e'.repeat(32))
const store = openFolderStore(mkdtempSync(join(tmpdir(), 'siaga-figures-')))
let database: Awaited<ReturnType<typeof testDatabase>>
let db: Database
let tenant: SeededTenant

beforeAll(async () => {
  database = await testDatabase()
  const { app, identity, gateway, relay, platform } = database.urls
  db = openDatabase({ name: 'test', urls: { app, identity, gateway, relay, platform } })
  tenant = await seedTenant(db, {
    slug: 'manado',
    authorityCode: '71.71',
    kind: 'city',
    name: 'Kota Manado',
    types: ['emergency-112'],
    timeZone: 'Asia/Makassar',
  })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const home = { serviceId: 's', serviceType: 't', provinceCode: '71' }
const at = (minute: number) => new Date(Date.parse('2026-11-20T00:00:00Z') + minute * 60_000)

describe('facts', () => {
  it('count a first response as due once it was given or missed, and in time only before its due time', () => {
    const base = { isOpen: true, firstResponseDueAt: at(10), firstAnsweredAt: null, overdueAt: null }
    expect(firstResponseOutcome(base)).toEqual({ due: 0, inTime: 0 })
    expect(firstResponseOutcome({ ...base, firstAnsweredAt: at(10) })).toEqual({ due: 1, inTime: 1 })
    expect(firstResponseOutcome({ ...base, firstAnsweredAt: at(11) })).toEqual({ due: 1, inTime: 0 })
    expect(firstResponseOutcome({ ...base, overdueAt: at(10) })).toEqual({ due: 1, inTime: 0 })
    expect(caseFact(home, { ...base, overdueAt: at(10), firstAnsweredAt: at(12) }).overdue).toBe(0)
  })
  it('moved by differences sum to the facts as they stand, in whatever order things happened', () => {
    const row = fc.record({
      answered: fc.boolean(),
      cls: fc.constantFrom(null, 'normal', 'prank'),
      category: fc.constantFrom(null, 'fire'),
    })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), row), { maxLength: 40 }), (changes) => {
        const facts = new Map<number, InteractionFact>()
        let received = 0
        let answered = 0
        for (const [subject, r] of changes) {
          const fresh = interactionFact(home, {
            channelKind: 'x',
            startedBy: 'citizen',
            class: r.cls,
            receivedAt: at(subject),
            answeredAt: r.answered ? at(9) : null,
            continuedFrom: null,
            opened: null,
            category: r.category,
          })
          for (const d of difference(facts.get(subject) ?? null, fresh)) {
            received += d.sign * d.row.received
            answered += d.sign * d.row.answered
          }
          facts.set(subject, fresh)
        }
        expect(received).toBe(facts.size)
        expect(answered).toBe([...facts.values()].filter((f) => f.answered).length)
      }),
    )
  })
})

describe('figures', () => {
  it('follow receipt, answer, category, class and clock, in the hour of receipt, and equal their recomputation', async () => {
    const { ctx: agent } = await memberCtx({
      db,
      userId: tenant.members.agent.userId,
      tenantSlug: 'manado',
      locale: 'id',
      requestId: 't',
    })
    const begun = new Date(Date.now() - 26 * 3_600_000)
    for (let i = 0; i < 4; i++) {
      const clock = fixedClock(new Date(begun.getTime() + i * 600_000))
      await submitForm(
        {
          db,
          store,
          box,
          clock,
          locale: 'id',
          requestId: 't',
          address: 'x',
          regionExists: (c) => regionOf(c) !== null,
          flood: async () => null,
        },
        {
          tenantSlug: 'manado',
          serviceSlug: '112',
          values: {
            category: 'fire',
            what_happened: `Api ${i}`,
            region: '71.71.01',
            place: 'Pasar',
            phone: '0812-4455-667',
          },
        },
      )
    }
    const work = () => drain(db, { store, box, tenantId: tenant.tenantId })
    await work()
    const { rows } = await listCases(agent, { view: 'all' })
    const [first, second, third] = rows
    const soon = { ...agent, clock: fixedClock(new Date((first?.openedAt.getTime() ?? 0) + 60_000)) }
    await reply(soon, { caseId: first?.id as string, text: 'Regu berangkat.' })
    await fireTimers(systemCtx(db, tenant.tenantId, 'timers'), caseTimers)
    await reply(agent, { caseId: second?.id as string, text: 'Terlambat.' })
    await changeCase(agent, { caseId: third?.id as string, revision: 1, category: 'medical' })
    await resolveCase(agent, { caseId: first?.id as string, revision: 1, outcome: 'handled_on_scene' })
    await work()
    const [sums] = (await withTenant(agent, (tx) =>
      tx.execute(sql`select sum(received)::int as received, sum(answered)::int as answered, sum(due)::int as due, sum(in_time)::int as "inTime",
        sum(received) filter (where category = 'medical')::int as medical, sum(received) filter (where class = 'normal')::int as normal, max(hour) < ${new Date(Date.now() - 20 * 3_600_000).toISOString()}::timestamptz as "atReceipt"
        from interaction_figures where tenant_id = ${tenant.tenantId}::uuid`),
    )) as unknown as object[]
    expect(sums).toEqual({ received: 4, answered: 2, due: 4, inTime: 1, medical: 1, normal: 1, atReceipt: true })
    const [gauge] = (await withTenant(agent, (tx) =>
      tx.execute(sql`select open, overdue from case_gauges where tenant_id = ${tenant.tenantId}::uuid`),
    )) as unknown as object[]
    expect(gauge).toEqual({ open: 3, overdue: 2 })
    expect(await verifyProjections(systemCtx(db, tenant.tenantId, 'verify'))).toMatchObject({
      interactions: 4,
      cases: 4,
      differences: [],
    })
  })

  it('that were tampered with are found', async () => {
    await database.admin`update interaction_figures set received = received + 1 where tenant_id = ${tenant.tenantId} and category = 'medical'`
    const { differences } = await verifyProjections(systemCtx(db, tenant.tenantId, 'verify'))
    expect(differences).toHaveLength(1)
    expect(differences[0]).toContain('medical')
  })
})
