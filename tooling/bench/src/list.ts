// A tenant's case list against the bare indexed query, with a tenth of the data and with all of it.
import { parseArgs } from 'node:util'
import { type ListInput, listCases } from '@siaga/cases'
import { serviceTypes } from '@siaga/catalogue'
import { type Ctx, openDatabase } from '@siaga/db'
import { systemClock } from '@siaga/kernel'
import { powersOf } from '@siaga/tenancy'
import type { SeededTenant } from '@siaga/testkit'
import postgres from 'postgres'
import { type Explained, explainedDuring, explainFromNowOn, explainNoMore } from './parts/explain.ts'
import { inTurn, median, timeEach } from './parts/figures.ts'
import { insertCases } from './parts/many-cases.ts'
import { type Platform, withPlatform } from './parts/platform.ts'
import { heading, promise, say, sayPromises, spread, table, times } from './parts/report.ts'
import { openEverything, seedCity } from './parts/seed.ts'

const { values: flags } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    beside: { type: 'string' },
    full: { type: 'boolean', default: false },
    plans: { type: 'boolean', default: false },
  },
})
const ownRows = Number(flags.rows)
const besideRows = flags.full ? 20_000_000 : Number(flags.beside ?? 2 * ownRows)
const neighbours = 4
const rounds = 80
const runsPerRound = 4
const statementRows = 250_000

type List = { name: string; input: ListInput; deep: boolean }
type Base = Awaited<ReturnType<typeof seedCity>>

await withPlatform(async (platform) => {
  const db = openEverything(platform)
  const types = serviceTypes.slice(0, 3).map((entry) => entry.type)
  const cities: Base[] = []
  for (let index = 0; index <= neighbours; index++) cities.push(await seedCity(db, index, types))
  const [own, ...others] = cities as [Base, ...Base[]]

  const measured: Measured[][] = []
  let before = 0
  for (const share of [0.1, 1]) {
    const began = performance.now()
    await fill(platform, own, before * ownRows, share * ownRows, 'K0')
    const each = besideRows / neighbours
    for (const [i, other] of others.entries()) await fill(platform, other, before * each, share * each, `K${i + 1}`)
    await platform.admin`vacuum analyze`
    await platform.admin`checkpoint`
    before = share
    const took = ((performance.now() - began) / 1000).toFixed(0)
    const count = (rows: number) => Math.round(rows * share).toLocaleString('en')
    heading(`${count(ownRows)} cases in the tenant, ${count(besideRows)} beside it (filled in ${took} s)`)
    measured.push(await measure(platform, own))
  }
  compare(measured as [Measured[], Measured[]])
  sayPromises()
})

async function fill(platform: Platform, city: SeededTenant, from: number, to: number, code: string): Promise<void> {
  const queueId = Object.values(city.queues)[0] as string
  const serviceIds = city.services.map((s) => s.id)
  const home = {
    tenantId: city.tenantId,
    serviceIds,
    queueId,
    channelId: city.channels.form.id,
    memberId: city.members.agent.memberId,
    code,
  }
  const end = Math.round(to)
  for (let at = Math.round(from); at < end; at += statementRows)
    await insertCases(platform, home, at, Math.min(end, at + statementRows))
}

/** An agent of every service of the tenant, on a database handle of its own. */
function agentOf(platform: Platform, city: SeededTenant, name: string): Ctx {
  const db = openDatabase({ name, urls: { app: platform.urls.app }, max: { app: 1 } })
  platform.defer(() => db.close())
  const { memberId, userId } = city.members.agent
  return {
    db,
    tenantId: city.tenantId,
    actor: { kind: 'member', memberId, userId, name: 'bench' },
    permissions: powersOf(['agent']).permissions,
    services: city.services.map((s) => s.id),
    clock: systemClock,
    locale: 'id',
    requestId: 'bench',
  }
}

type Measured = { name: string; ratio: number; buffers: number }

