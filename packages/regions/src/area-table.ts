import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

export type AreaRow = { code: string; name: string }

/**
 * One CSV of `idn-area-data`, kept as the bytes that were read and searched by code. The rows stand in byte order of
 * their codes (a test holds that), so 83,762 villages cost 2.8 MB outside the heap and no object each.
 */
export type AreaTable = {
  find: (code: string) => AreaRow | null
  /** Rows whose code begins with `prefix`, in the order of their codes. */
  startingWith: (prefix: string) => AreaRow[]
  count: () => number
}

const newline = 0x0a

export function areaTable(fileName: string): AreaTable {
  let loaded: Buffer | undefined
  const bytes = () => (loaded ??= read(fileName))

  return {
    find(code) {
      const data = bytes()
      const start = lowerBound(data, code)
      return start < data.length && codeAt(data, start) === code ? rowAt(data, start) : null
    },
    startingWith(prefix) {
      const data = bytes()
      const rows: AreaRow[] = []
      let start = lowerBound(data, prefix)
      while (start < data.length && codeAt(data, start).startsWith(prefix)) {
        rows.push(rowAt(data, start))
        start = lineEnd(data, start) + 1
      }
      return rows
    },
    count() {
      const data = bytes()
      let lines = 0
      for (let start = 0; start < data.length; start = lineEnd(data, start) + 1) lines += 1
      return lines
    },
  }
}

/** Resolved from this package by its name: in a bundle `import.meta.url` is the bundle's, which has no `idn-area-data`. */
function read(fileName: string): Buffer {
  const own = createRequire(import.meta.url).resolve('@siaga/regions')
  const file = readFileSync(createRequire(own).resolve(`idn-area-data/data/${fileName}`))
  return file.subarray(lineEnd(file, 0) + 1)
}

function lineEnd(data: Buffer, from: number): number {
  const end = data.indexOf(newline, from)
  return end === -1 ? data.length : end
}

/** Offset of the first row whose code is not before `code`; the length of the data when there is none. */
function lowerBound(data: Buffer, code: string): number {
  let low = 0
  let high = data.length
  while (low < high) {
    const middle = (low + high) >> 1
    const start = middle === 0 ? 0 : data.lastIndexOf(newline, middle - 1) + 1
    if (codeAt(data, start) < code) low = lineEnd(data, start) + 1
    else high = start
  }
  return low
}

function codeAt(data: Buffer, start: number): string {
  return data.toString('latin1', start, data.indexOf(',', start))
}

/** The columns are code, code of the parent (absent for provinces) and name; only a name can be quoted. */
function rowAt(data: Buffer, start: number): AreaRow {
  const line = data.toString('utf8', start, lineEnd(data, start))
  const [, code = '', name = ''] = /^([\d.]+),(?:[\d.]+,)?(.*)$/.exec(line) ?? []
  return { code, name: readableName(name) }
}

/** The data write the glottal stop as `"`, `’` or `'` (Ra""as, Du’en, Pa'ban) and a few names in lower case. */
function readableName(raw: string): string {
  const unquoted = raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw
  const name = unquoted.replaceAll(/["’]/g, "'").trim()
  return name.charAt(0).toUpperCase() + name.slice(1)
}
