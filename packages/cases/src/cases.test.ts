import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { acceptInbound, openSecretBox, submitForm } from '@siaga/channels'
import { type Ctx, type Database, openDatabase, withTenant } from '@siaga/db'
import { fireTimers, systemCtx } from '@siaga/events'
import { openFolderStore } from '@siaga/files'
import { fixedClock } from '@siaga/kernel'
import { regionOf } from '@siaga/regions'
import { memberCtx } from '@siaga/tenancy'
import { drain, type MailSink, mailSink, type SeededTenant, seedTenant, testDatabase } from '@siaga/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  addNote,
  addToTicket,
  assignCase,
  caseTimers,
  changeCase,
  closeCase,
  countCases,
  listCases,
  readCase,
  readTicket,
  reopenCase,
  reply,
  resolveCase,
  takeCase,
} from './index.ts'

const box = openSecretBox('5e'.repeat(32))
const store = openFolderStore(mkdtempSync(join(tmpdir(), 'siaga-cases-')))
let database: Awaited<ReturnType<typeof testDatabase>>
let db: Database
let tenant: SeededTenant
let sink: MailSink
let agent: Ctx
let serial = 0

beforeAll(async () => {
  database = await testDatabase()
  const { app, identity, gateway, relay, platform } = database.urls
  db = openDatabase({ name: 'test', urls: { app, identity, gateway, relay, platform } })
  tenant = await seedTenant(db, {
    slug: 'semarang',
    authorityCode: '33.74',
    kind: 'city',
    name: 'Kota Semarang',
    types: ['emergency-112', 'health-helpdesk'],
  })
  agent = await ctxOf('agent')
  sink = await mailSink()
})
afterAll(async () => {
  await sink.close()
  await db.close()
  await database.drop()
})
beforeEach(() => sink.behave({ mode: 'accept' }))

const ctxOf = async (name: keyof SeededTenant['members']) =>
  (
    await memberCtx({
      db,
      userId: tenant.members[name].userId,
      tenantSlug: tenant.slug,
      locale: 'id',
      requestId: 'test',
    })
  ).ctx
const helpdesk = () => tenant.services[1] as SeededTenant['services'][number]
const work = (at?: Date) =>
  drain(db, { store, box, smtpUrl: sink.url, tenantId: tenant.tenantId, ...(at && { clock: fixedClock(at) }) })

type MailParts = {
  from?: string
  id?: string | null
  subject?: string
  answers?: string
  to?: string
  extra?: string[]
  at?: Date
  text?: string
}

/** A mail as the listener would commit it; returns the case it became part of. */
async function mailIn(m: MailParts = {}): Promise<string> {
  const n = ++serial
  const channel = helpdesk().channels.mail
  const raw = [
    `From: Ratna <${m.from ?? 'ratna@contoh.id'}>`,
    `To: ${m.to ?? channel.address}`,
    `Subject: ${m.subject ?? `Obat kosong ${n}`}`,
    ...(m.id === null ? [] : [`Message-ID: <${m.id ?? `m${n}@contoh.id`}>`]),
    ...(m.answers ? [`In-Reply-To: <${m.answers}>`] : []),
    ...(m.extra ?? []),
    'Content-Type: text/plain; charset=utf-8',
    '',
    m.text ?? `Isi surat nomor ${n}`,
    '',
  ].join('\r\n')
  const at = m.at ?? new Date()
  const item = {
    tenantId: tenant.tenantId,
    channelId: channel.id,
    kind: 'mail',
    providerItem: `item-${n}`,
    raw: Buffer.from(raw),
    meta: {
      recipient: m.to ?? channel.address,
      address: channel.address,
      sender: m.from ?? 'ratna@contoh.id',
      remote: '127.0.0.1',
      item: `item-${n}`,
    },
  }
  expect(await acceptInbound(db, item, at)).toBe('stored')
  await work(at)
  const rows = (await withTenant(agent, (tx) =>
    tx.execute(
      sql`select case_id as id, outcome, reason from inbound_events where tenant_id = ${tenant.tenantId}::uuid and meta->>'item' = ${`item-${n}`}`,
    ),
  )) as unknown as { id: string; outcome: string; reason: string | null }[]
  expect(rows[0], rows[0]?.reason ?? 'not handled').toMatchObject({ outcome: 'message' })
  return rows[0]?.id as string
}