async function measure(platform: Platform, city: SeededTenant): Promise<Measured[]> {
  const ctx = agentOf(platform, city, 'bench-list')
  const bare = postgres(platform.urls.admin, { max: 1, onnotice: () => undefined })
  platform.defer(() => bare.end({ timeout: 5 }))
  const serviceId = city.services[0]?.id as string
  const lists: List[] = [
    { name: 'open, one service, first page', input: { serviceId }, deep: false },
    { name: 'open, one service, deep cursor', input: { serviceId }, deep: true },
    { name: 'open, all services, first page', input: {}, deep: false },
    { name: 'open, all services, deep cursor', input: {}, deep: true },
    { name: 'settled, all services, deep cursor', input: { settled: true }, deep: true },
    { name: 'mine, all services, deep cursor', input: { view: 'mine' }, deep: true },
    { name: 'open, all services, last message, one in 50', input: { sort: 'latest', priority: 'p2' }, deep: false },
  ]
  await explainFromNowOn(platform)
  const explaining = agentOf(platform, city, 'bench-explain')
  await listCases(explaining, {})
  await explainNoMore(platform)

  const rows: string[][] = []
  const found: Measured[] = []
  for (const list of lists) {
    const input = { ...list.input, ...(list.deep && { cursor: await deepCursor(platform, city, list.input) }) }
    const explained = await lastExplained(platform, explaining, input)
    const page = explained.find((e) => e.query.includes('from cases')) as Explained
    const { text, params } = bareQuery(city, input)
    const taken = await inTurn(rounds, {
      verb: () => timeEach(runsPerRound, () => listCases(ctx, input)),
      bare: () => timeEach(runsPerRound, () => bare.unsafe(text, params as string[], { prepare: true })),
    })
    const ratio = median(taken.verb) / median(taken.bare)
    const buffers = explained.reduce((sum, e) => sum + e.buffers, 0)
    const bad = page.nodes.filter((node) => node.startsWith('Seq') || node.startsWith('Bitmap'))
    if (bad.length > 0) say(`  ${list.name}: not by index: ${bad.join(', ')}`)
    if (flags.plans) say(`  ${list.name}: ${page.nodes.join(' > ')}`)
    found.push({ name: list.name, ratio, buffers })
    rows.push([
      list.name,
      ...spread(taken.verb),
      ...spread(taken.bare),
      times(ratio),
      `${buffers} (page ${page.buffers})`,
    ])
  }
  table(['', 'verb p50', 'p95', 'bare p50', 'p95', 'verb ÷ bare', 'buffers of the verb'], rows)
  return found
}

/** After several runs the server has settled on a plan; the last run is the one that counts. */
async function lastExplained(platform: Platform, ctx: Ctx, input: ListInput): Promise<Explained[]> {
  for (let i = 0; i < 8; i++) await listCases(ctx, input)
  return explainedDuring(platform, () => listCases(ctx, input))
}

/** A cursor nine tenths into the list, as a reader who scrolled there would have it. */
async function deepCursor({ admin }: Platform, city: SeededTenant, input: ListInput): Promise<string> {
  const open = !input.settled
  const mine = input.view === 'mine' ? admin`and assignee_id = ${city.members.agent.memberId}` : admin``
  const where = admin`tenant_id = ${city.tenantId} and is_open = ${open} ${mine}`
  const [row] = await admin`select id, sort_at from cases where ${where} order by sort_at, id
    offset (select count(*) * 9 / 10 from cases where ${where}) limit 1`
  if (!row) throw new Error('no case for the cursor')
  return Buffer.from(`d.${(row.sort_at as Date).getTime()}.${row.id as string}`).toString('base64url')
}

/** The same page of the same cases, as one statement that its index answers; without tenancy, names and shape. */
function bareQuery(city: SeededTenant, input: ListInput): { text: string; params: unknown[] } {
  const [, time, id] = input.cursor ? Buffer.from(input.cursor, 'base64url').toString('utf8').split('.') : []
  const params: unknown[] = [city.tenantId]
  const param = (value: unknown, type: string) => `$${params.push(value)}::${type}`
  const after =
    time && id ? `and (sort_at, id) > (${param(new Date(Number(time)), 'timestamptz')}, ${param(id, 'uuid')})` : ''
  const mine = input.view === 'mine' ? `and assignee_id = ${param(city.members.agent.memberId, 'uuid')}` : ''
  const rare = input.priority ? `and priority = ${param(input.priority, 'text')}` : ''
  const listed = input.settled ? 'not is_open and not is_spam' : 'is_open and not is_spam and snoozed_until is null'
  const order = input.sort === 'latest' ? 'last_message_at desc, id desc' : 'sort_at, id'
  const services = input.serviceId ? [input.serviceId] : city.services.map((s) => s.id)
  const columns = `id, number, service_id, channel_kind, state, subject, category, priority, assignee_id, needs_verification, opened_at, first_response_due_at,
    first_answered_at, overdue_at, waiting_since, last_message_at, last_message_text, last_direction, snoozed_until, is_spam, tag_ids, version, revision, sort_at, identity_id`
  const is = ([only, ...more]: string[]) =>
    more.length === 0 ? `= ${param(only, 'uuid')}` : `in (${[only, ...more].map((id) => param(id, 'uuid')).join(', ')})`
  const part = (serviceIds: string[]) =>
    `(select ${columns} from cases where tenant_id = $1 and service_id ${is(serviceIds)} and ${listed} ${mine} ${rare} ${after} order by ${order} limit 51)`
  if (input.view === 'mine' || services.length === 1) return { text: part(services).slice(1, -1), params }
  return {
    text: `select * from (${services.map((id) => part([id])).join(' union all ')}) page order by ${order} limit 51`,
    params,
  }
}

function compare([tenth, all]: [Measured[], Measured[]]): void {
  for (const [i, { name, ratio, buffers }] of all.entries()) {
    const less = tenth[i]?.buffers ?? 0
    const growth = buffers / less - 1
    promise(`${name}: verb ÷ bare query, p50`, times(ratio), '≤ 4×', ratio <= 4)
    promise(
      `${name}: buffers, all ÷ a tenth`,
      `${less} → ${buffers} (${(growth * 100).toFixed(0)} %)`,
      'within 20 %',
      Math.abs(growth) <= 0.2,
    )
  }
}
