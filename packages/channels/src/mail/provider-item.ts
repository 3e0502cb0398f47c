import { createHash } from 'node:crypto'
import { header, headerEnd, headersOf } from './mail-headers.ts'
import { idsIn } from './mail-rules.ts'

const trace = /^(?:received|return-path|delivered-to|x-received)[ \t]*:/i

/** Index after the trace fields that relays put on top; they differ between two deliveries of one mail. */
function traceEnd(raw: Uint8Array): number {
  const end = headerEnd(raw)
  let kept = 0
  let start = 0
  let inTrace = false
  while (start < end) {
    const newline = raw.indexOf(0x0a, start)
    const next = newline < 0 ? end : newline + 1
    const line = Buffer.from(raw.buffer, raw.byteOffset + start, Math.min(next - start, 100)).toString('latin1')
    const continues = inTrace && /^[ \t]/.test(line)
    if (!continues) inTrace = trace.test(line)
    if (!inTrace) return kept
    kept = next
    start = next
  }
  return kept
}

/** The key under which a mail is taken once: the same for every delivery of the same mail, whatever relays added on top. */
export function providerItemOf(raw: Uint8Array): string {
  const messageId = idsIn(header(headersOf(raw), 'message-id'))[0] ?? ''
  const content = createHash('sha256')
    .update(raw.subarray(traceEnd(raw)))
    .digest('hex')
  return createHash('sha256').update(`${messageId}\n${content}`).digest('hex')
}
