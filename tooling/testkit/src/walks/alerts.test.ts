import { addNote, changeCase, readCase } from '@siaga/cases'
import { openSecretBox } from '@siaga/channels'
import { type Ctx, type Database, openDatabase } from '@siaga/db'
import { memberCtx } from '@siaga/tenancy'
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
let tenant: SeededTenant
let agent: Page
let second: Page
let supervisor: Page
let admin: Page

beforeAll(async () => {
  database = await testDatabase()
  redis = await testRedis()
  stack = await startStack({ database: database.urls, redisUrl: redis.url })
  const { app, identity, gateway, relay, platform } = database.urls
  db = openDatabase({ name: 'walk', urls: { app, identity, gateway, relay, platform } })
  const { secret, instance } = stack.installation
  tenant = await seedTenant(db, {
    slug: 'semarang',
    authorityCode: '33.74',
    kind: 'city',
    name: 'Kota Semarang',
    types: ['health-helpdesk'],
    box: openSecretBox(secret),
    instance,
    password,
  })
})
afterAll(async () => {
  await closeBrowser()
  await stack?.stop()
  await db?.close()
  await redis?.drop()
  await database?.drop()
})

/** Counts what a page would play and what it tells the system, in the page itself. */
function listenIn() {
  const heard = { knocks: 0, told: [] as string[] }
  Object.assign(window, { heard })
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (this: OscillatorNode, at?: number) {
    heard.knocks++
    return start.call(this, at)
  }
  class Told {
    static permission = 'granted'
    static requestPermission = async () => 'granted'
    onclick: (() => void) | null = null
    constructor(title: string, { body }: { body: string }) {
      heard.told.push(`${title} | ${body}`)
    }
    close() {}
  }
  Object.assign(window, { Notification: Told })
}

type Heard = { knocks: number; told: string[] }
const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: Heard }).heard)

async function signIn(email: string, options: Parameters<typeof newPage>[0] = {}): Promise<Page> {
  const page = await newPage({ baseURL: stack.urls.admin, ...options })
  await page.addInitScript(listenIn)
  await signInOn(page, email, password)
  return page
}

const ctxOf = async (name: keyof SeededTenant['members']): Promise<Ctx> =>
  (
    await memberCtx({
      db,
      userId: tenant.members[name].userId,
      tenantSlug: tenant.slug,
      locale: 'id',
      requestId: 'walk',
    })
  ).ctx

let serial = 0
/** A mail of a citizen; its case, once it is there. */
async function mailIn(subject: string, from = `warga${serial + 1}@contoh.id`): Promise<{ id: string; number: string }> {
  const to = tenant.channels.mail.address
  const answer = await sendRaw({
    port: stack.ports.smtp,
    from,
    to: [to],
    raw: `From: Ratna Wulandari <${from}>\r\nTo: ${to}\r\nSubject: ${subject}\r\nMessage-ID: <alert-${++serial}@contoh.id>\r\n\r\nRAHASIA-WARGA\r\n`,
  })
  expect(answer.code).toBe(250)
  return waitUntil(
    async () => {
      const [row] = await database.admin`select id, number from cases where subject = ${subject}`
      return row as { id: string; number: string } | undefined
    },
    { timeoutMs: 20_000, what: `the case of ${subject}` },
  ) as Promise<{ id: string; number: string }>
}

/** By the supervisor, in their own window. */
async function give(caseId: string, name: string) {
  await supervisor.goto(`/t/semarang/inbox/${caseId}`)
  await supervisor.getByRole('button', { name: /^Alihkan/ }).waitFor()
  await supervisor.keyboard.press('a')
  await supervisor.getByRole('menuitem', { name }).or(supervisor.getByRole('option', { name })).first().click()
  await waitUntil(
    async () => (await database.admin`select assignee_id from cases where id = ${caseId}`)[0]?.assignee_id,
    { timeoutMs: 10_000, what: 'somebody who has the case' },
  )
}

const bell = (page: Page) => page.getByRole('button', { name: /^Pemberitahuan/ })

