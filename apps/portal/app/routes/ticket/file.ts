import { Readable } from 'node:stream'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { ticketFile } from '@siaga/cases'
import { readFileRow, refuseInfected } from '@siaga/files'
import { isUuid, notFound } from '@siaga/kernel'
import { withTicketCode } from '../../server/call.server.ts'
import { atEdge } from '../../server/edge.server.ts'

/** A file of the ticket's messages, only ever as a download. */
export const loader = ({ params, context }: LoaderFunctionArgs) =>
  atEdge(context, async () => {
    const fileId = params.fileId ?? ''
    const row = await withTicketCode(context, params.code, async (call) => {
      if (!isUuid(fileId)) throw notFound()
      return readFileRow(await ticketFile({ ...call, fileId }), fileId)
    })
    refuseInfected(row)
    const stream = context.store.stream(row.tenantId, row.sha256)
    const plainName = row.name.replace(/[^\x20-\x7e]|["\\]/g, '_')
    return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, {
      headers: {
        'content-type': row.mediaType,
        'content-length': String(row.sizeBytes),
        'content-disposition': `attachment; filename="${plainName}"; filename*=UTF-8''${encodeURIComponent(row.name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
      },
    })
  })
