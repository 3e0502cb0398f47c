import { openSecretBox } from '@siaga/channels'
import { type Database, openDatabase } from '@siaga/db'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  axe,
  closeBrowser,
  newPage,
  pageProblems,
  type SeededTenant,
  type Stack,
  seedTenant,
  sendRaw,
  signInOn,
  startStack,
  testDatabase,
  testRedis,
  waitUntil,
} from '../index.ts'

const password = 'rahasia-sekali-1'

let database: Awaited<ReturnType<typeof testDatabase>>
let redis: Awaited<ReturnType<typeof testRedis>>
let stack: Stack
let db: Database
let semarang: SeededTenant
let agent: Page
let serial = 0

beforeAll(async () => {
  database = await testDatabase()
  redis = await testRedis()
  stack = await startStack({ database: database.urls, redisUrl: redis.url })
  const { app, identity, gateway, relay, platform } = database.urls
  db = openDatabase({ name: 'walk', urls: { app, identity, gateway, relay, platform } })
  const { secret, instance } = stack.installation
  semarang = await seedTenant(db, {
    slug: 'semarang',
    authorityCode: '33.74',
    kind: 'city',
    name: 'Semarang',
    types: ['emergency-112', 'health-helpdesk'],
    box: openSecretBox(secret),
    instance,
    password,
  })
  await mail('Ratna Wulandari', 'Kebakaran pasar', 'Api membesar di Pasar Johar, hubungi 0812-3456-7890.')
  await mail('Budi Santoso', 'Gudang', 'Gudang kami terbakar habis <img src=x onerror=alert(1)> semalam.')
  await mail('Siti Rahayu', 'Banjir rob', 'Air masuk rumah sejak subuh.')
  agent = await signIn('agent@semarang.test')
})
afterAll(async () => {
  await closeBrowser()
  await stack?.stop()
  await db?.close()
  await redis?.drop()
  await database?.drop()
})

/** A mail to 112, and the moment in which it can be found. */
async function mail(name: string, subject: string, text: string): Promise<void> {
  const id = `cari-${++serial}@contoh.id`
  const to = semarang.channels.mail.address
  const raw = `From: ${name} <w${serial}@contoh.id>\r\nTo: ${to}\r\nSubject: ${subject}\r\nMessage-ID: <${id}>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`
  await sendRaw({ port: stack.ports.smtp, from: `w${serial}@contoh.id`, to: [to], raw })
  const written = async () =>
    (await database.admin`select created_at from messages where provider_id like ${`%${id}%`}`)[0]
  const { created_at: at } = await waitUntil(written, { timeoutMs: 15_000, what: 'a message' })
  await waitUntil(
    async () =>
      (
        await database.admin`select 1 from search_documents d join messages m on m.id = d.subject_id where m.provider_id like ${`%${id}%`}`
      ).length > 0,
    { timeoutMs: 10_000, what: `the message of ${at} in the index` },
  )
}

async function signIn(email: string, options: Parameters<typeof newPage>[0] = {}): Promise<Page> {
  const page = await newPage({ baseURL: stack.urls.admin, ...options })
  await signInOn(page, email, password)
  return page
}

const field = (page: Page) => page.getByRole('combobox', { name: /Cari tiket, warga, dan pesan|Search tickets/ })
const option = (page: Page, text: string | RegExp) => page.getByRole('option', { name: text })

