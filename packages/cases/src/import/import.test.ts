import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSecretBox } from '@siaga/channels'
import { addContactNote, exportContacts, listContacts } from '@siaga/conversations'
import { type Ctx, type Database, openDatabase, withTenant } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { openFolderStore } from '@siaga/files'
import { memberCtx } from '@siaga/tenancy'
import { drain, type SeededTenant, seedTenant, testDatabase } from '@siaga/testkit'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addNote, exportCases, listCases, readCase } from '../index.ts'
import { importConsumer } from './import.job.ts'
import { guessMapping } from './import-fields.ts'
import { readDate } from './import-rules.ts'
import { beginImport, checkImport, importReport, readImport, runImport, undoImport } from './import-verbs.ts'

const box = openSecretBox('5e'.repeat(32))
const store = openFolderStore(mkdtempSync(join(tmpdir(), 'siaga-import-')))
let database: Awaited<ReturnType<typeof testDatabase>>
let db: Database
let tenant: SeededTenant
let other: SeededTenant
let admin: Ctx

beforeAll(async () => {
  database = await testDatabase()
  const { app, identity, gateway, relay, platform } = database.urls
  db = openDatabase({ name: 'test', urls: { app, identity, gateway, relay, platform } })
  other = await seed('manado', '71.71')
})
async function freshTenant() {
  serial++
  tenant = await seed(`kota-${serial}`, `33.${String(serial).padStart(2, '0')}`)
  admin = await ctxOf('admin')
}
afterAll(async () => {
  await db.close()
  await database.drop()
})

let serial = 0
const seed = (slug: string, authorityCode: string) =>
  seedTenant(db, {
    slug,
    authorityCode,
    kind: slug === 'manado' ? 'city' : 'regency',
    name: slug,
    types: ['emergency-112', 'health-helpdesk'],
  })
const ctxOf = async (name: keyof SeededTenant['members'], of = tenant) =>
  (await memberCtx({ db, userId: of.members[name].userId, tenantSlug: of.slug, locale: 'id', requestId: 'test' })).ctx
const work = () => drain(db, { store, box, tenantId: tenant.tenantId })
const helpdesk = () => tenant.services[1] as SeededTenant['services'][number]

const options = { dateOrder: 'day_first', defaultState: 'closed' } as const

/** Uploads, takes the guessed columns, checks; returns the import as it then stands. */
async function checked(csv: string, kind: 'contacts' | 'cases', ctx = admin) {
  const serviceId = kind === 'cases' ? helpdesk().id : null
  const { importId } = await beginImport(ctx, store, { name: 'data.csv', bytes: Buffer.from(csv) }, { kind, serviceId })
  const { import: begun } = await readImport(ctx, { importId })
  await checkImport(ctx, { importId, version: begun.version, mapping: begun.mapping, options })
  await work()
  return (await readImport(ctx, { importId })).import
}

async function imported(csv: string, kind: 'contacts' | 'cases') {
  const ready = await checked(csv, kind)
  await runImport(admin, { importId: ready.id, version: ready.version })
  await work()
  return (await readImport(admin, { importId: ready.id })).import
}

async function undone(importId: string, version: number) {
  await undoImport(admin, { importId, version })
  await work()
  return (await readImport(admin, { importId })).import
}

const count = async (table: string) =>
  Number(
    (await database.admin.unsafe(`select count(*) from ${table} where tenant_id = '${tenant.tenantId}'`))[0]?.count,
  )
const names = async () => (await listContacts(admin, {})).rows.map((c) => c.name).sort()

