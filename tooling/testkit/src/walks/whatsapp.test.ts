import { openSecretBox } from '@siaga/channels'
import { type Database, openDatabase } from '@siaga/db'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  axe,
  closeBrowser,
  newPage,
  pageProblems,
  type RunningWhatsapp,
  type SeededTenant,
  type Stack,
  seedNumber,
  seedTenant,
  signInOn,
  startStack,
  testDatabase,
  testRedis,
  waitUntil,
  whatsappStandin,
} from '../index.ts'

const password = 'rahasia-sekali-1'
const phoneNumberId = '100200300400503'
const name = 'Ratna Wulandari'
const question = 'Ada pohon tumbang di jalan kami'
const answer = 'Regu pohon berangkat, tiba dalam 20 menit.'

let database: Awaited<ReturnType<typeof testDatabase>>
let redis: Awaited<ReturnType<typeof testRedis>>
let standin: RunningWhatsapp
let stack: Stack
let db: Database
let semarang: SeededTenant
let agent: Page
let phone: Page

beforeAll(async () => {
  database = await testDatabase()
  redis = await testRedis()
  standin = await whatsappStandin()
  stack = await startStack({ database: database.urls, redisUrl: redis.url, whatsappGraphUrl: standin.graphUrl })
  const { app, identity, gateway, relay, platform } = database.urls
  db = openDatabase({ name: 'walk', urls: { app, identity, gateway, relay, platform } })
  const { secret, instance } = stack.installation
  const box = openSecretBox(secret)
  const types = ['emergency-112']
  const city = { slug: 'semarang', authorityCode: '33.74', kind: 'city', name: 'Kota Semarang' } as const
  semarang = await seedTenant(db, { ...city, types, box, instance, password })
  const serviceId = semarang.services[0]?.id as string
  const owner = semarang.tenantId
  await seedNumber(db, box, standin, { tenantId: owner, serviceId, phoneNumberId, app: 'semarang', owner })
  const served = {
    phoneNumberId,
    businessAccountId: `9${phoneNumberId}`,
    display: '0811 3374 112',
    name: 'Semarang 112',
  }
  standin.serve([served], `${stack.urls.api}/hooks/whatsapp/semarang`)
})
afterAll(async () => {
  await closeBrowser()
  await stack?.stop()
  await standin?.close()
  await db?.close()
  await redis?.drop()
  await database?.drop()
})

const signIn = async (email: string) => {
  const page = await newPage({ baseURL: stack.urls.admin })
  await signInOn(page, email, password)
  return page
}
const bubble = (text: string) => agent.locator('article').filter({ hasText: text })
const onPhone = (text: string) => phone.locator('.log .b').filter({ hasText: text })
const messages = () =>
  database.admin`select state, content, media, reactions from messages where tenant_id = ${semarang.tenantId} order by ordered_at, id`

