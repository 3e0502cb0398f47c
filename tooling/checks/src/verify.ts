// The checks of the house, one after the other. `node verify.ts [--only name,…] [--summary file.json]`
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { missingMigration } from './migrations-in-step.ts'
import { otherVersions } from './one-version.ts'
import { run } from './run.ts'

type Outcome = { ok: boolean; output: string }

type Check = { name: string; title: string; run: () => Promise<Outcome> }

const root = fileURLToPath(new URL('../../../', import.meta.url)).replace(/\/$/, '')

const checks: Check[] = [
  {
    name: 'format',
    title: 'Format and lint (biome)',
    run: () =>
      tool('node_modules/.bin/biome', [
        'check',
        '--config-path=tooling/lint',
        '--max-diagnostics=40',
        '--colors=off',
        '.',
      ]),
  },
  {
    name: 'types',
    title: 'Types (tsc)',
    run: async () => {
      // Apart: Remix's ambient types change `process.env` for whoever is compiled with them.
      const outcomes = [await types('tsconfig.json'), await types('web.json')]
      return { ok: outcomes.every((o) => o.ok), output: outcomes.map((o) => o.output).join('') }
    },
  },
  { name: 'boundaries', title: 'Import boundaries (dependency-cruiser)', run: boundaries },
  {
    name: 'dead-code',
    title: 'Dead code (knip)',
    run: () =>
      tool('tooling/checks/node_modules/.bin/knip', [
        '--config',
        'tooling/checks/knip.json',
        '--no-progress',
        '--no-config-hints',
      ]),
  },
  { name: 'one-version', title: 'One version per dependency', run: oneVersion },
  { name: 'migrations', title: 'Migrations in step with schemas (drizzle-kit)', run: () => missingMigration(root) },
]

async function tool(binary: string, args: string[]): Promise<Outcome> {
  const { status, output } = await run(join(root, binary), args, { cwd: root })
  return { ok: status === 0, output }
}

function types(project: string): Promise<Outcome> {
  return tool('node_modules/.bin/tsc', ['-p', `tooling/typescript/${project}`, '--pretty', 'false'])
}

function boundaries(): Promise<Outcome> {
  const places = ['apps', 'packages', 'tooling'].filter((folder) => existsSync(join(root, folder)))
  return tool('tooling/checks/node_modules/.bin/depcruise', [
    '--config',
    'tooling/checks/dependency-cruiser.cjs',
    '--output-type',
    'err-long',
    ...places,
  ])
}

async function oneVersion(): Promise<Outcome> {
  const found = otherVersions(root)
  return { ok: found.length === 0, output: found.join('\n') }
}

const { values } = parseArgs({ options: { only: { type: 'string' }, summary: { type: 'string' } } })
const chosen = values.only?.split(',')
const unknown = chosen?.filter((name) => !checks.some((check) => check.name === name)) ?? []
if (unknown.length > 0) {
  console.error(`Unknown check ${unknown.join(', ')}. Known: ${checks.map(({ name }) => name).join(', ')}.`)
  process.exit(2)
}

let passed = 0
let failed = 0
for (const { name, title, run: runCheck } of checks) {
  if (chosen && !chosen.includes(name)) continue
  const began = performance.now()
  const { ok, output } = await runCheck().catch((error: Error) => ({ ok: false, output: error.stack ?? error.message }))
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  console.log(`${ok ? '✓' : '✗'} ${title} — ${seconds} s`)
  if (ok) passed += 1
  else {
    failed += 1
    console.log(`${output.trimEnd().replace(/^/gm, '    ')}\n`)
  }
}
if (values.summary) writeFileSync(values.summary, JSON.stringify({ passed, failed }))
else console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
