import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { changeCannedReply, createCannedReply, listCannedReplies } from '@siaga/conversations'
import { type ApiEnv, etagOf, revisionOf } from '../adapter.ts'
import { about, id, ifMatchHeader, json, jsonBody, noQuery, note, otherwise } from '../describe.ts'

const content = {
  serviceId: note(id.nullable(), { id: 'null = semua layanan.', en: 'null = every service.' }),
  shortcut: z.string().max(30).openapi({ example: 'terima-kasih' }),
  title: z.string().max(80),
  text: note(z.string().max(5000), {
    id: 'Isian {nama}, {nomor}, {judul}, {layanan}, {instansi}, {petugas}, {kategori}, {tenggat}, {tanggal}.',
    en: 'Fields {nama}, {nomor}, {judul}, {layanan}, {instansi}, {petugas}, {kategori}, {tenggat}, {tanggal}.',
  }),
}

const reply = z.object({ id, ...content, isActive: z.boolean(), version: z.int() }).openapi('CannedReply')

const listRoute = createRoute({
  method: 'get',
  path: '/v1/canned-replies',
  ...about({
    group: 'cases',
    title: { id: 'Balasan siap', en: 'Canned replies' },
    text: { id: 'Memerlukan cakupan case.read.', en: 'Needs the scope case.read.' },
    codes: ['forbidden'],
  }),
  request: { query: z.object({ retired: z.enum(['true', 'false']).default('false') }).strict() },
  responses: { 200: json(z.object({ data: z.array(reply) }), 'By shortcut'), ...otherwise },
})

const createRouteOf = createRoute({
  method: 'post',
  path: '/v1/canned-replies',
  ...about({
    group: 'cases',
    title: { id: 'Tambah balasan siap', en: 'Add a canned reply' },
    text: { id: 'Memerlukan cakupan desk.change.', en: 'Needs the scope desk.change.' },
    codes: ['forbidden', 'not_found', 'canned.shortcut_taken'],
  }),
  request: { query: noQuery, body: jsonBody(z.object(content).strict().openapi('NewCannedReply')) },
  responses: { 201: json(reply, 'The reply, its version also as ETag'), ...otherwise },
})

const changeRoute = createRoute({
  method: 'patch',
  path: '/v1/canned-replies/{id}',
  ...about({
    group: 'cases',
    title: { id: 'Ubah balasan siap', en: 'Change a canned reply' },
    text: {
      id: 'isActive: false memensiunkannya. If-Match adalah versinya. Memerlukan cakupan desk.change.',
      en: 'isActive: false retires it. If-Match is its version. Needs the scope desk.change.',
    },
    codes: [
      'forbidden',
      'not_found',
      'canned.stale',
      'canned.shortcut_taken',
      'precondition.required',
      'precondition.form',
    ],
  }),
  parameters: [ifMatchHeader],
  request: {
    params: z.object({ id }),
    query: noQuery,
    body: jsonBody(
      z
        .object({ ...content, isActive: z.boolean() })
        .partial()
        .strict()
        .openapi('CannedReplyChange'),
    ),
  },
  responses: { 200: json(reply, 'The reply, its version also as ETag'), ...otherwise },
})

export function cannedReplyRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(listRoute, async (c) => {
    const { retired } = c.req.valid('query')
    return c.json({ data: await listCannedReplies(c.get('ctx'), { retired: retired === 'true' }) }, 200)
  })
  api.openapi(createRouteOf, async (c) => {
    const made = await createCannedReply(c.get('ctx'), c.req.valid('json'))
    return c.json(made, 201, { etag: etagOf(made.version) })
  })
  api.openapi(changeRoute, async (c) => {
    const changed = await changeCannedReply(c.get('ctx'), {
      id: c.req.valid('param').id,
      version: revisionOf(c),
      ...c.req.valid('json'),
    })
    return c.json(changed, 200, { etag: etagOf(changed.version) })
  })
}
