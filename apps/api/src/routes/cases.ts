import { Readable } from 'node:stream'
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { caseFileIds, listCases, listFields, listMessages, readCase } from '@siaga/cases'
import { fileHeaders, readFileRow, refuseInfected } from '@siaga/files'
import { notFound } from '@siaga/kernel'
import { type ApiDeps, type ApiEnv, etagOf } from '../adapter.ts'
import { about, id, json, noQuery, note, otherwise, page, pageQuery } from '../describe.ts'
import { caseDetail, caseRow, messageSchema, showCase, showMessage, showRow } from './case-schemas.ts'

const caseParams = z.object({ id })
const flag = z.enum(['true', 'false']).default('false')

const listRoute = createRoute({
  method: 'get',
  path: '/v1/cases',
  ...about({
    group: 'cases',
    title: { id: 'Daftar tiket', en: 'List cases' },
    text: {
      id: 'Menurut batas waktu (yang paling mendesak dahulu), pembukaan, atau pesan terakhir, dengan saringan. Memerlukan cakupan case.read.',
      en: 'In the order of due times (the most urgent first), of opening or of the last message, with filters. Needs the scope case.read.',
    },
    codes: ['forbidden', 'cursor.invalid'],
  }),
  request: {
    query: z
      .object({
        ...listFields,
        view: note(listFields.view, {
          id: 'mine, watching, dan mentions kosong untuk kunci API, yang bukan petugas.',
          en: 'mine, watching and mentions are empty for an API key, which is nobody.',
        }),
        sort: note(listFields.sort, {
          id: 'snoozed selalu menurut waktu munculnya, spam menurut pesan terakhir.',
          en: 'snoozed is always in the order of waking, spam in that of the last message.',
        }),
        settled: flag,
        overdue: flag,
        unread: flag,
        ...pageQuery,
      })
      .strict(),
  },
  responses: { 200: json(page(caseRow), 'A page of cases'), ...otherwise },
})

const readRoute = createRoute({
  method: 'get',
  path: '/v1/cases/{id}',
  ...about({
    group: 'cases',
    title: { id: 'Satu tiket', en: 'One case' },
    text: {
      id: 'Beserta 500 pesan dan catatan terakhir. ETag-nya dipakai sebagai If-Match pada perubahan. Memerlukan cakupan case.read.',
      en: 'With its last 500 messages and entries. Its ETag is the If-Match of a change. Needs the scope case.read.',
    },
    codes: ['forbidden', 'not_found'],
  }),
  request: { params: caseParams, query: noQuery },
  responses: { 200: json(caseDetail, 'The case'), ...otherwise },
})

const messagesRoute = createRoute({
  method: 'get',
  path: '/v1/cases/{id}/messages',
  ...about({
    group: 'cases',
    title: { id: 'Pesan sebuah tiket', en: 'Messages of a case' },
    text: {
      id: 'Yang terlama dahulu. Memerlukan cakupan case.read.',
      en: 'The oldest first. Needs the scope case.read.',
    },
    codes: ['forbidden', 'not_found', 'cursor.invalid'],
  }),
  request: { params: caseParams, query: z.object(pageQuery).strict() },
  responses: { 200: json(page(messageSchema), 'A page of messages'), ...otherwise },
})

const fileRoute = createRoute({
  method: 'get',
  path: '/v1/cases/{id}/files/{fileId}',
  ...about({
    group: 'cases',
    title: { id: 'Unduh lampiran', en: 'Download an attachment' },
    text: {
      id: 'Selalu sebagai unduhan. Memerlukan cakupan case.read.',
      en: 'Always as a download. Needs the scope case.read.',
    },
    codes: ['forbidden', 'not_found'],
  }),
  request: { params: z.object({ id, fileId: id }), query: noQuery },
  responses: {
    200: {
      description: 'The bytes of the file',
      content: { 'application/octet-stream': { schema: { type: 'string' as const, format: 'binary' } } },
    },
    ...otherwise,
  },
})

export function caseRoutes(api: OpenAPIHono<ApiEnv>, { store }: ApiDeps): void {
  api.openapi(listRoute, async (c) => {
    const ctx = c.get('ctx')
    const { settled, overdue, unread, ...query } = c.req.valid('query')
    const flags = { settled: settled === 'true', overdue: overdue === 'true', unread: unread === 'true' }
    const { rows, next } = await listCases(ctx, { ...query, ...flags })
    return c.json(page(caseRow).parse({ data: rows.map((row) => showRow(ctx, row)), next }), 200)
  })

  api.openapi(readRoute, async (c) => {
    const ctx = c.get('ctx')
    const detail = await readCase(ctx, c.req.valid('param').id)
    return c.json(showCase(ctx, detail), 200, { etag: etagOf(detail.case.revision) })
  })

  api.openapi(messagesRoute, async (c) => {
    const ctx = c.get('ctx')
    const { rows, next } = await listMessages(ctx, { caseId: c.req.valid('param').id, ...c.req.valid('query') })
    return c.json(page(messageSchema).parse({ data: rows.map((row) => showMessage(ctx, row)), next }), 200)
  })

  api.openapi(fileRoute, async (c) => {
    const ctx = c.get('ctx')
    const { id: caseId, fileId } = c.req.valid('param')
    if (!(await caseFileIds(ctx, caseId)).has(fileId)) throw notFound()
    const file = await readFileRow(ctx, fileId)
    refuseInfected(file)
    return c.body(Readable.toWeb(store.stream(ctx.tenantId, file.sha256)) as ReadableStream, 200, fileHeaders(file))
  })
}
