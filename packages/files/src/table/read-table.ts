import { detectType } from '../store-file.ts'
import { readCsv } from './read-csv.ts'
import { readXlsx } from './read-xlsx.ts'
import { tableEmpty, tableOldFormat, tableTooLong, tableUnreadable } from './table-errors.ts'

export const maxTableRows = 500_000
const mostColumns = 200
/** Of a cell in a preview; enough to recognise what stands in the column. */
const shownLength = 300

export type TableRow = { /** As a spreadsheet counts: the headings are row 1. */ row: number; cells: string[] }

const isBlank = (cells: readonly string[]) => cells.every((cell) => cell.trim() === '')

/**
 * The rows of a CSV or XLSX by its content, blank ones left out; every cell is text and nothing is ever computed.
 * @throws tableUnreadable, tableOldFormat, tableTooLong
 */
export async function* readTable(bytes: Uint8Array): AsyncGenerator<TableRow> {
  const type = await detectType(bytes)
  if (type === 'application/x-cfb') throw tableOldFormat()
  const zipped = bytes[0] === 0x50 && bytes[1] === 0x4b
  // Windows-1252 has bytes that are no UTF-8: not plain text for `detectType`, but a table all the same.
  const isText = type === 'text/plain' || (type === 'application/octet-stream' && looksLikeText(bytes))
  if (!zipped && !isText) throw tableUnreadable({ internal: `a table of ${type}` })
  let count = 0
  for await (const { row, cells } of zipped ? readXlsx(Buffer.from(bytes)) : readCsv(bytes)) {
    if (isBlank(cells)) continue
    if (++count > maxTableRows + 1) throw tableTooLong({ params: { rows: maxTableRows } })
    yield { row, cells: cells.length > mostColumns ? cells.slice(0, mostColumns) : cells }
  }
}

function looksLikeText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 65_536)
  if (head[0] === 0xff && head[1] === 0xfe) return true
  return head.every((byte) => byte >= 0x20 || byte === 9 || byte === 10 || byte === 13)
}

/** The headings and the first rows. @throws tableEmpty, and what `readTable` throws */
export async function previewTable(bytes: Uint8Array, count: number): Promise<{ columns: string[]; rows: TableRow[] }> {
  const rows: TableRow[] = []
  for await (const { row, cells } of readTable(bytes)) {
    rows.push({ row, cells: cells.map((cell) => cell.slice(0, shownLength)) })
    if (rows.length > count) break
  }
  const [head, ...rest] = rows
  if (!head || rest.length === 0) throw tableEmpty()
  const width = Math.max(...rows.map(({ cells }) => cells.length))
  const columns = Array.from({ length: width }, (_, i) => head.cells[i]?.trim() ?? '')
  return { columns, rows: rest }
}
