// What tenancy costs: the same statements by the same driver through `withTenant` and without it.
import { serviceTypes } from '@siaga/catalogue'
import { type Child, startChild } from './parts/child.ts'
import { inTurn, median, timeEach } from './parts/figures.ts'
import type { LoadRequest, LoadResult } from './parts/http-load.ts'
import { openSides, type SideName, type SidesInput, works } from './parts/isolation-sides.ts'
import { insertCases } from './parts/many-cases.ts'
import { withPlatform } from './parts/platform.ts'
import { heading, perSecond, promise, say, sayPromises, spread, table, times } from './parts/report.ts'
import { openEverything, seedCity } from './parts/seed.ts'

const rounds = 30
const runsPerRound = 60
const httpRounds = 6
const connections = 16
const countOf = { 'one case': 1500, 'page of 50': 500, write: 1500 } as const

await withPlatform(async (platform) => {
  const db = openEverything(platform)
  const types = serviceTypes.slice(0, 1).map((entry) => entry.type)
  for (const index of [1, 0]) {
    const city = await seedCity(db, index, types)
    const service = city.services[0]
    if (!service) throw new Error('no service')
    const queueId = Object.values(service.queueIds)[0] as string
    const home = { tenantId: city.tenantId, serviceIds: [service.id], queueId, channelId: service.channels.form.id }
    await insertCases(platform, { ...home, memberId: city.members.agent.memberId, code: `K${index}` }, 0, 20_000)
    if (index > 0) continue
    await platform.admin`vacuum analyze`
    const ids = await platform.admin`select id from cases where tenant_id = ${city.tenantId} order by id limit 500`
    const input: SidesInput = {
      appUrl: platform.urls.app,
      adminUrl: platform.urls.admin,
      tenantId: city.tenantId,
      serviceId: service.id,
      caseIds: ids.map((row) => row.id as string),
    }
    await bareVerb(input)
    const server = await startChild<SidesInput, { port: number }>(platform, 'isolation-server.ts')
    const { port } = await server.ask(input)
    await overHttp(port, await startChild(platform, 'http-load.ts'))
  }
  sayPromises()
})

async function bareVerb(input: SidesInput): Promise<void> {
  heading(`One connection, ${rounds} × ${runsPerRound} runs a side in turn`)
  const sides = openSides(input)
  const rows: string[][] = []
  for (const work of works) {
    const runs = (side: SideName) => () => timeEach(runsPerRound, () => sides.run[side](work))
    const all = { tenancy: runs('tenancy'), bare: runs('bare'), transaction: runs('transaction') }
    await inTurn(3, all)
    const taken = await inTurn(rounds, all)
    const ratio = median(taken.tenancy) / median(taken.bare)
    for (const side of ['tenancy', 'bare', 'transaction'] as const)
      rows.push([`${work}, ${side}`, ...spread(taken[side]), times(median(taken[side]) / median(taken.bare))])
    promise(`${work}: verb ÷ bare statement, p50`, times(ratio), '≤ 2×', ratio <= 2)
  }
  await sides.close()
  table(['', 'p50', 'p95', '÷ bare'], rows)
}

async function overHttp(port: number, load: Child<LoadRequest, LoadResult>): Promise<void> {
  heading(`Over HTTP, ${connections} connections, ${httpRounds} rounds a side in turn`)
  const rows: string[][] = []
  for (const work of works) {
    const latencies: Record<string, number[]> = { tenancy: [], bare: [] }
    const rate = (side: 'tenancy' | 'bare') => async () => {
      const path = `/${side}/${work.replaceAll(' ', '-')}`
      const result = await load.ask({ port, connections, count: countOf[work], path })
      if (result.statuses['200'] !== countOf[work]) throw new Error(`answers: ${JSON.stringify(result.statuses)}`)
      latencies[side]?.push(...result.latencies)
      return [countOf[work] / result.seconds]
    }
    await inTurn(1, { tenancy: rate('tenancy'), bare: rate('bare') })
    const rates = await inTurn(httpRounds, { tenancy: rate('tenancy'), bare: rate('bare') })
    const ratio = median(rates.tenancy) / median(rates.bare)
    for (const side of ['tenancy', 'bare'] as const)
      rows.push([`${work}, ${side}`, perSecond(median(rates[side])), ...spread(latencies[side] ?? [])])
    promise(`${work} over HTTP: rate with ÷ without tenancy`, times(ratio), '≥ 0.70×', ratio >= 0.7)
  }
  table(['', 'requests', 'p50', 'p95'], rows)
  say(
    '  Both sides: the same minimal Hono route, driver and pool of 8; without tenancy each statement commits by itself.',
  )
}
