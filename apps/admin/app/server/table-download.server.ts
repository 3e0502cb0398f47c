import { Readable } from 'node:stream'
import { type TableFormat, writeTable } from '@siaga/files'

const types: Record<TableFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** A table as a download, written while it is read. */
export function tableDownload(
  name: string,
  format: TableFormat,
  columns: readonly string[],
  rows: AsyncIterable<string[]>,
): Response {
  const file = encodeURIComponent(`${name}.${format}`).replace(/['()]/g, escape)
  return new Response(Readable.toWeb(Readable.from(writeTable(format, columns, rows))) as ReadableStream, {
    headers: {
      'content-type': types[format],
      'content-disposition': `attachment; filename*=UTF-8''${file}`,
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
