import { logContact } from '@siaga/cases'
import { acceptInbound, openSecretBox, submitForm, syncTemplates } from '@siaga/channels'
import { createCannedReply } from '@siaga/conversations'
import { type Database, openDatabase } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { openFolderStore } from '@siaga/files'
import { memberCtx } from '@siaga/tenancy'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  closeBrowser,
  newPage,
  pageProblems,
  type RunningWhatsapp,
  type SeededService,
  type SeededTenant,
  type Stack,
  seedNumber,
  seedTenant,
  startStack,
  testDatabase,
  testRedis,
  waitUntil,
  whatsappStandin,
} from '../index.ts'

const password = 'rahasia-sekali-1'
const phoneNumberId = '100200300400777'
const patience = { timeout: 15_000 }

/** What becomes of a conversation, in the order in which the citizens wrote. */
const plans = [
  ...Array<'bulk'>(5).fill('bulk'),
  ...(['canned', 'typed', 'canned', 'tag', 'canned', 'typed-resolved', 'note', 'canned', 'undo', 'typed'] as const),
  ...(['snooze', 'canned', 'assign', 'typed-resolved', 'search'] as const),
  ...(['typed', 'canned', 'closed', 'typed', 'palette', 'closed-at-once', 'canned', 'priority'] as const),
  ...(['closed-at-once', 'closed-at-once', 'closed', 'closed', 'resolved', 'resolved'] as const),
  ...(['typed', 'typed', 'canned', 'typed', 'canned', 'typed', 'typed-resolved', 'typed', 'canned', 'typed'] as const),
  ...(['typed', 'canned', 'template', 'template', 'template', 'template'] as const),
] as const
type Plan = (typeof plans)[number]
const kindOf = (i: number) => (i < 20 ? 'mail' : i < 28 ? 'form' : i < 31 ? 'letter' : i < 34 ? 'call' : 'whatsapp')
const nameOf = (i: number) => `Warga ${String(i + 1).padStart(2, '0')}`

let database: Awaited<ReturnType<typeof testDatabase>>
let redis: Awaited<ReturnType<typeof testRedis>>
let standin: RunningWhatsapp
let stack: Stack
let db: Database
let tenant: SeededTenant
let agent: Page
/** Case of each citizen, and the other way round. */
const caseIds = new Map<string, string>()
const names = new Map<string, string>()

beforeAll(async () => {
  database = await testDatabase()
  redis = await testRedis()
  standin = await whatsappStandin()
  stack = await startStack({
    database: database.urls,
    redisUrl: redis.url,
    apps: ['api', 'admin', 'worker'],
    whatsappGraphUrl: standin.graphUrl,
  })
  const { app, identity, gateway, relay, platform } = database.urls
  db = openDatabase({ name: 'walk', urls: { app, identity, gateway, relay, platform } })
  const { secret, instance, filesDir } = stack.installation
  const box = openSecretBox(secret)
  tenant = await seedTenant(db, {
    slug: 'semarang',
    authorityCode: '33.74',
    kind: 'city',
    name: 'Kota Semarang',
    types: ['health-helpdesk'],
    box,
    instance,
    password,
  })
  const system = systemCtx(db, tenant.tenantId, 'walk')
  const service = tenant.services[0] as SeededService
  const owner = tenant.tenantId
  const seeded = { tenantId: owner, serviceId: service.id, phoneNumberId, app: 'semarang', owner }
  const { channelId } = await seedNumber(db, box, standin, seeded)
  const number = { phoneNumberId, businessAccountId: `9${phoneNumberId}`, display: '0811 3374 119', name: 'Semarang' }
  standin.serve([number], `${stack.urls.api}/hooks/whatsapp/semarang`)
  await syncTemplates(system, box, { smtpUrl: null, whatsappGraphUrl: standin.graphUrl }, { channelId })
  await createCannedReply(system, {
    serviceId: null,
    shortcut: 'jadwal',
    title: 'Jadwal obat',
    text: 'Terima kasih, {nama}. Obat tersedia besok pagi. Nomor tiket {nomor}.',
  })
  for (let i = 0; i < plans.length; i++) await write(i, service, box, filesDir)
  await waitUntil(async () => (await cases()).length === plans.length, { timeoutMs: 60_000, what: 'fifty cases' })
  // A day goes by for those whom only a template reaches.
  const late = plans.flatMap((plan, i) => (plan === 'template' ? [nameOf(i)] : []))
  for (const row of await cases()) {
    caseIds.set(row.name, row.id)
    names.set(row.id, row.name)
    if (late.includes(row.name))
      await database.admin`update messages set ordered_at = ordered_at - interval '25 hours' where case_id = ${row.id}`
  }
}, 120_000)
afterAll(async () => {
  await closeBrowser()
  await stack?.stop()
  await standin?.close()
  await db?.close()
  await redis?.drop()
  await database?.drop()
})

