// Forms over HTTP until "committed and answered", and from there until an open console shows the case.
import { parseArgs } from 'node:util'
import { startStack } from '@siaga/testkit'
import { intakeRate } from './parts/intake-rate.ts'
import { seedLeanCity } from './parts/lean-city.ts'
import { withPlatform } from './parts/platform.ts'
import { sayPromises } from './parts/report.ts'
import { openEverything } from './parts/seed.ts'

const { values: flags } = parseArgs({ options: { only: { type: 'string' } } })
const noLimit = '1000000000'
const formLimits = { FORM_LIMIT_PER_ADDRESS: noLimit, FORM_LIMIT_PER_SERVICE: noLimit }

if (flags.only !== 'live')
  await withPlatform(async (platform) => {
    const db = openEverything(platform)
    const stack = await startStack({ database: platform.urls, redisUrl: platform.redisUrl, apps: ['api'], env: { api: formLimits } })
    platform.defer(() => stack.stop())
    const { instance, secret } = stack.installation
    await intakeRate(platform, stack, await seedLeanCity(db, { index: 0, instance, secret }))
  })
sayPromises()
