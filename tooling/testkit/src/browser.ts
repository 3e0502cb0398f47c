import { existsSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

export type PageOptions = {
  locale?: 'id-ID' | 'en-GB'
  theme?: 'light' | 'dark'
  viewport?: { width: number; height: number }
  baseURL?: string
  /** Another page of the same person: the same cookies. */
  context?: BrowserContext
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const wcagTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

let browser: Promise<Browser> | undefined

const problemsOf = new WeakMap<Page, string[]>()

/** Where Chromium is: CHROMIUM, or the distribution's. Throws an error that says what to install. */
export function chromiumPath(): string {
  const path = process.env.CHROMIUM || '/usr/bin/chromium'
  if (existsSync(path)) return path
  throw new Error(
    `Chromium is missing (${path}); the browser tests need it. Debian, Ubuntu: apt-get install -y chromium fonts-liberation. ` +
      'Elsewhere install Chromium or Chrome and set CHROMIUM to its path.',
  )
}

/** A page of a person of its own (own cookies), in the browser that all pages of this test process share. */
export async function newPage(options: PageOptions = {}): Promise<Page> {
  const { locale = 'id-ID', theme = 'light', viewport = { width: 1440, height: 900 }, baseURL } = options
  browser ??= chromium.launch({ executablePath: chromiumPath(), args: flags })
  const context =
    options.context ??
    (await (await browser).newContext({ locale, colorScheme: theme, viewport, baseURL, timezoneId: 'Asia/Jakarta' }))
  const page = await context.newPage()
  const problems: string[] = []
  problemsOf.set(page, problems)
  page.on('pageerror', (error) => {
    if (!isOvertaken(error.message)) problems.push(`uncaught: ${error.message}`)
  })
  page.on('console', (message) => {
    if (message.type() === 'error' && !isOvertaken(message.text()))
      problems.push(`console: ${message.text()} (${message.location().url})`)
  })
  // A page stands there before it answers to keys: people are slower than that, tests are not.
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)]
  page.goto = async (...args) => {
    const answer = await goto(...args)
    await answersToKeys(page)
    return answer
  }
  page.reload = async (...args) => {
    const answer = await reload(...args)
    await answersToKeys(page)
    return answer
  }
  return page
}

/** Remix says so when a reload overtakes another in the middle of its answer. */
const isOvertaken = (text: string) => text.includes('signal is aborted without reason')

/** React has taken the page over, and where it has a live stream (whose effect runs last), the stream is open. */
async function answersToKeys(page: Page): Promise<void> {
  const isReady = () => {
    const isTaken = [...document.querySelectorAll('body *')].some((node) =>
      Object.keys(node).some((key) => key.startsWith('__react')),
    )
    const bar = [...document.querySelectorAll('header')].map((header) => header.textContent).join()
    return isTaken && !/Menyambung|Connecting/.test(bar)
  }
  // Pages that are not React's, and those that stay without a stream, are not waited for any longer.
  await page.waitForFunction(isReady, undefined, { timeout: 3000 }).catch(() => undefined)
}

/** Uncaught errors and console errors of the page so far, among them refusals by the content security policy. */
export function pageProblems(page: Page): string[] {
  return [...(problemsOf.get(page) ?? [])]
}

/** Ends the browser; in `afterAll` of a suite that opened pages. */
export async function closeBrowser(): Promise<void> {
  const open = browser
  browser = undefined
  await (await open)?.close()
}

/** Runs axe (WCAG 2.2 AA and its best practices) on the page as it is now and throws a readable list of violations. */
export async function axe(
  page: Page,
  { include, exclude = [] }: { include?: string; exclude?: string[] } = {},
): Promise<void> {
  let builder = new AxeBuilder({ page }).withTags(wcagTags)
  if (include) builder = builder.include(include)
  // A tooltip stands at the end of the page, outside its landmarks, and repeats a control's name.
  for (const selector of [...exclude, '[data-radix-popper-content-wrapper]:has([role="tooltip"])'])
    builder = builder.exclude(selector)
  // What fades in has its colours only at the end.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)))
  const { violations } = await builder.analyze()
  if (violations.length === 0) return
  const list = violations.map(
    ({ id, impact, help, nodes }) =>
      `- ${id} (${impact}): ${help}\n${nodes
        .slice(0, 5)
        .map(
          ({ target, failureSummary }) =>
            `    ${target.join(' ')}\n      ${failureSummary?.split('\n').slice(1).join(' ').trim()}`,
        )
        .join('\n')}${nodes.length > 5 ? `\n    … and ${nodes.length - 5} more` : ''}`,
  )
  throw new Error(`axe found ${violations.length} violations on ${page.url()}:\n${list.join('\n')}`)
}

/** Signs in to the staff's screens on a page whose `baseURL` is theirs, and waits until it answers to keys. */
export async function signInOn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.locator('input[name=email]').fill(email)
  await page.locator('input[name=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/t\//)
  await answersToKeys(page)
}