const form = (values: Record<string, string>, over = false, submissionId: string | null = null) =>
  submitForm(
    {
      db,
      store,
      box,
      clock: { now: () => new Date() },
      locale: 'id',
      requestId: 't',
      address: '10.0.0.1',
      regionExists: (c) => regionOf(c) !== null,
      flood: async () => (over ? { retryAfterSeconds: 60 } : null),
    },
    { tenantSlug: 'semarang', serviceSlug: '112', submissionId, values },
  )
const emergency = {
  category: 'fire',
  what_happened: 'Rumah terbakar di gang sempit',
  region: '33.74.01',
  place: 'Gang Mawar 3',
  phone: '0812-4455-667',
}
const ticket = (code: string, number?: string) =>
  readTicket({ db, clock: { now: () => new Date() }, locale: 'id', requestId: 't', code, number })

describe('a mail', () => {
  it('becomes message, interaction and case with a number, a due time and a timer', async () => {
    const id = await mailIn({ subject: 'Jadwal imunisasi' })
    const detail = await readCase(agent, id)
    expect(detail.case.number).toMatch(/^HK-3374-\d{4}-\d{6}$/)
    expect(detail.case).toMatchObject({
      state: 'new',
      subject: 'Jadwal imunisasi',
      messageCount: 1,
      assigneeId: null,
      priority: 'p3',
    })
    expect(detail.case.firstResponseDueAt).toBeInstanceOf(Date)
    expect(detail.interactions).toMatchObject([{ state: 'waiting', class: null, answeredAt: null }])
    expect(detail.citizen).toMatchObject({ kind: 'mail', address: 'ratna@contoh.id' })
  })

  it('of one citizen, four at once, makes one contact and numbers without a double', async () => {
    const from = `serentak${serial}@contoh.id`
    const channel = helpdesk().channels.mail
    for (let i = 0; i < 4; i++) {
      const raw = Buffer.from(
        `From: ${from}\r\nTo: ${channel.address}\r\nSubject: s${i}\r\nMessage-ID: <s${i}-${serial}@x>\r\n\r\nisi\r\n`,
      )
      await acceptInbound(
        db,
        {
          tenantId: tenant.tenantId,
          channelId: channel.id,
          kind: 'mail',
          providerItem: `s${i}-${serial}`,
          raw,
          meta: { recipient: channel.address, sender: from },
        },
        new Date(),
      )
    }
    await Promise.all([work(), work(), work()])
    const [row] = (await withTenant(agent, (tx) =>
      tx.execute(sql`select count(distinct i.id)::int as identities, count(distinct i.contact_id)::int as contacts, count(c.id)::int as cases, count(distinct c.number)::int as numbers
        from identities i join cases c on c.tenant_id = i.tenant_id and c.identity_id = i.id where i.tenant_id = ${tenant.tenantId}::uuid and i.address = ${from}`),
    )) as unknown as object[]
    expect(row).toEqual({ identities: 1, contacts: 1, cases: 4, numbers: 4 })
  })

  it('that answers ours joins its case, reopens it, and starts a new interaction after an answer', async () => {
    const id = await mailIn({ from: 'bu.ani@contoh.id' })
    await reply(agent, { caseId: id, text: 'Stok tiba besok.' })
    await work()
    const [sent] = await sink.mails({ to: 'bu.ani@contoh.id' })
    expect(sent?.inReplyTo).toContain('@contoh.id')
    const ours = (await readCase(agent, id)).messages.find((m) => m.direction === 'out')?.providerId as string
    await resolveCase(agent, { caseId: id, revision: (await readCase(agent, id)).case.revision, outcome: 'answered' })
    expect(await mailIn({ from: 'bu.ani@contoh.id', answers: ours, subject: 'Re: apa pun' })).toBe(id)
    const detail = await readCase(agent, id)
    expect(detail.case).toMatchObject({ state: 'open', isOpen: true, outcome: null })
    expect(detail.interactions.map((i) => [i.class, i.answeredAt !== null])).toEqual([
      ['normal', true],
      [null, false],
    ])
  })

  it('of a stranger who quotes number, token and references opens a case of its own', async () => {
    const id = await mailIn({ from: 'korban@contoh.id', id: `asli-${serial}@contoh.id` })
    const { case: c } = await readCase(agent, id)
    const stranger = await mailIn({
      from: 'penyusup@contoh.id',
      answers: `asli-${serial}@contoh.id`,
      subject: `Re: ${c.number} [#${c.token}]`,
      to: helpdesk().channels.mail.address,
    })
    expect(stranger).not.toBe(id)
    expect((await readCase(agent, id)).messages).toHaveLength(1)
  })

  it('by the token alone joins, for the same sender', async () => {
    const id = await mailIn({ from: 'token@contoh.id' })
    const { case: c } = await readCase(agent, id)
    expect(await mailIn({ from: 'token@contoh.id', subject: `Re: Lanjutan [#${c.token}]` })).toBe(id)
  })

  it('joins by whatever a mail program leaves of In-Reply-To, References and the token', async () => {
    const from = 'lanjut@contoh.id'
    const id = await mailIn({ from })
    const { case: c, messages } = await readCase(agent, id)
    const first = messages[0]?.providerId?.replace(/[<>]/g, '') as string
    const [name, domain] = helpdesk().channels.mail.address.split('@')
    const ways: MailParts[] = [
      { answers: first },
      { extra: [`References: <${first}>`] },
      { extra: [`References: <hilang@contoh.id> <${first}> <lain@contoh.id>`] },
      { answers: 'hilang@contoh.id', extra: [`References: <${first}> <hilang@contoh.id>`] },
      { answers: 'hilang@contoh.id', subject: `BALAS: [#${c.token}]` },
      { to: `${name}+${c.token}@${domain}` },
    ]
    for (const way of ways) expect([way, await mailIn({ from, ...way })]).toEqual([way, id])
    expect((await readCase(agent, id)).messages).toHaveLength(1 + ways.length)
  })

  it('more than 7 days after it was settled begins a new, linked case', async () => {
    const at = new Date(Date.now() - 20 * 86_400_000)
    const id = await mailIn({ from: 'lama@contoh.id', at })
    const past = { ...agent, clock: fixedClock(new Date(at.getTime() + 3_600_000)) }
    await resolveCase(past, { caseId: id, revision: 1, outcome: 'answered' })
    const { case: c } = await readCase(agent, id)
    const next = await mailIn({ from: 'lama@contoh.id', subject: `Re: [#${c.token}]` })
    expect(next).not.toBe(id)
    expect((await readCase(agent, next)).case.continuesId).toBe(id)
    await expect(reopenCase(agent, { caseId: id, revision: c.revision })).rejects.toMatchObject({
      code: 'case.reopen_late',
    })
  })

  it('of a machine is kept, waits for nobody and has no clock', async () => {
    const id = await mailIn({ extra: ['Auto-Submitted: auto-replied'] })
    expect((await readCase(agent, id)).case).toMatchObject({ firstResponseDueAt: null, waitingSince: null })
  })

  it('that cannot be parsed is kept with its reason and can be seen', async () => {
    const channel = helpdesk().channels.mail
    const header = `X-Besar: ${'a'.repeat(300 * 1024)}\r\n`
    await acceptInbound(
      db,
      {
        tenantId: tenant.tenantId,
        channelId: channel.id,
        kind: 'mail',
        providerItem: 'bom',
        raw: Buffer.from(`From: a@b.id\r\n${header}\r\nisi`),
        meta: { recipient: channel.address, sender: 'a@b.id' },
      },
      new Date(),
    )
    await work()
    const rows = (await withTenant(agent, (tx) =>
      tx.execute(
        sql`select outcome, reason, length(raw) as size from inbound_events where tenant_id = ${tenant.tenantId}::uuid and outcome = 'unparsable'`,
      ),
    )) as unknown as { reason: string; size: number }[]
    expect(rows).toHaveLength(1)
    expect(rows[0]?.reason).toBeTruthy()
    expect(rows[0]?.size).toBeGreaterThan(300_000)
  })

  it('reporting a bounce marks its message failed and opens no case', async () => {
    const id = await mailIn({ from: 'pantul@contoh.id' })
    await reply(agent, { caseId: id, text: 'Halo' })
    await work()
    const before = (await countCases(agent)).all
    const sent = (await readCase(agent, id)).messages.find((m) => m.direction === 'out')
    const boundary = 'b0und'
    const report = [
      `Content-Type: multipart/report; report-type=delivery-status; boundary=${boundary}`,
      '',
      `--${boundary}`,
      'Content-Type: text/plain',
      '',
      'Undeliverable',
      `--${boundary}`,
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.contoh.id',
      '',
      'Final-Recipient: rfc822; pantul@contoh.id',
      'Action: failed',
      'Status: 5.1.1',
      'Diagnostic-Code: smtp; 550 5.1.1 User unknown',
      '',
      `--${boundary}`,
      'Content-Type: text/rfc822-headers',
      '',
      `Message-ID: <${sent?.providerId}>`,
      '',
      `--${boundary}--`,
      '',
    ].join('\r\n')
    const raw = Buffer.from(
      `From: MAILER-DAEMON@contoh.id\r\nTo: ${helpdesk().channels.mail.address}\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n${report}`,
    )
    await acceptInbound(
      db,
      {
        tenantId: tenant.tenantId,
        channelId: helpdesk().channels.mail.id,
        kind: 'mail',
        providerItem: 'dsn-1',
        raw,
        meta: { recipient: helpdesk().channels.mail.address, sender: '' },
      },
      new Date(),
    )
    await work()
    const bounced = (await readCase(agent, id)).messages.find((m) => m.id === sent?.id)
    expect(bounced).toMatchObject({ state: 'failed', problemCode: 'bounced' })
    expect((await countCases(agent)).all).toBe(before)
  })
})

