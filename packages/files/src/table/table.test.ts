import { crc32, deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxTableRows, previewTable, readTable, type TableRow } from './read-table.ts'
import { safeCell, writeTable } from './write-table.ts'

const all = async (bytes: Uint8Array): Promise<TableRow[]> => {
  const rows: TableRow[] = []
  for await (const row of readTable(bytes)) rows.push(row)
  return rows
}
const cells = async (bytes: Uint8Array) => (await all(bytes)).map((row) => row.cells)
const collected = async <T>(items: AsyncIterable<T>) => {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}
async function* each<T>(items: Iterable<T>) {
  yield* items
}
const bytesOf = async (format: 'csv' | 'xlsx', columns: string[], rows: string[][]) =>
  Buffer.concat(await collected(writeTable(format, columns, each(rows))))

/** A workbook by hand, as other programs write it: packed parts, the directory at the end. */
function workbook(parts: Record<string, string>): Buffer {
  const chunks: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(parts)) {
    const packed = deflateRawSync(text)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(crc32(text), 14)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(text.length, 22)
    local.writeUInt16LE(name.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt16LE(name.length, 28)
    entry.writeUInt32LE(offset, 42)
    directory.push(entry, Buffer.from(name))
    chunks.push(local, Buffer.from(name), packed)
    offset += 30 + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(parts).length, 10)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...chunks, ...directory, end])
}

const book = (sheet: string, more: Record<string, string> = {}) =>
  workbook({
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><sheets><sheet name="Tersembunyi" state="hidden" r:id="rId9"/><sheet name="Data" r:id="rId1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet2.xml"/></Relationships>',
    'xl/worksheets/sheet2.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...more,
  })

describe('a CSV', () => {
  it('is read with commas, semicolons or tabs, quoted or not, and says rows as a spreadsheet counts them', async () => {
    expect(await cells(Buffer.from('Nama,Telepon\nRatna,0812\n'))).toEqual([
      ['Nama', 'Telepon'],
      ['Ratna', '0812'],
    ])
    const semicolons = 'Nama;Catatan\r\n"Ratna; S.Pd";"baris\r\ndua"\r\n\r\nBudi;x\r\n'
    expect(await all(Buffer.from(semicolons))).toEqual([
      { row: 1, cells: ['Nama', 'Catatan'] },
      { row: 2, cells: ['Ratna; S.Pd', 'baris\r\ndua'] },
      { row: 4, cells: ['Budi', 'x'] },
    ])
    expect(await cells(Buffer.from('sep=|\nA|B\n1|2\n'))).toEqual([
      ['A', 'B'],
      ['1', '2'],
    ])
  })

  it('is read in UTF-8, UTF-16 and Windows-1252', async () => {
    const text = 'Nama\nSiti Nurbaya’s café\n'
    const expected = [['Nama'], ['Siti Nurbaya’s café']]
    expect(await cells(Buffer.from(`\ufeff${text}`))).toEqual(expected)
    expect(await cells(Buffer.from(`\ufeff${text}`, 'utf16le'))).toEqual(expected)
    const old = Buffer.from(text.replace('’', '\u0092').replace('é', '\u00e9'), 'latin1')
    expect(await cells(old)).toEqual(expected)
  })

  it('keeps formulas as the text that they are', async () => {
    expect(await cells(Buffer.from('Nama\n=HYPERLINK("http://x";"y")\n'))).toEqual([
      ['Nama'],
      ['=HYPERLINK("http://x";"y")'],
    ])
  })

  it('of half a million rows is read without holding them', async () => {
    const line = 'Ratna Dewi Kusumawardani,081234567890,x\n'
    const bytes = Buffer.from(`Nama,Telepon,Catatan\n${line.repeat(maxTableRows)}`)
    globalThis.gc?.()
    const before = process.memoryUsage().heapUsed
    let most = 0
    let count = 0
    for await (const _ of readTable(bytes)) {
      if (++count % 50_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed - before)
    }
    expect(count).toBe(maxTableRows + 1)
    expect(most).toBeLessThan(200 * 1024 * 1024)
    await expect(all(Buffer.concat([bytes, Buffer.from(line)]))).rejects.toMatchObject({ code: 'table.too_long' })
  }, 60_000)
})

