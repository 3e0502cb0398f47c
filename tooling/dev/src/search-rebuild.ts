// `npm run search:rebuild`: writes the search index anew, on the database of the data folder (started for it when Siaga
// does not run) or on DATABASE_URL.
import { databaseUrls } from './app-environment.ts'
import { ConfigError, type LauncherConfig, readConfig } from './env.ts'
import { startPostgres } from './postgres.ts'
import { runTypeScript } from './run-script.ts'
import { loadSecrets } from './secrets.ts'

const config = configOrExit()
const postgres = await startPostgres({ dataDir: config.dataDir, url: config.databaseUrl })
try {
  const { passwords } = loadSecrets(config.dataDir)
  const urls = Object.entries(databaseUrls(postgres.adminUrl, passwords))
  const roles = Object.fromEntries(urls.map(([role, url]) => [`DATABASE_${role.toUpperCase()}_URL`, url]))
  const file = 'packages/cases/src/search/rebuild-search.cli.ts'
  process.exitCode = await runTypeScript(file, process.argv.slice(2), { ...process.env, ...roles })
} finally {
  await postgres.stop()
}

function configOrExit(): LauncherConfig {
  try {
    return readConfig()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(`siaga: ${error.message}`)
    return process.exit(1)
  }
}
