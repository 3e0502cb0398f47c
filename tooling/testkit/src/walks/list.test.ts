import { acceptInbound, openSecretBox } from '@siaga/channels'
import { type Database, openDatabase } from '@siaga/db'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  axe,
  closeBrowser,
  newPage,
  pageProblems,
  type SeededService,
  type SeededTenant,
  type Stack,
  seedTenant,
  signInOn,
  startStack,
  testDatabase,
  testRedis,
  waitUntil,
} from '../index.ts'

const password = 'rahasia-sekali-1'
const many = 60

let database: Awaited<ReturnType<typeof testDatabase>>
let redis: Awaited<ReturnType<typeof testRedis>>
let stack: Stack
let db: Database
let tenant: SeededTenant
let agent: Page
let serial = 0

beforeAll(async () => {
  database = await testDatabase()
  redis = await testRedis()
  stack = await startStack({ database: database.urls, redisUrl: redis.url, apps: ['admin', 'worker'] })
  const { app, identity, gateway, relay, platform } = database.urls
  db = openDatabase({ name: 'walk', urls: { app, identity, gateway, relay, platform } })
  const { secret, instance } = stack.installation
  tenant = await seedTenant(db, {
    slug: 'semarang',
    authorityCode: '33.74',
    kind: 'city',
    name: 'Kota Semarang',
    types: ['health-helpdesk', 'general-information'],
    box: openSecretBox(secret),
    instance,
    password,
  })
  await write(Array.from({ length: many }, (_, i) => ({ name: `Warga ${i + 1}`, service: i % 6 === 5 ? 1 : 0 })))
}, 120_000)
afterAll(async () => {
  await closeBrowser()
  await stack?.stop()
  await db?.close()
  await redis?.drop()
  await database?.drop()
})

type Letter = { name: string; service?: number; from?: string; text?: string }

/** Mails as the listener would commit them, in this order a second apart; waits until the worker has made their cases. */
async function write(letters: Letter[]): Promise<void> {
  const began = Date.now() - letters.length * 1000
  for (const [i, letter] of letters.entries()) {
    const n = ++serial
    const { address, id: channelId } = (tenant.services[letter.service ?? 0] as SeededService).channels.mail
    const from = letter.from ?? `warga${n}@contoh.id`
    const raw = `From: ${letter.name} <${from}>\r\nTo: ${address}\r\nSubject: Perkara ${n}\r\nMessage-ID: <p${n}@contoh.id>\r\nContent-Type: text/plain\r\n\r\n${letter.text ?? `Isi surat ${n}`}\r\n`
    const item = `walk-${n}`
    const meta = { recipient: address, address, sender: from, remote: '127.0.0.1', item }
    await acceptInbound(
      db,
      { tenantId: tenant.tenantId, channelId, kind: 'mail', providerItem: item, raw: Buffer.from(raw), meta },
      new Date(began + i * 1000),
    )
  }
  await waitUntil(
    async () => (await database.admin`select count(*)::int as n from inbound_events where outcome is null`)[0]?.n === 0,
    { timeoutMs: 60_000, what: 'all mails handled' },
  )
}

async function signIn(email: string, options: Parameters<typeof newPage>[0] = {}): Promise<Page> {
  const page = await newPage({ baseURL: stack.urls.admin, ...options })
  page.setDefaultTimeout(10_000)
  await signInOn(page, email, password)
  return page
}

const rows = (page: Page) => page.locator('li a[href*="/inbox/"]')
const row = (page: Page, name: string) =>
  rows(page).filter({ has: page.locator('span', { hasText: new RegExp(`^${name}(, Belum dibaca)?$`) }) })
/** The citizens of the rows that are drawn, as they stand. */
const names = async (page: Page) =>
  (await rows(page).locator('span').allTextContents()).flatMap(
    (text) => /^(Warga \d+)(, Belum dibaca)?$/.exec(text)?.[1] ?? [],
  )
const param = (page: Page, name: string) => new URL(page.url()).searchParams.get(name)
const gone = { state: 'detached', timeout: 10_000 } as const
const caseOf = async (name: string) =>
  (
    await database.admin`select c.* from cases c join identities i on i.id = c.identity_id join contacts p on p.id = i.contact_id
      where c.tenant_id = ${tenant.tenantId} and coalesce(p.name, i.display_name) = ${name}`
  )[0] as Record<string, unknown>

