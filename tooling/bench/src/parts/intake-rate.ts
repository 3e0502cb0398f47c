import type { Stack } from '@siaga/testkit'
import { startChild } from './child.ts'
import { inTurn, median } from './figures.ts'
import type { LoadRequest, LoadResult } from './http-load.ts'
import type { RawRequest, RawResult } from './intake-raw.ts'
import type { City } from './lean-city.ts'
import type { Platform } from './platform.ts'
import { heading, perSecond, promise, say, spread, table, times } from './report.ts'

const connections = 32
const rounds = 8
const formsPerRound = 2000

/** How many forms a second are committed and answered, beside raw commits of the same rows. */
export async function intakeRate(platform: Platform, stack: Stack, city: City): Promise<void> {
  heading(`Committed and answered: ${connections} clients, ${rounds} × ${formsPerRound} forms a side in turn`)
  const load = await startChild<LoadRequest, LoadResult>(platform, 'http-load.ts')
  const raw = await startChild<RawRequest, RawResult>(platform, 'intake-raw.ts', [platform.urls.admin])
  const post: LoadRequest = {
    port: stack.ports.api,
    connections,
    count: formsPerRound,
    method: 'POST',
    path: city.formPath,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ values: city.answers }),
  }
  const latencies = { api: [] as number[], raw: [] as number[] }
  const sides = {
    api: async () => {
      const result = await load.ask(post)
      if (result.statuses['202'] !== post.count) throw new Error(`answers: ${JSON.stringify(result.statuses)}`)
      latencies.api.push(...result.latencies)
      return [post.count / result.seconds]
    },
    raw: async () => {
      const [row] = await platform.admin`select raw from inbound_events order by id desc limit 1`
      const content = String(row?.raw ?? '')
      const commit = { count: formsPerRound, clients: connections, tenantId: city.tenantId, channelId: city.channelId, raw: content }
      const result = await raw.ask(commit)
      latencies.raw.push(...result.latencies)
      return [commit.count / result.seconds]
    },
  }
  await inTurn(2, sides)
  latencies.api = []
  latencies.raw = []
  const rates = await inTurn(rounds, sides)
  const ratio = median(rates.api) / median(rates.raw)
  table(
    ['', 'forms', 'p50', 'p95'],
    (['api', 'raw'] as const).map((side) => [side, perSecond(median(rates[side])), ...spread(latencies[side])]),
  )
  say('  api: HTTP, checks, flood guard, row-level security, 4 inserts and a commit; raw: the 4 inserts and a commit,')
  say('  pipelined, as superuser, without HTTP. Both in one process each, with 8 connections to PostgreSQL.')
  promise('forms answered ÷ raw commits', times(ratio), '≥ 0.70×', ratio >= 0.7)
}
