// `pnpm projections:verify`: recomputes every tenant's figures from its cases and interactions and compares them.
import { openDatabase, tenantIds } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { readCliEnv } from './env.ts'
import { verifyProjections } from './verify-projections.ts'

const env = readCliEnv()
const db = openDatabase({ name: 'verify', urls: { app: env.DATABASE_APP_URL, relay: env.DATABASE_RELAY_URL } })
let wrong = 0
for (const id of await tenantIds(db)) {
  const result = await verifyProjections(systemCtx(db, id, 'verify'))
  console.log(
    `${id}: ${result.interactions} interactions, ${result.cases} cases, ${result.differences.length} differences`,
  )
  for (const difference of result.differences) console.log(`  ${difference}`)
  wrong += result.differences.length
}
console.log(wrong === 0 ? 'every figure equals its recomputation' : `${wrong} figures differ`)
await db.close()
process.exitCode = wrong === 0 ? 0 : 1
