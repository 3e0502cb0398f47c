import { openSecretBox } from '@siaga/channels'
import { type Database, openDatabase } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { verifyProjections } from '@siaga/reporting'
import { addMember, grantOversight } from '@siaga/tenancy'
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
let manado: SeededTenant
let agent: Page
let elsewhere: Page
let ministry: Page
let citizen: Page
let ticketAddress = ''

beforeAll(async () => {
  database = await testDatabase()
  redis = await testRedis()
  stack = await startStack({ database: database.urls, redisUrl: redis.url })
  const { app, identity, gateway, relay, platform } = database.urls
  db = openDatabase({ name: 'walk', urls: { app, identity, gateway, relay, platform } })
  const { secret, instance } = stack.installation
  const box = openSecretBox(secret)
  const seed = (slug: string, authorityCode: string, kind: 'city' | 'ministry', types: string[]) =>
    seedTenant(db, { slug, authorityCode, kind, name: slug, types, box, instance, password })
  semarang = await seed('semarang', '33.74', 'city', ['emergency-112'])
  manado = await seed('manado', '71.71', 'city', ['emergency-112'])
  const kemenkes = await seed('kemenkes', 'KEMENKES', 'ministry', ['health-helpdesk'])
  const ctx = systemCtx(db, kemenkes.tenantId, 'walk')
  await addMember(ctx, {
    email: 'pembina@kemenkes.test',
    name: 'Bima Hartanto',
    roles: ['national_overseer'],
    password,
  })
  for (const serviceType of ['emergency-112', 'health-helpdesk'])
    await grantOversight(ctx, { overseerTenantId: kemenkes.tenantId, scope: 'nation', serviceType })
})
afterAll(async () => {
  await closeBrowser()
  await stack?.stop()
  await db?.close()
  await redis?.drop()
  await database?.drop()
})

async function signIn(email: string, options: Parameters<typeof newPage>[0] = {}): Promise<Page> {
  const page = await newPage({ baseURL: stack.urls.admin, ...options })
  await page.goto('/sign-in')
  await axe(page)
  await signInOn(page, email, password)
  return page
}

const rows = (page: Page) => page.locator('a[href*="/inbox/"]')
const row = (page: Page, name: string) => rows(page).filter({ hasText: name })
const figure = async (page: Page, label: string) =>
  (
    await page
      .locator('div', { has: page.locator(`dt:text-is("${label}")`) })
      .last()
      .locator('dd span')
      .first()
      .textContent()
  )?.trim()