describe('an XLSX', () => {
  it('gives the first visible sheet: shared and inline texts, numbers, dates, formula results, merged cells', async () => {
    const sheet = `
      <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Telepon</t></is></c><c r="D1" t="str"><v>Tanggal</v></c></row>
      <row r="3"><c r="A3" t="s"><v>1</v></c><c r="B3"><v>6.281234567890E12</v></c><c r="C3" t="b"><v>1</v></c><c r="D3" s="1"><v>46346.693</v></c></row>
      <row r="4"><c r="A4"><f>1+1</f><v>2</v></c><c r="B4" t="e"><v>#N/A</v></c><c r="D4" s="1"><v>46346</v></c></row>`
    const bytes = book(sheet, {
      'xl/sharedStrings.xml':
        '<sst><si><t>Nama</t></si><si><r><t>Rat</t></r><r><t>na</t></r><rPh><t>ラ</t></rPh></si></sst>',
      'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    })
    expect(await all(bytes)).toEqual([
      { row: 1, cells: ['Nama', 'Telepon', '', 'Tanggal'] },
      { row: 3, cells: ['Ratna', '6281234567890', 'TRUE', '2026-11-20 16:37'] },
      { row: 4, cells: ['2', '#N/A', '', '2026-11-20'] },
    ])
  })

  it('that is a bomb, broken, locked, or brings a document type is refused in words', async () => {
    const bomb = book(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`, {
      'xl/sharedStrings.xml': `<sst><si><t>${'a'.repeat(200_000_000)}</t></si></sst>`,
    })
    const entities = book('&lol;', {})
    const doctype = workbook({
      'xl/workbook.xml': '<!DOCTYPE x [<!ENTITY a "aaaa">]><workbook xmlns:r="r"><sheets/></workbook>',
    })
    const cut = book('<row r="1"><c r="A1"><v>1</v></c></row>').subarray(0, 300)
    for (const bytes of [bomb, entities, doctype, cut, Buffer.from('PK\u0003\u0004 tidak')])
      await expect(all(bytes)).rejects.toMatchObject({ code: 'table.unreadable' })
  })

  it('that is one endless cell, comment or name is refused before it fills the memory', async () => {
    const endless = 'a'.repeat(12_000_000)
    const cell = (inside: string) => book(`<row r="1"><c r="A1" t="str"><v>${inside}</v></c></row>`)
    for (const bytes of [cell(endless), cell(`<!--${endless}-->`), cell(`<x y="${endless}"/>`), cell(`<${endless}/>`)])
      await expect(all(bytes)).rejects.toMatchObject({ code: 'table.unreadable' })
  })
  it('with a cell at the far end of the sheet makes no wide row', async () => {
    const [row] = await all(book('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'))
    expect(row?.cells).toEqual(['1'])
  })
})

describe('a preview', () => {
  it('is small, however wide and long the cells of the file are', async () => {
    const wide = Array.from({ length: 3000 }, (_, i) => `k${i}`).join(',')
    const long = `${'panjang '.repeat(60_000)},b`
    const { columns, rows } = await previewTable(Buffer.from(`${wide}\n${long}\n`), 5)
    expect(columns).toHaveLength(200)
    expect(rows[0]?.cells[0]?.length).toBeLessThanOrEqual(300)
    expect((await cells(Buffer.from(`${wide}\n${long}\n`)))[1]?.[0]).toHaveLength(480_000)
  })
})

describe('other files', () => {
  it('are refused: pictures, programs, the old XLS', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    await expect(all(png)).rejects.toMatchObject({ code: 'table.unreadable' })
    const old = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(512)])
    await expect(all(old)).rejects.toMatchObject({ code: 'table.old_format' })
    await expect(previewTable(Buffer.from('Nama\n'), 5)).rejects.toMatchObject({ code: 'table.empty' })
  })
})

describe('what is written', () => {
  const rows = [
    ['Ratna; "Dewi", x', '+6281234567890', '=1+1'],
    ['@SUM(A1)', '-2+3+cmd|x', '<b>&</b>\u0007'],
    ['\tx', '-12', ''],
  ]
  const safe = rows.map((row) => row.map((cell) => safeCell(cell)))

  it.each(['csv', 'xlsx'] as const)('as %s reads back the same, with formulas made harmless', async (format) => {
    const back = await cells(await bytesOf(format, ['A', 'B', 'C'], rows))
    expect(back).toEqual([['A', 'B', 'C'], ...safe])
    expect(back.flat()).toContain("'=1+1")
    expect(back.flat()).toContain('+6281234567890')
    expect(back.flat()).toContain("'-2+3+cmd|x")
  })

  it('reads back whatever texts it was given', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((t) => t === t.trim() && !/\p{Cc}/u.test(t))
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 20 }), async (pairs) => {
        const given = pairs.map(([a, b]) => [`a${a}`, b])
        const expected = given.map((row) => row.map(safeCell))
        for (const format of ['csv', 'xlsx'] as const)
          expect(await cells(await bytesOf(format, ['A', 'B'], given))).toEqual([['A', 'B'], ...expected])
      }),
      { numRuns: 40 },
    )
  })
})