describe('alerts', { timeout: 120_000 }, () => {
  it('a case given by somebody else moves bell and title without a reload, is heard once, and says nothing of the citizen', async () => {
    supervisor = await signIn('supervisor@semarang.test')
    agent = await signIn('agent@semarang.test')
    await agent.goto('/t/semarang/inbox?view=all')
    second = await newPage({ baseURL: stack.urls.admin, context: agent.context() })
    await second.addInitScript(listenIn)
    await second.goto('/t/semarang/inbox?view=all')
    const { id, number } = await mailIn('Stok obat batuk')
    // A press, so that the browser lets both windows sound; one of them does.
    for (const page of [agent, second]) {
      await page.bringToFront()
      await page.locator('main').click({ position: { x: 5, y: 5 } })
    }
    await agent.evaluate(() => Object.assign(window, { sameDocument: true }))
    await give(id, 'Agus Santoso')
    await agent.getByRole('button', { name: 'Pemberitahuan, 1 belum dilihat' }).waitFor({ timeout: 15_000 })
    await waitUntil(async () => (await agent.title()).startsWith('(1) '), { timeoutMs: 5_000, what: 'the title' })
    expect(await agent.evaluate(() => 'sameDocument' in window)).toBe(true)
    await second.getByRole('button', { name: 'Pemberitahuan, 1 belum dilihat' }).waitFor()
    const [one, two] = await Promise.all([heard(agent), heard(second)])
    expect(one.knocks + two.knocks).toBe(1)
    const told = [...one.told, ...two.told]
    for (const words of told) expect(words).toBe(`Tiket dialihkan kepada Anda | ${number}`)
    expect(told.join()).not.toMatch(/Ratna|Stok|RAHASIA/)
    // Nobody else's bell moves.
    expect(await bell(supervisor).getAttribute('aria-label')).toBe('Pemberitahuan')
  })

  it('the list opens by key, shows kind and number, and all are seen at once, in every window', async () => {
    await agent.bringToFront()
    await agent.locator('main').click({ position: { x: 5, y: 5 } })
    await agent.keyboard.press('b')
    const list = agent.getByRole('dialog', { name: 'Pemberitahuan' })
    await list.getByText('Tiket dialihkan kepada Anda').waitFor()
    await list.getByText('belum dilihat').waitFor()
    await axe(agent)
    await list.getByRole('button', { name: 'Tandai semua dilihat' }).click()
    await agent.keyboard.press('Escape')
    for (const page of [agent, second])
      await page.getByRole('button', { name: 'Pemberitahuan', exact: true }).waitFor({ timeout: 10_000 })
    await waitUntil(async () => !(await agent.title()).startsWith('('), { timeoutMs: 5_000, what: 'a plain title' })
  })

  it('opening its case is seeing it', async () => {
    const { id, number } = await mailIn('Jadwal vaksin')
    await addNote(await ctxOf('supervisor'), { caseId: id, text: 'Tolong cek, @Agus Santoso' })
    await agent.getByRole('button', { name: 'Pemberitahuan, 1 belum dilihat' }).waitFor({ timeout: 15_000 })
    await bell(agent).click()
    const list = agent.getByRole('dialog', { name: 'Pemberitahuan' })
    await list.getByRole('link', { name: new RegExp(`Anda disebut.*${number}`) }).click()
    await agent.waitForURL(new RegExp(id))
    await agent.getByRole('button', { name: 'Pemberitahuan', exact: true }).waitFor({ timeout: 10_000 })
    await waitUntil(
      async () => (await database.admin`select 1 from notices where case_id = ${id} and seen_at is null`).length === 0,
      { timeoutMs: 5_000, what: 'nothing unseen' },
    )
  })

  it('a life that nobody has taken knocks, in the title and over the page, until somebody says that they know', async () => {
    const { id, number } = await mailIn('Tidak bisa bernapas')
    const ctx = await ctxOf('supervisor')
    const before = await heard(agent)
    const beside = await heard(second)
    await changeCase(ctx, { caseId: id, revision: (await readCase(ctx, id)).case.revision, priority: 'p1' })
    const bar = agent.getByRole('region', { name: '1 tiket jiwa terancam belum diambil' })
    await bar.waitFor({ timeout: 15_000 })
    await bar.getByRole('button', { name: `Buka ${number}` }).waitFor()
    await waitUntil(async () => (await agent.title()).startsWith('(P1) '), { timeoutMs: 5_000, what: 'the title' })
    await waitUntil(
      async () => {
        const [one, two] = await Promise.all([heard(agent), heard(second)])
        return one.knocks + two.knocks - before.knocks - beside.knocks >= 6
      },
      { timeoutMs: 10_000, what: 'six knocks' },
    )
    await axe(agent)
    await bar.getByRole('button', { name: 'Saya sudah tahu, diamkan' }).click()
    await bar.getByText('Suara diam untuk tiket ini').waitFor()
    await second.getByText('Suara diam untuk tiket ini').waitFor()
    await agent.goto(`/t/semarang/inbox/${id}`)
    await agent.getByRole('button', { name: /Ambil alih/ }).waitFor()
    await agent.keyboard.press('t')
    await bar.waitFor({ state: 'detached', timeout: 10_000 })
  })

  it('somebody’s own preferences are kept; an older page is told and keeps what was chosen', async () => {
    await agent.goto('/t/semarang/account')
    await second.goto('/t/semarang/account')
    await axe(agent)
    await agent.getByLabel('Suara: Warga menulis').check()
    await agent.getByLabel('Jam tenang').check()
    await agent.getByLabel('Dari').fill('21:00')
    await agent.getByRole('button', { name: 'Simpan', exact: true }).click()
    await agent.getByText('Pengaturan suara tersimpan').waitFor()
    await axe(agent)
    await second.getByLabel('Suara: Tiket dialihkan kepada Anda').uncheck()
    await second.getByRole('button', { name: 'Simpan', exact: true }).click()
    await second.getByText(/baru saja diubah di jendela lain/).waitFor()
    expect(await second.getByLabel('Suara: Tiket dialihkan kepada Anda').isChecked()).toBe(false)
    await second.getByRole('button', { name: 'Simpan', exact: true }).click()
    await second.getByText('Pengaturan suara tersimpan').waitFor()
    const [row] = await database.admin`select preferences, version from notice_preferences`
    expect(row).toMatchObject({ version: 2, preferences: { kinds: { assigned: { sound: false } } } })
    const knocks = (await heard(agent)).knocks
    await agent.getByRole('button', { name: 'Coba titir' }).click()
    await waitUntil(async () => (await heard(agent)).knocks - knocks === 6, { timeoutMs: 5_000, what: 'titir' })
  })
})

