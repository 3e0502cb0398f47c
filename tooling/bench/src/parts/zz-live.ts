import { startStack } from '@siaga/testkit'
import { intakeLive } from './intake-live.ts'
import { seedLeanCity } from './lean-city.ts'
import { withPlatform } from './zz-platform.ts'
import { sayPromises } from './report.ts'
import { openEverything } from './seed.ts'
const env = { api: { FORM_LIMIT_PER_ADDRESS: '1000000', FORM_LIMIT_PER_SERVICE: '1000000' } }
await withPlatform(async (platform) => {
  const db = openEverything(platform)
  const stack = await startStack({ database: platform.urls, redisUrl: platform.redisUrl, apps: ['api', 'worker', 'admin'], env })
  platform.defer(() => stack.stop())
  const { instance, secret } = stack.installation
  const cities = []
  for (let index = 0; index < 100; index++) cities.push(await seedLeanCity(db, { index, instance, secret }))
  await platform.admin`create extension pg_stat_statements`
  await platform.admin`select pg_stat_statements_reset()`
  await intakeLive(platform, stack, cities)
  const rows = await platform.admin`select calls::int, round((total_exec_time+total_plan_time)::numeric) as total, round(((total_exec_time+total_plan_time)/greatest(calls,1))::numeric,3) as each, round((total_plan_time/greatest(calls,1))::numeric,3) as plan, round((rows::numeric/greatest(calls,1)),1) as rows, left(regexp_replace(query,'\\s+',' ','g'),130) as q from pg_stat_statements order by total_exec_time+total_plan_time desc limit 45`
  for (const r of rows) console.log(String(r.calls).padStart(6), String(r.total).padStart(7), 'ms', r.each, 'plan', r.plan, 'rows', r.rows, r.q)
})
sayPromises()
