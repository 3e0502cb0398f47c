import { createInterface } from 'node:readline'
import { type Ctx, withTenant } from '@siaga/db'
import { type Consumer, type Delivery, emit, readEvent } from '@siaga/events'
import { type FileStore, readFileRow, readTable } from '@siaga/files'
import { SiagaError } from '@siaga/kernel'
import { ownTenant, type Service, serviceIn } from '@siaga/tenancy'
import { and, eq } from 'drizzle-orm'
import { importReading, importRunning, importUndoing } from './events.ts'
import { type GoodRow, readRow } from './import-rules.ts'
import { type Import, lockImport, moveImport } from './import-verbs.ts'
import { importRows, imports } from './schema.ts'
import { undoBatch } from './undo-batch.ts'
import { AddressMeanwhile, writeBatch } from './write-batch.ts'

const batchRows = 200
/** One stretch of work; then others have their turn. */
const stretchMs = 8_000
const problemsAtOnce = 500

/**
 * Does what imports ask for, in stretches: each batch is one transaction that also moves the import's own offset on under
 * its row lock, so that a worker may die anywhere and two may run at once without a row being written twice.
 */
export function importConsumer(store: FileStore): Consumer {
  return {
    name: 'import',
    events: [importReading.type, importRunning.type, importUndoing.type],
    lane: () => 'outgoing',
    async handle(ctx, delivery) {
      const event = await withTenant(ctx, (tx) => readEvent(tx, ctx, delivery.eventId))
      const job = event && (await importAt(ctx, event.subjectId))
      if (!event || !job) return withTenant(ctx, (tx) => delivery.complete(tx))
      if (event.type === importReading.type && job.state === 'reading') return readAll(ctx, store, job, delivery)
      if (event.type === importRunning.type)
        return inStretches(ctx, delivery, job, importRunning, () => runOnce(ctx, store, job))
      return inStretches(ctx, delivery, job, importUndoing, () => undoOnce(ctx, job.id))
    },
  }
}

async function importAt(ctx: Ctx, id: string): Promise<Import | null> {
  const [row] = await withTenant(ctx, (tx) =>
    tx
      .select()
      .from(imports)
      .where(and(eq(imports.tenantId, ctx.tenantId), eq(imports.id, id))),
  )
  return row ?? null
}

/** Works until the stretch is over or nothing is left; then asks for the next one. */
async function inStretches(
  ctx: Ctx,
  delivery: Delivery,
  job: Import,
  again: typeof importRunning,
  step: () => Promise<'more' | 'done'>,
): Promise<void> {
  const until = performance.now() + stretchMs
  let left: 'more' | 'done' = 'more'
  while (left === 'more' && performance.now() < until) left = await step()
  await withTenant(ctx, async (tx) => {
    const subject = { subjectId: job.id, version: job.version, serviceId: job.serviceId, urgent: false }
    if (left === 'more') await emit(tx, ctx, again, subject, {})
    await delivery.complete(tx)
  })
}