describe('a form', () => {
  it('becomes a case that its citizen follows by number and code, and adds to', async () => {
    const { code } = await form(emergency)
    expect((await ticket(code)).ticket).toBeNull()
    await work()
    const shown = (await ticket(code)).ticket
    expect(shown).toMatchObject({
      priority: 'p1',
      state: 'new',
      messages: [{ direction: 'in', text: emergency.what_happened }],
    })
    expect(shown?.number).toMatch(/^112-3374-/)
    await expect(ticket(code, shown?.number)).resolves.toBeTruthy()
    await expect(ticket(code, '112-3374-2026-999999')).rejects.toMatchObject({ code: 'not_found' })
    await expect(ticket('0000-0000-0000')).rejects.toMatchObject({ code: 'not_found' })
    await addToTicket(
      {
        db,
        store,
        box,
        clock: { now: () => new Date() },
        locale: 'id',
        requestId: 't',
        address: 'x',
        regionExists: () => true,
        flood: async () => null,
        code,
      },
      { text: 'Api membesar' },
    )
    await work()
    expect((await ticket(code)).ticket?.messages.map((m) => m.text)).toEqual([emergency.what_happened, 'Api membesar'])
  })

  it('posted five times at once is one ticket with one code', async () => {
    const before = (await countCases(agent)).all
    const answers = await Promise.all(Array.from({ length: 5 }, () => form(emergency, false, 'kirim-dua-kali-1')))
    await work()
    expect(new Set(answers.map((a) => a.code)).size).toBe(1)
    expect(answers.filter((a) => !a.repeated)).toHaveLength(1)
    expect((await countCases(agent)).all).toBe(before + 1)
  })

  it('over the flood limit is kept for verification when it is an emergency', async () => {
    const { code, needsVerification } = await form({ ...emergency, place: 'Banjir formulir' }, true)
    await work()
    expect(needsVerification).toBe(true)
    expect((await ticket(code)).ticket?.needsVerification).toBe(true)
  })

  it('with foreign, missing and wrong fields is refused with every one named, and nothing is kept', async () => {
    const refused = await form({ ...emergency, admin: 'yes', what_happened: '', region: '99.99', phone: 'abc' }).catch(
      (e) => e,
    )
    expect(refused.fields.map((f: { path: string; code: string }) => `${f.path} ${f.code}`).sort()).toEqual([
      'admin unknown_field',
      'phone format',
      'region region',
      'what_happened required',
    ])
  })

  it('whose citizen gave a mail address is answered on the page and by the service’s mail', async () => {
    const call = {
      db,
      store,
      box,
      clock: { now: () => new Date() },
      locale: 'id' as const,
      requestId: 't',
      address: 'y',
      regionExists: () => true,
      flood: async () => null,
    }
    const { code } = await submitForm(call, {
      tenantSlug: 'semarang',
      serviceSlug: 'hk',
      values: {
        category: 'medicine',
        subject: 'Obat TBC',
        message: 'Kosong dua minggu',
        name: 'Slamet',
        email: 'slamet@contoh.id',
      },
    })
    await work()
    const [row] = (await listCases(agent, { view: 'all', serviceId: helpdesk().id, limit: 100 })).rows.filter(
      (r) => r.subject === 'Obat TBC',
    )
    await reply(agent, { caseId: row?.id as string, text: 'Sudah dikirim.' })
    await work()
    expect(await sink.mails({ to: 'slamet@contoh.id' })).toHaveLength(1)
    expect((await ticket(code)).ticket?.messages.at(-1)).toMatchObject({
      direction: 'out',
      text: 'Sudah dikirim.',
      state: 'sent',
    })
  })
})