describe('the rules of reading', () => {
  it('find the columns by their headings, in both languages', () => {
    expect(guessMapping('contacts', ['No.', 'NAMA LENGKAP', 'No. HP', 'E-mail', ''])).toEqual({
      name: 1,
      phone: 2,
      mail: 3,
    })
    expect(
      guessMapping('cases', ['Nomor Laporan', 'Tgl. Masuk', 'Perihal', 'Isi Laporan', 'Status', 'Pelapor']),
    ).toEqual({
      number: 0,
      openedAt: 1,
      subject: 2,
      text: 3,
      state: 4,
      name: 5,
    })
  })

  it.each([
    ['17/05/2024', '2024-05-16T17:00:00.000Z'],
    ['2024-05-17 14.30', '2024-05-17T07:30:00.000Z'],
    ['2024-05-17T14:30:00Z', '2024-05-17T14:30:00.000Z'],
    ['7-1-24', '2024-01-06T17:00:00.000Z'],
    ['31/02/2024', null],
    ['kemarin', null],
    ['17/05/2024 25:00', null],
  ])('read %s as the day that it is in the tenant’s zone', (raw, expected) => {
    expect(readDate(raw, 'day_first', 'Asia/Jakarta')?.toISOString() ?? null).toBe(expected)
  })
})

describe('an import of contacts', () => {
  beforeEach(freshTenant)
  const csv = `Nama,No HP,Email,Catatan
Ratna Dewi,0812-3456-7890,ratna@contoh.id,Pelanggan lama
Budi,'tidak ada',,
=cmd|' /C calc'!A0,+62 813 1111 2222,,
Ratna D.,,RATNA@contoh.id,
,,,
Sari,,bukan e-mail,
`

  it('shows every problem with its row and writes nothing before it is agreed to', async () => {
    const ready = await checked(csv, 'contacts')
    expect(ready).toMatchObject({ state: 'ready', totalRows: 5, problemRows: 2 })
    const { report } = await readImport(admin, { importId: ready.id })
    expect(report).toEqual([
      { rowNumber: 3, outcome: 'problem', problems: [{ field: 'phone', code: 'phone', value: "'tidak ada'" }] },
      { rowNumber: 7, outcome: 'problem', problems: [{ field: 'mail', code: 'mail', value: 'bukan e-mail' }] },
    ])
    expect(await count('contacts')).toBe(0)
  })

  it('makes each person once, keeps formulas as text, joins who is there, and says what became of each row', async () => {
    const done = await imported(csv, 'contacts')
    expect(done).toMatchObject({ state: 'done', doneRows: 3, madeRows: 2, joinedRows: 1, problemRows: 2 })
    expect(await names()).toEqual(["=cmd|' /C calc'!A0", 'Ratna Dewi'])
    const again = await imported(csv, 'contacts')
    expect(again).toMatchObject({ madeRows: 1, joinedRows: 2 })
    expect(await names()).toHaveLength(2)
    expect((await readImport(admin, { importId: again.id })).earlier).toMatchObject({ id: done.id })
    const report = []
    for await (const row of importReport(admin, done.id)) report.push([row.rowNumber, row.outcome])
    expect(report).toEqual([
      [2, 'made'],
      [3, 'problem'],
      [4, 'made'],
      [5, 'joined'],
      [7, 'problem'],
    ])
  })

  it('come in whole, whatever signs for a new line stand in a cell', async () => {
    await freshTenant()
    const csv =
      'Nama,Telepon,Catatan\n"Ra\u2028tna",081234567801,"satu\u2029dua\u0085tiga\rempat"\nBudi,081234567802,\n'
    expect(await imported(csv, 'contacts')).toMatchObject({ state: 'done', madeRows: 2, problemRows: 0 })
  })

  it('does not guess when phone and mail belong to two people', async () => {
    await imported('Nama,HP,Email\nA,081234567890,\nB,,b@contoh.id\n', 'contacts')
    const done = await imported('Nama,HP,Email\nC,081234567890,b@contoh.id\n', 'contacts')
    expect(done).toMatchObject({ madeRows: 0, problemRows: 1 })
    expect(await names()).toEqual(['A', 'B'])
  })

  it('is taken back exactly: what was used since stays and is named', async () => {
    await imported('Nama,HP\nLama,081200000001\n', 'contacts')
    const done = await imported(
      'Nama,HP,Email\nBaru,081200000002,\nDipakai,081200000003,\nLama,081200000001,lama@contoh.id\n',
      'contacts',
    )
    const used = (await listContacts(admin, { search: 'Dipakai' })).rows[0]
    await addContactNote(admin, { contactId: used?.id as string, text: 'Sudah dihubungi' })
    const back = await undone(done.id, done.version)
    expect(back).toMatchObject({ state: 'undone', removedRows: 2, keptRows: 1 })
    expect((await readImport(admin, { importId: done.id })).report).toMatchObject([{ rowNumber: 3, outcome: 'kept' }])
    expect(await names()).toEqual(['Dipakai', 'Lama'])
    expect(await count('identities')).toBe(2)
    await expect(undoImport(admin, { importId: done.id, version: back.version })).rejects.toMatchObject({
      code: 'import.stale',
    })
  })

  it('goes on after the worker died in the middle, and two workers at once write nothing twice', async () => {
    const lines = Array.from({ length: 950 }, (_, i) => `Warga ${i},0813${String(i).padStart(7, '0')}`)
    const ready = await checked(`Nama,HP\n${lines.join('\n')}\n`, 'contacts')
    await runImport(admin, { importId: ready.id, version: ready.version })
    const ctx = systemCtx(db, tenant.tenantId, 'test')
    const [event] =
      await database.admin`select id from outbox where tenant_id = ${tenant.tenantId} and type = 'import.running'`
    // No delivery that could be completed: as if the worker died after its batches.
    const delivery = {
      tenantId: tenant.tenantId,
      eventId: event?.id as string,
      consumer: 'import',
      attempts: 0,
      complete: async () => {
        throw new Error('died')
      },
    }
    const runs = await Promise.allSettled([1, 2, 3].map(() => importConsumer(store).handle(ctx, delivery)))
    expect(runs.every((run) => run.status === 'rejected' && run.reason.message === 'died')).toBe(true)
    await work()
    const { import: done } = await readImport(admin, { importId: ready.id })
    expect(done).toMatchObject({ state: 'done', doneRows: 950, madeRows: 950, joinedRows: 0 })
    expect(await count('contacts')).toBe(950)
    expect(await count('import_rows')).toBe(950)
  })
})

