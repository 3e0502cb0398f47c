import { crc32, createDeflateRaw } from 'node:zlib'

export type TableFormat = 'csv' | 'xlsx'

/** What neither XML nor a reader of CSV has a place for. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/**
 * A cell that a spreadsheet program would compute (`=`, `+`, `-`, `@`, a tab or return in front) is written behind an
 * apostrophe. A phone number such as +62812 stays readable as text.
 */
export function safeCell(raw: string): string {
  const value = raw.replace(unprintable, '')
  return /^[=+\-@\t\r]/.test(value) && !/^[+-]?\d[\d ]*$/.test(value) ? `'${value}` : value
}

const csvCell = (value: string) => {
  const safe = safeCell(value)
  return /[";,\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Bytes of a CSV in UTF-8 with its mark, so that spreadsheet programs read the letters right. */
export async function* writeCsv(columns: readonly string[], rows: AsyncIterable<string[]>): AsyncGenerator<Buffer> {
  yield Buffer.from(`\ufeff${columns.map(csvCell).join(',')}\r\n`)
  for await (const batch of inBatches(rows))
    yield Buffer.from(batch.map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join(''))
}

async function* inBatches(rows: AsyncIterable<string[]>): AsyncGenerator<string[][]> {
  let batch: string[][] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length >= 500) {
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

const xml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const sheetSpace = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relSpace = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageSpace = 'http://schemas.openxmlformats.org/package/2006'

const fixedParts: Record<string, string> = {
  '[Content_Types].xml': `${xmlHead}<Types xmlns="${packageSpace}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
  '_rels/.rels': `${xmlHead}<Relationships xmlns="${packageSpace}/relationships"><Relationship Id="rId1" Type="${relSpace}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/workbook.xml': `${xmlHead}<workbook xmlns="${sheetSpace}" xmlns:r="${relSpace}"><sheets><sheet name="Siaga" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels': `${xmlHead}<Relationships xmlns="${packageSpace}/relationships"><Relationship Id="rId1" Type="${relSpace}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
}

const sheetRow = (cells: readonly string[]) =>
  `<row>${cells.map((cell) => `<c t="inlineStr"><is><t xml:space="preserve">${xml(safeCell(cell).slice(0, 32_767))}</t></is></c>`).join('')}</row>`

async function* sheetXml(columns: readonly string[], rows: AsyncIterable<string[]>): AsyncGenerator<Buffer> {
  yield Buffer.from(`${xmlHead}<worksheet xmlns="${sheetSpace}"><sheetData>${sheetRow(columns)}`)
  for await (const batch of inBatches(rows)) yield Buffer.from(batch.map(sheetRow).join(''))
  yield Buffer.from('</sheetData></worksheet>')
}

async function* once(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text)
}

type Part = { name: Buffer; crc: number; packed: number; size: number; offset: number }

const streamedFlags = 0x0808 // sizes follow the data; names are UTF-8

function localHeader(name: Buffer): Buffer {
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  head.writeUInt16LE(20, 4)
  head.writeUInt16LE(streamedFlags, 6)
  head.writeUInt16LE(8, 8)
  head.writeUInt16LE(0x21, 12)
  head.writeUInt16LE(name.length, 26)
  return Buffer.concat([head, name])
}

function directoryEntry({ name, crc, packed, size, offset }: Part): Buffer {
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(20, 4)
  entry.writeUInt16LE(20, 6)
  entry.writeUInt16LE(streamedFlags, 8)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt16LE(0x21, 14)
  entry.writeUInt32LE(crc, 16)
  entry.writeUInt32LE(packed, 20)
  entry.writeUInt32LE(size, 24)
  entry.writeUInt16LE(name.length, 28)
  entry.writeUInt32LE(offset, 42)
  return Buffer.concat([entry, name])
}

/** Bytes of an XLSX with one sheet of texts, made while they are read. */
export async function* writeXlsx(columns: readonly string[], rows: AsyncIterable<string[]>): AsyncGenerator<Buffer> {
  const parts: Part[] = []
  let offset = 0
  const contents: [string, AsyncIterable<Buffer>][] = [
    ...Object.entries(fixedParts).map(([name, text]): [string, AsyncIterable<Buffer>] => [name, once(text)]),
    ['xl/worksheets/sheet1.xml', sheetXml(columns, rows)],
  ]
  for (const [title, content] of contents) {
    const part: Part = { name: Buffer.from(title), crc: 0, packed: 0, size: 0, offset }
    const header = localHeader(part.name)
    offset += header.length
    yield header
    for await (const chunk of deflated(content, part)) {
      offset += chunk.length
      yield chunk
    }
    const after = Buffer.alloc(16)
    after.writeUInt32LE(0x08074b50, 0)
    after.writeUInt32LE(part.crc, 4)
    after.writeUInt32LE(part.packed, 8)
    after.writeUInt32LE(part.size, 12)
    offset += after.length
    yield after
    parts.push(part)
  }
  const directory = Buffer.concat(parts.map(directoryEntry))
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  yield Buffer.concat([directory, end])
}

/** Packs what comes, one piece at a time, and notes sum and sizes. */
async function* deflated(content: AsyncIterable<Buffer>, part: Part): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw()
  const feeding = (async () => {
    for await (const chunk of content) {
      part.crc = crc32(chunk, part.crc)
      part.size += chunk.length
      if (!deflate.write(chunk)) await new Promise((resolve) => deflate.once('drain', resolve))
    }
    deflate.end()
  })().catch((error) => deflate.destroy(error))
  for await (const chunk of deflate as AsyncIterable<Buffer>) {
    part.packed += chunk.length
    yield chunk
  }
  await feeding
}

/** A table as bytes, in the order in which its rows come. */
export function writeTable(
  format: TableFormat,
  columns: readonly string[],
  rows: AsyncIterable<string[]>,
): AsyncGenerator<Buffer> {
  return format === 'csv' ? writeCsv(columns, rows) : writeXlsx(columns, rows)
}
