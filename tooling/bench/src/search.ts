// What an agent waits for while typing: a million cases and five million messages of one tenant, beside those of others.
import { parseArgs } from 'node:util'
import { type SearchInput, searchEverything } from '@siaga/cases'
import { serviceTypes } from '@siaga/catalogue'
import { type Ctx, openDatabase } from '@siaga/db'
import { systemClock } from '@siaga/kernel'
import { powersOf } from '@siaga/tenancy'
import type { SeededTenant } from '@siaga/testkit'
import postgres from 'postgres'
import { median, percentile, timeEach } from './parts/figures.ts'
import { insertDocuments, makeSentences, wordAt } from './parts/many-documents.ts'
import { type Platform, withPlatform } from './parts/platform.ts'
import { heading, ms, promise, say, sayPromises, table, times } from './parts/report.ts'
import { openEverything, seedCity } from './parts/seed.ts'

const { values: flags } = parseArgs({
  options: {
    cases: { type: 'string' },
    full: { type: 'boolean', default: false },
    beside: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '60' },
  },
})
const scale = Number(flags.cases ?? (flags.full ? 1_000_000 : 100_000))
const beside = Number(flags.beside)
const rounds = Number(flags.rounds)
const promisedMs = 100

type Question = {
  name: string
  ask(round: number): Partial<SearchInput> & { q: string }
  narrow?: boolean
  promised?: boolean
}

const spread = (list: readonly string[]) => (round: number) => ({ q: `${list[round % list.length]} ` })
const nth = (round: number) => 1 + ((round * 7919) % scale)

const questions: Question[] = [
  { name: 'a common word', ask: spread(['jalan', 'rumah', 'air', 'mohon', 'lampu', 'kebakaran']), promised: true },
  { name: 'a rare word', ask: (r) => ({ q: `${wordAt(12_000 + 61 * r)} ` }), promised: true },
  { name: 'a word between', ask: (r) => ({ q: `${wordAt(300 + 17 * r)} ` }) },
  {
    name: 'a prefix, three letters on',
    ask: (r) => ({ q: ['keb', 'keba', 'lam', 'pus', 'per', 'kec', 'amb', 'ban'][r % 8] as string }),
    promised: true,
  },
  {
    name: 'a phone number',
    ask: (r) => ({
      q: `0812-${String(((1 + (nth(r) % (scale / 4))) * 7919) % 100_000_000)
        .padStart(8, '0')
        .replace(/(....)/, '$1-')}`,
    }),
    promised: true,
  },
  { name: 'a case number', ask: (r) => ({ q: `2026-${String(nth(r)).padStart(6, '0')}` }), promised: true },
  { name: 'a case’s sequence', ask: (r) => ({ q: String(nth(r)) }), promised: true },
  { name: 'a name', ask: spread(['siti', 'budi', 'ratna']) },
  { name: 'two words', ask: spread(['jalan rusak', 'lampu padam', 'pohon tumbang', 'obat puskesmas']) },
  { name: 'an exact phrase', ask: spread(['"jalan rumah"', '"lampu air"']) },
  { name: 'a mistyped word', ask: (r) => ({ q: ['kebakrnan', 'ambulasn', 'puksesmas'][r % 3] as string }) },
  { name: 'a word and a state', ask: spread(['status:open jalan', 'jalan status:selesai']) },
  { name: 'a state alone', ask: spread(['status:open']) },
  { name: 'a word of long ago', ask: spread(['pagebluk']) },
  { name: 'a common word, from a small service', ask: spread(['jalan', 'kebakaran', 'lampu']), narrow: true },
  { name: 'a rare word, from a small service', ask: (r) => ({ q: `${wordAt(12_000 + 61 * r)} ` }), narrow: true },
]

