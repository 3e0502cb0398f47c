// The agent's console in Chromium with a long list: from key to painted, frames while it scrolls, memory after many cases.
import { parseArgs } from 'node:util'
import { serviceTypes } from '@siaga/catalogue'
import { openSessions } from '@siaga/tenancy'
import { closeBrowser, newPage, pageProblems, startStack } from '@siaga/testkit'
import { percentile } from './parts/figures.ts'
import { insertCases, insertConversations } from './parts/many-cases.ts'
import { withPlatform } from './parts/platform.ts'
import { heading, ms, promise, say, sayPromises, spread, table, times } from './parts/report.ts'
import { openEverything, seedCity } from './parts/seed.ts'

const { values: flags } = parseArgs({
  options: { rows: { type: 'string', default: '100000' }, cases: { type: 'string', default: '500' } },
})
const rows = Number(flags.rows)
const opened = Number(flags.cases)
/** Opened before anything is measured: the server's and the browser's own caches fill once. */
const warmUp = 50
const promisedMs = 150
const promisedFrames = 50
/** What a heap may have grown by between the warm-up and the last case and be called flat. */
const flat = 1.1
const pixelsPerSecond = 2500

type Drawn = { began: number; painted: number }
declare global {
  interface Window {
    /** Waits for a key, and then for the case that it opens. */
    watchNext: () => void
    /** When the key came and when the case had been painted. */
    drawn: Promise<Drawn>
    framesAt: number[]
  }
}

await withPlatform(async (platform) => {
  const db = openEverything(platform)
  const city = await seedCity(db, 0, [serviceTypes[0]?.type as string])
  const home = {
    tenantId: city.tenantId,
    serviceIds: city.services.map((s) => s.id),
    queueId: Object.values(city.queues)[0] as string,
    channelId: city.channels.form.id,
    memberId: city.members.agent.memberId,
    code: 'K',
    openEvery: 1,
  }
  await insertCases(platform, home, 0, rows)
  await insertConversations(platform, home, { count: opened + warmUp + 10, each: 12 })
  await platform.admin`vacuum analyze`
  const stack = await startStack({ database: platform.urls, redisUrl: platform.redisUrl, apps: ['api', 'admin'] })
  platform.defer(() => stack.stop())
  platform.defer(closeBrowser)

  const page = await newPage({ baseURL: stack.urls.admin })
  const sessions = openSessions(db, { instance: stack.installation.instance, secure: false })
  const cookie = (await sessions.open(city.members.agent.userId)).split(';')[0] as string
  const [name, value] = cookie.split('=') as [string, string]
  await page.context().addCookies([{ name, value, url: stack.urls.admin }])
  await page.goto(`/t/${city.slug}/inbox?view=all`)
  await page.locator('ul.relative li a').first().waitFor()
  await page.waitForLoadState('networkidle')
  const devtools = await page.context().newCDPSession(page)
  const heap = async () => {
    await devtools.send('HeapProfiler.collectGarbage')
    return (await devtools.send('Runtime.getHeapUsage')).usedSize / 1024 / 1024
  }

  heading(`A list of ${rows.toLocaleString('en')} cases, scrolled at ${pixelsPerSecond} px/s`)
  const frames: number[] = []
  for (let round = 0; round < 3; round++) {
    await page.evaluate(() => {
      window.framesAt = []
      const frame = (at: number) => {
        window.framesAt.push(at)
        requestAnimationFrame(frame)
      }
      if (window.framesAt.length === 0) requestAnimationFrame(frame)
    })
    const box = await page.locator('ul.relative').locator('..').boundingBox()
    if (!box) throw new Error('no list to scroll')
    await devtools.send('Input.synthesizeScrollGesture', {
      x: box.x + box.width / 2,
      y: box.y + box.height / 2,
      yDistance: -5 * pixelsPerSecond,
      speed: pixelsPerSecond,
      gestureSourceType: 'mouse',
    })
    const at = await page.evaluate(() => window.framesAt)
    const lengths = at.slice(1).map((time, i) => time - (at[i] as number))
    const span = (at.at(-1) as number) - (at[0] as number)
    frames.push((lengths.length * 1000) / span)
    say(
      `  ${(frames.at(-1) as number).toFixed(1)} frames/s; longest frame ${ms(Math.max(...lengths))}; ${lengths.filter((l) => l > 34).length} of ${lengths.length} took more than two`,
    )
    await page.reload()
    await page.waitForLoadState('networkidle')
  }
  const rate = percentile(frames, 0.5)
  promise('frames while the list scrolls', `${rate.toFixed(1)}/s`, `≥ ${promisedFrames}/s`, rate >= promisedFrames)

  heading(`${opened} cases opened one after the other by the key n, 12 messages each`)
  await page.evaluate(() => {
    window.watchNext = () => {
      window.drawn = new Promise((resolve, reject) => {
        const title = () => document.querySelector('main h1')?.textContent ?? ''
        const before = title()
        let began = 0
        const limit = setTimeout(() => reject(new Error(`still shows "${title()}"`)), 10_000)
        const look = () => {
          if (title() === before || !document.querySelector('main article, main li')) return requestAnimationFrame(look)
          clearTimeout(limit)
          // The frame in which it stands is drawn; the next one begins when that has been painted.
          requestAnimationFrame(() => setTimeout(() => resolve({ began, painted: performance.now() })))
          return 0
        }
        document.addEventListener(
          'keydown',
          (event) => {
            began = event.timeStamp
            requestAnimationFrame(look)
          },
          { once: true, capture: true },
        )
      })
    }
  })
  const taken: number[] = []
  const heaps: [number, number][] = []
  for (let i = 0; i < warmUp + opened; i++) {
    if (i === warmUp || (i > warmUp && (i - warmUp) % 100 === 0)) heaps.push([i - warmUp, await heap()])
    await page.evaluate(() => window.watchNext())
    await page.keyboard.press('n')
    const { began, painted } = await page.evaluate(() => window.drawn)
    if (i >= warmUp) taken.push(painted - began)
  }
  heaps.push([opened, await heap()])
  table(['', 'p50', 'p95', 'worst'], [['from key to painted', ...spread(taken), ms(Math.max(...taken))]])
  const p95 = percentile(taken, 0.95)
  promise('open a case, from key to painted, p95', ms(p95), `< ${promisedMs} ms`, p95 < promisedMs)

  heading('JavaScript heap after a collection')
  table(
    ['cases opened', 'heap'],
    heaps.map(([count, size]) => [String(count), `${size.toFixed(1)} MB`]),
  )
  const [first, last] = [heaps[0]?.[1] ?? 0, heaps.at(-1)?.[1] ?? 0]
  promise(`heap after ${opened} cases ÷ before`, times(last / first), `≤ ${times(flat)}`, last / first <= flat)
  const problems = pageProblems(page)
  if (problems.length > 0) say(`  the page had problems: ${problems.slice(0, 5).join('; ')}`)
})
sayPromises()
