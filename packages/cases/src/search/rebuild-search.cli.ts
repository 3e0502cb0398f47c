// `pnpm search:rebuild`: writes every tenant's search index anew from its cases, messages and contacts.
import { openDatabase, tenantIds } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { readCliEnv } from './env.ts'
import { rebuildSearch } from './index-news.ts'

const env = readCliEnv()
const db = openDatabase({ name: 'search-rebuild', urls: { app: env.DATABASE_APP_URL, relay: env.DATABASE_RELAY_URL } })
for (const id of await tenantIds(db))
  console.log(`${id}: ${await rebuildSearch(systemCtx(db, id, 'search'))} cases, messages and contacts`)
await db.close()