describe('work', () => {
  it('the second save of a stale form is a conflict and changes nothing', async () => {
    const id = await mailIn()
    const { case: c } = await readCase(agent, id)
    await changeCase(agent, { caseId: id, revision: c.revision, priority: 'p2' })
    await expect(changeCase(agent, { caseId: id, revision: c.revision, priority: 'p1' })).rejects.toMatchObject({
      code: 'case.stale',
      status: 409,
    })
    expect((await readCase(agent, id)).case.priority).toBe('p2')
    await expect(takeCase(agent, { caseId: id, revision: c.revision })).rejects.toMatchObject({ code: 'case.stale' })
  })

  it('of two who take at once, one gets it', async () => {
    const id = await mailIn()
    const other = await ctxOf('supervisor')
    const results = await Promise.allSettled([
      takeCase(agent, { caseId: id, revision: 1 }),
      takeCase(other, { caseId: id, revision: 1 }),
    ])
    expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('a message of the citizen meanwhile does not make an edit stale', async () => {
    const id = await mailIn({ from: 'sela@contoh.id' })
    const { case: c } = await readCase(agent, id)
    await mailIn({ from: 'sela@contoh.id', subject: `Re: [#${c.token}]` })
    await expect(changeCase(agent, { caseId: id, revision: c.revision, category: 'medicine' })).resolves.toEqual({
      revision: c.revision + 1,
    })
  })

  it('goes take, note, answer, resolve, close, with a timeline; settled cases refuse work', async () => {
    const id = await mailIn()
    let { revision } = await takeCase(agent, { caseId: id, revision: 1 })
    await addNote(agent, { caseId: id, text: 'Sudah dicek ke gudang.' })
    await reply(agent, { caseId: id, text: 'Tersedia besok.', idempotencyKey: 'sama-persis' })
    await reply(agent, { caseId: id, text: 'Tersedia besok.', idempotencyKey: 'sama-persis' })
    await work()
    ;({ revision } = await resolveCase(agent, { caseId: id, revision, outcome: 'answered', class: 'information' }))
    await expect(reply(agent, { caseId: id, text: 'Lagi' })).rejects.toMatchObject({ code: 'case.not_open' })
    await closeCase(agent, { caseId: id, revision })
    const detail = await readCase(agent, id)
    expect(detail.messages.filter((m) => m.direction === 'out')).toHaveLength(1)
    expect(detail.entries.map((e) => e.kind)).toEqual(['opened', 'taken', 'note', 'resolved', 'closed'])
    expect(detail.interactions[0]?.class).toBe('information')
  })

  it('an unknown outcome, category, assignee or region is refused by name', async () => {
    const id = await mailIn()
    const path = async (p: Promise<unknown>) =>
      ((await p.catch((e) => e)) as { fields?: { path: string }[] }).fields?.[0]?.path
    expect(await path(resolveCase(agent, { caseId: id, revision: 1, outcome: 'ngawur' }))).toBe('outcome')
    expect(await path(changeCase(agent, { caseId: id, revision: 1, category: 'ngawur' }))).toBe('category')
    expect(await path(changeCase(agent, { caseId: id, revision: 1, regionCode: '99' }))).toBe('regionCode')
    expect(await path(assignCase(agent, { caseId: id, revision: 1, assigneeId: tenant.members.viewer.memberId }))).toBe(
      'assigneeId',
    )
  })

  it('a case of a service that one is not a member of does not exist; a viewer works nothing', async () => {
    const id = await mailIn()
    const narrow = await ctxOf('narrow')
    await expect(readCase(narrow, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(takeCase(narrow, { caseId: id, revision: 1 })).rejects.toMatchObject({ code: 'not_found' })
    expect((await listCases(narrow, { view: 'all', limit: 100 })).rows.some((r) => r.id === id)).toBe(false)
    await expect(takeCase(await ctxOf('viewer'), { caseId: id, revision: 1 })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('the clock marks an unanswered case overdue once; an answer in time clears the clock', async () => {
    const at = new Date(Date.now() - 5 * 86_400_000)
    const late = await mailIn({ at })
    const inTime = await mailIn({ at })
    const soon = { ...agent, clock: fixedClock(new Date(at.getTime() + 60_000)) }
    await reply(soon, { caseId: inTime, text: 'Segera.' })
    await fireTimers(systemCtx(db, tenant.tenantId, 'timers'), caseTimers)
    await fireTimers(systemCtx(db, tenant.tenantId, 'timers'), caseTimers)
    expect((await readCase(agent, late)).case.overdueAt).toBeInstanceOf(Date)
    expect((await readCase(agent, late)).entries.filter((e) => e.kind === 'overdue')).toHaveLength(1)
    expect((await readCase(agent, inTime)).case.overdueAt).toBeNull()
  })

  it('lists in the order of due times, page by page, without a gap or a double', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    let last = 0
    do {
      const page = await listCases(agent, { view: 'all', limit: 3, ...(cursor && { cursor }) })
      for (const row of page.rows) {
        expect(row.sortAt.getTime()).toBeGreaterThanOrEqual(last)
        last = row.sortAt.getTime()
        seen.push(row.id)
      }
      cursor = page.next ?? undefined
    } while (cursor)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen.length).toBe((await countCases(agent)).all)
    await expect(listCases(agent, { cursor: 'ngawur' })).rejects.toMatchObject({ code: 'cursor.invalid' })
  })
})

describe('sending', () => {
  it('a refused mail is failed with its reason in words', async () => {
    const id = await mailIn({ from: 'tolak@contoh.id' })
    sink.behave({ mode: 'reject' })
    await reply(agent, { caseId: id, text: 'Ditolak' })
    await work()
    expect((await readCase(agent, id)).messages.at(-1)).toMatchObject({ state: 'failed' })
    expect((await readCase(agent, id)).messages.at(-1)?.problem).toBeTruthy()
  })

  it('a worker that died after `sending` leaves the message uncertain and does not send it again', async () => {
    const id = await mailIn({ from: 'putus@contoh.id' })
    sink.behave({ mode: 'accept' })
    const { messageId } = await reply(agent, { caseId: id, text: 'Terputus' })
    await withTenant(agent, (tx) =>
      tx.execute(
        sql`update messages set state = 'sending' where tenant_id = ${tenant.tenantId}::uuid and id = ${messageId}::uuid`,
      ),
    )
    await work()
    expect((await readCase(agent, id)).messages.at(-1)).toMatchObject({
      state: 'uncertain',
      problemCode: 'interrupted',
    })
    expect(await sink.mails({ to: 'putus@contoh.id' })).toHaveLength(0)
  })
})
