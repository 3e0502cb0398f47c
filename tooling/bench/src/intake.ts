// Forms, or WhatsApp messages with --channel=whatsapp, over HTTP until "committed and answered", and from there until an open console shows the case.
import { parseArgs } from 'node:util'
import { type StackOptions, startStack } from '@siaga/testkit'
import { intakeLive } from './parts/intake-live.ts'
import { intakeRate } from './parts/intake-rate.ts'
import { type City, seedLeanCity } from './parts/lean-city.ts'
import { type Platform, withPlatform } from './parts/platform.ts'
import { sayPromises } from './parts/report.ts'
import { openEverything } from './parts/seed.ts'
import { seedHook, seedWebhookApp } from './parts/whatsapp-hook.ts'

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string' },
    profile: { type: 'string' },
    rate: { type: 'string', default: '100' },
    channel: { type: 'string', default: 'form' },
  },
})
const tenants = 100
const noLimit = '1000000000'
/** With `--profile <folder>` each application leaves a CPU profile there when it stops. */
const profile: Record<string, string> = flags.profile
  ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${flags.profile}` }
  : {}
const env = {
  api: { FORM_LIMIT_PER_ADDRESS: noLimit, FORM_LIMIT_PER_SERVICE: noLimit, ...profile },
  worker: profile,
  admin: profile,
}

if (flags.only !== 'live')
  await withPlatform(async (platform) => {
    const { stack, cities } = await prepare(platform, ['api'], 1)
    await intakeRate(platform, stack, cities[0] as City)
  })
if (flags.only !== 'rate')
  await withPlatform(async (platform) => {
    const { stack, cities } = await prepare(platform, ['api', 'worker', 'admin'], tenants)
    await intakeLive(platform, stack, cities, Number(flags.rate))
  })
sayPromises()

async function prepare(platform: Platform, apps: StackOptions['apps'], count: number) {
  const db = openEverything(platform)
  const stack = await startStack({ database: platform.urls, redisUrl: platform.redisUrl, apps, env })
  platform.defer(() => stack.stop())
  const { instance, secret } = stack.installation
  const cities: City[] = []
  const onWhatsapp = flags.channel === 'whatsapp'
  if (onWhatsapp) await seedWebhookApp(db, secret)
  for (let index = 0; index < count; index++) {
    const city = await seedLeanCity(db, { index, instance, secret })
    cities.push(onWhatsapp ? { ...city, hook: await seedHook(db, secret, city, index) } : city)
  }
  return { stack, cities }
}