type Row = { id: string; name: string; number: string; state: string; assigneeId: string | null }
const cases = async () =>
  (await database.admin`
    select c.id, c.number, c.state, c.priority, c.snoozed_until as "snoozedUntil", c.assignee_id as "assigneeId",
      coalesce(p.name, i.display_name) as name
    from cases c join identities i on i.id = c.identity_id join contacts p on p.id = i.contact_id
    where c.tenant_id = ${tenant.tenantId}`) as unknown as (Row & { priority: string; snoozedUntil: Date | null })[]

/** One citizen turns to the service, by the public way of their channel. */
async function write(i: number, service: SeededService, box: ReturnType<typeof openSecretBox>, filesDir: string) {
  const name = nameOf(i)
  const kind = kindOf(i)
  const text = `Saya ${name} bertanya tentang obat`
  if (kind === 'mail') {
    const { address, id: channelId } = service.channels.mail
    const from = `warga${i}@contoh.id`
    const raw = `From: ${name} <${from}>\r\nTo: ${address}\r\nSubject: Surat ${name}\r\nMessage-ID: <w${i}@contoh.id>\r\nContent-Type: text/plain\r\n\r\n${text}\r\n`
    const meta = { recipient: address, address, sender: from, remote: '127.0.0.1', item: `w${i}` }
    const item = { tenantId: tenant.tenantId, channelId, kind: 'mail', providerItem: `w${i}`, meta }
    await acceptInbound(db, { ...item, raw: Buffer.from(raw) }, new Date(Date.now() - (60 - i) * 60_000))
  } else if (kind === 'form') {
    const values = { category: 'medicine', subject: `Formulir ${name}`, message: text, name, email: `w${i}@contoh.id` }
    const desk = { db, box, store: openFolderStore(filesDir), locale: 'id' as const, requestId: 'walk' }
    const place = { address: '10.0.0.1', regionExists: () => true, flood: async () => null }
    const sent = { tenantSlug: 'semarang', serviceSlug: service.slug, submissionId: null, values }
    await submitForm({ ...desk, ...place, clock: { now: () => new Date() } }, sent)
  } else if (kind === 'whatsapp') {
    const answer = await fetch(`${standin.graphUrl.replace('/graph', '')}/whatsapp/citizen`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ number: phoneNumberId, as: `62812345678${i}`, name, kind: 'text', text }),
    })
    expect(answer.status).toBe(200)
  } else {
    const who = { db, userId: tenant.members.supervisor.userId, tenantSlug: 'semarang', locale: 'id', requestId: 'w' }
    const { ctx } = await memberCtx(who as Parameters<typeof memberCtx>[0])
    const citizen = { name, phone: kind === 'call' ? `0812-7000-10${i}` : null }
    await logContact(ctx, { kind, serviceId: service.id, citizen, text, case: { kind: 'new' } })
  }
}

/** Nothing but the keyboard reaches the agent's page; what is asked of it is only read. */
const press = async (...keys: string[]) => {
  for (const key of keys) await agent.keyboard.press(key)
}
const type = (text: string) => agent.keyboard.type(text)
const openId = () => /inbox\/([0-9a-f-]{36})/.exec(agent.url())?.[1] ?? null
const openName = () => names.get(openId() ?? '') ?? ''
const editor = () => agent.getByPlaceholder('Tulis balasan')
const dialog = () => agent.getByRole('dialog')
const gone = { state: 'detached', ...patience } as const
const said = (text: string | RegExp) => agent.getByText(text).first().waitFor(patience)
const hasFocus = (what: string) =>
  waitUntil(() => agent.evaluate((selector) => document.activeElement?.matches(selector) ?? false, what), {
    timeoutMs: 5000,
    what: `the focus on ${what}`,
  })

/** A list of this order is drawn: the address and the heading are there before it. */
const listed = (order: string) => agent.locator(`li a[href*="${order}"]`).first()

/** Through the palette: some words, and the command that they lead to. */
async function command(words: string, found: string | RegExp) {
  await press('Control+k')
  await agent.locator('[role=dialog] input[role=combobox]').waitFor(patience)
  await type(words)
  await agent.locator('[role=option][aria-selected=true]', { hasText: found }).waitFor(patience)
  await press('Enter')
}

