import { Readable } from 'node:stream'
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { caseFileIds } from '@siaga/cases'
import { checkFileLink, fileHeaders, readFileRow, refuseInfected, signFileLink } from '@siaga/files'
import { notFound } from '@siaga/kernel'
import { citizenCtx } from '@siaga/tenancy'
import type { ApiDeps, ApiEnv } from '../adapter.ts'
import { about, id, instant, json, noQuery, otherwise } from '../describe.ts'

const linkRoute = createRoute({
  method: 'get',
  path: '/v1/cases/{id}/files/{fileId}/link',
  ...about({
    group: 'cases',
    title: { id: 'Tautan unduhan singkat', en: 'A short-lived download link' },
    text: {
      id: 'Dapat dibuka tanpa kunci selama lima menit. Memerlukan cakupan case.read.',
      en: 'Opens without a key for five minutes. Needs the scope case.read.',
    },
    codes: ['forbidden', 'not_found', 'file.infected'],
  }),
  request: { params: z.object({ id, fileId: id }), query: noQuery },
  responses: {
    200: json(z.object({ url: z.url(), expiresAt: instant }).openapi('FileLink'), 'The link'),
    ...otherwise,
  },
})

const openRoute = createRoute({
  method: 'get',
  path: '/public/v1/files/{tenantId}/{caseId}/{fileId}',
  ...about({
    group: 'public',
    title: { id: 'Unduh lewat tautan singkat', en: 'Download by a short-lived link' },
    codes: ['not_found', 'file.infected'],
  }),
  request: {
    params: z.object({ tenantId: id, caseId: id, fileId: id }),
    query: z.object({ expires: z.string().max(20).default(''), signature: z.string().max(100).default('') }),
  },
  responses: {
    200: {
      description: 'The bytes of the file',
      content: { 'application/octet-stream': { schema: { type: 'string' as const, format: 'binary' } } },
    },
    ...otherwise,
  },
})

export function fileLinkRoutes(api: OpenAPIHono<ApiEnv>, deps: ApiDeps & { clock: { now(): Date } }): void {
  const { db, store, box, settings, clock } = deps
  api.openapi(linkRoute, async (c) => {
    const ctx = c.get('ctx')
    const { id: caseId, fileId } = c.req.valid('param')
    if (!(await caseFileIds(ctx, caseId)).has(fileId)) throw notFound()
    refuseInfected(await readFileRow(ctx, fileId))
    const link = signFileLink(box.derive, { tenantId: ctx.tenantId, caseId, fileId }, clock.now())
    const path = `/public/v1/files/${ctx.tenantId}/${caseId}/${fileId}`
    const url = `${settings.apiUrl}${path}?expires=${link.expires}&signature=${link.signature}`
    return c.json({ url, expiresAt: new Date(link.expires * 1000).toISOString() }, 200)
  })

  api.openapi(openRoute, async (c) => {
    const subject = c.req.valid('param')
    checkFileLink(box.derive, subject, c.req.valid('query'), clock.now())
    const call = { db, locale: c.get('locale'), requestId: c.get('requestId'), clock }
    const file = await readFileRow(citizenCtx(call, subject.tenantId), subject.fileId)
    refuseInfected(file)
    return c.body(Readable.toWeb(store.stream(file.tenantId, file.sha256)) as ReadableStream, 200, fileHeaders(file))
  })
}
