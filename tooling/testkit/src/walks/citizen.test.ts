import { openSecretBox } from '@siaga/channels'
import { type Database, openDatabase } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { verifyProjections } from '@siaga/reporting'
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
let chief: Page
let viewer: Page

beforeAll(async () => {
  database = await testDatabase()
  redis = await testRedis()
  stack = await startStack({ database: database.urls, redisUrl: redis.url })
  const { app, identity, relay, platform } = database.urls
  db = openDatabase({ name: 'citizen-walk', urls: { app, identity, relay, platform } })
  const { secret, instance } = stack.installation
  semarang = await seedTenant(db, {
    slug: 'semarang',
    authorityCode: '33.74',
    kind: 'city',
    name: 'Kota Semarang',
    types: ['health-helpdesk', 'emergency-112'],
    box: openSecretBox(secret),
    instance,
    password,
  })
  agent = await signIn('agent@semarang.test')
  chief = await signIn('supervisor@semarang.test', { theme: 'dark' })
  viewer = await signIn('viewer@semarang.test', { locale: 'en-GB' })
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
  await signInOn(page, email, password)
  return page
}

const dialog = (page: Page) => page.getByRole('dialog')
/** Opens "Catat kontak" by its key. */
async function openLog(page: Page) {
  await page.locator('#isi').focus()
  await page.keyboard.press('l')
  await dialog(page).getByText('Catat kontak').waitFor()
}
const logged = (page: Page) => page.getByText(/^Kontak dicatat/).last()
const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

async function mailIn(from: string, name: string, subject: string, service = 0) {
  const to = semarang.services[service]?.channels.mail.address as string
  const answer = await sendRaw({
    port: stack.ports.smtp,
    from,
    to: [to],
    raw: `From: ${name} <${from}>\r\nTo: ${to}\r\nSubject: ${subject}\r\nMessage-ID: <${encodeURIComponent(subject)}@contoh.id>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${subject}.\r\n`,
  })
  expect(answer.code).toBe(250)
}

describe('logging by hand', { timeout: 90_000 }, () => {
  it('a call is logged with the keyboard alone, and its ticket appears taken', async () => {
    await openLog(agent)
    await axe(agent)
    await agent.keyboard.type('0812 7000 1234')
    await agent.keyboard.press('Tab')
    await agent.keyboard.type('Sulastri')
    await dialog(agent).getByLabel('Yang disampaikan').fill('Obat hipertensi kosong di puskesmas.')
    await agent.keyboard.press('Control+Enter')
    await logged(agent).waitFor()
    const [row] = await database.admin`
      select c.state, c.channel_kind, c.assignee_id, i.class, i.answered_at = i.received_at as at_once
      from cases c join case_interactions l on l.case_id = c.id join interactions i on i.id = l.interaction_id`
    expect(row).toEqual({
      state: 'open',
      channel_kind: 'call',
      assignee_id: semarang.members.agent.memberId,
      class: 'normal',
      at_once: true,
    })
    await agent.goto('/t/semarang/inbox?view=all')
    await agent.locator('a[href*="/inbox/"]').filter({ hasText: 'Sulastri' }).waitFor()
  })

  it('a known citizen is found as one types, and a second call joins their open ticket', async () => {
    await openLog(agent)
    await agent.keyboard.type('0812-7000')
    await dialog(agent)
      .getByRole('option', { name: /Sulastri/ })
      .waitFor()
    await axe(agent)
    await agent.keyboard.press('ArrowDown')
    await agent.keyboard.press('Enter')
    const choice = dialog(agent).getByLabel('Tiket')
    await choice.locator('optgroup option').waitFor({ state: 'attached' })
    await choice.selectOption({ index: 1 })
    await dialog(agent).locator('label').filter({ hasText: 'Informasi' }).click()
    await dialog(agent).getByLabel('Yang disampaikan').fill('Menanyakan perkembangan.')
    await agent.keyboard.press('Control+Enter')
    await dialog(agent).waitFor({ state: 'detached' })
    const counts =
      await database.admin`select (select count(*)::int from cases) as cases, (select count(*)::int from interactions) as contacts, (select count(*)::int from contacts) as citizens`
    expect(counts[0]).toEqual({ cases: 1, contacts: 2, citizens: 1 })
  })

  it('a prank without a number needs no ticket; what is wrong is said at its field and stays typed', async () => {
    await openLog(agent)
    await dialog(agent)
      .getByLabel(/Nomor telepon/)
      .fill('12 34')
    await dialog(agent).locator('label').filter({ hasText: 'Iseng' }).click()
    await agent.keyboard.press('Control+Enter')
    await dialog(agent)
      .getByText(/Tulis nomor lengkap/)
      .waitFor()
    await axe(agent)
    expect(
      await dialog(agent)
        .getByLabel(/Nomor telepon/)
        .inputValue(),
    ).toBe('12 34')
    await dialog(agent)
      .getByLabel(/Nomor telepon/)
      .fill('')
    await agent.keyboard.press('Control+Enter')
    await dialog(agent).waitFor({ state: 'detached' })
    const [row] =
      await database.admin`select count(*)::int as n from interactions i where class = 'prank' and not exists (select 1 from case_interactions l where l.interaction_id = i.id)`
    expect(row?.n).toBe(1)
  })

  it('what is written outlives a closed dialog, and a letter waits for its answer', async () => {
    await openLog(agent)
    await dialog(agent).getByText('Surat', { exact: true }).click()
    await dialog(agent).getByLabel(/^Nama/).fill('Ketua RT 03')
    await dialog(agent)
      .getByLabel(/Isi surat/)
      .fill('Mohon posyandu keliling.')
    await agent.keyboard.press('Escape')
    await dialog(agent).waitFor({ state: 'detached' })
    await openLog(agent)
    expect(
      await dialog(agent)
        .getByLabel(/Isi surat/)
        .inputValue(),
    ).toBe('Mohon posyandu keliling.')
    await agent.keyboard.press('Control+Enter')
    await dialog(agent).waitFor({ state: 'detached' })
    const [row] = await database.admin`select state, answered_at, class from interactions where channel_kind = 'letter'`
    expect(row).toEqual({ state: 'waiting', answered_at: null, class: null })
  })

  it('every figure equals its recomputation', async () => {
    const ctx = systemCtx(db, semarang.tenantId, 'verify')
    await waitUntil(async () => (await verifyProjections(ctx)).differences.length === 0, {
      timeoutMs: 20_000,
      what: 'figures in step',
    })
    expect((await verifyProjections(ctx)).interactions).toBe(4)
  })
})

describe('the citizen’s page', { timeout: 90_000 }, () => {
  it('leads from the list by a number’s beginning, and shows addresses, tickets and contacts', async () => {
    await agent.goto('/t/semarang/contacts')
    await axe(agent)
    await agent.getByLabel('Cari warga').fill('+62 812 7000')
    await agent.waitForURL(/q=/)
    await agent.getByRole('link', { name: 'Sulastri' }).click()
    await agent.getByRole('heading', { level: 1, name: 'Sulastri' }).waitFor()
    await panel(agent, 'Alamat').getByText('0812-7000-1234').waitFor()
    await panel(agent, 'Tiket').getByText('Obat hipertensi kosong di puskesmas.').waitFor()
    await axe(agent)
    const where = new URL(agent.url()).pathname
    await chief.goto(where)
    await viewer.goto(where)
    await viewer.getByText('0812-••••-1234').waitFor()
    await axe(viewer)
    expect(await viewer.textContent('body')).not.toContain('0812-7000-1234')
  })

  it('a note and a name appear at a colleague’s without a reload; a stale name is a clear conflict that keeps what was typed', async () => {
    await agent.getByLabel('Catatan tentang warga ini').fill('Tuna rungu, hanya pesan tertulis')
    await agent.keyboard.press('Control+Enter')
    await panel(chief, 'Catatan').getByText('Tuna rungu, hanya pesan tertulis').waitFor({ timeout: 10_000 })
    const edit = (page: Page) => page.getByRole('button', { name: 'Ubah nama dan bahasa' })
    await edit(chief).click()
    await dialog(chief).getByLabel('Nama').fill('Bu Sulastri')
    await edit(agent).click()
    await dialog(agent).getByLabel('Nama').fill('Sulastri Ningsih')
    await dialog(agent).getByLabel('Bahasa balasan').selectOption('id')
    await agent.keyboard.press('Control+Enter')
    await dialog(agent).waitFor({ state: 'detached' })
    await chief
      .getByRole('heading', { level: 1, name: 'Sulastri Ningsih', includeHidden: true })
      .waitFor({ timeout: 10_000 })
    await chief.keyboard.press('Control+Enter')
    await dialog(chief)
      .getByText(/baru saja diubah/)
      .waitFor()
    await axe(chief)
    expect(await dialog(chief).getByLabel('Nama').inputValue()).toBe('Bu Sulastri')
    await chief.keyboard.press('Escape')
  })

  it('a mail from the same person is merged with a reason in sight, and undone exactly', async () => {
    await mailIn('sulastri@contoh.id', 'Sulastri N', 'Terima kasih atas obatnya')
    await waitUntil(
      async () => (await database.admin`select 1 from cases where subject = 'Terima kasih atas obatnya'`).length > 0,
      {
        timeoutMs: 20_000,
        what: 'the mail’s ticket',
      },
    )
    const here = agent.url()
    await agent.getByRole('button', { name: 'Gabungkan dengan warga lain' }).click()
    await dialog(agent).getByLabel('Nama, nomor, atau e-mail').fill('sulastri@')
    await dialog(agent)
      .getByRole('option', { name: /Sulastri N/ })
      .click()
    const ask = agent.getByRole('alertdialog')
    await ask.getByText('Gabungkan Sulastri N ke Sulastri Ningsih?').waitFor()
    await axe(agent)
    await ask.getByRole('button', { name: 'Gabungkan' }).click()
    await panel(agent, 'Alamat').getByText('sulastri@contoh.id').waitFor()
    await panel(agent, 'Tiket').getByText('Terima kasih atas obatnya').waitFor()
    const [merged] = await database.admin`select source_id from contact_merges where undone_at is null`
    await agent.goto(`/t/semarang/contacts/${merged?.source_id}`)
    await agent.waitForURL(here)
    await panel(agent, 'Penggabungan').getByRole('button', { name: 'Urungkan' }).click()
    await panel(agent, 'Penggabungan').waitFor({ state: 'detached' })
    await panel(agent, 'Alamat').getByText('sulastri@contoh.id').waitFor({ state: 'detached' })
    const rows = await database.admin`select count(*)::int as n from identities where contact_id <> home_contact_id`
    expect(rows[0]?.n).toBe(0)
  })

  it('a blocked citizen opens nothing at the helpdesk, still reaches 112, and both are in sight', async () => {
    await mailIn('iklan@contoh.id', 'Tukang Iklan', 'Promo pertama')
    await chief.goto('/t/semarang/contacts?q=Tukang')
    await waitUntil(
      async () => {
        await chief.reload()
        return (await chief.getByRole('link', { name: 'Tukang Iklan' }).count()) > 0
      },
      { timeoutMs: 20_000, what: 'the citizen in the list' },
    )
    await chief.getByRole('link', { name: 'Tukang Iklan' }).click()
    await panel(chief, 'Blokir').getByRole('button', { name: 'Blokir' }).click()
    await dialog(chief).getByLabel('Alasan').fill('Iklan berulang')
    await axe(chief)
    await chief.keyboard.press('Control+Enter')
    await panel(chief, 'Blokir')
      .getByText(/Diblokir sampai besok/)
      .waitFor()
    await mailIn('iklan@contoh.id', 'Tukang Iklan', 'Promo kedua')
    await mailIn('iklan@contoh.id', 'Tukang Iklan', 'Ada kebakaran', 1)
    await panel(chief, 'Pesan yang ditahan').getByText('Promo kedua').first().waitFor({ timeout: 20_000 })
    await panel(chief, 'Tiket').getByText('Ada kebakaran').waitFor({ timeout: 20_000 })
    await axe(chief)
    expect((await database.admin`select 1 from cases where subject = 'Promo kedua'`).length).toBe(0)
    await panel(chief, 'Tiket')
      .getByRole('link', { name: /Ada kebakaran/ })
      .click()
    await chief
      .getByRole('complementary')
      .getByText(/Diblokir sampai besok/)
      .waitFor()
    await axe(chief)
    await chief.getByRole('link', { name: /Halaman warga/ }).click()
    await panel(chief, 'Blokir').getByRole('button', { name: 'Buka blokir' }).click()
    await panel(chief, 'Blokir').getByText('Tidak diblokir.').waitFor()
  })

  it('no page had an error of its own on the way', () => {
    // Refused input and the stale name are answered on purpose with 422 and 409.
    for (const page of [agent, chief, viewer])
      expect(pageProblems(page).filter((problem) => !/status of (409|422)/.test(problem))).toEqual([])
  })
})
