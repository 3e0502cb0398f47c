// `npm run bench -- <name> [args]`: one benchmark of tooling/bench.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from './paths.ts'
import { runTypeScript } from './run-script.ts'

const [name = '', ...args] = process.argv.slice(2)
const folder = join(repositoryRoot, 'tooling/bench/src')
const file = join(folder, `${name}.ts`)
if (!/^[a-z0-9-]+$/.test(name) || !existsSync(file)) {
  const known = existsSync(folder) ? readdirSync(folder).filter((entry) => /^[a-z0-9-]+\.ts$/.test(entry)) : []
  console.error(
    `siaga: no benchmark "${name}". Known: ${known.map((entry) => entry.slice(0, -3)).join(', ') || 'none'}.`,
  )
  process.exit(2)
}
process.exitCode = await runTypeScript(file, args)
