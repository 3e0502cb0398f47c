import { addNote } from '@siaga/cases'
import { acceptInbound, openSecretBox } from '@siaga/channels'
import { type Database, openDatabase } from '@siaga/db'
import { memberCtx } from '@siaga/tenancy'
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
const patience = { timeout: 15_000 }
const gone = { state: 'detached', ...patience } as const

let database: Awaited<ReturnType<typeof testDatabase>>
let redis: Awaited<ReturnType<typeof testRedis>>
let stack: Stack
let db: Database
let tenant: SeededTenant
let agent: Page
let colleague: Page
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
  await write('Obat kosong', 'ratna@contoh.id')
  await write('Puskesmas menolak', 'ratna@contoh.id')
  await write('Tagihan BPJS', 'ratna@contoh.id')
  await write('Antrean panjang', 'slamet@contoh.id')
  await write('Promo pulsa', 'iklan@contoh.id')
  agent = await signIn('agent')
  colleague = await signIn('supervisor', { theme: 'dark' })
}, 120_000)
afterAll(async () => {
  await closeBrowser()
  await stack?.stop()
  await db?.close()
  await redis?.drop()
  await database?.drop()
})

/** A citizen's mail as the listener commits it, and the case that the worker makes of it. */
async function write(subject: string, from: string, more = ''): Promise<void> {
  const n = ++serial
  const { address, id: channelId } = (tenant.services[0] as SeededService).channels.mail
  const raw = `From: ${from.split('@')[0]} <${from}>\r\nTo: ${address}\r\nSubject: ${subject}\r\nMessage-ID: <case-${n}@contoh.id>\r\n${more}Content-Type: text/plain\r\n\r\n${subject}, tolong dibantu (${n}).\r\n`
  const meta = { recipient: address, address, sender: from, remote: '127.0.0.1', item: `case-${n}` }
  const item = { tenantId: tenant.tenantId, channelId, kind: 'mail', providerItem: `case-${n}`, meta }
  await acceptInbound(db, { ...item, raw: Buffer.from(raw) }, new Date())
  await waitUntil(
    async () => (await database.admin`select 1 from messages where text like ${`%(${n}).%`}`).length > 0,
    {
      timeoutMs: 20_000,
      what: `the message about ${subject}`,
    },
  )
}

async function signIn(name: keyof SeededTenant['members'], options: Parameters<typeof newPage>[0] = {}): Promise<Page> {
  const page = await newPage({ baseURL: stack.urls.admin, ...options })
  page.setDefaultTimeout(10_000)
  await signInOn(page, tenant.members[name].email, password)
  return page
}

const row = async (subject: string) =>
  (
    await database.admin`select * from cases where tenant_id = ${tenant.tenantId} and subject = ${subject} order by opened_at limit 1`
  )[0] as Record<string, unknown> & { id: string; number: string }

/** The ticket in the page, with nothing focused, so that single keys are its own. */
async function open(page: Page, subject: string): Promise<void> {
  await page.goto(`/t/semarang/inbox/${(await row(subject)).id}?view=all`)
  await page.getByRole('heading', { level: 1, name: subject }).waitFor()
  await page.getByRole('button', { name: 'Tindakan lain' }).waitFor()
  // The server's page is there before its keys are.
  await waitUntil(
    () => page.evaluate(() => Object.keys(document.querySelector('h1') ?? {}).some((k) => /^__react/.test(k))),
    {
      timeoutMs: 10_000,
      what: 'a page that lives',
    },
  )
}

const dialog = () => agent.getByRole('dialog')
const panel = (page = agent) => page.getByRole('complementary', { name: 'Warga dan tiket' })
const until = (what: string, holds: () => Promise<unknown>) => waitUntil(holds, { timeoutMs: 15_000, what })

/** In the dialog that chooses another ticket: by number or words, with the keyboard. */
async function pick(subject: string): Promise<void> {
  await dialog()
    .getByLabel('Nomor tiket atau kata')
    .fill((await row(subject)).number)
  await dialog().getByRole('radio').first().waitFor()
  await axe(agent)
  await agent.keyboard.press('ArrowDown')
  await agent.keyboard.press('Control+Enter')
  await dialog().waitFor(gone)
}

