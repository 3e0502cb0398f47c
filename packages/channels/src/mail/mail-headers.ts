/** Header fields by lower-case name, unfolded, in order of appearance; bytes beyond ASCII stand as latin-1. */
export type MailHeaders = ReadonlyMap<string, readonly string[]>

const maxBlockBytes = 1024 * 1024

/** Index just after the blank line that ends the header block, or the length where none does. */
export function headerEnd(raw: Uint8Array): number {
  let start = 0
  while (start < raw.length) {
    const newline = raw.indexOf(0x0a, start)
    if (newline < 0) return raw.length
    const length = newline - start
    if (length === 0 || (length === 1 && raw[start] === 0x0d)) return newline + 1
    start = newline + 1
  }
  return raw.length
}

/** Reads the header block at the top of a mail or of an attached part. */
export function headersOf(raw: Uint8Array): MailHeaders {
  const end = Math.min(headerEnd(raw), maxBlockBytes)
  return readHeaders(Buffer.from(raw.buffer, raw.byteOffset, end).toString('latin1'))
}

/** Reads one block of `Name: value` lines; lines that are no field are skipped. */
export function readHeaders(block: string): MailHeaders {
  const headers = new Map<string, string[]>()
  let open: string[] | null = null
  for (const line of block.split(/\r?\n/)) {
    if (/^[ \t]/.test(line)) {
      if (open?.length) open.push(`${open.pop()} ${line.trim()}`.trim())
      continue
    }
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0)).trim().toLowerCase()
    if (!/^[!-9;-~]+$/.test(name)) {
      open = null
      continue
    }
    open = headers.get(name) ?? []
    headers.set(name, open)
    open.push(line.slice(colon + 1).trim())
  }
  return headers
}

/** The first value of a field, '' when the mail has none. */
export function header(headers: MailHeaders, name: string): string {
  return headers.get(name)?.[0] ?? ''
}
