import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { bulkCases, deleteView, listViews, mostInBulk, saveView, snoozeCase, unsnoozeCase } from '@siaga/cases'
import { type ApiEnv, etagOf, revisionOf } from '../adapter.ts'
import { about, id, ifMatchHeader, json, jsonBody, noQuery, note, otherwise } from '../describe.ts'
import { interactionClass } from './case-schemas.ts'

const caseParams = z.object({ id })
const changed = z.object({ revision: z.int() })
const edited = { 200: json(changed, 'The new revision, also as ETag'), ...otherwise }
const editCodes = ['forbidden', 'not_found', 'precondition.required', 'precondition.form', 'case.stale'] as const

const snoozeRoute = createRoute({
  method: 'post',
  path: '/v1/cases/{id}/snooze',
  ...about({
    group: 'cases',
    title: { id: 'Tunda tiket', en: 'Snooze a case' },
    text: {
      id: 'Keluar dari kotak masuk sampai waktunya, atau sampai warga menulis. Tenggatnya tetap berjalan. Memerlukan cakupan case.work.',
      en: 'Out of the inbox until a time, or until the citizen writes. Its deadlines run on. Needs the scope case.work.',
    },
    codes: [...editCodes, 'case.not_open', 'case.life_waits'],
  }),
  parameters: [ifMatchHeader],
  request: {
    params: caseParams,
    query: noQuery,
    body: jsonBody(z.object({ until: z.iso.datetime({ offset: true }) }).strict()),
  },
  responses: edited,
})

const unsnoozeRoute = createRoute({
  method: 'post',
  path: '/v1/cases/{id}/unsnooze',
  ...about({
    group: 'cases',
    title: { id: 'Batalkan penundaan tiket', en: 'Stop snoozing a case' },
    text: { id: 'Memerlukan cakupan case.work.', en: 'Needs the scope case.work.' },
    codes: editCodes,
  }),
  parameters: [ifMatchHeader],
  request: { params: caseParams, query: noQuery },
  responses: edited,
})

const bulkAct = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('assign'), assigneeId: id.nullable() }).strict(),
    z
      .object({
        kind: z.literal('tag'),
        add: z.array(z.string().max(200)).max(20).default([]),
        remove: z.array(id).max(20).default([]),
      })
      .strict(),
    z
      .object({ kind: z.literal('close'), outcome: z.string().max(40), class: interactionClass.default('normal') })
      .strict(),
    z.object({ kind: z.literal('snooze'), until: z.iso.datetime({ offset: true }) }).strict(),
    z.object({ kind: z.literal('read') }).strict(),
  ])
  .openapi('BulkAct')

const bulkRoute = createRoute({
  method: 'post',
  path: '/v1/cases/bulk',
  ...about({
    group: 'cases',
    title: { id: 'Ubah banyak tiket', en: 'Change many cases' },
    text: {
      id: `Paling banyak ${mostInBulk} tiket, masing-masing dengan revisi yang Anda baca. Setiap tiket berhasil atau gagal sendiri. Memerlukan cakupan case.work.`,
      en: `At most ${mostInBulk} cases, each with the revision that you read. Each succeeds or fails by itself. Needs the scope case.work.`,
    },
    codes: ['forbidden', 'not_found', 'case.stale', 'case.not_open'],
  }),
  request: {
    query: noQuery,
    body: jsonBody(
      z
        .object({
          cases: z
            .array(z.object({ id, revision: z.int().positive() }).strict())
            .min(1)
            .max(mostInBulk),
          act: bulkAct,
        })
        .strict(),
    ),
  },
  responses: {
    200: json(
      z
        .object({ done: z.int(), failed: z.array(z.object({ id, code: z.string(), detail: z.string() })) })
        .openapi('BulkResult'),
      'How many changed, and of each other one why not',
    ),
    ...otherwise,
  },
})

const view = z
  .object({
    id,
    name: z.string(),
    query: note(z.string(), {
      id: 'Bagian kueri dari alamat kotak masuk.',
      en: 'The query part of the inbox’s address.',
    }),
    shared: z.boolean(),
  })
  .openapi('SavedView')

