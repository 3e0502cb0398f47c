import { readFileSync, statSync } from 'node:fs'
import type { Platform } from './platform.ts'

type Plan = {
  'Node Type': string
  'Shared Hit Blocks'?: number
  'Shared Read Blocks'?: number
  'Index Name'?: string
  Plans?: Plan[]
}
export type Explained = { query: string; buffers: number; nodes: string[] }

/** Lets connections of siaga_app that open from now on explain what they run, with buffers, into the server's log. */
export async function explainFromNowOn({ admin }: Pick<Platform, 'admin'>): Promise<void> {
  await admin`alter role siaga_app set session_preload_libraries = 'auto_explain'`
  const settings = {
    log_min_duration: '0',
    log_analyze: 'on',
    log_buffers: 'on',
    log_format: 'json',
    log_timing: 'off',
  }
  for (const [name, value] of Object.entries(settings))
    await admin.unsafe(`alter role siaga_app set auto_explain.${name} = '${value}'`)
}

export async function explainNoMore({ admin }: Pick<Platform, 'admin'>): Promise<void> {
  await admin`alter role siaga_app reset all`
}

/** What ran during `work`, in order, as EXPLAIN (ANALYZE, BUFFERS) saw it. */
export async function explainedDuring(
  platform: Pick<Platform, 'postgresLog'>,
  work: () => Promise<unknown>,
): Promise<Explained[]> {
  const from = statSync(platform.postgresLog).size
  await work()
  const text = readFileSync(platform.postgresLog).subarray(from).toString('utf8')
  const plans = text.matchAll(/plan:\n(\t?\{\n[\s\S]*?\n\t\})/g)
  return [...plans].map(([, json = '']) => {
    const { 'Query Text': query, Plan: plan } = JSON.parse(json.replaceAll('\n\t', '\n')) as {
      'Query Text': string
      Plan: Plan
    }
    return {
      query,
      buffers: (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0),
      nodes: nodesOf(plan),
    }
  })
}

function nodesOf(plan: Plan): string[] {
  const own = plan['Index Name'] ? `${plan['Node Type']} ${plan['Index Name']}` : plan['Node Type']
  return [own, ...(plan.Plans ?? []).flatMap(nodesOf)]
}
