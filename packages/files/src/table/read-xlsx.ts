import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { tableUnreadable } from './table-errors.ts'
import { zipEntries, zipText } from './zip.ts'

const mostSheetBytes = 1_500_000_000
const mostTextBytes = 150_000_000
const mostSmallBytes = 5_000_000
const mostColumns = 200
const mostCellLength = 20_000
/** Between two tags: spreadsheet programs end a cell after 32,767 signs. What goes on for ever would fill the memory. */
const mostUntilTag = 4_000_000

type Handlers = { open?(name: string, tag: SaxesTagPlain): void; text?(text: string): void; close?(name: string): void }

const localName = (name: string) => name.slice(name.indexOf(':') + 1)

/** Feeds a part of the workbook to handlers; yields after every piece, so that rows can be handed on. No DTD is read. */
async function* walk(parts: AsyncIterable<string>, handlers: Handlers): AsyncGenerator<void> {
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw tableUnreadable({ cause: error })
  })
  parser.on('doctype', () => {
    throw tableUnreadable({ internal: 'a document type in a workbook' })
  })
  let sinceTag = 0
  parser.on('opentag', (tag) => {
    sinceTag = 0
    handlers.open?.(localName(tag.name), tag as SaxesTagPlain)
  })
  parser.on('text', (text) => handlers.text?.(text))
  parser.on('cdata', (text) => handlers.text?.(text))
  parser.on('closetag', (tag) => {
    sinceTag = 0
    handlers.close?.(localName(tag.name))
  })
  for await (const part of parts) {
    sinceTag += part.length
    parser.write(part)
    if (sinceTag > mostUntilTag) throw tableUnreadable({ internal: 'a part of the workbook without an end' })
    yield
  }
  parser.close()
}

async function drain(parts: AsyncIterable<void>): Promise<void> {
  for await (const _ of parts);
}

const attribute = (tag: SaxesTagPlain, name: string) => tag.attributes[name] as string | undefined

/** The workbook's first sheet, its date system, its number formats and its shared texts. */
async function readWorkbook(bytes: Buffer) {
  const entries = zipEntries(bytes)
  const part = (name: string, most: number) => {
    const entry = entries.get(name)
    return entry ? zipText(bytes, entry, most) : null
  }
  const workbook = part('xl/workbook.xml', mostSmallBytes)
  if (!workbook) throw tableUnreadable({ internal: 'not a workbook' })
  let sheetId = ''
  let since1904 = false
  await drain(
    walk(workbook, {
      open(name, tag) {
        if (name === 'sheet' && !sheetId && attribute(tag, 'state') !== 'hidden') sheetId = attribute(tag, 'r:id') ?? ''
        if (name === 'workbookPr') since1904 = /^(1|true)$/.test(attribute(tag, 'date1904') ?? '')
      },
    }),
  )
  let sheet = 'worksheets/sheet1.xml'
  const relations = part('xl/_rels/workbook.xml.rels', mostSmallBytes)
  if (relations)
    await drain(
      walk(relations, {
        open(name, tag) {
          if (name === 'Relationship' && attribute(tag, 'Id') === sheetId)
            sheet = (attribute(tag, 'Target') ?? sheet).replace(/^\/xl\//, '')
        },
      }),
    )
  const rows = part(`xl/${sheet}`, mostSheetBytes)
  if (!rows) throw tableUnreadable({ internal: 'the workbook names a sheet that is not there' })
  return {
    since1904,
    rows,
    dateStyles: await readDateStyles(part('xl/styles.xml', mostSmallBytes)),
    texts: await readTexts(part('xl/sharedStrings.xml', mostTextBytes)),
  }
}

const builtInDates = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 30, 36, 45, 46, 47, 50, 57])

