import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { type EventType, emit } from '@siaga/events'
import { type FileStore, fileTooLarge, insertFiles, keepFile, maxFileBytes, previewTable } from '@siaga/files'
import { files } from '@siaga/files/schema'
import { actorRef, defineError, invalid, newId, notFound } from '@siaga/kernel'
import { actorName, audit, authorize, inService, parse, requireService, serviceIn } from '@siaga/tenancy'
import { and, asc, desc, eq, gt, inArray, ne, sql } from 'drizzle-orm'
import { z } from 'zod'
import { importChanged, importReading, importRunning, importUndoing } from './events.ts'
import { guessMapping, importFields } from './import-fields.ts'
import { importRows, imports } from './schema.ts'

export type Import = typeof imports.$inferSelect

export const importStale = defineError('conflict', 'import.stale', {
  id: 'Impor ini baru saja berubah. Lihat keadaan terbaru, lalu coba lagi.',
  en: 'This import has just changed. Look at its present state, then try again.',
})

const sampleRows = 20
const kinds = ['contacts', 'cases'] as const
const versioned = { importId: z.uuid(), version: z.int().min(1) }
const beginInput = z.object({ kind: z.enum(kinds), serviceId: z.uuid().nullable().default(null) }).strict()
const checkInput = z
  .object({
    ...versioned,
    mapping: z.record(z.string(), z.int().min(0).max(199)),
    options: z
      .object({
        dateOrder: z.enum(['day_first', 'month_first', 'year_first']).default('day_first'),
        defaultState: z.enum(['closed', 'open']).default('closed'),
      })
      .strict(),
  })
  .strict()
const versionInput = z.object(versioned).strict()
const readInput = z.object({ importId: z.uuid() }).strict()

/** Old cases need their service; contacts are the tenant's, and only who reaches all of it brings in cases of all. */
const mine = (ctx: Ctx, row: Import) => row.serviceId === null || inService(ctx, row.serviceId)

export async function lockImport(tx: Tx, ctx: Ctx, at: { importId: string; version?: number }): Promise<Import> {
  const [row] = await tx
    .select()
    .from(imports)
    .where(and(eq(imports.tenantId, ctx.tenantId), eq(imports.id, at.importId)))
    .for('update')
  if (!row || !mine(ctx, row)) throw notFound()
  if (at.version !== undefined && row.version !== at.version) throw importStale()
  return row
}

/** Moves an import on, in the transaction that holds its row, and tells whoever goes on with it. */
export async function moveImport(
  tx: Tx,
  ctx: Ctx,
  before: Import,
  set: Partial<Import>,
  event: EventType<Record<string, never>> | null,
): Promise<number> {
  const version = before.version + 1
  await tx
    .update(imports)
    .set({ ...set, version })
    .where(and(eq(imports.tenantId, ctx.tenantId), eq(imports.id, before.id)))
  const subject = { subjectId: before.id, version, serviceId: before.serviceId, urgent: false }
  await emit(tx, ctx, importChanged, subject, {})
  if (event) await emit(tx, ctx, event, subject, {})
  return version
}

/** Keeps a file and looks at its first rows; nothing is written of them. @throws forbidden, fileTooLarge, tableUnreadable … */
export async function beginImport(
  ctx: Ctx,
  store: FileStore,
  file: { name: string; bytes: Uint8Array },
  raw: z.input<typeof beginInput>,
): Promise<{ importId: string }> {
  authorize(ctx, 'data.import')
  const { kind, serviceId } = parse(beginInput, raw)
  if (kind === 'cases' && !serviceId)
    throw invalid({
      fields: [{ path: 'serviceId', code: 'required', text: { id: 'Pilih layanan.', en: 'Choose a service.' } }],
    })
  if (serviceId) requireService(ctx, serviceId)
  if (file.bytes.byteLength > maxFileBytes) throw fileTooLarge({ params: { name: file.name, megabytes: 25 } })
  const { columns, rows } = await previewTable(file.bytes, sampleRows)
  const kept = await keepFile(store, ctx, { ...file, anyType: true })
  return withTenant(ctx, async (tx) => {
    if (serviceId) await serviceIn(tx, ctx, serviceId)
    await insertFiles(tx, [kept])
    const id = newId(ctx.clock.now())
    await tx.insert(imports).values({
      tenantId: ctx.tenantId,
      id,
      kind,
      state: 'mapping',
      serviceId: kind === 'cases' ? serviceId : null,
      fileId: kept.id,
      fileName: kept.name,
      columns,
      sample: rows.map(({ cells }) => cells),
      mapping: guessMapping(kind, columns),
      options: { dateOrder: 'day_first', defaultState: 'closed' },
      actorRef: actorRef(ctx.actor),
      actorName: actorName(ctx.actor),
      createdAt: ctx.clock.now(),
      version: 1,
    })
    await audit(tx, ctx, {
      action: 'import.begun',
      subjectKind: 'import',
      subjectId: id,
      after: { kind, file: kept.name },
    })
    return { importId: id }
  })
}

/** Says which column means what, and has every row read; still nothing is written. @throws forbidden, notFound, importStale, invalid */
export async function checkImport(ctx: Ctx, raw: z.input<typeof checkInput>): Promise<{ version: number }> {
  authorize(ctx, 'data.import')
  const c = parse(checkInput, raw)
  return withTenant(ctx, async (tx) => {
    const before = await lockImport(tx, ctx, c)
    if (!['mapping', 'ready', 'failed'].includes(before.state)) throw importStale()
    checkMapping(before, c.mapping)
    const fresh = { rowsSha: null, totalRows: 0, problemRows: 0, offsetBytes: 0, doneRows: 0, problem: null }
    const set = { ...fresh, state: 'reading' as const, mapping: c.mapping, options: c.options }
    return { version: await moveImport(tx, ctx, before, set, importReading) }
  })
}