const listViewsRoute = createRoute({
  method: 'get',
  path: '/v1/views',
  ...about({
    group: 'cases',
    title: { id: 'Tampilan tersimpan', en: 'Saved views' },
    text: {
      id: 'Kunci API bukan petugas: yang terlihat hanya tampilan bersama. Memerlukan cakupan case.read.',
      en: 'An API key is nobody: it sees the shared ones alone. Needs the scope case.read.',
    },
    codes: ['forbidden'],
  }),
  request: { query: noQuery },
  responses: { 200: json(z.object({ data: z.array(view) }), 'The views, by name'), ...otherwise },
})

const viewBody = z
  .object({ name: z.string().min(1).max(60), query: z.string().max(1000), shared: z.literal(true) })
  .strict()

const saveViewRoute = createRoute({
  method: 'post',
  path: '/v1/views',
  ...about({
    group: 'cases',
    title: { id: 'Simpan tampilan bersama', en: 'Save a shared view' },
    text: {
      id: 'Memerlukan cakupan case.read dan desk.change.',
      en: 'Needs the scopes case.read and desk.change.',
    },
    codes: ['forbidden', 'conflict'],
  }),
  request: { query: noQuery, body: jsonBody(viewBody) },
  responses: { 201: json(view, 'The saved view'), ...otherwise },
})

const changeViewRoute = createRoute({
  method: 'put',
  path: '/v1/views/{id}',
  ...about({
    group: 'cases',
    title: { id: 'Ubah tampilan bersama', en: 'Change a shared view' },
    text: {
      id: 'Memerlukan cakupan case.read dan desk.change.',
      en: 'Needs the scopes case.read and desk.change.',
    },
    codes: ['forbidden', 'not_found'],
  }),
  request: { params: z.object({ id }), query: noQuery, body: jsonBody(viewBody) },
  responses: { 200: json(view, 'The saved view'), ...otherwise },
})

const deleteViewRoute = createRoute({
  method: 'delete',
  path: '/v1/views/{id}',
  ...about({
    group: 'cases',
    title: { id: 'Hapus tampilan bersama', en: 'Delete a shared view' },
    text: {
      id: 'Memerlukan cakupan case.read dan desk.change.',
      en: 'Needs the scopes case.read and desk.change.',
    },
    codes: ['forbidden', 'not_found'],
  }),
  request: { params: z.object({ id }), query: noQuery },
  responses: { 204: { description: 'It is gone' }, ...otherwise },
})

/** Putting off, many at once, saved views: the desk of those who work the list. */
export function caseDeskRoutes(api: OpenAPIHono<ApiEnv>): void {
  const tagged = (revision: number) => ({ etag: etagOf(revision) })

  api.openapi(snoozeRoute, async (c) => {
    const { revision } = await snoozeCase(c.get('ctx'), {
      caseId: c.req.valid('param').id,
      revision: revisionOf(c),
      ...c.req.valid('json'),
    })
    return c.json({ revision }, 200, tagged(revision))
  })
  api.openapi(unsnoozeRoute, async (c) => {
    const { revision } = await unsnoozeCase(c.get('ctx'), { caseId: c.req.valid('param').id, revision: revisionOf(c) })
    return c.json({ revision }, 200, tagged(revision))
  })
  api.openapi(bulkRoute, async (c) => {
    const { cases, act } = c.req.valid('json')
    const result = await bulkCases(c.get('ctx'), {
      cases: cases.map(({ id: caseId, revision }) => ({ caseId, revision })),
      act,
    })
    const failed = result.failed.map(({ caseId, code, text }) => ({ id: caseId, code, detail: text }))
    return c.json({ done: result.done, failed }, 200)
  })
  api.openapi(listViewsRoute, async (c) => c.json({ data: await listViews(c.get('ctx')) }, 200))
  api.openapi(saveViewRoute, async (c) => c.json(await saveView(c.get('ctx'), c.req.valid('json')), 201))
  api.openapi(changeViewRoute, async (c) =>
    c.json(await saveView(c.get('ctx'), { ...c.req.valid('json'), viewId: c.req.valid('param').id }), 200),
  )
  api.openapi(deleteViewRoute, async (c) => {
    await deleteView(c.get('ctx'), { viewId: c.req.valid('param').id })
    return c.body(null, 204)
  })
}
