import { openSecretBox } from '@siaga/channels'
import { createCannedReply } from '@siaga/conversations'
import { type Database, openDatabase } from '@siaga/db'
import { systemCtx } from '@siaga/events'
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
const patience = { timeout: 15_000 }
/** One transparent point. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

let database: Awaited<ReturnType<typeof testDatabase>>
let redis: Awaited<ReturnType<typeof testRedis>>
let stack: Stack
let db: Database
let tenant: SeededTenant
let desk: Page
let address = ''

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
    types: ['health-helpdesk'],
    box: openSecretBox(secret),
    instance,
    password,
  })
  await createCannedReply(systemCtx(db, tenant.tenantId, 'walk'), {
    serviceId: null,
    shortcut: 'terima',
    title: 'Terima kasih',
    text: 'Terima kasih, {nama}. Nomor tiket {nomor}, kategori {kategori}.',
  })
})
afterAll(async () => {
  await closeBrowser()
  await stack?.stop()
  await db?.close()
  await redis?.drop()
  await database?.drop()
})

async function signIn(name: 'agent' | 'supervisor', options: Parameters<typeof newPage>[0] = {}): Promise<Page> {
  const page = await newPage({ baseURL: stack.urls.admin, ...options })
  await signInOn(page, tenant.members[name].email, password)
  return page
}

/** A citizen's mail, and the desk at its ticket. */
async function openTicket(page: Page, name: string): Promise<void> {
  const to = tenant.channels.mail.address
  const from = `${name.toLowerCase()}@contoh.id`
  await sendRaw({
    port: stack.ports.smtp,
    from,
    to: [to],
    raw: `From: ${name} <${from}>\r\nTo: ${to}\r\nSubject: Obat ${name}\r\nMessage-ID: <${name}@contoh.id>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nObat kosong. Hubungi saya besok jam 10 di 0812-3456-7890 atau https://contoh.id/obat\r\n`,
  })
  await page.goto('/t/semarang/inbox?view=all')
  await page.locator('a[href*="/inbox/"]').filter({ hasText: name }).click(patience)
  await page.waitForURL(/inbox\/[0-9a-f-]{36}/)
  await editor(page).waitFor()
}

const editor = (page: Page) => page.getByPlaceholder('Tulis balasan')
const text = (page: Page) => editor(page).inputValue()
const mailsWith = async (words: string) => (await stack.mail.mails()).filter((m) => m.text.includes(words)).length
const messageWith = async (words: string) =>
  (
    await database.admin`select state, send_after from messages where direction = 'out' and text like ${`%${words}%`} order by created_at desc`
  )[0]

