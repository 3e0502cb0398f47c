// The whole product as `npm start` runs it: how long until ready, and the memory of everything when idle.
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, repositoryRoot, systemEnvironment } from '@siaga/dev'
import { descendants } from './parts/cpu-time.ts'
import { heading, promise, say, sayPromises, table } from './parts/report.ts'

const idleMs = 20_000
const readyTimeoutMs = 300_000
const promisedMb = 900
const promisedWarmSeconds = 15
const promisedFirstSeconds = 90

const folder = mkdtempSync(join(tmpdir(), 'siaga-bench-'))
chmodSync(folder, 0o755)
const running: { child: ChildProcess | null } = { child: null }
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void clean().then(() => process.exit(130)))
try {
  const env = await environment()
  heading('npm start, with the full demo')
  const first = await start(env)
  say(`  first start, with an empty data folder: ready after ${first.toFixed(1)} s`)
  await stop()
  const warm = await start(env)
  say(`  second start: ready after ${warm.toFixed(1)} s`)
  await new Promise((resolve) => setTimeout(resolve, idleMs))
  const mb = memory(running.child?.pid ?? 0)
  promise(
    'first start until ready',
    `${first.toFixed(1)} s`,
    `≤ ${promisedFirstSeconds} s`,
    first <= promisedFirstSeconds,
  )
  promise('warm start until ready', `${warm.toFixed(1)} s`, `≤ ${promisedWarmSeconds} s`, warm <= promisedWarmSeconds)
  promise('everything idle, sum of PSS', `${mb.toFixed(0)} MB`, `< ${promisedMb} MB`, mb < promisedMb)
} finally {
  await clean()
}
sayPromises()

async function environment(): Promise<Record<string, string>> {
  const names = ['ADMIN_PORT', 'API_PORT', 'PORTAL_PORT', 'WORKER_PORT', 'STANDIN_PORT', 'SMTP_PORT']
  const ports = new Set<number>()
  while (ports.size < names.length) ports.add(await freePort())
  const chosen = Object.fromEntries([...ports].map((port, i) => [names[i] as string, String(port)]))
  return { ...systemEnvironment(), ...chosen, SIAGA_DATA_DIR: join(folder, 'data'), SIAGA_DEMO: 'full' }
}

/** Starts everything; resolves with the seconds until the "ready" block. */
function start(env: Record<string, string>): Promise<number> {
  const began = performance.now()
  const child = spawn('npm', ['start', '--silent'], {
    cwd: repositoryRoot,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  running.child = child
  let output = ''
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new Error(`not ready after ${readyTimeoutMs / 1000} s:\n${output}`)),
      readyTimeoutMs,
    )
    const take = (chunk: Buffer) => {
      output += chunk.toString('utf8')
      if (!output.includes('Siaga is ready')) return
      clearTimeout(late)
      resolve((performance.now() - began) / 1000)
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.once('exit', (code) => {
      clearTimeout(late)
      reject(new Error(`npm start ended with ${code}:\n${output}`))
    })
  })
}

async function stop(): Promise<void> {
  const { child } = running
  running.child = null
  if (!child || child.exitCode !== null) return
  const below = descendants(child.pid ?? 0)
  const gone = new Promise((resolve) => child.once('exit', resolve))
  // As Ctrl C in a terminal: to npm and all that it started in its group.
  process.kill(-(child.pid ?? 0), 'SIGINT')
  await gone
  const alive = () => below.some((pid) => pss(pid) !== null)
  for (const until = performance.now() + 30_000; alive() && performance.now() < until; )
    await new Promise((resolve) => setTimeout(resolve, 100))
}

async function clean(): Promise<void> {
  await stop()
  rmSync(folder, { recursive: true, force: true })
}

/** Prints each kind of process; returns the sum in MB. */
function memory(pid: number): number {
  const kinds = new Map<string, { count: number; pss: number; own: number }>()
  for (const each of [pid, ...descendants(pid)]) {
    const found = pss(each)
    if (!found) continue
    const kind = kinds.get(nameOf(each)) ?? { count: 0, pss: 0, own: 0 }
    kinds.set(nameOf(each), { count: kind.count + 1, pss: kind.pss + found.pss, own: kind.own + found.own })
  }
  const rows = [...kinds].sort((a, b) => b[1].pss - a[1].pss)
  const total = rows.reduce((sum, [, kind]) => sum + kind.pss, 0)
  const cell = (kb: number) => `${(kb / 1024).toFixed(1)} MB`
  table(
    ['', 'processes', 'PSS', 'own alone'],
    [
      ...rows.map(([name, kind]) => [name, String(kind.count), cell(kind.pss), cell(kind.own)]),
      ['everything', '', cell(total), ''],
    ],
  )
  return total / 1024
}

function pss(pid: number): { pss: number; own: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    const kb = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0)
    return { pss: kb('Pss'), own: kb('Private_Clean') + kb('Private_Dirty') }
  } catch {
    return null
  }
}

function nameOf(pid: number): string {
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  if (command.endsWith('src/main.ts')) return readlinkSync(`/proc/${pid}/cwd`).split('/').at(-1) ?? ''
  if (command.includes('redis-server')) return 'redis'
  if (/^(\S*\/)?postgres/.test(command)) return 'postgres'
  return command.includes('start.ts')
    ? 'launcher'
    : command.split(' ').slice(0, 3).join(' ').replaceAll(/\S+\//g, '').slice(0, 40)
}