function checkMapping(before: Import, mapping: Record<string, number>): void {
  const fields = importFields[before.kind]
  const known = new Set(fields.map(({ key }) => key))
  const wrong = Object.entries(mapping).filter(([key, column]) => !known.has(key) || column >= before.columns.length)
  const missing = fields.filter(({ key, required }) => required && !(key in mapping))
  const noAddress = before.kind === 'contacts' && !('phone' in mapping) && !('mail' in mapping)
  if (wrong.length === 0 && missing.length === 0 && !noAddress) return
  const text = { id: 'Pilih kolom untuk isian ini.', en: 'Choose a column for this field.' }
  const paths = [...wrong.map(([key]) => key), ...missing.map(({ key }) => key), ...(noAddress ? ['phone'] : [])]
  throw invalid({ fields: paths.map((path) => ({ path: `mapping.${path}`, code: 'required', text })) })
}

/** Writes the good rows, in the background. @throws forbidden, notFound, importStale */
export async function runImport(ctx: Ctx, raw: z.input<typeof versionInput>): Promise<{ version: number }> {
  authorize(ctx, 'data.import')
  const c = parse(versionInput, raw)
  return withTenant(ctx, async (tx) => {
    const before = await lockImport(tx, ctx, c)
    if (before.state !== 'ready') throw importStale()
    await audit(tx, ctx, {
      action: 'import.run',
      subjectKind: 'import',
      subjectId: before.id,
      after: { kind: before.kind, file: before.fileName, rows: before.totalRows - before.problemRows },
    })
    return { version: await moveImport(tx, ctx, before, { state: 'running' }, importRunning) }
  })
}

/** Takes back, in the background, what this import made and nobody has touched since. @throws forbidden, notFound, importStale */
export async function undoImport(ctx: Ctx, raw: z.input<typeof versionInput>): Promise<{ version: number }> {
  authorize(ctx, 'data.import')
  const c = parse(versionInput, raw)
  return withTenant(ctx, async (tx) => {
    const before = await lockImport(tx, ctx, c)
    if (before.state !== 'done') throw importStale()
    await audit(tx, ctx, { action: 'import.undone', subjectKind: 'import', subjectId: before.id })
    return { version: await moveImport(tx, ctx, before, { state: 'undoing' }, importUndoing) }
  })
}

/** Imports of the tenant, the newest first. @throws forbidden */
export async function listImports(ctx: Ctx): Promise<Import[]> {
  authorize(ctx, 'data.import')
  const rows = await withTenant(ctx, (tx) =>
    tx.select().from(imports).where(eq(imports.tenantId, ctx.tenantId)).orderBy(desc(imports.createdAt)).limit(100),
  )
  return rows.filter((row) => mine(ctx, row))
}

export type ImportReport = Pick<typeof importRows.$inferSelect, 'rowNumber' | 'outcome' | 'problems'>

/** An import, its first rows that did not come in or stayed, and whether the same file came in before. @throws forbidden, notFound */
export async function readImport(ctx: Ctx, raw: z.input<typeof readInput>) {
  authorize(ctx, 'data.import')
  const { importId } = parse(readInput, raw)
  return withTenant(ctx, async (tx) => {
    const [row] = await tx
      .select()
      .from(imports)
      .where(and(eq(imports.tenantId, ctx.tenantId), eq(imports.id, importId)))
    if (!row || !mine(ctx, row)) throw notFound()
    const [report, earlier] = await Promise.all([
      reportRows(tx, ctx, importId, ['problem', 'kept'], 0, 50),
      tx
        .select({ id: imports.id, createdAt: imports.createdAt, actorName: imports.actorName })
        .from(imports)
        .innerJoin(files, and(eq(files.tenantId, ctx.tenantId), eq(files.id, imports.fileId)))
        .where(
          and(
            eq(imports.tenantId, ctx.tenantId),
            ne(imports.id, importId),
            eq(imports.kind, row.kind),
            inArray(imports.state, ['running', 'done']),
            sql`${files.sha256} = (select f.sha256 from files f where f.tenant_id = ${ctx.tenantId}::uuid and f.id = ${row.fileId}::uuid)`,
          ),
        )
        .orderBy(desc(imports.createdAt))
        .limit(1),
    ])
    return { import: row, report, earlier: earlier[0] ?? null }
  })
}

function reportRows(
  tx: Tx,
  ctx: Ctx,
  importId: string,
  outcomes: ImportReport['outcome'][],
  after: number,
  limit: number,
): Promise<ImportReport[]> {
  return tx
    .select({ rowNumber: importRows.rowNumber, outcome: importRows.outcome, problems: importRows.problems })
    .from(importRows)
    .where(
      and(
        eq(importRows.tenantId, ctx.tenantId),
        eq(importRows.importId, importId),
        inArray(importRows.outcome, outcomes),
        gt(importRows.rowNumber, after),
      ),
    )
    .orderBy(asc(importRows.rowNumber))
    .limit(limit)
}

/** Every row's fate, page by page; for the report that one downloads. @throws forbidden, notFound */
export async function* importReport(ctx: Ctx, importId: string): AsyncGenerator<ImportReport> {
  const { import: row } = await readImport(ctx, { importId })
  let after = 0
  for (;;) {
    const page = await withTenant(ctx, (tx) =>
      reportRows(tx, ctx, row.id, ['problem', 'made', 'joined', 'removed', 'kept'], after, 1000),
    )
    yield* page
    if (page.length < 1000) return
    after = page.at(-1)?.rowNumber as number
  }
}