describe('a shift', { timeout: 60_000 }, () => {
  it('leaves a note with its cases; the next one is told at once, reads it, and the writer sees who has', async () => {
    const { number } = await mailIn('Ambulans di bengkel')
    await agent.goto('/t/semarang/inbox')
    await supervisor.goto('/t/semarang/handover')
    await axe(supervisor)
    await supervisor.getByLabel('Untuk sif berikutnya').fill('AMB-02 kembali pukul dua.')
    await supervisor.getByLabel(/Tiket yang terkait/).fill('999999')
    await supervisor.getByRole('button', { name: /Tinggalkan catatan/ }).click()
    await supervisor.getByText('Tidak ada di layanan ini: 999999').waitFor()
    expect(await supervisor.getByLabel('Untuk sif berikutnya').inputValue()).toBe('AMB-02 kembali pukul dua.')
    await supervisor.getByLabel(/Tiket yang terkait/).fill(number)
    await supervisor.getByRole('button', { name: /Tinggalkan catatan/ }).click()
    await supervisor.getByText('Catatan ditinggalkan').waitFor()

    const bar = agent.getByRole('region', { name: 'Serah terima sif' })
    await bar.waitFor({ timeout: 15_000 })
    await axe(agent)
    await bar.getByRole('button', { name: 'Baca catatan' }).click()
    await agent.getByText('AMB-02 kembali pukul dua.').waitFor()
    await agent.getByRole('link', { name: number }).waitFor()
    await axe(agent)
    await agent.getByRole('button', { name: /^Sudah saya baca/ }).click()
    await agent.getByText('Sudah Anda baca').waitFor()
    await supervisor.getByText(/^Agus Santoso /).waitFor({ timeout: 15_000 })
    await agent.goto('/t/semarang/inbox')
    await agent.getByRole('button', { name: 'Pemberitahuan', exact: true }).waitFor()
    expect(await bar.count()).toBe(0)
  })
})

