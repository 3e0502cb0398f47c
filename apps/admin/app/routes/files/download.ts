import { Readable } from 'node:stream'
import { caseFileIds } from '@siaga/cases'
import { readFileRow } from '@siaga/files'
import { isUuid, notFound } from '@siaga/kernel'
import { memberLoader } from '../../server/context.server.ts'

/** Shown in the page; everything else is only ever handed out as a download. */
const shown = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif'])

/** A file of a case that the person may read: it must hang on one of its messages. */
export const loader = memberLoader(async ({ ctx, process }, { params, request }) => {
  const { caseId = '', fileId = '' } = params
  if (!isUuid(caseId) || !isUuid(fileId)) throw notFound()
  if (!(await caseFileIds(ctx, caseId)).has(fileId)) throw notFound()
  const file = await readFileRow(ctx, fileId)
  const inline = new URL(request.url).searchParams.has('inline') && shown.has(file.mediaType)
  const name = encodeURIComponent(file.name).replace(/['()]/g, escape)
  return new Response(Readable.toWeb(process.store.stream(ctx.tenantId, file.sha256)) as ReadableStream, {
    headers: {
      'content-type': inline ? file.mediaType : 'application/octet-stream',
      'content-length': String(file.sizeBytes),
      'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, max-age=3600',
      'x-content-type-options': 'nosniff',
    },
  })
})