async function open(query: string): Promise<void> {
  await agent.goto(`/t/semarang/inbox?${query}`)
  await agent.getByRole('button', { name: /^Saring daftar/ }).waitFor()
  await agent.waitForLoadState('networkidle')
}

describe('the list', { timeout: 120_000 }, () => {
  it('holds only the rows that can be seen, and has every one when it is scrolled', async () => {
    agent = await signIn('agent@semarang.test')
    await open('view=all')
    await row(agent, 'Warga 1').waitFor()
    expect(await rows(agent).count()).toBeLessThan(30)
    await axe(agent)
    const seen = new Set<string>()
    const list = agent.locator('ul.relative').locator('..')
    await waitUntil(
      async () => {
        for (const name of await names(agent)) seen.add(name)
        await list.evaluate((element) => element.scrollBy(0, 500))
        return seen.size >= many
      },
      { timeoutMs: 20_000, what: 'every row' },
    )
    expect(seen.size).toBe(many)
  })

  it('keeps its filters in the address, shows them as pills, and lets go of them there', async () => {
    await open('view=all')
    await agent.keyboard.press('f')
    const form = agent.getByRole('dialog', { name: 'Saringan' })
    await form.waitFor()
    await axe(agent)
    await form.getByLabel('Layanan').selectOption({ index: 2 })
    await waitUntil(() => param(agent, 'service') !== null, { timeoutMs: 5000, what: 'the service in the address' })
    await form.getByLabel('Prioritas').selectOption('p3')
    await form.getByLabel('Belum saya baca').check()
    await waitUntil(() => param(agent, 'unread') === '1' && param(agent, 'priority') === 'p3', {
      timeoutMs: 5000,
      what: 'all filters in the address',
    })
    await agent.keyboard.press('Escape')
    await form.waitFor(gone)
    // The key's tooltip stands at the button that has the focus again.
    await agent.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await agent.locator('[data-radix-popper-content-wrapper]').waitFor(gone)
    const pills = agent.getByRole('list', { name: 'Saringan' })
    await pills.getByText('Prioritas: P3 Biasa').waitFor()
    await row(agent, 'Warga 6').waitFor()
    expect(await rows(agent).count()).toBe(10)
    await axe(agent)
    // The address alone is the list: in another window, and by the back button.
    const address = agent.url()
    await agent.reload()
    await pills.getByText('Prioritas: P3 Biasa').waitFor()
    expect(agent.url()).toBe(address)
    await agent.goBack()
    await waitUntil(() => param(agent, 'unread') === null, { timeoutMs: 5000, what: 'the filter before' })
    await pills.getByRole('link', { name: /Hapus saringan Layanan/ }).click()
    await waitUntil(() => param(agent, 'service') === null, { timeoutMs: 5000, what: 'no service' })
    await agent.getByRole('button', { name: /Urutkan daftar/ }).click()
    await agent.getByRole('menuitemradio', { name: 'Pesan terakhir' }).click()
    await waitUntil(() => param(agent, 'sort') === 'latest', { timeoutMs: 5000, what: 'the order in the address' })
    await waitUntil(async () => (await names(agent))[0]?.startsWith(`Warga ${many}`), {
      timeoutMs: 5000,
      what: 'the latest first',
    })
  })

  it('is kept under a name, found again in the menu, and let go', async () => {
    await open('view=all&priority=p3&sort=oldest')
    await agent.getByRole('button', { name: 'Kotak masuk' }).click()
    await agent.getByRole('menuitem', { name: 'Simpan tampilan ini' }).click()
    const dialog = agent.getByRole('dialog')
    await dialog.getByLabel('Nama').fill('Biasa, terlama')
    await axe(agent)
    await agent.keyboard.press('Enter')
    await dialog.waitFor(gone)
    await open('view=mine')
    await agent.getByRole('button', { name: 'Kotak masuk' }).click()
    await agent.getByRole('menuitem', { name: 'Biasa, terlama' }).click()
    await waitUntil(() => param(agent, 'sort') === 'oldest' && param(agent, 'priority') === 'p3', {
      timeoutMs: 5000,
      what: 'the saved view',
    })
    await agent.getByRole('button', { name: 'Biasa, terlama' }).click()
    await agent.getByRole('menuitem', { name: 'Kelola tampilan' }).click()
    await dialog.waitFor()
    await axe(agent)
    await dialog.getByRole('button', { name: 'Hapus tampilan Biasa, terlama' }).click()
    await dialog.getByText('Belum ada tampilan tersimpan.').waitFor()
    await agent.keyboard.press('Escape')
  })

  it('marks a row as read when its ticket has been seen', async () => {
    await open('view=all&sort=oldest')
    await row(agent, 'Warga 1').getByText('Belum dibaca').waitFor({ state: 'attached' })
    await row(agent, 'Warga 1').click()
    await agent.waitForURL(/inbox\/[0-9a-f-]{36}/)
    await row(agent, 'Warga 1').getByText('Belum dibaca').waitFor(gone)
    await waitUntil(async () => (await database.admin`select 1 from case_followers`).length === 1, {
      timeoutMs: 5000,
      what: 'the mark',
    })
    // Written again, it is news again, although the ticket was seen: somebody else looks.
    const supervisor = await signIn('supervisor@semarang.test', { theme: 'dark' })
    await supervisor.goto('/t/semarang/inbox?view=all&sort=oldest')
    await row(supervisor, 'Warga 1').getByText('Belum dibaca').waitFor({ state: 'attached' })
    await axe(supervisor)
  })

  it('goes to the next ticket with one key, also when the one before has left the list', async () => {
    await open('view=unassigned&sort=oldest')
    await row(agent, 'Warga 2').click()
    await agent.waitForURL(/inbox\/[0-9a-f-]{36}/)
    await agent.mouse.move(900, 500)
    await agent.getByRole('button', { name: /Ambil alih/ }).waitFor()
    await agent.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await agent.keyboard.press('t')
    await row(agent, 'Warga 2').waitFor(gone)
    await agent.keyboard.press('n')
    const third = await caseOf('Warga 3')
    await agent.waitForURL(new RegExp(String(third.id)))
    await agent.keyboard.press('n')
    await agent.waitForURL(new RegExp(String((await caseOf('Warga 4')).id)))
  })

  it('puts a ticket off, and brings it back when its citizen writes', async () => {
    await open('view=all&sort=oldest')
    await row(agent, 'Warga 3').click()
    await agent.waitForURL(/inbox\/[0-9a-f-]{36}/)
    await agent.mouse.move(900, 500)
    await agent.getByRole('button', { name: /^Tunda/ }).waitFor()
    await agent.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await agent.keyboard.press('s')
    await agent.getByRole('menuitem', { name: /Besok pagi/ }).click()
    await row(agent, 'Warga 3').waitFor(gone)
    await agent.getByText(/Ditunda sampai besok 08\.00/).waitFor()
    await open('view=snoozed')
    await row(agent, 'Warga 3')
      .getByText(/Muncul besok 08\.00/)
      .waitFor()
    await axe(agent)
    const { address, id: channelId } = (tenant.services[0] as SeededService).channels.mail
    const raw = `From: warga3@contoh.id\r\nTo: ${address}\r\nSubject: Re\r\nMessage-ID: <lagi@contoh.id>\r\nIn-Reply-To: <tak-ada@contoh.id>\r\n\r\nSudah tiba\r\n`
    const { token } = await caseOf('Warga 3')
    const meta = { recipient: address, address, sender: 'warga3@contoh.id', remote: '127.0.0.1', item: 'lagi' }
    await acceptInbound(
      db,
      {
        tenantId: tenant.tenantId,
        channelId,
        kind: 'mail',
        providerItem: 'lagi',
        raw: Buffer.from(raw.replace('Subject: Re', `Subject: Re: [#${token}]`)),
        meta,
      },
      new Date(),
    )
    await row(agent, 'Warga 3').waitFor(gone)
    expect((await caseOf('Warga 3')).snoozed_until).toBeNull()
  })

  it('does one thing to many, says how many, and of each other one why not', async () => {
    await open('view=all&sort=oldest')
    await row(agent, 'Warga 10').scrollIntoViewIfNeeded()
    await row(agent, 'Warga 7').focus()
    await agent.keyboard.press('x')
    await agent.keyboard.press('Shift+ArrowDown')
    await agent.keyboard.press('Shift+ArrowDown')
    const bar = agent.getByRole('region', { name: 'Tindakan untuk tiket terpilih' })
    await bar.getByText('3 dipilih').waitFor()
    await axe(agent)
    await bar.getByRole('button', { name: 'Alihkan' }).click()
    await agent.getByRole('menuitem', { name: 'Dewi Lestari' }).click()
    await agent.getByText('3 tiket dialihkan').waitFor()
    for (const name of ['Warga 7', 'Warga 8', 'Warga 9'])
      expect((await caseOf(name)).assignee_id).toBe(tenant.members.supervisor.memberId)

    // By pointer, with a range; one of them is changed behind this window's back.
    await row(agent, 'Warga 9').waitFor()
    await agent.getByRole('checkbox', { name: 'Pilih tiket Warga 7' }).check({ force: true })
    await agent.getByRole('checkbox', { name: 'Pilih tiket Warga 9' }).click({ force: true, modifiers: ['Shift'] })
    await bar.getByText('3 dipilih').waitFor()
    await database.admin`update cases set revision = revision + 1 where id = ${String((await caseOf('Warga 8')).id)}`
    await bar.getByRole('button', { name: 'Tutup' }).click()
    const dialog = agent.getByRole('dialog')
    await dialog.getByText('Tutup 3 tiket?').waitFor()
    await dialog.getByRole('radio').first().waitFor({ state: 'attached' })
    await axe(agent)
    await agent.keyboard.press('1')
    await agent.keyboard.press('Control+Enter')
    await agent.getByText('2 tiket ditutup').waitFor()
    await dialog.getByText('1 tiket tidak berubah').waitFor()
    await dialog.getByText(/baru saja diubah orang lain/).waitFor()
    await axe(agent)
    expect([(await caseOf('Warga 7')).state, (await caseOf('Warga 8')).state]).toEqual(['closed', 'open'])
    await agent.keyboard.press('Escape')
  })

  it('stays quick where a center has hundreds of groups, tags and views', async () => {
    const sql = database.admin
    const id = () => sql`gen_random_uuid()`
    const serviceId = (tenant.services[0] as SeededService).id
    await sql`insert into queues (tenant_id, id, service_id, code, name)
      select ${tenant.tenantId}, ${id()}, ${serviceId}, 'kelompok_' || n, jsonb_build_object('id', 'Kelompok ' || n, 'en', 'Group ' || n)
      from generate_series(1, 600) n`
    await sql`insert into tags (tenant_id, id, name, is_active, created_at)
      select ${tenant.tenantId}, ${id()}, 'tanda ' || n, true, now() from generate_series(1, 600) n`
    await sql`insert into saved_views (tenant_id, id, member_id, name, query, created_at)
      select ${tenant.tenantId}, ${id()}, null, 'Tampilan ' || n, 'view=all&sort=oldest', now() from generate_series(1, 200) n`
    await open('view=all&sort=oldest')
    const within = async (what: string, ms: number, act: () => Promise<unknown>) => {
      const began = performance.now()
      await act()
      expect(performance.now() - began, what).toBeLessThan(ms)
    }
    await agent.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    const form = agent.getByRole('dialog', { name: 'Saringan' })
    await within('the filters', 3000, async () => {
      await agent.keyboard.press('f')
      await form.getByLabel('Antrean').locator('option', { hasText: 'Kelompok 600' }).waitFor({ state: 'attached' })
    })
    await within('a list of one group', 3000, async () => {
      await form.getByLabel('Antrean').selectOption({ label: 'Kelompok 599' })
      await agent.getByText(/Antrean: Kelompok 599/).waitFor()
    })
    await agent.keyboard.press('Escape')
    await form.waitFor(gone)
    await within('the views', 3000, async () => {
      await agent.getByRole('button', { name: 'Kotak masuk' }).click()
      await agent.getByRole('menuitem', { name: 'Tampilan 200', exact: true }).waitFor({ state: 'attached' })
    })
    await agent.keyboard.press('Escape')
    await open('view=all&sort=oldest')
    await within('the next ticket', 3000, async () => {
      await agent.keyboard.press('n')
      await agent.waitForURL(/inbox\/[0-9a-f-]{36}/)
      await agent.getByRole('button', { name: 'Tindakan lain' }).waitFor()
    })
    await axe(agent)
  })

  it('no page had an error of its own on the way', () => {
    // Remix logs a reload that a navigation overtakes; nothing is lost by it.
    expect(pageProblems(agent).filter((problem) => !problem.includes('AbortError'))).toEqual([])
  })
})
