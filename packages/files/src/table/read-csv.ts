import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { tableUnreadable } from './table-errors.ts'

const pieceBytes = 64 * 1024
const delimiters = [',', ';', '\t', '|'] as const

/** UTF-8 where the bytes are UTF-8 (16 with its mark); anything else is Windows-1252, as old spreadsheets save. */
export function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'windows-1252' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for (let at = 0; at < bytes.length; at += 1024 * 1024)
      decoder.decode(bytes.subarray(at, at + 1024 * 1024), { stream: true })
    decoder.decode()
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}

/** The sign that stands most often outside quotes in the heading; `sep=;` of a spreadsheet program decides. */
export function delimiterOf(head: string): string {
  const said = /^sep=(.)\r?\n/i.exec(head)?.[1]
  if (said) return said
  const counts = new Map<string, number>()
  let quoted = false
  for (const sign of head) {
    if (sign === '"') quoted = !quoted
    else if (!quoted && sign === '\n') break
    else if (!quoted) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  }
  return [...delimiters].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0))[0] as string
}

/** Rows of a CSV as they stand, one after the other, without ever holding them all. @throws tableUnreadable */
export async function* readCsv(bytes: Uint8Array): AsyncGenerator<{ row: number; cells: string[] }> {
  const encoding = encodingOf(bytes)
  const decoder = new TextDecoder(encoding)
  const head = new TextDecoder(encoding).decode(bytes.subarray(0, 16_384))
  const delimiter = delimiterOf(head)
  const said = /^sep=.\r?\n/i.test(head)
  function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceBytes)
      yield decoder.decode(bytes.subarray(at, at + pieceBytes), { stream: true })
    yield decoder.decode()
  }
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: 1024 * 1024,
    from_line: said ? 2 : 1,
  })
  const source = Readable.from(pieces(), { objectMode: false, highWaterMark: pieceBytes })
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  let row = said ? 1 : 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield { row: ++row, cells }
  } catch (error) {
    throw tableUnreadable({ cause: error })
  } finally {
    source.destroy()
    parser.destroy()
  }
}
