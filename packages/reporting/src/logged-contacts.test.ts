import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeCase, type LogInput, logContact, readCase, reply } from '@siaga/cases'
import { openSecretBox } from '@siaga/channels'
import { type Ctx, type Database, openDatabase, withTenant } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { openFolderStore } from '@siaga/files'
import { memberCtx } from '@siaga/tenancy'
import { drain, type SeededTenant, seedTenant, testDatabase } from '@siaga/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { projectInteraction } from './project-figures.job.ts'
import { verifyProjections } from './verify-projections.ts'

const box = openSecretBox('5e'.repeat(32))
const store = openFolderStore(mkdtempSync(join(tmpdir(), 'siaga-logged-')))
let database: Awaited<ReturnType<typeof testDatabase>>
let db: Database
let tenant: SeededTenant
let agent: Ctx

beforeAll(async () => {
  database = await testDatabase()
  const { app, identity, gateway, relay, platform } = database.urls
  db = openDatabase({ name: 'logged', urls: { app, identity, gateway, relay, platform } })
  tenant = await seedTenant(db, {
    slug: 'manado',
    authorityCode: '71.71',
    kind: 'city',
    name: 'Kota Manado',
    types: ['emergency-112'],
    timeZone: 'Asia/Makassar',
  })
  agent = (
    await memberCtx({
      db,
      userId: tenant.members.agent.userId,
      tenantSlug: 'manado',
      locale: 'id',
      requestId: 't',
    })
  ).ctx
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const log = (more: Partial<LogInput>) =>
  logContact(agent, {
    kind: 'call',
    serviceId: tenant.services[0]?.id as string,
    citizen: {},
    text: 'Api di dapur',
    case: { kind: 'none' },
    ...more,
  })

const figures = async () => {
  const rows = (await withTenant(agent, (tx) =>
    tx.execute(
      sql`select channel_kind as channel, class, category, sum(received)::int as received, sum(answered)::int as answered, sum(due)::int as due, sum(in_time)::int as "inTime"
        from interaction_figures where tenant_id = ${agent.tenantId}::uuid group by 1, 2, 3 having sum(received) > 0 order by 1, 2, 3`,
    ),
  )) as unknown as Record<string, unknown>[]
  return rows.map((r) => Object.values(r).join(' '))
}
const differences = async () => (await verifyProjections(systemCtx(db, tenant.tenantId, 'verify'))).differences

it('contacts that are logged by hand count by kind, class and category at the hour when they happened, with a case and without', async () => {
  const yesterday = new Date(Date.now() - 24 * 3_600_000)
  await log({ case: { kind: 'new' }, category: 'fire', receivedAt: yesterday })
  await log({ class: 'prank', text: '' })
  await log({ class: 'prank', text: '', category: 'medical' })
  await log({ class: 'abandoned', text: '' })
  await log({ kind: 'walk_in', class: 'information' })
  const letter = await log({ kind: 'letter', case: { kind: 'new' } })
  await drain(db, { store, box, tenantId: tenant.tenantId })
  expect(await figures()).toEqual([
    'call abandoned none 1 0 0 0',
    'call normal fire 1 1 1 1',
    'call prank medical 1 1 0 0',
    'call prank none 1 1 0 0',
    'letter unclassified none 1 0 0 0',
    'walk_in information none 1 1 0 0',
  ])
  const [old] = (await withTenant(agent, (tx) =>
    tx.execute(
      sql`select count(*)::int as n from interaction_figures where tenant_id = ${agent.tenantId}::uuid and hour < ${new Date(Date.now() - 22 * 3_600_000).toISOString()}::timestamptz and received > 0`,
    ),
  )) as unknown as { n: number }[]
  expect(old?.n).toBe(1)
  expect(await differences()).toEqual([])

  await reply(agent, { caseId: letter.caseId as string, text: 'Kami tindak lanjuti.' })
  const { case: c } = await readCase(agent, letter.caseId as string)
  await closeCase(agent, { caseId: c.id, revision: c.revision, outcome: 'handled_on_scene' })
  await drain(db, { store, box, tenantId: tenant.tenantId })
  expect((await figures()).filter((row) => row.startsWith('letter'))).toEqual(['letter normal none 1 1 1 1'])
  expect(await differences()).toEqual([])
})

it('a contact without a case that is told of twice counts once', async () => {
  const { interactionId } = await log({ class: 'test', text: '' })
  await drain(db, { store, box, tenantId: tenant.tenantId })
  const before = await figures()
  const ctx = systemCtx(db, tenant.tenantId, 'again')
  await Promise.all([1, 2].map(() => withTenant(ctx, (tx) => projectInteraction(tx, ctx, interactionId))))
  expect(await figures()).toEqual(before)
  expect(await differences()).toEqual([])
})