describe('the case', { timeout: 90_000 }, () => {
  it('is linked with another by key L, and both point at each other until they are let go', async () => {
    await open(agent, 'Obat kosong')
    await axe(agent)
    await agent.keyboard.press('l')
    await dialog().getByText('dengan tiket mana?').waitFor()
    await agent.keyboard.press('Control+Enter')
    await dialog().getByText('Pilih satu tiket.').waitFor()
    await pick('Antrean panjang')
    await panel().getByRole('list', { name: 'Tertaut' }).getByText('Antrean panjang').waitFor()
    await open(colleague, 'Antrean panjang')
    await panel(colleague).getByRole('list', { name: 'Tertaut' }).getByText('Obat kosong').waitFor()
    await axe(colleague)
    await panel()
      .getByRole('button', { name: `Lepaskan ${(await row('Antrean panjang')).number}` })
      .click()
    await panel(colleague).getByText('Belum ada tiket terkait').waitFor({ state: 'attached' })
  })

  it('becomes a part of another, which asks about it when it is settled', async () => {
    await open(agent, 'Antrean panjang')
    await agent.getByRole('button', { name: 'Tindakan lain' }).click()
    await agent.getByRole('menuitem', { name: 'Jadikan bagian dari tiket lain' }).click()
    await dialog().getByText('bagian dari tiket mana?').waitFor()
    await pick('Puskesmas menolak')
    await panel().getByRole('list', { name: 'Bagian dari' }).getByText('Puskesmas menolak').waitFor()
    await open(agent, 'Puskesmas menolak')
    await panel().getByRole('list', { name: 'Bagian', exact: true }).getByText('Antrean panjang').waitFor()
    await agent.keyboard.press('e')
    await dialog()
      .getByText((await row('Antrean panjang')).number)
      .waitFor()
    await axe(agent)
    await agent.keyboard.press('1')
    await agent.keyboard.press('Control+Enter')
    await dialog().getByRole('alert').or(dialog().locator('[id$=error]')).first().waitFor()
    await agent.keyboard.press('Escape')
    await dialog().waitFor(gone)
    expect((await row('Puskesmas menolak')).state).not.toBe('resolved')
  })

  it('goes into another of the same citizen, and its messages can be split out again', async () => {
    await open(agent, 'Tagihan BPJS')
    await agent.keyboard.press('g')
    await dialog().getByText('ke tiket mana?').waitFor()
    await dialog().getByText('Obat kosong').waitFor()
    await axe(agent)
    await pick('Obat kosong')
    await agent.waitForURL(new RegExp((await row('Obat kosong')).id))
    await agent.getByRole('region', { name: 'Percakapan' }).getByText('Tagihan BPJS, tolong dibantu (3).').waitFor()
    await panel().getByRole('list', { name: 'Digabung ke sini' }).getByText('Tagihan BPJS').waitFor()
    expect((await row('Tagihan BPJS')).state).toBe('merged')
    await open(colleague, 'Tagihan BPJS')
    await colleague.getByText('Percakapannya ada di sana').waitFor()
    await axe(colleague)

    await agent.getByRole('button', { name: 'Tindakan lain' }).click()
    await agent.getByRole('menuitem', { name: 'Pisahkan pesan menjadi tiket baru' }).click()
    await dialog().getByText('Pesan mana yang menjadi tiket baru?').waitFor()
    await agent.keyboard.press('Control+Enter')
    await dialog().getByText('Pilih sedikitnya satu pesan.').waitFor()
    await dialog().getByLabel('Tagihan BPJS, tolong dibantu (3).').check()
    await dialog().getByLabel('Judul tiket baru').fill('Tagihan, dipisah')
    await axe(agent)
    await agent.keyboard.press('Control+Enter')
    const { id: before } = await row('Obat kosong')
    await agent.waitForURL((url) => !url.pathname.includes(before))
    await agent.getByRole('heading', { level: 1, name: 'Tagihan, dipisah' }).waitFor()
    await panel().getByRole('list', { name: 'Tertaut' }).getByText('Obat kosong').waitFor()
  })

  it('takes tags by key, fields of the service, and a checklist that says who ticked what', async () => {
    await open(agent, 'Obat kosong')
    await agent.keyboard.press('#')
    const tag = panel().getByRole('combobox', { name: 'Tambah tag' })
    await tag.fill('Kosong')
    await panel().getByRole('option', { name: 'Buat “Kosong”' }).waitFor()
    await axe(agent)
    await agent.keyboard.press('Enter')
    await panel().getByRole('button', { name: 'Lepas tag kosong' }).waitFor()
    await agent.keyboard.press('Escape')
    await panel().getByLabel('Fasilitas').fill('Puskesmas Pandanaran')
    await panel().getByLabel('Kelas SP4N').selectOption('complaint')
    await panel().getByLabel('Kategori').selectOption('access_to_care')
    await panel().getByLabel('Kategori').press('Control+Enter')
    await until('the fields', async () => {
      const { attributes, category } = await row('Obat kosong')
      const saved = attributes as Record<string, unknown>
      return saved.facility === 'Puskesmas Pandanaran' && saved.sp4n_class === 'complaint' && category
    })
    await panel().getByLabel('Pastikan pasien sedang ditangani').check()
    await panel()
      .getByText(/Agus Santoso, /)
      .waitFor()
    await panel().getByLabel('Tambah butir').fill('Telepon apotek')
    await agent.keyboard.press('Enter')
    await panel().getByRole('checkbox', { name: 'Telepon apotek' }).waitFor()
    await axe(agent)
    await panel().getByRole('button', { name: 'Hapus butir Telepon apotek' }).click()
    await panel().getByRole('checkbox', { name: 'Telepon apotek' }).waitFor(gone)
    await panel().getByRole('button', { name: 'Lepas tag kosong' }).click()
    await panel().getByRole('button', { name: 'Lepas tag kosong' }).waitFor(gone)
  })

  it('is watched by key, and who is mentioned sees the mark live', async () => {
    await colleague.goto('/t/semarang/inbox?view=unassigned')
    await colleague.getByRole('button', { name: /^Saring daftar/ }).waitFor()
    await open(agent, 'Obat kosong')
    await agent.keyboard.press('w')
    await agent.getByText(/^Anda mengikuti/).waitFor()
    await agent.getByText('Diikuti', { exact: true }).waitFor()
    await agent.keyboard.press('c')
    await agent.getByPlaceholder(/catatan/i).pressSequentially('Mohon dicek, @Dew')
    await agent.getByRole('option', { name: /Dewi Lestari/ }).waitFor()
    await axe(agent)
    await agent.keyboard.press('Enter')
    await agent.keyboard.press('Control+Enter')
    await agent.locator('b', { hasText: '@Dewi Lestari' }).waitFor()
    await colleague
      .getByRole('link', { name: /sebutan|menyebut|disebut/i })
      .first()
      .waitFor()
    await axe(colleague)
    await colleague.goto('/t/semarang/inbox?view=mentions')
    await colleague.locator('li a[href*="/inbox/"]').first().click()
    await colleague.locator('b', { hasText: '@Dewi Lestari' }).waitFor()
    await until(
      'the mark gone',
      async () =>
        (
          await database.admin`select 1 from case_followers where mentioned_at is not null and (seen_at is null or seen_at < mentioned_at)`
        ).length === 0,
    )
  })

  it('shows of its timeline what one asks for, going round by key V', async () => {
    await open(agent, 'Obat kosong')
    const note = agent.locator('b', { hasText: '@Dewi Lestari' })
    const message = agent.getByRole('region', { name: 'Percakapan' }).getByText('Obat kosong, tolong dibantu (1).')
    await message.waitFor()
    await agent.keyboard.press('v')
    await note.waitFor(gone)
    await message.waitFor()
    await agent.keyboard.press('v')
    await note.waitFor()
    await message.waitFor(gone)
    await agent.keyboard.press('v')
    await note.waitFor(gone)
    await message.waitFor(gone)
    await axe(agent)
    await agent.keyboard.press('v')
    await message.waitFor()
    await note.waitFor()
  })

  it('promises a call-back, in time ahead, and says when it is over', async () => {
    await open(agent, 'Obat kosong')
    await agent.keyboard.press('b')
    await dialog().getByText('Hubungi warga kapan?').waitFor()
    await axe(agent)
    await dialog()
      .getByLabel(/Tanggal dan jam/)
      .fill('2020-01-01T10:00')
    await agent.keyboard.press('Control+Enter')
    await dialog()
      .getByText(/Pilih waktu yang akan datang/)
      .waitFor()
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
    await dialog()
      .getByLabel(/Tanggal dan jam/)
      .fill(`${tomorrow}T10:00`)
    await agent.keyboard.press('Control+Enter')
    await dialog().waitFor(gone)
    const done = agent.getByRole('button', { name: 'Sudah dihubungi' })
    await done.waitFor()
    await axe(agent)
    await done.click()
    await done.waitFor(gone)
    expect((await row('Obat kosong')).callback_at).toBeNull()
  })

  it('goes to another queue only with a reason, which stands in its timeline', async () => {
    await open(agent, 'Antrean panjang')
    await agent.keyboard.press('m')
    await dialog().getByText('ke mana?').waitFor()
    await axe(agent)
    await agent.keyboard.press('Control+Enter')
    await dialog().getByLabel('Alasan').and(dialog().locator('[aria-invalid=true]')).waitFor()
    await axe(agent)
    await dialog().getByLabel('Alasan').fill('Perlu dipastikan dahulu.')
    await agent.keyboard.press('Control+Enter')
    await dialog().waitFor(gone)
    await agent.getByText('Perlu dipastikan dahulu.').first().waitFor()
    const to = (tenant.services[0] as SeededService).queueIds.verification
    expect((await row('Antrean panjang')).queue_id).toBe(to)
  })

  it('that is spam leaves the inbox, and comes back by Z', async () => {
    await open(agent, 'Promo pulsa')
    await agent.getByRole('button', { name: 'Tindakan lain' }).click()
    await axe(agent, { include: '[role=menu]' })
    await agent.getByRole('menuitem', { name: 'Tandai spam' }).click()
    await agent.getByText(/ditandai spam dan keluar/).waitFor()
    await agent.locator('li a[href*="/inbox/"]', { hasText: 'Promo pulsa' }).waitFor(gone)
    expect((await row('Promo pulsa')).is_spam).toBe(true)
    await agent.locator('header h1').click()
    await agent.keyboard.press('z')
    await until('no spam', async () => (await row('Promo pulsa')).is_spam === false)
    await agent.locator('li a[href*="/inbox/"]', { hasText: 'iklan' }).waitFor()
  })

  it('is printed and carried away as a PDF, with notes only when they are asked for', async () => {
    const { id, number } = await row('Obat kosong')
    await agent.goto(`/t/semarang/cases/${id}/print`)
    await agent.getByRole('heading', { level: 1, name: 'Obat kosong' }).waitFor()
    await agent.getByText(number).first().waitFor()
    await axe(agent)
    expect(await agent.getByText('Mohon dicek').count()).toBe(0)
    await agent.getByLabel('Dengan catatan internal').click()
    await agent.getByText('Mohon dicek').waitFor()
    await axe(agent)
    const answer = await agent.request.get(`/t/semarang/cases/${id}/pdf`)
    const pdf = await answer.body()
    expect([answer.status(), answer.headers()['content-type']]).toEqual([200, 'application/pdf'])
    expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-')
    expect(answer.headers()['content-disposition']).toContain(`${number}.pdf`)
    // The words are in a typeface's own code; the title stands as it is.
    expect(pdf.includes(Buffer.from(number, 'utf16le').swap16())).toBe(true)
    const kept = await database.admin`select 1 from audit_entries where subject_id = ${id} and action = 'case.exported'`
    expect(kept.length).toBeGreaterThanOrEqual(2)
  })

  it('of others changes under one’s eyes without a reload', async () => {
    await open(agent, 'Antrean panjang')
    const { ctx } = await memberCtx({
      db,
      userId: tenant.members.supervisor.userId,
      tenantSlug: 'semarang',
      locale: 'id',
      requestId: 'walk',
    })
    await addNote(ctx, { caseId: (await row('Antrean panjang')).id, text: 'Dari meja sebelah.' })
    await agent.getByText('Dari meja sebelah.').waitFor()
  })

  it('no page had an error of its own on the way', () => {
    for (const page of [agent, colleague])
      expect(pageProblems(page).filter((p) => !p.includes('AbortError') && !p.includes('422'))).toEqual([])
  })
})