/** To the next ticket by key; false at the end of the list. */
async function next(key: 'n' | 'Alt+n'): Promise<boolean> {
  const before = openId()
  await press(key)
  const end = agent.getByText('Ini tiket terakhir di daftar')
  const went = await waitUntil(
    async () => (openId() !== before ? 'next' : (await end.count()) > 0 ? 'end' : undefined),
    { timeoutMs: 10_000, what: `a ticket after ${openName()}` },
  )
  if (went === 'end') return false
  await shown()
  return true
}

/** The ticket that the address names is drawn. */
const shown = () =>
  agent
    .locator('header', { hasText: numberOf(openName()) })
    .locator('h1')
    .waitFor(patience)
const numbers = new Map<string, string>()
const numberOf = (name: string) => numbers.get(name) ?? '???'

const answerOf = (name: string) => `Jawaban untuk ${name}, silakan datang besok.`

async function reply(how: 'canned' | 'typed') {
  await press('r')
  await hasFocus('textarea')
  if (how === 'typed') await type(answerOf(openName()))
  else {
    await type('/jad')
    await agent.getByRole('option', { name: /Jadwal obat/ }).waitFor(patience)
    await press('Enter')
    await waitUntil(async () => (await editor().inputValue()).includes(numberOf(openName())), {
      timeoutMs: 5000,
      what: 'the canned reply',
    })
  }
  await press('Control+Enter')
}

/** Number of the outcome, and the dialog's own key; both given at once, as fingers do. */
async function settle(key: 'e' | 'Shift+E', outcome: string | null) {
  await press(key)
  await dialog().waitFor(patience)
  await press(...(outcome ? [outcome] : []), 'Control+Enter')
  await dialog().waitFor(gone)
}

/** Does with the open ticket what is planned, and leaves by key. */
const work: Record<Exclude<Plan, 'bulk'>, () => Promise<'n' | 'Alt+n'>> = {
  canned: () => reply('canned').then(() => 'Alt+n'),
  typed: () => reply('typed').then(() => 'Alt+n'),
  async 'typed-resolved'() {
    await reply('typed')
    await press('Escape')
    await settle('e', '1')
    return 'n'
  },
  async tag() {
    await press('#')
    await hasFocus('input[role=combobox]')
    await type('obat')
    await press('Enter')
    await agent.getByRole('button', { name: 'Lepas tag obat' }).waitFor(patience)
    await press('Escape')
    await reply('canned')
    return 'Alt+n'
  },
  async priority() {
    await press('p')
    await hasFocus('#ticket-priority')
    await press('ArrowUp', 'Control+Enter')
    await said(/disimpan/)
    await press('Escape')
    await reply('typed')
    return 'Alt+n'
  },
  async note() {
    await press('c')
    await hasFocus('textarea')
    await type('Sudah saya tanyakan ke apotek.')
    await press('Control+Enter')
    await agent.locator('article, li').filter({ hasText: 'Sudah saya tanyakan' }).first().waitFor(patience)
    await press('Escape')
    await reply('typed')
    return 'Alt+n'
  },
  async undo() {
    await press('r')
    await type('Salah tulis.')
    await press('Control+Enter')
    // The word of the answer before may still stand there; an emptied editor is of this one.
    await waitUntil(async () => (await editor().inputValue()) === '', { timeoutMs: 10_000, what: 'it sent' })
    await said('Balasan dikirim')
    await press('Escape', 'z')
    await waitUntil(async () => (await editor().inputValue()) === 'Salah tulis.', {
      timeoutMs: 10_000,
      what: 'it back',
    })
    await press('r', 'Control+a')
    await type(answerOf(openName()))
    await press('Control+Enter')
    return 'Alt+n'
  },
  async snooze() {
    await reply('typed')
    await press('Escape', 's')
    await agent.getByRole('menuitem', { name: /1 jam lagi/ }).waitFor(patience)
    await press('Enter')
    await said(/ditunda$/)
    return 'n'
  },
  async assign() {
    await reply('typed')
    await press('Escape', 'a')
    await agent.getByRole('menuitem', { name: 'Dewi Lestari' }).waitFor(patience)
    await agent.waitForFunction(() => document.activeElement?.closest('[role=menu]'))
    await type('dew')
    await agent.locator('[role=menuitem][data-highlighted]', { hasText: 'Dewi Lestari' }).waitFor(patience)
    await press('Enter')
    await said(/dialihkan$/)
    return 'n'
  },
  async closed() {
    await settle('e', '2')
    await agent.locator('header').getByRole('button', { name: 'Buka kembali' }).waitFor(patience)
    await settle('e', null)
    return 'n'
  },
  'closed-at-once': () => settle('Shift+E', '3').then(() => 'n'),
  resolved: () => settle('e', '1').then(() => 'n'),
  async template() {
    await press('r')
    await hasFocus('#choose-template')
    await press('Enter')
    await hasFocus('[role=dialog] select')
    await type('kabar')
    await dialog().getByText('ada kabar tentang laporan').waitFor(patience)
    await press('Tab')
    await type(openName())
    await press('Tab')
    await type(numberOf(openName()))
    await press('Enter')
    await dialog().waitFor(gone)
    return 'n'
  },
  // Left for later on purpose: they are found again by other ways than the list.
  search: async () => 'n',
  palette: async () => 'n',
}

