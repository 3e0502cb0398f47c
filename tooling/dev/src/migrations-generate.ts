// `npm run migrations:generate -- --name add-something`: writes the migration that the schemas ask for.
import { join } from 'node:path'
import { repositoryRoot } from './paths.ts'
import { runScript } from './run-script.ts'

const home = join(repositoryRoot, 'packages/db')
process.exitCode = await runScript({
  command: join(home, 'node_modules/.bin/drizzle-kit'),
  args: ['generate', '--config', 'drizzle.config.ts', ...process.argv.slice(2)],
  cwd: home,
})