describe('the main job', { timeout: 120_000 }, () => {
  it('a wrong password says one thing, whoever it is', async () => {
    const said: string[] = []
    for (const email of ['agent@semarang.test', 'tak.ada@semarang.test']) {
      const page = await newPage({ baseURL: stack.urls.admin })
      await page.goto('/sign-in')
      await page.locator('input[name=email]').fill(email)
      await page.locator('input[name=password]').fill('salah-sekali')
      await page.keyboard.press('Enter')
      const alert = page.getByText('tidak cocok')
      await alert.waitFor()
      await axe(page)
      said.push((await alert.textContent()) ?? '')
    }
    expect(said[0]).toBe(said[1])
  })

  it('agents and the ministry sign in to their own desks', async () => {
    agent = await signIn('agent@semarang.test')
    expect(agent.url()).toContain('/t/semarang/inbox')
    await agent.goto('/t/semarang/inbox?view=all')
    elsewhere = await signIn('agent@manado.test', { theme: 'dark' })
    await elsewhere.goto('/t/manado/inbox?view=all')
    ministry = await signIn('pembina@kemenkes.test')
    await ministry.waitForURL(/\/national/)
    await waitUntil(async () => (await figure(ministry, 'Kontak masuk')) === '0', {
      timeoutMs: 30_000,
      what: 'a ministry that sees nothing yet',
    })
    for (const page of [agent, elsewhere, ministry]) await axe(page)
  })

  it('a real mail and a real form appear live in Semarang, and nowhere else', async () => {
    const to = semarang.channels.mail.address
    const answer = await sendRaw({
      port: stack.ports.smtp,
      from: 'ratna@contoh.id',
      to: [to],
      raw: `From: Ratna Wulandari <ratna@contoh.id>\r\nTo: ${to}\r\nSubject: Pohon tumbang\r\nMessage-ID: <pohon-1@contoh.id>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nPohon tumbang menutup jalan.\r\n`,
    })
    expect(answer.code).toBe(250)
    await row(agent, 'Ratna Wulandari').waitFor({ timeout: 10_000 })

    citizen = await newPage({ baseURL: stack.urls.portal, viewport: { width: 390, height: 844 } })
    await citizen.goto('/semarang/112')
    await axe(citizen)
    await citizen.getByText('Kebakaran', { exact: true }).click()
    await citizen.getByLabel(/Apa yang terjadi/).fill('Api di atap rumah tetangga')
    const district = citizen.getByLabel('Kecamatan')
    await district.selectOption({ index: 1 })
    const village = citizen.getByLabel(/^Kelurahan atau desa$/)
    await village.waitFor()
    await waitUntil(async () => (await village.locator('option').count()) > 1, {
      timeoutMs: 10_000,
      what: 'villages to choose from',
    })
    await village.selectOption({ index: 1 })
    await citizen.getByLabel(/Tempat kejadian/).fill('Gang Mawar 3')
    await citizen.getByLabel(/Nomor telepon Anda/).fill('0812-4455-667')
    await citizen.getByLabel(/Nama Anda/).fill('Slamet Riyadi')
    await citizen.getByRole('button', { name: 'Kirim' }).click()
    await citizen.waitForURL(/\/ticket\//)
    ticketAddress = citizen.url()
    await citizen
      .getByText(/112-3374-\d{4}-\d{6}/)
      .first()
      .waitFor({ timeout: 15_000 })
    await axe(citizen)

    await row(agent, 'Slamet Riyadi').waitFor({ timeout: 10_000 })
    expect(await rows(elsewhere).count()).toBe(0)
    const [manadoCases] =
      await database.admin`select count(*)::int as n from cases where tenant_id = ${manado.tenantId}`
    expect(manadoCases?.n).toBe(0)
    const [semarangCases] =
      await database.admin`select count(*)::int as n from cases where tenant_id = ${semarang.tenantId}`
    expect(semarangCases?.n).toBe(2)
  })

  it('the agent takes and answers both by keyboard; the answers arrive', async () => {
    for (const [name, text] of [
      ['Ratna Wulandari', 'Petugas pertamanan sudah di jalan.'],
      ['Slamet Riyadi', 'Satu regu pemadam sudah berangkat.'],
    ] as const) {
      await row(agent, name).click()
      await agent.getByRole('complementary').getByText(name).first().waitFor()
      await agent.waitForURL(/inbox\/[0-9a-f-]{36}/)
      await agent.getByRole('button', { name: /Ambil alih/ }).waitFor()
      await agent.keyboard.press('t')
      await agent.getByRole('button', { name: /Ambil alih/ }).waitFor({ state: 'detached', timeout: 10_000 })
      await axe(agent)
      await agent.keyboard.press('r')
      const editor = agent.getByPlaceholder('Tulis balasan')
      await editor.fill(text)
      await editor.press('Control+Enter')
      await agent.getByText(text).first().waitFor()
      await waitUntil(async () => (await editor.inputValue()) === '', { timeoutMs: 10_000, what: 'an emptied editor' })
    }
    const mail = await stack.mail.waitFor((m) => m.text.includes('Petugas pertamanan sudah di jalan.'))
    expect(mail.envelope.to).toEqual(['ratna@contoh.id'])
    expect(mail.inReplyTo).toContain('pohon-1@contoh.id')
    await citizen.getByText('Satu regu pemadam sudah berangkat.').waitFor({ timeout: 15_000 })
    await axe(citizen)
  })

  it('both are resolved and closed with an outcome', async () => {
    for (const name of ['Ratna Wulandari', 'Slamet Riyadi']) {
      await row(agent, name).click()
      // Another ticket stands there until this one has come.
      await agent.getByRole('complementary').getByText(name).first().waitFor()
      await agent
        .getByRole('button', { name: /^Selesaikan/ })
        .first()
        .click()
      const dialog = agent.getByRole('dialog')
      await dialog.waitFor()
      await axe(agent)
      await dialog.getByText('Ditangani di lokasi').click()
      await dialog.getByRole('button', { name: /^Selesaikan/ }).click()
      await dialog.waitFor({ state: 'detached' })
      await agent
        .getByRole('button', { name: /^Tutup/ })
        .first()
        .click()
      await dialog.waitFor()
      await dialog
        .getByRole('button', { name: /^Tutup/ })
        .last()
        .click()
      await dialog.waitFor({ state: 'detached' })
      await agent.goto('/t/semarang/inbox?view=all')
    }
    const states = await database.admin`select state, outcome from cases where tenant_id = ${semarang.tenantId}`
    expect([...states]).toEqual([
      { state: 'closed', outcome: 'handled_on_scene' },
      { state: 'closed', outcome: 'handled_on_scene' },
    ])
    await citizen.goto(ticketAddress)
    await citizen
      .getByText(/Selesai|Ditutup/)
      .first()
      .waitFor()
  })

  it('the ministry’s figures have moved by exactly two, and every figure equals its recomputation', async () => {
    await waitUntil(
      async () => (await figure(ministry, 'Kontak masuk')) === '2' && (await figure(ministry, 'Dijawab')) === '2',
      { timeoutMs: 40_000, what: 'two contacts, two answers' },
    )
    await waitUntil(async () => (await figure(ministry, 'Tiket terbuka')) === '0', {
      timeoutMs: 30_000,
      what: 'no open ticket',
    })
    const page = (await ministry.textContent('body')) ?? ''
    for (const secret of ['Ratna', 'Slamet', 'Pohon tumbang', 'Gang Mawar', '0812']) expect(page).not.toContain(secret)
    await axe(ministry)
    expect((await verifyProjections(systemCtx(db, semarang.tenantId, 'verify'))).differences).toEqual([])
  })

  it('no page had an error of its own on the way', () => {
    for (const page of [agent, elsewhere, ministry, citizen]) expect(pageProblems(page)).toEqual([])
  })
})

describe('a stale form', { timeout: 60_000 }, () => {
  it('is a clear conflict that keeps what was typed, and nothing is overwritten', async () => {
    const to = semarang.channels.mail.address
    await sendRaw({
      port: stack.ports.smtp,
      from: 'dua@contoh.id',
      to: [to],
      raw: `From: Dua Petugas <dua@contoh.id>\r\nTo: ${to}\r\nSubject: Dua petugas\r\nMessage-ID: <dua@contoh.id>\r\n\r\nHalo\r\n`,
    })
    const first = await signIn('agent@semarang.test')
    const second = await signIn('supervisor@semarang.test', { locale: 'id-ID' })
    await first.goto('/t/semarang/inbox?view=all')
    await row(first, 'Dua Petugas').click()
    await first.waitForURL(/inbox\/[0-9a-f-]{36}/)
    await second.goto(new URL(first.url()).pathname)
    // The second window stops hearing of changes, as a laptop that slept does.
    await second.context().setOffline(true)
    await second.getByLabel('Tempat').fill('Milik kedua')
    await first.getByLabel('Tempat').fill('Milik pertama')
    await first.getByLabel('Tempat').press('Enter')
    await waitUntil(
      async () =>
        (await database.admin`select place from cases where subject = 'Dua petugas'`)[0]?.place === 'Milik pertama',
      { timeoutMs: 10_000, what: 'the first save' },
    )
    await second.context().setOffline(false)
    await second.getByLabel('Tempat').press('Enter')
    await second
      .getByText(/baru saja (diubah|mengubah)/)
      .first()
      .waitFor({ timeout: 10_000 })
    expect(await second.getByLabel('Tempat').inputValue()).toBe('Milik kedua')
    expect((await database.admin`select place from cases where subject = 'Dua petugas'`)[0]?.place).toBe(
      'Milik pertama',
    )
  })
})