/** One line, also for readers that take Unicode's own line ends for one, as `readline` does. */
const lineOf = (row: GoodRow) =>
  `${JSON.stringify(row).replace(/[\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16)}`)}\n`

/** Reads every row of the file: the good ones go into a file of their own as they will be written, the others are noted. */
async function readAll(ctx: Ctx, store: FileStore, job: Import, delivery: Delivery): Promise<void> {
  const rules = await withTenant(ctx, async (tx) => {
    // A run that was cut off left its notes: this one begins anew.
    await tx.delete(importRows).where(and(eq(importRows.tenantId, ctx.tenantId), eq(importRows.importId, job.id)))
    const [tenant, service] = await Promise.all([
      ownTenant(tx, ctx),
      job.serviceId ? serviceIn(tx, ctx, job.serviceId) : null,
    ])
    const { kind, mapping, options } = job
    return {
      kind,
      mapping,
      options,
      definition: service?.definition ?? null,
      timeZone: tenant.timeZone,
      now: ctx.clock.now(),
    }
  })
  let total = 0
  let bad = 0
  let waiting: (typeof importRows.$inferInsert)[] = []
  const note = async () => {
    const rows = waiting
    waiting = []
    if (rows.length > 0) await withTenant(ctx, (tx) => tx.insert(importRows).values(rows).onConflictDoNothing())
  }
  const file = await readFileRow(ctx, job.fileId)
  const bytes = await store.read(ctx.tenantId, file.sha256)
  async function* goodLines() {
    let head = true
    let lines = ''
    for await (const { row, cells } of readTable(bytes)) {
      if (head) {
        head = false
        continue
      }
      total++
      const read = readRow(rules, row, cells)
      if ('good' in read) lines += lineOf(read.good)
      else {
        bad++
        waiting.push({
          tenantId: ctx.tenantId,
          importId: job.id,
          rowNumber: row,
          outcome: 'problem',
          problems: read.problems,
          identityIds: [],
        })
        if (waiting.length >= problemsAtOnce) await note()
      }
      if (lines.length > 256 * 1024) {
        yield Buffer.from(lines)
        lines = ''
      }
    }
    yield Buffer.from(lines)
  }
  let set: Partial<Import>
  try {
    const rowsSha = await store.putStream(ctx.tenantId, goodLines())
    await note()
    set = { state: 'ready', rowsSha, totalRows: total, problemRows: bad, problem: null }
  } catch (error) {
    if (!(error instanceof SiagaError) || error.status >= 500) throw error
    set = { state: 'failed', problem: error.code, totalRows: total, problemRows: bad }
  }
  await withTenant(ctx, async (tx) => {
    const now = await lockImport(tx, ctx, { importId: job.id })
    if (now.version === job.version) await moveImport(tx, ctx, now, set, null)
    await delivery.complete(tx)
  })
}

/** The next good rows from a place in their file, and where the place after them is. */
async function nextRows(ctx: Ctx, store: FileStore, job: Import): Promise<{ rows: GoodRow[]; offsetBytes: number }> {
  const stream = store.stream(ctx.tenantId, job.rowsSha as string, job.offsetBytes)
  const rows: GoodRow[] = []
  let offsetBytes = job.offsetBytes
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })
  for await (const line of lines) {
    if (line === '') continue
    rows.push(JSON.parse(line) as GoodRow)
    offsetBytes += Buffer.byteLength(line) + 1
    if (rows.length >= batchRows) break
  }
  lines.close()
  stream.destroy()
  return { rows, offsetBytes }
}

async function runOnce(ctx: Ctx, store: FileStore, { id }: Import): Promise<'more' | 'done'> {
  const job = await importAt(ctx, id)
  if (job?.state !== 'running') return 'done'
  const { rows, offsetBytes } = await nextRows(ctx, store, job)
  for (let tries = 0; ; tries++) {
    try {
      return await withTenant(ctx, async (tx) => {
        const now = await lockImport(tx, ctx, { importId: id })
        // Another worker was faster: its batch is there, this one writes nothing.
        if (now.state !== 'running' || now.offsetBytes !== job.offsetBytes) return 'more'
        const service: Service | null = now.serviceId ? await serviceIn(tx, ctx, now.serviceId) : null
        const wrote =
          rows.length > 0 ? await writeBatch(tx, ctx, now, service, rows) : { made: 0, joined: 0, problems: 0 }
        const over = rows.length < batchRows
        const set = {
          offsetBytes,
          doneRows: now.doneRows + rows.length,
          madeRows: now.madeRows + wrote.made,
          joinedRows: now.joinedRows + wrote.joined,
          problemRows: now.problemRows + wrote.problems,
          ...(over && { state: 'done' as const, finishedAt: ctx.clock.now() }),
        }
        await moveImport(tx, ctx, now, set, null)
        return over ? 'done' : 'more'
      })
    } catch (error) {
      if (!(error instanceof AddressMeanwhile) || tries >= 5) throw error
    }
  }
}

async function undoOnce(ctx: Ctx, id: string): Promise<'more' | 'done'> {
  const job = await importAt(ctx, id)
  if (job?.state !== 'undoing') return 'done'
  return undoBatch(ctx, id, batchRows)
}
