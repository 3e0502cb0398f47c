import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { beginImport, checkImport, type Import, listImports, readImport, runImport, undoImport } from '@siaga/cases'
import { invalid, type Localized } from '@siaga/kernel'
import { authorize } from '@siaga/tenancy'
import { type ApiDeps, type ApiEnv, etagOf, revisionOf } from '../adapter.ts'
import { about, id, ifMatchHeader, instant, json, jsonBody, noQuery, otherwise, page } from '../describe.ts'
import { readSubmission } from '../submission.ts'

const scope: Localized = { id: 'Memerlukan cakupan data.import.', en: 'Needs the scope data.import.' }
const withScope = (text: Localized): Localized => ({ id: `${text.id} ${scope.id}`, en: `${text.en} ${scope.en}` })

const row = z
  .object({
    id,
    kind: z.enum(['contacts', 'cases']),
    state: z.enum(['mapping', 'reading', 'ready', 'running', 'done', 'failed', 'undoing', 'undone']),
    serviceId: id.nullable(),
    fileName: z.string(),
    columns: z.array(z.string()),
    mapping: z.record(z.string(), z.int()),
    totalRows: z.int(),
    problemRows: z.int(),
    doneRows: z.int(),
    madeRows: z.int(),
    joinedRows: z.int(),
    removedRows: z.int(),
    keptRows: z.int(),
    problem: z.string().nullable(),
    createdAt: instant,
    version: z.int(),
  })
  .openapi('Import')

const detail = row
  .extend({
    report: z.array(
      z.object({
        rowNumber: z.int(),
        outcome: z.string(),
        problems: z.array(z.object({ field: z.string(), code: z.string(), value: z.string() })),
      }),
    ),
  })
  .openapi('ImportDetail')

const show = (found: Import) => row.parse(found)
const params = z.object({ id })
const changed = z.object({ version: z.int() }).openapi('ImportChanged')
const stepCodes = ['forbidden', 'not_found', 'precondition.required', 'precondition.form', 'import.stale'] as const

const listRoute = createRoute({
  method: 'get',
  path: '/v1/imports',
  ...about({
    group: 'data',
    title: { id: 'Daftar impor', en: 'List imports' },
    text: withScope({ id: 'Seratus terakhir.', en: 'The last hundred.' }),
    codes: ['forbidden'],
  }),
  request: { query: noQuery },
  responses: { 200: json(page(row), 'Imports, the newest first'), ...otherwise },
})

const beginRoute = createRoute({
  method: 'post',
  path: '/v1/imports',
  ...about({
    group: 'data',
    title: { id: 'Unggah berkas impor', en: 'Upload a file to import' },
    text: withScope({
      id: 'CSV atau XLSX, paling besar 25 MB dan 500.000 baris. Belum ada yang ditulis.',
      en: 'CSV or XLSX, at most 25 MB and 500,000 rows. Nothing is written yet.',
    }),
    codes: ['forbidden', 'not_found', 'file.too_large', 'table.unreadable', 'table.old_format', 'table.empty'],
  }),
  request: {
    query: noQuery,
    body: {
      required: true,
      content: {
        'multipart/form-data': {
          schema: {
            type: 'object' as const,
            required: ['kind', 'file'],
            properties: {
              kind: { type: 'string' as const, enum: ['contacts', 'cases'] },
              serviceId: { type: 'string' as const, format: 'uuid' },
              file: { type: 'string' as const, format: 'binary' },
            },
          },
        },
      },
    },
  },
  responses: { 201: json(detail, 'The import with its guessed columns'), ...otherwise },
})

const readRoute = createRoute({
  method: 'get',
  path: '/v1/imports/{id}',
  ...about({
    group: 'data',
    title: { id: 'Satu impor', en: 'One import' },
    text: withScope({
      id: 'Beserta 50 baris pertama yang bermasalah atau dibiarkan. ETag-nya dipakai sebagai If-Match.',
      en: 'With the first 50 rows that have problems or were left. Its ETag is the If-Match of the next step.',
    }),
    codes: ['forbidden', 'not_found'],
  }),
  request: { params, query: noQuery },
  responses: { 200: json(detail, 'The import'), ...otherwise },
})

