import { createInflateRaw } from 'node:zlib'
import { tableUnreadable } from './table-errors.ts'

type Entry = { name: string; method: number; start: number; compressed: number; encrypted: boolean }

const endMark = 0x06054b50
const directoryMark = 0x02014b50
const mostEntries = 5000

/** The list of a zip archive's files, from its directory at the end. @throws tableUnreadable */
export function zipEntries(bytes: Buffer): Map<string, Entry> {
  let end = bytes.length - 22
  const lowest = Math.max(0, bytes.length - 22 - 65_535)
  while (end >= lowest && bytes.readUInt32LE(end) !== endMark) end--
  if (end < lowest) throw tableUnreadable({ internal: 'no directory in the archive' })
  const count = Math.min(bytes.readUInt16LE(end + 10), mostEntries)
  const entries = new Map<string, Entry>()
  let at = bytes.readUInt32LE(end + 16)
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== directoryMark) break
    const nameLength = bytes.readUInt16LE(at + 28)
    const local = bytes.readUInt32LE(at + 42)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    if (local + 30 <= bytes.length)
      entries.set(name, {
        name,
        method: bytes.readUInt16LE(at + 10),
        encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
        compressed: bytes.readUInt32LE(at + 20),
        start: local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28),
      })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

/** An entry's text in parts; stops at `mostBytes` of what it unpacks to, whatever the archive claims. @throws tableUnreadable */
export async function* zipText(bytes: Buffer, entry: Entry, mostBytes: number): AsyncGenerator<string> {
  if (entry.encrypted || (entry.method !== 0 && entry.method !== 8))
    throw tableUnreadable({ internal: 'the archive is encrypted or packed in an unknown way' })
  const packed = bytes.subarray(entry.start, entry.start + entry.compressed)
  const decoder = new TextDecoder('utf-8')
  if (entry.method === 0) {
    if (packed.length > mostBytes) throw tableUnreadable({ internal: 'too much in the archive' })
    yield decoder.decode(packed)
    return
  }
  const inflate = createInflateRaw()
  inflate.end(packed)
  let total = 0
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      total += chunk.length
      if (total > mostBytes) throw tableUnreadable({ internal: 'the archive unpacks to too much' })
      yield decoder.decode(chunk, { stream: true })
    }
  } catch (error) {
    throw error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')
      ? tableUnreadable({ cause: error })
      : error
  } finally {
    inflate.destroy()
  }
}