describe('an import of old cases', () => {
  beforeEach(freshTenant)
  const csv = `Nomor,Tanggal,Perihal,Isi,Status,Tanggal selesai,Pelapor,HP
L-1,17/05/2024,Obat kosong,Stok parasetamol habis,Selesai,20/05/2024,Ratna,081234567890
L-2,18/05/2024,Antre lama,,Diproses,,,
L-3,18/05/2124,Masa depan,,,,,
L-4,,Tanpa tanggal,,Ajaib,,,
`

  it('keeps their own dates, counts nothing as received today, and sends nothing', async () => {
    const done = await imported(csv, 'cases')
    expect(done).toMatchObject({ state: 'done', madeRows: 2, problemRows: 2 })
    const { rows: open } = await listCases(admin, { view: 'all' })
    expect(open.map((c) => [c.subject, c.state, c.openedAt.toISOString()])).toEqual([
      ['Antre lama', 'open', '2024-05-17T17:00:00.000Z'],
    ])
    const { rows: settled } = await listCases(admin, { view: 'all', settled: true, sort: 'latest' })
    expect(settled[0]).toMatchObject({ subject: 'Obat kosong', state: 'resolved', citizenName: 'Ratna' })
    expect(settled[0]?.number).toMatch(/-2024-00000\d$/)
    const detail = await readCase(admin, settled[0]?.id as string)
    expect(detail.entries.map((e) => e.text).join()).toContain('Stok parasetamol habis')
    expect(detail.entries.map((e) => e.text).join()).toContain('L-1')
    expect([await count('interactions'), await count('messages'), await count('interaction_figures')]).toEqual([
      0, 0, 0,
    ])
  })

  it('of a day that no calendar of ours knows are a problem of their row alone', async () => {
    await freshTenant()
    const csv = 'Tanggal masuk,Judul\n0000-01-01T00:00Z,Nol\n1066-10-14T09:00+07:00,Lama\n2024-05-17,Baik\n'
    expect(await imported(csv, 'cases')).toMatchObject({ state: 'done', madeRows: 1, problemRows: 2 })
  })

  it('leaves nothing else that this role could remove: cases, notes and citizens that were not imported stay', async () => {
    await freshTenant()
    const csv = 'Tanggal masuk,Judul,Telepon\n2024-05-17,Diimpor,081234567811\n'
    const { madeRows } = await imported(csv, 'cases')
    expect(madeRows).toBe(1)
    const { rows } = await listCases(admin, { settled: true })
    await addNote(admin, { caseId: rows[0]?.id as string, text: 'Dikerjakan.' })
    for (const table of ['case_entries', 'cases', 'identities', 'contacts'])
      await withTenant(admin, (tx) =>
        tx.execute(sql.raw(`delete from ${table} where tenant_id = '${tenant.tenantId}'`)),
      ).catch(() => {})
    const left = await withTenant(admin, (tx) =>
      tx.execute(
        sql`select (select count(*)::int from cases where tenant_id = ${tenant.tenantId}::uuid) as cases,
          (select count(*)::int from case_entries where tenant_id = ${tenant.tenantId}::uuid) as entries`,
      ),
    )
    // The note of a colleague is no row of the import.
    expect(left[0]).toEqual({ cases: 1, entries: 1 })
  })

  it('is taken back, but not the case on which somebody worked', async () => {
    const done = await imported(csv, 'cases')
    const [open] = (await listCases(admin, { view: 'all' })).rows
    await addNote(admin, { caseId: open?.id as string, text: 'Masih ditangani' })
    const back = await undone(done.id, done.version)
    expect(back).toMatchObject({ state: 'undone', removedRows: 1, keptRows: 1 })
    expect(await count('cases')).toBe(1)
    expect((await listCases(admin, { view: 'all' })).rows[0]?.subject).toBe('Antre lama')
  })
})