describe('an hour at the desk', { timeout: 180_000 }, () => {
  it('begins with the keyboard: five that are advertising are chosen and closed at once', async () => {
    for (const { name, number } of await cases()) numbers.set(name, number)
    agent = await newPage({ baseURL: stack.urls.admin })
    await agent.goto('/sign-in')
    await hasFocus('input[name=email]')
    await type('agent@semarang.test')
    await press('Tab')
    await type(password)
    await press('Enter')
    await agent.waitForURL(/\/t\/semarang\/inbox/)
    await agent.getByRole('button', { name: /^Saring daftar/ }).waitFor(patience)
    await command('kotak masuk: semua', 'Semua')
    await agent.waitForURL(/view=all/)
    await command('urutkan daftar: terlama', 'Terlama')
    await listed('sort=oldest').waitFor(patience)
    await agent.locator('li a[href*="/inbox/"]', { hasText: nameOf(0) }).waitFor(patience)
    await press('j')
    await hasFocus('li a')
    await press('x', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown')
    await said('5 dipilih')
    await press('e')
    await dialog()
      .getByRole('radio')
      .first()
      .waitFor({ state: 'attached', ...patience })
    await press('7', 'Control+Enter')
    await said('5 tiket ditutup')
    // Whoever worked in the list is still in it, at the row that has taken the place.
    await agent.locator('li a[href*="/inbox/"]', { hasText: nameOf(4) }).waitFor(gone)
    await waitUntil(
      () => agent.evaluate((name) => document.activeElement?.textContent?.includes(name) ?? false, nameOf(5)),
      { timeoutMs: 5000, what: 'the focus on the row that came up' },
    )
    await press('Enter')
    await agent.waitForURL(/inbox\/[0-9a-f-]{36}/)
    expect(openName()).toBe(nameOf(5))
    await shown()
    await command('kotak masuk: semua', 'Semua')
    await listed('sort=oldest').waitFor(gone)
  })

  it('goes from one to the next, each once, without a hand on the mouse', async () => {
    const visited: string[] = []
    expect(await next('n')).toBe(true)
    const began = Date.now()
    for (;;) {
      const name = openName()
      // Behind the last one that waits stand those that were answered: the queue is done.
      if (visited.includes(name)) break
      visited.push(name)
      const plan = plans[Number(name.slice(-2)) - 1] as Exclude<Plan, 'bulk'>
      const leave = await work[plan]().catch((error: Error) => {
        throw new Error(`${name}, ${plan}: ${error.message}`)
      })
      if (!(await next(leave))) break
    }
    const expected = plans.flatMap((plan, i) => (plan === 'bulk' ? [] : [nameOf(i)]))
    expect(visited.toSorted()).toEqual(expected)
    console.info(`${visited.length} conversations in ${Math.round((Date.now() - began) / 1000)} s`)
  })

  it('finds by search and by the palette what was left, and answers it there', async () => {
    const [searched, byPalette] = ['search', 'palette'].map((plan) => nameOf(plans.indexOf(plan as Plan))) as [
      string,
      string,
    ]
    await press('Escape', '/')
    await hasFocus('input[name=q]')
    await type(searched)
    await agent
      .getByRole('option', { name: new RegExp(`Surat ${searched}`) })
      .first()
      .waitFor(patience)
    const chosen = agent.locator('[role=option][aria-selected=true]', { hasText: `Surat ${searched}` })
    await waitUntil(
      async () => {
        await press('ArrowDown')
        return (await chosen.count()) > 0
      },
      { timeoutMs: 5000, what: 'the ticket chosen' },
    )
    await press('Enter')
    await agent.waitForURL(new RegExp(caseIds.get(searched) as string))
    await shown()
    await reply('typed')
    await said('Balasan dikirim')

    await press('Control+k')
    await type(`formulir ${byPalette}`)
    // A case number can hold the same digits: the arrows go to the one that is meant.
    const meant = agent.locator('[role=option][aria-selected=true]', { hasText: new RegExp(`Formulir ${byPalette}`) })
    await agent
      .getByRole('option', { name: new RegExp(`^Formulir ${byPalette}`) })
      .first()
      .waitFor(patience)
    for (let tries = 0; tries < 8 && (await meant.count()) === 0; tries++) await press('ArrowDown')
    expect(await meant.count()).toBe(1)
    await press('Enter')
    await agent.waitForURL(new RegExp(caseIds.get(byPalette) as string))
    await shown()
    await command('ambil alih', 'Ambil alih')
    await said(/sekarang milik Anda/)
    await command('balas', /^Balas/)
    await hasFocus('textarea')
    await type(answerOf(byPalette))
    await press('Control+Enter')
    await said('Balasan dikirim')
    // Open by search, not from the list: the next key still knows where the list is.
    await press('Escape')
    await hasFocus('body')
  })

  it('leaves every one of the fifty answered or closed as intended, each answer sent exactly once', async () => {
    const waits = async () =>
      (
        await database.admin`select count(*)::int as n from messages where direction = 'out' and tenant_id = ${tenant.tenantId} and state in ('queued', 'sending')`
      )[0]?.n
    await waitUntil(async () => (await waits()) === 0, { timeoutMs: 30_000, what: 'all answers gone' })
    const messages = (await database.admin`
      select case_id as id, text, state from messages where direction = 'out' and tenant_id = ${tenant.tenantId}`) as unknown as {
      id: string
      text: string
      state: string
    }[]
    const mails = await stack.mail.mails()
    const chats = plans.flatMap((_, i) => standin.store.chat(phoneNumberId, `62812345678${i}`))
    const fromCenter = chats.filter((m) => m.from === 'center')
    const found = new Map((await cases()).map((row) => [row.name, row]))
    const settledBy: Partial<Record<Plan, string>> = {
      bulk: 'closed',
      closed: 'closed',
      'closed-at-once': 'closed',
      resolved: 'resolved',
      'typed-resolved': 'resolved',
    }
    for (const [i, plan] of plans.entries()) {
      const name = nameOf(i)
      const row = found.get(name)
      const own = messages.filter(({ id, state }) => id === row?.id && state !== 'withdrawn')
      const answered = !['bulk', 'closed', 'closed-at-once', 'resolved'].includes(plan)
      expect([name, own.length], 'answers').toEqual([name, answered ? 1 : 0])
      if (settledBy[plan]) expect([name, row?.state]).toEqual([name, settledBy[plan]])
      else expect([name, row?.state]).toEqual([name, plan === 'snooze' ? row?.state : 'waiting_citizen'])
      if (!answered) continue
      const text = own[0]?.text ?? ''
      expect(text).toContain(plan === 'template' || text.startsWith('Terima kasih') ? row?.number : name)
      const left =
        kindOf(i) === 'whatsapp'
          ? fromCenter.filter((m) => m.citizen === `62812345678${i}`)
          : mails.filter((m) =>
              m.envelope.to.includes(kindOf(i) === 'mail' ? `warga${i}@contoh.id` : `w${i}@contoh.id`),
            )
      const carrying = left.filter((m) => ('text' in m ? m.text : '').includes(text.slice(0, 30)))
      expect([name, carrying.length], 'at the provider').toEqual([name, 1])
    }
    expect(found.get(nameOf(plans.indexOf('snooze')))?.snoozedUntil).not.toBeNull()
    expect(found.get(nameOf(plans.indexOf('assign')))?.assigneeId).toBe(tenant.members.supervisor.memberId)
    expect(found.get(nameOf(plans.indexOf('priority')))?.priority).not.toBe('p3')
    const [tagged] = await database.admin`select count(*)::int as n from case_tags`
    const [noted] = await database.admin`select count(*)::int as n from case_entries where kind = 'note'`
    expect([tagged?.n, noted?.n]).toEqual([1, 1])
    expect(
      (await database.admin`select 1 from messages where text = 'Salah tulis.' and state <> 'withdrawn'`).length,
    ).toBe(0)
    // The drafts of what was sent are gone with it, in this browser as well.
    expect(
      await agent.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('siaga-draft-'))),
    ).toEqual([])
    expect(fromCenter.filter((m) => m.type === 'template')).toHaveLength(4)
  })

  it('no page had an error of its own on the way', () => {
    expect(pageProblems(agent).filter((problem) => !problem.includes('AbortError'))).toEqual([])
  })
})