describe('search', { timeout: 120_000 }, () => {
  it('begins with /, finds as one types, and opens what the arrows chose', async () => {
    await agent.keyboard.press('/')
    await agent.keyboard.type('kebakar')
    await option(agent, /Budi Santoso/).waitFor()
    expect(await agent.locator('mark').allTextContents()).toEqual(expect.arrayContaining(['Kebakaran', 'terbakar']))
    await axe(agent)
    expect(await field(agent).getAttribute('aria-activedescendant')).toBeNull()
    await agent.keyboard.press('ArrowDown')
    await agent.locator('[role=option][aria-selected=true]').waitFor()
    await agent.keyboard.press('Enter')
    await agent.waitForURL(/\/inbox\/[0-9a-f-]{36}/)
    await agent.getByRole('heading', { name: 'Kebakaran pasar' }).first().waitFor()
    expect(await option(agent, /Budi/).count()).toBe(0)
  })

  it('leads from a message to its place in the conversation, and what citizens write stays text', async () => {
    await field(agent).fill('habis semalam')
    const hit = option(agent, /<img src=x onerror=alert\(1\)>/)
    await hit.click()
    await agent.waitForURL(/#m-/)
    await agent.getByText('Ditemukan oleh pencarian').waitFor()
    expect(await agent.locator('img[src=x]').count()).toBe(0)
  })

  it('knows a phone number in any notation and takes a mistyped word for what it is', async () => {
    await agent.goto('/t/semarang/inbox')
    for (const typed of ['081234567890', '+62 812 3456 7890']) {
      await field(agent).fill(typed)
      await option(agent, /Ratna Wulandari/)
        .first()
        .waitFor()
    }
    await field(agent).fill('kebakrna')
    await agent.getByText('Termasuk hasil untuk "kebakaran"').waitFor()
    await axe(agent)
    await agent.keyboard.press('Escape')
  })

  it('says what a filter can be, and what is wrong with one', async () => {
    await field(agent).fill('status:')
    await option(agent, 'menunggu warga').waitFor()
    await field(agent).fill('status:ngawur')
    await agent.getByText('Tidak ada status "ngawur"').waitFor()
    await axe(agent)
    await field(agent).fill('status:baru from:ratna')
    await option(agent, /Kebakaran pasar/)
      .first()
      .waitFor()
    await agent.keyboard.press('Escape')
  })

  it('has a page of its own, with the question and its filters in the address', async () => {
    await field(agent).fill('rumah banjir')
    await agent.keyboard.press('Escape')
    await field(agent).press('Enter')
    await agent.waitForURL(/\/search\?q=rumah\+banjir/)
    await agent.getByRole('heading', { level: 1, name: 'Pencarian' }).waitFor()
    await axe(agent)
    const own = agent.locator('main input[name=q]')
    await own.fill('terbakar')
    await agent.waitForURL(/q=terbakar/)
    await agent
      .getByRole('link', { name: /Budi Santoso/ })
      .first()
      .waitFor()
    await agent.getByRole('button', { name: 'Milik saya' }).click()
    await agent.waitForURL(/petugas/)
    await agent.getByText('Tidak ada yang cocok').waitFor()
    await axe(agent)
    await agent.getByRole('link', { name: 'Hapus semua saringan' }).click()
    await agent
      .getByRole('link', { name: /Budi Santoso/ })
      .first()
      .waitFor()
    await agent.getByRole('link', { name: 'Pesan', exact: true }).click()
    await agent.waitForURL(/kind=message/)
    expect(await agent.getByRole('heading', { name: 'Tiket', exact: true }).count()).toBe(0)
  })

  it('finds in the palette what it finds elsewhere, beside the commands, and remembers what was opened last', async () => {
    await agent.goto('/t/semarang/inbox')
    await agent.keyboard.press('Control+k')
    const palette = agent.getByRole('dialog')
    await palette.getByText('Tiket yang terakhir dibuka').waitFor()
    await axe(agent)
    await agent.keyboard.type('banjir')
    await palette
      .getByRole('option', { name: /Banjir rob/ })
      .first()
      .waitFor()
    await axe(agent)
    await agent.keyboard.press('Enter')
    await agent.getByRole('heading', { name: 'Banjir rob' }).first().waitFor()
    await agent.keyboard.press('Control+k')
    await agent.keyboard.type('ambil alih')
    await agent.keyboard.press('Enter')
    await waitUntil(
      async () => (await database.admin`select assignee_id from cases where subject = 'Banjir rob'`)[0]?.assignee_id,
      { timeoutMs: 10_000, what: 'the case taken by a command' },
    )
  })

  it('shows what came in meanwhile within a second or two, in English and in the dark as well', async () => {
    const second = await signIn('supervisor@semarang.test', { locale: 'en-GB', theme: 'dark' })
    await mail('Agus Salim', 'Pohon tumbang', 'Pohon menutup jalan.')
    await field(second).fill('tumbang')
    await option(second, /Agus Salim/)
      .first()
      .waitFor()
    await axe(second)
    expect(pageProblems(second)).toEqual([])
  })

  it('shows nothing of a service of others', async () => {
    const [helpdesk] = semarang.services.slice(1)
    expect(helpdesk).toBeDefined()
    const to = helpdesk?.channels.mail.address as string
    const raw = `From: Dina <dina@contoh.id>\r\nTo: ${to}\r\nSubject: Rahasia\r\nMessage-ID: <rahasia@contoh.id>\r\n\r\nobat rahasia\r\n`
    await sendRaw({ port: stack.ports.smtp, from: 'dina@contoh.id', to: [to], raw })
    await field(agent).fill('rahasia')
    await waitUntil(
      async () => {
        await field(agent).fill('')
        await field(agent).fill('rahasia')
        return option(agent, /Dina/)
          .first()
          .waitFor({ timeout: 1500 })
          .then(
            () => true,
            () => false,
          )
      },
      { timeoutMs: 20_000, what: 'the message for its own agents' },
    )
    const narrow = await signIn('narrow@semarang.test')
    await field(narrow).fill('rahasia')
    await narrow.getByRole('option', { name: /Semua hasil/ }).waitFor()
    await waitUntil(
      async () => (await narrow.getByRole('status').allTextContents()).some((t) => t.includes('Tidak ada hasil')),
      {
        timeoutMs: 10_000,
        what: 'an answer that found nothing',
      },
    )
    expect(await option(narrow, /Dina|Rahasia/).count()).toBe(0)
  })

  it('made no page fail on the way', () => {
    expect(pageProblems(agent)).toEqual([])
  })
})
