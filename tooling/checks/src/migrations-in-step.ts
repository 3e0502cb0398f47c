import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { run } from './run.ts'

/**
 * Lets drizzle-kit write the migration that is missing, into a copy. Returns the SQL it found necessary; empty when
 * the migrations say what the schemas say.
 */
export async function missingMigration(root: string): Promise<{ ok: boolean; output: string }> {
  const home = join(root, 'packages/db')
  const cache = join(home, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const work = mkdtempSync(join(cache, 'migrations-'))
  try {
    const copy = join(work, 'migrations')
    mkdirSync(copy)
    if (existsSync(join(home, 'migrations'))) cpSync(join(home, 'migrations'), copy, { recursive: true })
    const before = new Set(readdirSync(copy))
    // drizzle-kit takes paths relative to its working folder.
    const out = `./${relative(home, copy)}`
    const config = join(work, 'drizzle.config.ts')
    writeFileSync(
      config,
      `import config from '${relative(work, join(home, 'drizzle.config.ts'))}'\nexport default { ...config, out: '${out}' }\n`,
    )
    const kit = join(home, 'node_modules/.bin/drizzle-kit')
    const result = await run(kit, ['generate', '--config', relative(home, config)], { cwd: home })
    if (result.status !== 0) return { ok: false, output: result.output }
    const added = readdirSync(copy).filter((name) => name.endsWith('.sql') && !before.has(name))
    if (added.length === 0) return { ok: true, output: '' }
    const sql = added.map((name) => readFileSync(join(copy, name), 'utf8').trim()).join('\n')
    return {
      ok: false,
      output: `The schemas are ahead of the migrations; run "pnpm migrations:generate". Missing:\n${sql}`,
    }
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}
