import { Readable } from 'node:stream'
import { redirect } from '@remix-run/node'
import { caseFileIds } from '@siaga/cases'
import {
  checkFileLink,
  fileHeaders,
  previewOf,
  previewType,
  readFileRow,
  refuseInfected,
  signFileLink,
} from '@siaga/files'
import { isUuid, notFound } from '@siaga/kernel'
import { memberLoader } from '../../server/context.server.ts'

/**
 * A file of a case that the person may read: it must hang on one of its messages. `?inline` is the picture made anew;
 * anything else leads to a link that is good for five minutes, and the bytes leave by that link alone, as a download.
 */
export const loader = memberLoader(async ({ ctx, process }, { params, request }) => {
  const { caseId = '', fileId = '' } = params
  if (!isUuid(caseId) || !isUuid(fileId)) throw notFound()
  const url = new URL(request.url)
  const subject = { tenantId: ctx.tenantId, caseId, fileId }
  const signature = url.searchParams.get('signature')
  if (signature !== null)
    checkFileLink(process.box.derive, subject, { expires: url.searchParams.get('expires'), signature }, ctx.clock.now())
  if (!(await caseFileIds(ctx, caseId)).has(fileId)) throw notFound()
  const file = await readFileRow(ctx, fileId)
  refuseInfected(file)
  if (url.searchParams.has('inline')) {
    const preview = await previewOf(process.store, ctx.tenantId, file)
    if (!preview) throw notFound({ internal: 'no preview of this file' })
    const headers = { ...fileHeaders(file), 'content-type': previewType, 'content-disposition': 'inline' }
    return new Response(preview as BodyInit, {
      headers: { ...headers, 'content-length': String(preview.length), 'cache-control': 'private, max-age=3600' },
    })
  }
  if (signature === null) {
    const link = signFileLink(process.box.derive, subject, ctx.clock.now())
    throw redirect(`${url.pathname}?expires=${link.expires}&signature=${link.signature}`)
  }
  return new Response(Readable.toWeb(process.store.stream(ctx.tenantId, file.sha256)) as ReadableStream, {
    headers: fileHeaders(file),
  })
})