/** Which cell styles show a number as a date. */
async function readDateStyles(parts: AsyncIterable<string> | null): Promise<boolean[]> {
  const styles: boolean[] = []
  if (!parts) return styles
  const own = new Set<number>()
  let inCells = false
  await drain(
    walk(parts, {
      open(name, tag) {
        if (name === 'numFmt') {
          const code = (attribute(tag, 'formatCode') ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')
          if (/[dyhs]/i.test(code) || /m/i.test(code.replace(/general/i, '')))
            own.add(Number(attribute(tag, 'numFmtId')))
        }
        if (name === 'cellXfs') inCells = true
        if (name === 'xf' && inCells) {
          const format = Number(attribute(tag, 'numFmtId') ?? 0)
          styles.push(builtInDates.has(format) || own.has(format))
        }
      },
      close(name) {
        if (name === 'cellXfs') inCells = false
      },
    }),
  )
  return styles
}

async function readTexts(parts: AsyncIterable<string> | null): Promise<string[]> {
  const texts: string[] = []
  if (!parts) return texts
  let current = ''
  let inText = false
  let inPhonetic = false
  await drain(
    walk(parts, {
      open(name) {
        if (name === 'si') current = ''
        if (name === 'rPh') inPhonetic = true
        inText = name === 't' && !inPhonetic
      },
      text(text) {
        if (inText && current.length < mostCellLength) current += text
      },
      close(name) {
        if (name === 't') inText = false
        if (name === 'rPh') inPhonetic = false
        if (name === 'si') texts.push(current.slice(0, mostCellLength))
      },
    }),
  )
  return texts
}

/** "2026-11-20", or "2026-11-20 16:39" when the cell has a time. */
export function dateOfSerial(serial: number, since1904: boolean): string {
  const epoch = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30)
  const at = new Date(Math.round((epoch + serial * 86_400_000) / 1000) * 1000)
  if (Number.isNaN(at.getTime())) return String(serial)
  const iso = at.toISOString()
  const time = iso.slice(11, 16)
  return time === '00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${time}`
}

function columnOf(reference: string | undefined, next: number): number {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (!letters) return next
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

type Cell = { column: number; type: string; style: number; text: string }

/** Rows of the first visible sheet, one after the other; of a formula the last result, of merged cells the first. */
export async function* readXlsx(bytes: Buffer): AsyncGenerator<{ row: number; cells: string[] }> {
  const { rows, dateStyles, texts, since1904 } = await readWorkbook(bytes)
  let ready: { row: number; cells: string[] }[] = []
  let row = 0
  let cells: string[] = []
  let cell: Cell | null = null
  let collecting = false
  const valueIn = ({ type, style, text }: Cell): string => {
    if (type === 's') return texts[Number(text)] ?? ''
    if (type === 'b') return text === '1' ? 'TRUE' : 'FALSE'
    if (type !== 'n' || text === '') return text
    const value = Number(text)
    if (!Number.isFinite(value)) return text
    if (dateStyles[style] && value > 0 && value < 3_000_000) return dateOfSerial(value, since1904)
    // A long number comes as 8.12345E+11: written out, it is the phone number that somebody typed.
    return Number.isSafeInteger(value) ? String(value) : text
  }
  const walking = walk(rows, {
    open(name, tag) {
      if (name === 'row') {
        row = Number(attribute(tag, 'r')) || row + 1
        cells = []
      } else if (name === 'c') {
        cell = {
          column: columnOf(attribute(tag, 'r'), cells.length),
          type: attribute(tag, 't') ?? 'n',
          style: Number(attribute(tag, 's') ?? -1),
          text: '',
        }
      } else if (name === 'v' || name === 't') collecting = cell !== null
    },
    text(text) {
      if (collecting && cell && cell.text.length < mostCellLength) cell.text += text
    },
    close(name) {
      if (name === 'v' || name === 't') collecting = false
      else if (name === 'c' && cell) {
        if (cell.column < mostColumns) {
          while (cells.length < cell.column) cells.push('')
          cells[cell.column] = valueIn(cell).slice(0, mostCellLength)
        }
        cell = null
      } else if (name === 'row') ready.push({ row, cells })
    },
  })
  for await (const _ of walking) {
    yield* ready
    ready = []
  }
  yield* ready
}
