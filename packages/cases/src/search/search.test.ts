import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { acceptInbound, openSecretBox } from '@siaga/channels'
import { changeContact, mergeContacts, undoMerge } from '@siaga/conversations'
import { type Ctx, type Database, openDatabase } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { openFolderStore } from '@siaga/files'
import { memberCtx } from '@siaga/tenancy'
import { drain, type SeededTenant, seedTenant, testDatabase } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addNote,
  indexNews,
  readCase,
  rebuildSearch,
  reply,
  resolveCase,
  type SearchHit,
  type SearchInput,
  searchEverything,
  takeCase,
} from '../index.ts'
import type { Excerpt } from './search-text.ts'

const box = openSecretBox('5e'.repeat(32))
const store = openFolderStore(mkdtempSync(join(tmpdir(), 'siaga-search-')))
let database: Awaited<ReturnType<typeof testDatabase>>
let db: Database
let semarang: SeededTenant
let manado: SeededTenant
let agent: Ctx
let narrow: Ctx
let serial = 0
const cases: Record<string, string> = {}

beforeAll(async () => {
  database = await testDatabase()
  const { app, identity, gateway, relay, platform } = database.urls
  db = openDatabase({ name: 'test', urls: { app, identity, gateway, relay, platform } })
  const seed = (slug: string, authorityCode: string) =>
    seedTenant(db, { slug, authorityCode, kind: 'city', name: slug, types: ['emergency-112', 'health-helpdesk'] })
  semarang = await seed('semarang', '33.74')
  manado = await seed('manado', '71.71')
  agent = await ctxOf(semarang, 'agent')
  narrow = await ctxOf(semarang, 'narrow')
  const put = async (key: string, mail: Mail) => {
    cases[key] = await mailIn(mail)
  }
  await put('fire', {
    from: 'Ratna Wulandari <ratna@contoh.id>',
    subject: 'Kebakaran pasar',
    text: 'Api membesar di Pasar Johar, hubungi 0812-3456-7890 segera.',
  })
  await put('burnt', {
    from: 'Budi Santoso <budi@contoh.id>',
    subject: 'Rumah',
    text: 'Gudang kami terbakar habis semalam.',
  })
  await put('flood', {
    from: 'Siti Rahayu <siti@contoh.id>',
    subject: 'Banjir rob',
    text: 'Air masuk rumah. <script>alert(1)</script> & "kutip" genangan',
  })
  await put('medicine', {
    service: 1,
    from: 'Ratna Wulandari <ratna.w@kantor.id>',
    subject: 'Obat kosong',
    text: 'Obat TBC di puskesmas kosong dua minggu, gudang terbakar.',
  })
  await put('elsewhere', {
    tenant: manado,
    from: 'Ratna Wulandari <ratna@contoh.id>',
    subject: 'Kebakaran Manado',
    text: 'Kios terbakar di pasar Bersehati.',
  })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const ctxOf = async (tenant: SeededTenant, name: keyof SeededTenant['members']) =>
  (
    await memberCtx({
      db,
      userId: tenant.members[name].userId,
      tenantSlug: tenant.slug,
      locale: 'id',
      requestId: 'test',
    })
  ).ctx
const work = (tenant = semarang) => drain(db, { store, box, tenantId: tenant.tenantId })

type Mail = { tenant?: SeededTenant; service?: number; from: string; subject: string; text: string }

/** A mail as the listener would commit it, with all that follows from it; returns its case. */
async function mailIn({ tenant = semarang, service = 0, from, subject, text }: Mail): Promise<string> {
  const item = `item-${++serial}`
  const channel = tenant.services[service]?.channels.mail as { id: string; address: string }
  const raw = `From: ${from}\r\nTo: ${channel.address}\r\nSubject: ${subject}\r\nMessage-ID: <${item}@x>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`
  const meta = { recipient: channel.address, address: channel.address, sender: from, remote: '127.0.0.1', item }
  await acceptInbound(
    db,
    { tenantId: tenant.tenantId, channelId: channel.id, kind: 'mail', providerItem: item, raw: Buffer.from(raw), meta },
    new Date(),
  )
  await work(tenant)
  const [row] = await database.admin`select case_id as id from inbound_events where meta->>'item' = ${item}`
  return row?.id
}

const find = (q: string, more: Partial<SearchInput> = {}, ctx = agent) =>
  searchEverything(ctx, { q, limit: 20, ...more })
const hitsOf = async (kind: SearchHit['kind'], q: string, ctx = agent) =>
  ((await find(q, {}, ctx)).groups.find((g) => g.kind === kind)?.hits ?? []) as SearchHit[]
const caseKeys = (hits: SearchHit[]) =>
  [...new Set(hits.map((hit) => (hit.kind === 'contact' ? '' : hit.caseId)))].map(
    (id) => Object.entries(cases).find(([, caseId]) => caseId === id)?.[0] ?? 'other',
  )
const casesFor = async (q: string, ctx = agent) => caseKeys(await hitsOf('case', q, ctx)).sort()
const messagesFor = async (q: string, ctx = agent) => caseKeys(await hitsOf('message', q, ctx)).sort()
const plain = (excerpt: Excerpt | null) => (excerpt ?? []).map((part) => part.text).join('')

describe('words', () => {
  it.each(['kebakaran', 'terbakar', 'bakar', 'membakar', 'KEBAKARAN'])(
    '%s finds what burns, in whatever form it stands there',
    async (word) => {
      expect(await messagesFor(`${word} `)).toEqual(['burnt', 'fire', 'medicine'])
      expect(await casesFor(`${word} `)).toEqual(['fire'])
    },
  )

  it('must all be there', async () => {
    expect(await messagesFor('kebakaran pasar')).toEqual(['fire'])
    expect(await messagesFor('kebakaran banjir')).toEqual([])
  })

  it('are found by their beginning while they are typed', async () => {
    for (const beginning of ['kebak', 'kebaka', 'puskes', 'gena'])
      expect((await messagesFor(beginning)).length, beginning).toBeGreaterThan(0)
    expect(await casesFor('wuland')).toEqual(['fire', 'medicine'])
  })

  it('are found mistyped, and the answer says what was taken', async () => {
    const { groups, corrections } = await find('puskesmsa')
    expect(caseKeys(groups.flatMap((g) => g.hits))).toContain('medicine')
    expect(corrections).toEqual([{ typed: 'puskesmsa', taken: 'puskesmas' }])
  })

  it('in quotes stand exactly so', async () => {
    expect(await messagesFor('"masuk rumah"')).toEqual(['flood'])
    expect(await messagesFor('"rumah masuk"')).toEqual([])
    expect(await messagesFor('"gudang kami terbakar"')).toEqual(['burnt'])
    expect(await messagesFor('"gudang kami kebakaran"')).toEqual([])
  })
})

describe('citizens', () => {
  it('are found by name and by address, with their cases', async () => {
    const found = await hitsOf('contact', 'ratna')
    expect(found).toHaveLength(2)
    expect(found.map((c) => (c.kind === 'contact' ? c.addresses[0] : ''))).toEqual(
      expect.arrayContaining(['r•••@contoh.id', 'r•••@kantor.id']),
    )
    expect(await hitsOf('contact', 'budi@contoh.id')).toHaveLength(1)
    expect(await casesFor('ratna obat')).toEqual(['medicine'])
  })

  it('stay unnamed to whoever may not see them', async () => {
    const viewer = await ctxOf(semarang, 'viewer')
    expect((await find('ratna', {}, viewer)).groups.map((g) => g.kind)).toEqual(['case', 'message'])
  })

  it('follow a new name, a merge and its undo', async () => {
    const [ratna, other] = (await hitsOf('contact', 'ratna')) as [SearchHit, SearchHit]
    const version = async (id: string) =>
      Number((await database.admin`select version from contacts where id = ${id}`)[0]?.version)
    await changeContact(agent, { contactId: ratna.id, version: await version(ratna.id), name: 'Ratna Kusumaningrum' })
    await work()
    expect((await hitsOf('contact', 'kusumaningrum')).map((h) => h.id)).toEqual([ratna.id])
    expect(await casesFor('kusumaningrum')).toHaveLength(1)
    const { mergeId } = await mergeContacts(agent, {
      sourceId: other.id,
      sourceVersion: await version(other.id),
      targetId: ratna.id,
      targetVersion: await version(ratna.id),
    })
    await work()
    expect((await hitsOf('contact', 'ratna')).map((h) => h.id)).toEqual([ratna.id])
    expect(await casesFor('kusumaningrum')).toEqual(['fire', 'medicine'])
    await undoMerge(agent, { mergeId })
    await work()
    expect(await hitsOf('contact', 'ratna')).toHaveLength(2)
    expect(await casesFor('kusumaningrum')).toHaveLength(1)
  })
})

describe('numbers', () => {
  it('of phones are found in any notation, by their beginning', async () => {
    for (const typed of ['0812-3456-7890', '081234567890', '+62 812 3456 7890', '6281234567890', '08123456'])
      expect(await messagesFor(typed), typed).toEqual(['fire'])
    expect(await messagesFor('0812-3456-7891')).toEqual([])
  })

  it('of cases are found whole, without dashes and by their last part', async () => {
    const { number } = (await readCase(agent, cases.flood as string)).case
    const [code, authority, year, sequence] = number.split('-') as [string, string, string, string]
    const ways = [
      number,
      number.replaceAll('-', ''),
      `${authority}-${year}-${sequence}`,
      `${year}-${Number(sequence)}`,
      sequence,
    ]
    for (const typed of ways) expect(await casesFor(typed), typed).toContain('flood')
    expect(await casesFor(`${code}-${authority}-${year}-999999`)).toEqual([])
  })
})

describe('filters', () => {
  it('narrow what is found by status, category, service, agent and time', async () => {
    expect(await casesFor('status:baru')).toEqual(['burnt', 'fire', 'flood', 'medicine'])
    expect(await casesFor('layanan:hk')).toEqual(['medicine'])
    expect(await messagesFor('terbakar layanan:hk')).toEqual(['medicine'])
    expect(await casesFor('sejak:kemarin kanal:e-mail ratna')).toEqual(await casesFor('ratna'))
    expect(await casesFor('sampai:2020-01-01')).toEqual([])
    const { revision } = (await readCase(agent, cases.burnt as string)).case
    await takeCase(agent, { caseId: cases.burnt as string, revision })
    await work()
    expect(await casesFor('petugas:saya')).toEqual(['burnt'])
    expect(await messagesFor('terbakar petugas:"agus santoso"')).toEqual(['burnt'])
    expect(await casesFor('status:open petugas:kosong banjir')).toEqual(['flood'])
  })

  it('from: is who wrote', async () => {
    expect(await messagesFor('from:budi terbakar')).toEqual(['burnt'])
    expect(await casesFor('dari:"siti rahayu"')).toEqual(['flood'])
    expect(await casesFor('from:siti@contoh.id')).toEqual(['flood'])
    expect(await casesFor('from:tidakada')).toEqual([])
  })

  it('that name nothing say so, and what there is', async () => {
    const { problems, groups } = await find('status:ngawur banjir')
    expect(groups).toEqual([])
    expect(problems).toMatchObject([{ filter: 'status', value: 'ngawur' }])
    expect(problems[0]?.text.id).toContain('terbuka')
    expect((await find('status:')).hint?.choices).toContain('terbuka')
  })
})

describe('an answer', () => {
  it('is found with what we wrote and noted, a second later at the most', async () => {
    await reply(agent, { caseId: cases.flood as string, text: 'Pompa portabel sedang menuju lokasi.' })
    await addNote(agent, { caseId: cases.flood as string, text: 'Koordinasi dengan DPU soal tanggul.' })
    await work()
    expect(await hitsOf('message', 'pompa portabel')).toMatchObject([{ direction: 'out' }])
    expect(await hitsOf('message', 'tanggul')).toMatchObject([{ direction: 'note', caseId: cases.flood }])
  })

  it('shows excerpts as data with their hits marked, and whatever a citizen wrote is only text', async () => {
    const [hit] = await hitsOf('message', 'genangan')
    if (hit?.kind !== 'message') throw new Error('no message')
    expect(hit.excerpt.filter((p) => p.hit)).toEqual([{ text: 'genangan', hit: true }])
    expect(plain(hit.excerpt)).toContain('<script>alert(1)</script> & "kutip"')
  })

  it('follows the state of a case', async () => {
    const { revision } = (await readCase(agent, cases.burnt as string)).case
    await resolveCase(agent, { caseId: cases.burnt as string, revision, outcome: 'handled_on_scene' })
    await work()
    expect(await casesFor('status:selesai')).toEqual(['burnt'])
    expect(await messagesFor('terbakar status:selesai')).toEqual(['burnt'])
  })

  it('comes in pages without a gap or a double', async () => {
    for (let i = 0; i < 7; i++)
      await mailIn({
        from: `Warga <w${i}@contoh.id>`,
        subject: `Lampu ${i}`,
        text: `Lampu penerangan padam nomor ${i}`,
      })
    const seen: string[] = []
    let cursor: string | null | undefined
    do {
      const [group] = (await find('penerangan', { kind: 'message', limit: 3, ...(cursor && { cursor }) })).groups
      seen.push(...(group?.hits.map((h) => h.id) ?? []))
      cursor = group?.next
    } while (cursor)
    expect(seen).toHaveLength(7)
    expect(new Set(seen).size).toBe(7)
  })

  it('by a filter of the case looks beyond the newest 400 messages with the word', { timeout: 60_000 }, async () => {
    await addNote(agent, { caseId: cases.burnt as string, text: 'Meteran listrik disegel' })
    for (let i = 0; i < 42; i++)
      await Promise.all(
        Array.from({ length: 10 }, (_, j) =>
          addNote(agent, { caseId: cases.flood as string, text: `Meteran ${10 * i + j}` }),
        ),
      )
    await work()
    expect(await messagesFor('meteran status:selesai')).toEqual(['burnt'])
  })

  it('refuses a cursor that it did not give, and a cursor without its group', async () => {
    await expect(find('lampu', { kind: 'case', cursor: 'bm9uc2Vuc2U' })).rejects.toMatchObject({
      code: 'cursor.invalid',
    })
    await expect(find('lampu', { cursor: 'bm9uc2Vuc2U' })).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('isolation', () => {
  it('nothing of another service is found, by word, number, name of a case or filter', async () => {
    expect(await messagesFor('terbakar', narrow)).toEqual(['burnt', 'fire'])
    expect(await casesFor('ratna', narrow)).toEqual(['fire'])
    expect(await casesFor('obat', narrow)).toEqual([])
    expect((await find('layanan:hk', {}, narrow)).problems).toHaveLength(1)
    const { number } = (await readCase(agent, cases.medicine as string)).case
    expect(await casesFor(number, narrow)).toEqual([])
  })

  it('nothing of another tenant is found, either way', async () => {
    const there = await ctxOf(manado, 'owner')
    expect(await messagesFor('terbakar', there)).toEqual(['elsewhere'])
    expect(await messagesFor('bersehati')).toEqual([])
    expect((await find('johar', {}, there)).groups.flatMap((g) => g.hits)).toEqual([])
    // Not even the vocabulary: what nobody there wrote completes and corrects nothing.
    expect((await find('kusumaningrm', {}, there)).corrections).toEqual([])
  })

  it('the search functions return nothing without a tenant, and no argument names one', async () => {
    const { admin } = database
    const asApp = (setting: string) =>
      admin.begin(async (tx) => {
        await tx`set local role siaga_app`
        await tx`select set_config('app.tenant_id', ${setting}, true)`
        return Promise.all([
          tx`select * from search_documents_of('message', ${'bakar'}::tsquery, ''::tsquery, 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '-infinity', 10)`,
          tx`select * from search_terms_of('ke', 10)`,
          tx`select * from search_terms_like('kebakran', 10)`,
        ])
      })
    expect((await asApp('')).map((rows) => rows.length)).toEqual([0, 0, 0])
    expect((await asApp(semarang.tenantId)).every((rows) => rows.length > 0)).toBe(true)
    const [args] =
      await admin`select string_agg(pg_get_function_arguments(oid), ' ') as names, bool_and(pg_get_userbyid(proowner) = 'siaga_search') as owned,
      bool_or(has_function_privilege('siaga_relay', oid, 'execute')) as open from pg_proc where proname like 'search\\_%'`
    expect(args?.names).not.toMatch(/tenant/)
    expect(args).toMatchObject({ owned: true, open: false })
  })
})

describe('the index', () => {
  const state = () =>
    database.admin`select kind, subject_id, at, tsv::text from search_documents where tenant_id = ${semarang.tenantId} order by 1, 2`

  it('is the same when it is built anew, and loses what has no subject', async () => {
    const before = [...(await state())]
    await database.admin`update search_documents set tsv = to_tsvector('simple', 'rusak') where tenant_id = ${semarang.tenantId} and kind = 'case'`
    await database.admin`insert into search_documents (tenant_id, kind, subject_id, at, tsv) values (${semarang.tenantId}, 'message', gen_random_uuid(), now(), '')`
    await rebuildSearch(systemCtx(db, semarang.tenantId, 'rebuild'))
    expect([...(await state())]).toEqual(before)
  })

  it('takes each event once, in order, also when two workers want to', async () => {
    await mailIn({ from: 'Dua <dua@contoh.id>', subject: 'Serentak', text: 'serentak' })
    const [{ last }] =
      (await database.admin`select last from outbox_positions where tenant_id = ${semarang.tenantId}`) as unknown as [
        { last: string },
      ]
    const [{ position }] =
      (await database.admin`select position from search_progress where tenant_id = ${semarang.tenantId}`) as unknown as [
        { position: string },
      ]
    expect(position).toBe(last)
    await database.admin`update search_progress set position = 0 where tenant_id = ${semarang.tenantId}`
    const ctx = systemCtx(db, semarang.tenantId, 'search')
    const before = [...(await state())]
    for (let taken = 1; taken > 0; )
      taken = (await Promise.all([indexNews(ctx), indexNews(ctx)])).reduce((a, b) => a + b)
    expect([...(await state())]).toEqual(before)
  })

  it('leaves an event behind that it cannot take, and goes on', async () => {
    const skipped: string[] = []
    await database.admin`alter table search_documents add constraint refuses check (tsv::text not like '%pantang%')`
    try {
      const item = mailIn({ from: 'Satu <satu@contoh.id>', subject: 'Satu', text: 'pantangan' })
      await expect(item).rejects.toThrow()
      const ctx = systemCtx(db, semarang.tenantId, 'search')
      while ((await indexNews(ctx, (event) => skipped.push(event.type))) > 0);
      expect(skipped.length).toBeGreaterThan(0)
    } finally {
      await database.admin`alter table search_documents drop constraint refuses`
    }
    cases.after = await mailIn({ from: 'Tiga <tiga@contoh.id>', subject: 'Sesudahnya', text: 'sesudahnya' })
    expect(await casesFor('sesudahnya')).toEqual(['after'])
  })
})