describe('the composer', { timeout: 120_000 }, () => {
  it('saves what is typed for another device of the same person, which has it at once', async () => {
    desk = await signIn('agent')
    await openTicket(desk, 'Ratna')
    address = new URL(desk.url()).pathname
    await editor(desk).fill('Selamat pagi, Bu Ratna.')
    await desk.getByText('Draf tersimpan', { exact: true }).waitFor()
    await axe(desk)
    const phone = await signIn('agent', { theme: 'dark', viewport: { width: 1000, height: 800 } })
    await phone.goto(address)
    await waitUntil(async () => (await text(phone)) === 'Selamat pagi, Bu Ratna.', { what: 'the draft on the phone' })
    await editor(phone).fill('Selamat pagi, Bu Ratna. Dari ponsel.')
    await phone.getByText('Draf tersimpan', { exact: true }).waitFor()
    await waitUntil(async () => (await text(desk)).endsWith('Dari ponsel.'), {
      timeoutMs: 10_000,
      what: 'the phone’s text on the desk',
    })
    await phone.context().setOffline(true)
    await editor(phone).fill('Versi ponsel')
    await phone.getByText('Draf tersimpan di peramban ini').waitFor()
    await editor(desk).fill('Versi meja')
    await desk.getByText('Draf tersimpan', { exact: true }).waitFor()
    await phone.context().setOffline(false)
    await phone.getByText('Draf ini juga ditulis di perangkat lain').waitFor(patience)
    await axe(phone)
    await phone.getByRole('button', { name: 'Gabungkan' }).click()
    expect(await text(phone)).toBe('Versi meja\n\nVersi ponsel')
    await phone.getByText('Draf tersimpan', { exact: true }).waitFor()
    await phone.context().close()
  })

  it('shows who else is here and writing, to colleagues of the service', async () => {
    const colleague = await signIn('supervisor')
    await colleague.goto(address)
    await colleague.getByText('Agus Santoso juga membuka tiket ini').waitFor(patience)
    await desk.getByText('Dewi Lestari juga membuka tiket ini').waitFor(patience)
    await editor(desk).pressSequentially(' dan lagi')
    await colleague.getByText('Agus Santoso sedang mengetik…').waitFor(patience)
    await axe(colleague)
    await colleague.goto('/t/semarang/account')
    await desk.getByText('Dewi Lestari juga membuka tiket ini').waitFor({ state: 'detached', ...patience })
    await colleague.context().close()
  })

  it('inserts a canned reply by keyboard, marks what is unknown and does not send it', async () => {
    await editor(desk).fill('')
    await editor(desk).pressSequentially('/ter')
    await desk.getByRole('option', { name: /Terima kasih/ }).waitFor(patience)
    await axe(desk)
    await desk.keyboard.press('Enter')
    await waitUntil(async () => (await text(desk)).startsWith('Terima kasih, Ratna. Nomor tiket HK-'), {
      what: 'a filled reply',
    })
    expect(await text(desk)).toContain('{kategori}')
    await desk.getByText('Belum diisi: {kategori}.').waitFor()
    await axe(desk)
    await editor(desk).press('Control+Enter')
    await desk.getByText('Isi atau hapus dahulu: {kategori}.').waitFor(patience)
    await editor(desk).fill((await text(desk)).replace('{kategori}', 'obat'))
    expect(await messageWith('kategori obat')).toBeUndefined()
  })

  it('takes a pasted picture under a sensible name', async () => {
    await editor(desk).evaluate((element, base64) => {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))
      const data = new DataTransfer()
      data.items.add(new File([bytes], 'image.png', { type: 'image/png' }))
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, png)
    await desk.getByText(/^Tangkapan layar .*\.png$/).waitFor(patience)
    await axe(desk)
  })

  it('takes a reply back within five seconds, and nothing leaves', async () => {
    const written = await text(desk)
    await editor(desk).press('Control+Enter')
    await desk.getByText('Balasan dikirim').first().waitFor(patience)
    await axe(desk)
    await editor(desk).press('Escape')
    await desk.keyboard.press('z')
    await waitUntil(async () => (await text(desk)) === written, {
      timeoutMs: 10_000,
      what: 'the text back in the editor',
    })
    await desk.getByText(/^Tangkapan layar .*\.png$/).waitFor(patience)
    expect(await messageWith('kategori obat')).toMatchObject({ state: 'withdrawn' })
    const [timers] = await database.admin`select count(*)::int as n from timers where kind = 'message.due'`
    const [events] = await database.admin`select count(*)::int as n from outbox where type = 'message.queued'`
    expect([timers?.n, events?.n]).toEqual([0, 0])
    const [found] = await database.admin`select state, first_answered_at from cases where id = ${address.slice(-36)}`
    expect(found).toMatchObject({ state: 'new', first_answered_at: null })
  })

  it('sends later, shows it, and sends at once when told so', async () => {
    await desk.getByRole('button', { name: 'Kirim nanti' }).click()
    await desk.getByRole('dialog').getByRole('button', { name: 'Jadwalkan' }).hover()
    await axe(desk)
    await desk.getByRole('button', { name: /Satu jam lagi/ }).click()
    const waiting = desk.getByRole('region', { name: 'Menunggu waktunya' })
    await waiting.getByText(/Dikirim .*WIB/).waitFor(patience)
    await waiting.hover()
    expect(await mailsWith('kategori obat')).toBe(0)
    await axe(desk)
    await waiting.getByRole('button', { name: 'Kirim sekarang' }).click()
    const mail = await stack.mail.waitFor((m) => m.text.includes('kategori obat'))
    expect(mail.attachments.map((a) => a.contentType)).toEqual(['image/png'])
    await waiting.waitFor({ state: 'detached', ...patience })
    await desk
      .getByText(/^Terkirim/)
      .first()
      .waitFor(patience)
  })

  it('says what is known of a message', async () => {
    await desk.getByRole('button', { name: 'Rincian pesan' }).last().click()
    const details = desk.getByRole('dialog', { name: 'Rincian pesan' })
    await details.getByText('ratna@contoh.id').waitFor()
    await details.getByText('Nomor penyedia').waitFor()
    await axe(desk)
    await desk.keyboard.press('Escape')
  })

  it('makes links safe and dates useful', async () => {
    const link = desk.getByRole('link', { name: 'https://contoh.id/obat', exact: true })
    expect(await link.getAttribute('rel')).toContain('noopener')
    expect(await desk.getByRole('link', { name: '0812-3456-7890', exact: true }).getAttribute('href')).toBe(
      'tel:+6281234567890',
    )
    await desk.getByRole('button', { name: 'besok jam 10' }).click()
    await desk.getByRole('menuitem', { name: /Telepon balik besok 10.00/ }).click()
    await waitUntil(
      async () =>
        (await database.admin`select callback_at from cases where id = ${address.slice(-36)}`)[0]?.callback_at,
      { timeoutMs: 10_000, what: 'the promised call-back' },
    )
  })

  it('offers the next step when a reply failed, and only then sends it again', async () => {
    await openTicket(desk, 'Slamet')
    stack.mail.behave({ mode: 'reject', count: 1 })
    await editor(desk).fill('Yang ini ditolak dulu.')
    await editor(desk).press('Control+Enter')
    const again = desk.getByRole('button', { name: 'Kirim ulang' })
    await again.waitFor({ timeout: 30_000 })
    await axe(desk)
    expect(await mailsWith('ditolak dulu')).toBe(0)
    await again.click()
    await stack.mail.waitFor((m) => m.text.includes('ditolak dulu'))
    await desk.getByText('Sudah dikirim ulang.').waitFor(patience)
    expect(await mailsWith('ditolak dulu')).toBe(1)
  })

  it('warns that an uncertain reply may arrive twice, and lets a person say that it arrived', async () => {
    await openTicket(desk, 'Tuti')
    await editor(desk).fill('Tidak pasti.')
    stack.mail.behave({ mode: 'silence', count: 1 })
    await editor(desk).press('Control+Enter')
    await waitUntil(async () => (await messageWith('Tidak pasti.'))?.state === 'sending', {
      timeoutMs: 20_000,
      what: 'a provider that says nothing',
    })
    // The worker dies with the answer outstanding; the next one cannot know whether the provider has it.
    await stack.kill('worker')
    await database.admin`update deliveries set admitted_at = now() - interval '1 hour' where consumer = 'send' and done_at is null`
    await stack.restart('worker')
    // The provider may have been cut off before it had anything to be silent about.
    stack.mail.behave({ mode: 'accept' })
    await desk.getByRole('button', { name: 'Tandai terkirim' }).waitFor({ timeout: 60_000 })
    await axe(desk)
    await desk.getByRole('button', { name: 'Kirim ulang' }).click()
    await desk.getByText('Warga dapat menerimanya dua kali.', { exact: false }).waitFor()
    await axe(desk)
    await desk.getByRole('button', { name: /^Batal/ }).click()
    await desk.getByRole('button', { name: 'Tandai terkirim' }).click()
    await waitUntil(async () => (await messageWith('Tidak pasti.'))?.state === 'sent', {
      timeoutMs: 10_000,
      what: 'settled',
    })
  })

  it('starts a conversation from the list by C', async () => {
    await desk.goto('/t/semarang/inbox?view=all')
    await desk.getByRole('heading', { level: 1 }).waitFor()
    await desk.keyboard.press('c')
    const dialog = desk.getByRole('dialog', { name: 'Mulai percakapan dengan warga' })
    await dialog.getByLabel('Alamat e-mail warga').fill('bambang@contoh.id')
    await dialog.getByLabel('Nama warga').fill('Bambang')
    await dialog.getByLabel('Perihal').fill('Obat sudah tersedia')
    await dialog.getByLabel('Isi').fill('Silakan diambil di puskesmas.')
    await dialog.getByRole('button', { name: 'Sisipkan tautan formulir' }).click()
    await axe(desk)
    await dialog.getByRole('button', { name: /^Kirim/ }).click()
    await desk.waitForURL(/inbox\/[0-9a-f-]{36}/)
    const mail = await stack.mail.waitFor((m) => m.text.includes('Silakan diambil'))
    expect(mail.envelope.to).toEqual(['bambang@contoh.id'])
    expect(mail.text).toContain('/semarang/hk')
    await axe(desk)
  })

  it('has a page for canned replies, with what they will look like', async () => {
    const supervisor = await signIn('supervisor')
    await supervisor.goto('/t/semarang/settings/canned')
    await axe(supervisor)
    await supervisor.getByRole('button', { name: 'Tambah balasan' }).click()
    const dialog = supervisor.getByRole('dialog')
    await dialog.getByLabel('Pintasan').fill('obat-ada')
    await dialog.getByLabel('Judul').fill('Obat sudah ada')
    await dialog.getByLabel('Isi', { exact: true }).fill('Obat untuk {nama} sudah ada.')
    await dialog.getByText('Obat untuk Ratna Wulandari sudah ada.').waitFor()
    await axe(supervisor)
    await dialog.getByRole('button', { name: 'Simpan' }).click()
    await supervisor.getByText('/obat-ada').waitFor(patience)
    expect(pageProblems(supervisor)).toEqual([])
  })

  it('has shown no error of its own on the way', () => {
    expect(pageProblems(desk).filter((p) => !p.includes('422'))).toEqual([])
  })
})