const checkRoute = createRoute({
  method: 'post',
  path: '/v1/imports/{id}/check',
  ...about({
    group: 'data',
    title: { id: 'Periksa semua baris', en: 'Check all rows' },
    text: withScope({
      id: 'Di latar belakang; belum ada yang ditulis.',
      en: 'In the background; nothing is written yet.',
    }),
    codes: stepCodes,
  }),
  parameters: [ifMatchHeader],
  request: {
    params,
    query: noQuery,
    body: jsonBody(
      z
        .object({
          mapping: z.record(z.string(), z.int()),
          dateOrder: z.enum(['day_first', 'month_first', 'year_first']).default('day_first'),
          defaultState: z.enum(['closed', 'open']).default('closed'),
        })
        .strict()
        .openapi('ImportCheck'),
    ),
  },
  responses: { 202: json(changed, 'The new version, also as ETag'), ...otherwise },
})

const step = <P extends string>(path: P, title: Localized, text: Localized) =>
  createRoute({
    method: 'post',
    path,
    ...about({ group: 'data', title, text: withScope(text), codes: stepCodes }),
    parameters: [ifMatchHeader],
    request: { params, query: noQuery },
    responses: { 202: json(changed, 'The new version, also as ETag'), ...otherwise },
  })

const runRoute = step(
  '/v1/imports/{id}/run',
  { id: 'Jalankan impor', en: 'Run an import' },
  {
    id: 'Menulis baris yang lolos pemeriksaan, di latar belakang.',
    en: 'Writes the rows that passed, in the background.',
  },
)
const undoRoute = step(
  '/v1/imports/{id}/undo',
  { id: 'Urungkan impor', en: 'Undo an import' },
  {
    id: 'Menghapus yang dibuat impor ini dan belum disentuh siapa pun.',
    en: 'Removes what this import made and nobody has touched since.',
  },
)

export function importRoutes(api: OpenAPIHono<ApiEnv>, { store }: ApiDeps): void {
  api.openapi(listRoute, async (c) => {
    const rows = await listImports(c.get('ctx'))
    return c.json({ data: rows.map(show), next: null }, 200)
  })
  api.openapi(beginRoute, async (c) => {
    const ctx = c.get('ctx')
    // Before a large body is read for somebody who may not send one.
    authorize(ctx, 'data.import')
    const { values, files } = await readSubmission(c)
    const file = files.find(({ field }) => field === 'file')
    if (!file) {
      const text = { id: 'Sertakan satu berkas.', en: 'Send one file.' }
      throw invalid({ fields: [{ path: 'file', code: 'required', text }] })
    }
    const about = { kind: values.kind as 'contacts', serviceId: values.serviceId || null }
    const { importId } = await beginImport(ctx, store, { name: file.name, bytes: file.bytes }, about)
    const { import: begun, report } = await readImport(ctx, { importId })
    return c.json(detail.parse({ ...begun, report }), 201, { etag: etagOf(begun.version) })
  })
  api.openapi(readRoute, async (c) => {
    const { import: found, report } = await readImport(c.get('ctx'), { importId: c.req.valid('param').id })
    return c.json(detail.parse({ ...found, report }), 200, { etag: etagOf(found.version) })
  })
  api.openapi(checkRoute, async (c) => {
    const { mapping, ...options } = c.req.valid('json')
    const at = { importId: c.req.valid('param').id, version: revisionOf(c) }
    const { version } = await checkImport(c.get('ctx'), { ...at, mapping, options })
    return c.json({ version }, 202, { etag: etagOf(version) })
  })
  api.openapi(runRoute, async (c) => {
    const at = { importId: c.req.valid('param').id, version: revisionOf(c) }
    const { version } = await runImport(c.get('ctx'), at)
    return c.json({ version }, 202, { etag: etagOf(version) })
  })
  api.openapi(undoRoute, async (c) => {
    const at = { importId: c.req.valid('param').id, version: revisionOf(c) }
    const { version } = await undoImport(c.get('ctx'), at)
    return c.json({ version }, 202, { etag: etagOf(version) })
  })
}
