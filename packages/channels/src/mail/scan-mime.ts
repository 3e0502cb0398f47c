import { readHeaders } from './mail-headers.ts'
import { type MailLimits, MailUnparsable } from './mail-limits.ts'

export type MimeShape = { parts: number; depth: number; hasAlternative: boolean }

const maxBoundaryLine = 300

function boundaryOf(contentType: string): string | null {
  const match = /;\s*boundary\s*=\s*(?:"([^"]{1,250})"|([^\s;"]{1,250}))/i.exec(contentType)
  return match?.[1]?.trimEnd() ?? match?.[2] ?? null
}

/**
 * Walks the MIME structure once, without decoding, before the real parser allocates anything for it.
 * Throws `MailUnparsable` past a limit. An attached message (message/rfc822) is one part and is not opened.
 */
export function scanMime(raw: Uint8Array, limits: MailLimits): MimeShape {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const open: string[] = []
  const shape: MimeShape = { parts: 1, depth: 0, hasAlternative: false }
  let headStart: number | null = 0

  const endHead = (end: number): void => {
    if (headStart === null) return
    const block = bytes.toString('latin1', headStart, end)
    headStart = null
    const contentType = readHeaders(block).get('content-type')?.[0] ?? ''
    if (!/^\s*multipart\//i.test(contentType)) return
    if (/^\s*multipart\/alternative/i.test(contentType)) shape.hasAlternative = true
    const boundary = boundaryOf(contentType)
    if (boundary === null) return
    open.push(`--${boundary}`)
    shape.depth = Math.max(shape.depth, open.length)
    if (open.length > limits.maxDepth) throw new MailUnparsable('too_deep')
  }

  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, start)
    const next = newline < 0 ? bytes.length : newline + 1
    if (headStart !== null && next - headStart > limits.maxHeaderBytes) throw new MailUnparsable('header_too_large')
    if (bytes[start] === 0x2d && bytes[start + 1] === 0x2d && next - start <= maxBoundaryLine) {
      const line = bytes.toString('latin1', start, next).trimEnd()
      const level = open.findLastIndex((boundary) => line === boundary || line === `${boundary}--`)
      if (level >= 0) {
        endHead(start)
        const closes = line !== open[level]
        open.length = closes ? level : level + 1
        if (!closes) {
          headStart = next
          if (++shape.parts > limits.maxParts) throw new MailUnparsable('too_many_parts')
        }
        start = next
        continue
      }
    }
    const blank = bytes[start] === 0x0a || (bytes[start] === 0x0d && bytes[start + 1] === 0x0a)
    if (blank) endHead(start)
    start = next
  }
  endHead(bytes.length)
  return shape
}