await withPlatform(async (platform) => {
  const db = openEverything(platform)
  const types = serviceTypes.slice(0, 3).map((entry) => entry.type)
  const own = await seedCity(db, 0, types)
  const others: SeededTenant[] = []
  for (let i = 1; i <= beside; i++) others.push(await seedCity(db, i, types))
  await load(platform, own, others)

  const ctx = agentOf(
    platform,
    own,
    own.services.map((s) => s.id),
  )
  const narrow = agentOf(platform, own, [own.services[2]?.id as string])
  const bare = postgres(platform.urls.admin, { max: 1, onnotice: () => undefined })
  platform.defer(() => bare.end({ timeout: 5 }))
  const rows: string[][] = []
  for (const { name, ask, narrow: few, promised } of questions) {
    const found: number[] = []
    const search = async (round: number) => {
      const { groups } = await searchEverything(few ? narrow : ctx, ask(round))
      found.push(groups.reduce((sum, g) => sum + g.hits.length, 0))
    }
    const [cold = 0] = await timeEach(1, () => search(rounds))
    const taken = await timeEach(rounds, search)
    const raw = await timeEach(Math.min(rounds, 12), (round) => naive(bare, own, ask(round).q))
    const [p50, p95, worst] = [median(taken), percentile(taken, 0.95), Math.max(...taken)]
    rows.push([name, median(found).toFixed(0), ms(p50), ms(p95), ms(worst), ms(cold), times(p50 / median(raw))])
    if (promised) promise(`${name}, p95`, ms(p95), `< ${promisedMs} ms`, p95 < promisedMs)
  }
  heading('From the question to hits with excerpts, in three groups')
  table(['', 'hits', 'p50', 'p95', 'worst', 'first', '÷ bare'], rows)
  say(
    '  bare: the newest 120 messages by the text index alone, as the superuser, without excerpts, typos, groups or services',
  )
  sayPromises()
})

/** The plain way: every match is fetched, then sorted. */
function naive(bare: postgres.Sql, { tenantId }: SeededTenant, q: string) {
  return bare`select subject_id from search_documents where tenant_id = ${tenantId} and kind = 'message' and tsv @@ plainto_tsquery('indonesian', ${q.replace(/^status:\S+/, '')}) order by at desc limit 120`
}

async function load(platform: Platform, own: SeededTenant, others: readonly SeededTenant[]): Promise<void> {
  const began = performance.now()
  const { admin } = platform
  await makeSentences(platform)
  const indexes =
    (await admin`select indexname as name, indexdef as definition from pg_indexes where tablename in ('search_documents', 'cases', 'messages')
    and indexname not like '%_pk' and indexdef not like '%UNIQUE%'`) as unknown as {
      name: string
      definition: string
    }[]
  for (const { name } of indexes) await admin.unsafe(`drop index ${name}`)
  await insertDocuments(platform, own, scale, true)
  for (const other of others) await insertDocuments(platform, other, scale, false)
  for (const { definition } of indexes) await admin.unsafe(`set maintenance_work_mem = '1GB'; ${definition}`)
  for (const name of ['search_documents', 'search_terms', 'cases', 'messages', 'contacts', 'identities'])
    await admin.unsafe(`vacuum analyze ${name}`)
  await admin`checkpoint`
  const [size] =
    await admin`select pg_size_pretty(pg_table_size('search_documents')) as rows, (select pg_size_pretty(sum(pg_relation_size(oid))) from pg_class where relname like 'search\\_%s\\_words') as words,
    (select count(*)::int from search_documents) as n, (select count(*)::int from search_terms) as terms`
  const count = (n: number) => n.toLocaleString('en')
  heading(`${count(scale)} cases and ${count(5 * scale)} messages in the tenant, ${beside} times as many beside it`)
  say(
    `  ${count(Number(size?.n))} documents (${size?.rows}, index ${size?.words}), ${count(Number(size?.terms))} words; loaded in ${((performance.now() - began) / 1000).toFixed(0)} s`,
  )
}

/** An agent of these services, on a database handle of its own. */
function agentOf(platform: Platform, city: SeededTenant, services: string[]): Ctx {
  const db = openDatabase({ name: 'bench-search', urls: { app: platform.urls.app }, max: { app: 1 } })
  platform.defer(() => db.close())
  const { memberId, userId } = city.members.agent
  return {
    db,
    tenantId: city.tenantId,
    actor: { kind: 'member', memberId, userId, name: 'bench' },
    permissions: powersOf(['agent']).permissions,
    services,
    clock: systemClock,
    locale: 'id',
    requestId: 'bench',
  }
}
