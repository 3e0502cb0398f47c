import type { Stack } from '@siaga/testkit'
import { startChild } from './child.ts'
import { cpuMs, cpuMsOfTree, parentOf } from './cpu-time.ts'
import { inTurn, median } from './figures.ts'
import type { LoadRequest, LoadResult } from './http-load.ts'
import type { RawRequest, RawResult } from './intake-raw.ts'
import type { City } from './lean-city.ts'
import type { Platform } from './platform.ts'
import { heading, ms, perSecond, promise, say, spread, table, times } from './report.ts'
import { deliveryOf } from './whatsapp-delivery.ts'

const connections = 32
const rounds = 8
const formsPerRound = 2000

/** How many forms a second are committed and answered, beside raw commits of the same rows. */
export async function intakeRate(platform: Platform, stack: Stack, city: City): Promise<void> {
  const { hook } = city
  const things = hook ? 'messages' : 'forms'
  heading(`Committed and answered: ${connections} clients, ${rounds} × ${formsPerRound} ${things} a side in turn`)
  const load = await startChild<LoadRequest, LoadResult>(platform, 'http-load.ts')
  const raw = await startChild<RawRequest, RawResult>(platform, 'intake-raw.ts', [platform.urls.admin])
  const post: LoadRequest = {
    port: stack.ports.api,
    connections,
    count: formsPerRound,
    method: 'POST',
    ...(hook
      ? { path: hook.path }
      : {
          path: city.formPath,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ values: city.answers }),
        }),
  }
  const taken = hook ? '200' : '202'
  const [backend] = await platform.admin`select pg_backend_pid() as pid`
  const postmaster = parentOf(backend?.pid as number)
  const used = { api: { node: 0, client: 0, database: 0 }, raw: { node: 0, client: 0, database: 0 } }
  const measured = async (
    side: 'api' | 'raw',
    node: number,
    client: number,
    work: () => Promise<LoadResult | RawResult>,
  ) => {
    const now = () => [cpuMs(node), client ? cpuMs(client) : 0, cpuMsOfTree(postmaster)] as const
    const before = now()
    const result = await work()
    const after = now()
    used[side].node += after[0] - before[0]
    used[side].client += after[1] - before[1]
    used[side].database += after[2] - before[2]
    latencies[side].push(...result.latencies)
    return [formsPerRound / result.seconds]
  }
  const latencies = { api: [] as number[], raw: [] as number[] }
  const sides = {
    api: () => {
      // Made before the clock starts: the provider's work is not ours.
      const each = hook && Array.from({ length: formsPerRound }, () => deliveryOf(hook))
      return measured('api', stack.pid('api'), load.pid, async () => {
        const result = await load.ask({ ...post, ...(each && { each }) })
        if (result.statuses[taken] !== post.count) throw new Error(`answers: ${JSON.stringify(result.statuses)}`)
        return result
      })
    },
    raw: async () => {
      const [row] = await platform.admin`select raw from inbound_events order by id desc limit 1`
      const content = String(row?.raw ?? '')
      const commit = {
        count: formsPerRound,
        clients: connections,
        tenantId: city.tenantId,
        channelId: hook?.channelId ?? city.channelId,
        raw: content,
        kind: hook ? ('whatsapp' as const) : ('form' as const),
      }
      return measured('raw', raw.pid, 0, () => raw.ask(commit))
    },
  }
  await inTurn(2, sides)
  for (const side of ['api', 'raw'] as const) {
    latencies[side] = []
    used[side] = { node: 0, client: 0, database: 0 }
  }
  const rates = await inTurn(rounds, sides)
  const ratio = median(rates.api) / median(rates.raw)
  table(
    ['', things, 'p50', 'p95', 'CPU a form: process', 'PostgreSQL', 'load'],
    (['api', 'raw'] as const).map((side) => {
      const each = (total: number) => ms(total / (rounds * formsPerRound))
      const { node, client, database } = used[side]
      return [
        side,
        perSecond(median(rates[side])),
        ...spread(latencies[side]),
        each(node),
        each(database),
        client ? each(client) : '–',
      ]
    }),
  )
  if (hook) {
    say(
      '  api: HTTP, signature, lookup of the number, split, deduplication, row-level security, 2 inserts and a commit;',
    )
    say(
      '  raw: the 2 inserts and a commit, pipelined, as superuser, without HTTP. One process each; the API’s gateway has',
    )
    say('  2 connections to PostgreSQL, raw has 8. Envelopes that come together share a transaction.')
  } else {
    say(
      '  api: HTTP, checks, flood guard, row-level security, 4 inserts and a commit; raw: the 4 inserts and a commit,',
    )
    say('  pipelined, as superuser, without HTTP. Both in one process each, with 8 connections to PostgreSQL.')
  }
  promise(`${things} answered ÷ raw commits`, times(ratio), '≥ 0.70×', ratio >= 0.7)
}