describe('a rule', { timeout: 120_000 }, () => {
  it('is made from a preset, tried on past cases, activated, and answers a form with its number', async () => {
    admin = await signIn('admin@semarang.test')
    await admin.goto('/t/semarang/settings/rules')
    await axe(admin)
    await admin.getByRole('link', { name: /^Buat aturan untuk/ }).click()
    await admin.getByRole('button', { name: 'Tanda terima dengan nomor' }).click()
    const text = admin.getByLabel('Isi balasan')
    await text.waitFor()
    expect(await text.inputValue()).toContain('{nomor}')
    await text.fill('Yth. {nama}, nomor Anda {nomor}. {antah}')
    await admin.getByRole('button', { name: 'Uji pada tiket lalu' }).click()
    await admin.getByText('Isian ini tidak dikenal: {antah}.').waitFor()
    await axe(admin)
    await text.fill('Yth. {nama}, nomor Anda {nomor}.')
    expect(await admin.getByRole('button', { name: 'Simpan dan aktifkan' }).count()).toBe(0)
    await admin.getByRole('button', { name: 'Uji pada tiket lalu' }).click()
    await admin.getByText(/^Kena \d+ dari \d+ tiket/).waitFor()
    await admin
      .getByRole('cell', { name: /^Yth\. .*, nomor Anda HK-3374-\d{4}-\d{6}\.$/ })
      .first()
      .waitFor()
    await axe(admin)
    expect((await database.admin`select 1 from rules`).length).toBe(0)
    await admin.getByRole('button', { name: 'Simpan dan aktifkan' }).click()
    await admin.waitForURL(/settings\/rules\/[0-9a-f-]{36}/)
    await axe(admin)

    const citizen = await newPage({ baseURL: stack.urls.portal, viewport: { width: 390, height: 844 } })
    await citizen.goto(`/semarang/${tenant.services[0]?.slug}`)
    await citizen.locator('select[name=category], input[name=category]').first().waitFor()
    const choice = citizen.locator('select[name=category]')
    if (await choice.count()) await choice.selectOption({ index: 1 })
    else await citizen.locator('label:has(input[name=category])').first().click()
    await citizen.locator('[name=subject]').fill('Obat habis')
    await citizen.locator('[name=message]').fill('Obat batuk habis di puskesmas.')
    await citizen.locator('[name=name]').fill('Slamet')
    await citizen.locator('[name=email]').fill('slamet@contoh.id')
    await citizen.getByRole('button', { name: 'Kirim' }).click()
    await citizen.waitForURL(/\/ticket\//)
    const mail = await stack.mail.waitFor((m) => m.envelope.to.includes('slamet@contoh.id'))
    const [row] = await database.admin`select id, number, first_answered_at from cases where subject = 'Obat habis'`
    expect(mail.text).toContain(`Yth. Slamet, nomor Anda ${row?.number}.`)
    expect(mail.autoSubmitted).toBe('auto-replied')
    expect(row?.first_answered_at).toBeNull()
    await admin.goto(`/t/semarang/inbox/${row?.id}`)
    await admin.getByText('Aturan “Tanda terima dengan nomor” dijalankan').waitFor()
  })

  it('that somebody else has changed is a conflict that keeps what was typed; switched off it is silent', async () => {
    await admin.goto('/t/semarang/settings/rules')
    const address = await admin.getByRole('link', { name: 'Tanda terima dengan nomor' }).getAttribute('href')
    await admin.goto(address as string)
    const other = await newPage({ baseURL: stack.urls.admin, context: admin.context() })
    await other.goto('/t/semarang/settings/rules')
    await other.getByRole('button', { name: /^Nonaktifkan Tanda terima/ }).click()
    await other.getByRole('button', { name: /^Aktifkan Tanda terima/ }).waitFor()
    await axe(other)
    await admin.getByRole('textbox', { name: 'Nama aturan' }).fill('Nama saya')
    await admin.getByRole('button', { name: 'Simpan tanpa mengaktifkan' }).click()
    await admin.getByText(/Orang lain baru saja mengubah aturan ini/).waitFor()
    expect(await admin.getByRole('textbox', { name: 'Nama aturan' }).inputValue()).toBe('Nama saya')
    const before = (await database.admin`select 1 from messages where automatic and direction = 'out'`).length
    await mailIn('Tanpa tanda terima')
    await waitUntil(
      async () =>
        (await database.admin`select 1 from deliveries where done_at is null and failed_at is null`).length === 0,
      { timeoutMs: 15_000, what: 'nothing left to do' },
    )
    expect((await database.admin`select 1 from messages where automatic and direction = 'out'`).length).toBe(before)
    await admin.getByRole('button', { name: 'Simpan tanpa mengaktifkan' }).click()
    await admin.getByText('Aturan tersimpan').waitFor()
    expect((await database.admin`select name, is_active from rules`)[0]).toEqual({
      name: 'Nama saya',
      is_active: false,
    })
    for (const page of [agent, second, supervisor, admin, other]) {
      const own = pageProblems(page).filter((problem) => !/status of (409|422)/.test(problem))
      expect(own).toEqual([])
    }
  })
})
