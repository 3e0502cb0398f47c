import { instant, tenantRelation, tenantTable } from '@siaga/db'
import { files } from '@siaga/files/schema'
import { foreignKey, index, integer, jsonb, text, uuid } from 'drizzle-orm/pg-core'

export type ImportOptions = { dateOrder: 'day_first' | 'month_first' | 'year_first'; defaultState: 'closed' | 'open' }

/** One file of contacts or old cases on its way in. Its counts change only with the batch that they count. */
export const imports = tenantTable(
  'imports',
  {
    kind: text('kind', { enum: ['contacts', 'cases'] }).notNull(),
    state: text('state', {
      enum: ['mapping', 'reading', 'ready', 'running', 'done', 'failed', 'undoing', 'undone'],
    }).notNull(),
    /** Old cases belong to a service; contacts are the tenant's. */
    serviceId: uuid('service_id'),
    fileId: uuid('file_id').notNull(),
    fileName: text('file_name').notNull(),
    columns: jsonb('columns').$type<string[]>().notNull(),
    /** The first rows, for the preview. */
    sample: jsonb('sample').$type<string[][]>().notNull(),
    /** Field → place of its column. */
    mapping: jsonb('mapping').$type<Record<string, number>>().notNull(),
    options: jsonb('options').$type<ImportOptions>().notNull(),
    /** The good rows as they will be written, one JSON text a line; null until the file was read. */
    rowsSha: text('rows_sha'),
    totalRows: integer('total_rows').notNull().default(0),
    problemRows: integer('problem_rows').notNull().default(0),
    /** Where the next batch begins: bytes into the good rows, and how many of them are done. */
    offsetBytes: integer('offset_bytes').notNull().default(0),
    doneRows: integer('done_rows').notNull().default(0),
    madeRows: integer('made_rows').notNull().default(0),
    joinedRows: integer('joined_rows').notNull().default(0),
    removedRows: integer('removed_rows').notNull().default(0),
    keptRows: integer('kept_rows').notNull().default(0),
    /** Why a file could not be read at all: a code of `import-rules.ts`. */
    problem: text('problem'),
    actorRef: text('actor_ref').notNull(),
    actorName: text('actor_name').notNull(),
    createdAt: instant('created_at').notNull(),
    finishedAt: instant('finished_at'),
    version: integer('version').notNull(),
  },
  (t) => [
    index('imports_created').on(t.tenantId, t.createdAt),
    foreignKey({
      columns: [t.tenantId, t.fileId],
      foreignColumns: [files.tenantId, files.id],
      name: 'imports_file_fk',
    }).onDelete('restrict'),
  ],
)

export type RowProblem = { field: string; code: string; value: string }

/** What became of one row: the report, and the exact list of what an undo may remove. */
export const importRows = tenantRelation(
  'import_rows',
  {
    importId: uuid('import_id').notNull(),
    /** As the person counts: the heading is row 1. */
    rowNumber: integer('row_number').notNull(),
    outcome: text('outcome', { enum: ['problem', 'made', 'joined', 'removed', 'kept'] }).notNull(),
    problems: jsonb('problems').$type<RowProblem[]>().notNull(),
    /** What this row made; what it only joined stands nowhere here. */
    contactId: uuid('contact_id'),
    identityIds: jsonb('identity_ids').$type<string[]>().notNull(),
    noteId: uuid('note_id'),
    caseId: uuid('case_id'),
  },
  ['importId', 'rowNumber'],
  (t) => [
    index('import_rows_outcome').on(t.tenantId, t.importId, t.outcome, t.rowNumber),
    foreignKey({
      columns: [t.tenantId, t.importId],
      foreignColumns: [imports.tenantId, imports.id],
      name: 'import_rows_import_fk',
    }).onDelete('restrict'),
  ],
)