describe('who may', () => {
  beforeEach(freshTenant)
  it('agents may not import, and another tenant finds nothing', async () => {
    const ready = await checked('Nama,HP\nA,081234567890\n', 'contacts')
    const agent = await ctxOf('agent')
    await expect(readImport(agent, { importId: ready.id })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      beginImport(agent, store, { name: 'x', bytes: Buffer.from('A\nb') }, { kind: 'contacts' }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    const stranger = await ctxOf('admin', other)
    await expect(readImport(stranger, { importId: ready.id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(runImport(stranger, { importId: ready.id, version: ready.version })).rejects.toMatchObject({
      code: 'not_found',
    })
  })
})

describe('an export', () => {
  beforeEach(freshTenant)
  it('holds what the caller may see, harmless in a spreadsheet, and stands in the audit with filter and count', async () => {
    await imported('Tanggal,Perihal,Status\n17/05/2024,=1+1,Diproses\n18/05/2024,Lampu,Diproses\n', 'cases')
    const supervisor = await ctxOf('supervisor')
    const { columns, rows } = await exportCases(supervisor, { view: 'all' })
    const lines = []
    for await (const row of rows) lines.push(row)
    expect(columns).toHaveLength(lines[0]?.length as number)
    expect(lines.map((line) => line[5])).toEqual(['=1+1', 'Lampu'])
    const entries =
      await database.admin`select e.action, e.actor_name, v.after from audit_entries e join audit_values v on v.tenant_id = e.tenant_id and v.id = e.id
      where e.tenant_id = ${tenant.tenantId} and e.action like 'data.%' order by e.id`
    expect(entries).toMatchObject([
      { action: 'data.exported', actor_name: 'Dewi Lestari', after: { what: 'cases', filter: { view: 'all' } } },
      { action: 'data.export_ended', after: { rows: 2, finished: true } },
    ])
    await expect(exportCases(await ctxOf('agent'), {})).rejects.toMatchObject({ code: 'forbidden' })
    await expect(exportContacts(await ctxOf('agent'), {})).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('holds only cases of the caller’s services', async () => {
    await imported('Tanggal,Perihal,Status\n17/05/2024,Rahasia,Diproses\n', 'cases')
    const narrow: Ctx = { ...(await ctxOf('supervisor')), services: [tenant.services[0]?.id as string] }
    const { rows } = await exportCases(narrow, { view: 'all' })
    expect((await rows.next()).done).toBe(true)
  })
})