describe('WhatsApp', { timeout: 120_000 }, () => {
  it('what a citizen writes on the telephone appears live at the desk', async () => {
    agent = await signIn('agent@semarang.test')
    await agent.goto('/t/semarang/inbox?view=all')
    phone = await newPage({ baseURL: standin.graphUrl.replace('/graph', ''), viewport: { width: 420, height: 860 } })
    await phone.goto('/whatsapp')
    await axe(phone)
    await phone.locator('input[name=as]').fill('0812-3456-7890')
    await phone.locator('input[name=name]').fill(name)
    await phone.getByRole('button', { name: /Buka telepon/ }).click()
    await phone.locator('textarea[name=text]').fill(question)
    await phone.locator('textarea[name=text]').press('Enter')
    await onPhone(question).waitFor()
    await axe(phone)
    const row = agent.locator('a[href*="/inbox/"]').filter({ hasText: name })
    await row.waitFor({ timeout: 10_000 })
    await row.click()
    await agent.waitForURL(/inbox\/[0-9a-f-]{36}/)
    await bubble(question).waitFor()
    await agent.getByText(/Jendela 24 jam: sisa/).waitFor()
    await axe(agent)
  })

  it('a place and a photo are shown as what they are', async () => {
    await phone.locator('summary').click()
    await phone.getByRole('button', { name: /Kirim lokasi/ }).click()
    await onPhone('Simpang Lima').waitFor()
    await agent.getByText('-6.990400, 110.422900').waitFor({ timeout: 10_000 })
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    await phone.locator('summary').click()
    await phone.locator('input[type=file]').setInputFiles({ name: 'pohon.png', mimeType: 'image/png', buffer: png })
    await phone.locator('input[name=text][maxlength="1024"]').fill('Ini pohonnya')
    await phone
      .locator('form', { has: phone.locator('input[type=file]') })
      .getByRole('button', { name: /Kirim/ })
      .click()
    await bubble('Ini pohonnya').locator('img').waitFor({ timeout: 15_000 })
    await axe(agent)
  })

  it('the answer arrives on the telephone, and its ticks move to read', async () => {
    await agent.keyboard.press('r')
    const editor = agent.getByPlaceholder('Tulis balasan')
    await editor.fill(answer)
    // The telephone lies face down for now: nothing is read.
    await phone.goto('about:blank')
    await editor.press('Control+Enter')
    await bubble(answer)
      .getByText(/Sampai/)
      .waitFor({ timeout: 20_000 })
    await phone.goto(`/whatsapp/chat?number=${phoneNumberId}&as=6281234567890`)
    await onPhone(answer).waitFor()
    await bubble(answer)
      .getByText(/Dibaca/)
      .waitFor({ timeout: 10_000 })
    await onPhone(answer)
      .getByRole('button', { name: /jempol/ })
      .click()
    await bubble(answer)
      .getByText(/bereaksi/)
      .waitFor({ timeout: 10_000 })
    expect(await messages()).toHaveLength(4)
  })

  it('an answer quotes the citizen’s message by a key, and a file needs no words', async () => {
    await agent.keyboard.press('Escape')
    await agent.locator('body').click({ position: { x: 5, y: 400 } })
    await agent.keyboard.press('q')
    const editor = agent.getByPlaceholder('Tulis balasan')
    const quote = agent.locator('blockquote').filter({ hasText: 'Mengutip pesan warga' })
    await quote.filter({ hasText: 'Ini pohonnya' }).waitFor()
    await editor.press('Alt+ArrowUp')
    await quote.filter({ hasText: 'Simpang Lima' }).waitFor()
    await axe(agent)
    await editor.fill('Petugas menuju ke sana')
    await editor.press('Control+Enter')
    await bubble('Petugas menuju ke sana').getByText('Menjawab pesan warga').waitFor({ timeout: 10_000 })
    await quote.waitFor({ state: 'detached' })
    await agent
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'peta.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF') })
    await agent.getByRole('button', { name: 'Lepaskan peta.pdf' }).waitFor({ timeout: 10_000 })
    await editor.press('Control+Enter')
    await bubble('peta.pdf').waitFor({ timeout: 10_000 })
    await onPhone('peta.pdf').waitFor({ timeout: 20_000 })
    const sent = standin.store.chat(phoneNumberId, '6281234567890').filter((m) => m.from === 'center')
    expect(sent.map((m) => [m.type, m.text])).toEqual([
      ['text', answer],
      ['text', 'Petugas menuju ke sana'],
      ['document', ''],
    ])
    expect(sent[1]?.quotes).toBeTruthy()
  })

  it('after 24 hours only a template can leave; the citizen’s choice opens the window again', async () => {
    // A day goes by.
    await database.admin`update messages set ordered_at = ordered_at - interval '25 hours' where tenant_id = ${semarang.tenantId}`
    await agent.goto(await caseAddress())
    await agent.getByText('Jendela tutup, pilih templat').waitFor()
    expect(await agent.getByPlaceholder('Tulis balasan').count()).toBe(0)
    await axe(agent)
    await agent.getByRole('button', { name: /Pilih templat/ }).waitFor()
    await agent.keyboard.press('r')
    await agent.keyboard.press('Enter')
    const dialog = agent.getByRole('dialog')
    await dialog.getByText('Belum ada templat yang disetujui').waitFor()
    await agent.keyboard.press('Escape')
    await readTemplates()
    await agent.goto(await caseAddress())
    await agent.getByRole('button', { name: /Pilih templat/ }).click()
    await dialog.getByLabel('Templat', { exact: true }).selectOption({ label: 'kabar_laporan (id)' })
    await axe(agent)
    await dialog.getByRole('button', { name: 'Kirim templat' }).click()
    await dialog.getByText('Isian ini wajib.').first().waitFor()
    await dialog.getByLabel('Isian 1').fill('Bu Ratna')
    await dialog.getByLabel('Isian 2').fill('112-3374')
    await dialog.getByText('Halo Bu Ratna, ada kabar tentang laporan Anda 112-3374').waitFor()
    await dialog.getByRole('button', { name: 'Kirim templat' }).click()
    await dialog.waitFor({ state: 'detached' })
    await bubble('Halo Bu Ratna')
      .getByText(/Dibaca|Sampai/)
      .waitFor({ timeout: 15_000 })
    await onPhone('Halo Bu Ratna').getByRole('button', { name: 'Baca kabarnya' }).click()
    await bubble('Baca kabarnya').getByText('Memilih dari tombol').waitFor({ timeout: 10_000 })
    await agent.getByPlaceholder('Tulis balasan').waitFor({ timeout: 10_000 })
    await agent.getByText(/Jendela 24 jam: sisa/).waitFor()
    const sent = standin.store.chat(phoneNumberId, '6281234567890').filter((m) => m.from === 'center')
    expect(sent.map((m) => m.type)).toEqual(['text', 'text', 'document', 'template'])
  })

  it('no page had an error of its own on the way', () => {
    // A refused form is answered with 422, which the browser notes.
    for (const page of [agent, phone])
      expect(pageProblems(page).filter((problem) => !problem.includes('status of 422'))).toEqual([])
  })
})

async function caseAddress(): Promise<string> {
  const [row] = await database.admin`select id from cases where tenant_id = ${semarang.tenantId}`
  return `/t/semarang/inbox/${row?.id}`
}

/** As an admin does it in the settings, in the browser. */
async function readTemplates(): Promise<void> {
  const admin = await signIn('admin@semarang.test')
  await admin.goto('/t/semarang/settings/channels')
  await admin.getByRole('link', { name: phoneNumberId }).click()
  await admin.getByRole('button', { name: 'Baca dari penyedia' }).click()
  await admin.getByText('janji_telepon').waitFor({ timeout: 10_000 })
  await axe(admin)
  await admin.goto('/t/semarang/settings/webhooks')
  await admin.getByText(`${stack.urls.api}/hooks/whatsapp/semarang`).waitFor()
  await axe(admin)
  await waitUntil(async () => pageProblems(admin).length === 0, { what: 'an admin’s page without errors' })
  await admin.close()
}
