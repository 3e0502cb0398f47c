import { type AddressObject, type Headers, MailParser, type MailParserOptions } from 'mailparser'
import { type MailLimits, MailUnparsable } from './mail-limits.ts'

export type MailPart = { mediaType: string; name: string | null; bytes: Buffer }

/** A mail as mailparser decodes it, within the limits. */
export type ReadMail = {
  subject: string
  from: { address: string; name: string }[]
  addressees: string[]
  text: string
  html: string
  parts: MailPart[]
}

// Options that 3.9.31 knows and its types do not.
type Options = MailParserOptions & {
  maxHeadSize: number
  maxChildNodes: number
  ignoreEmbedded: boolean
  keepDeliveryStatus: boolean
}

function isAddressObject(value: unknown): value is AddressObject {
  return typeof value === 'object' && value !== null && 'value' in value && Array.isArray(value.value)
}

/** The addresses of a header, groups opened. */
function addresses(headers: Headers | null, name: string): { address: string; name: string }[] {
  const found = headers?.get(name)
  const objects: unknown[] = Array.isArray(found) ? found : [found]
  return objects
    .filter(isAddressObject)
    .flatMap((object) => object.value)
    .flatMap((entry) => entry.group ?? [entry])
    .map((entry) => ({ address: entry.address ?? '', name: entry.name ?? '' }))
}

function failure(error: unknown): MailUnparsable {
  if (error instanceof MailUnparsable) return error
  const tooLong = error instanceof Error && 'code' in error && error.code === 'EMAXLEN'
  if (!tooLong) return new MailUnparsable('malformed', error)
  return new MailUnparsable(/header/i.test(error.message) ? 'header_too_large' : 'too_many_parts', error)
}

/** Decodes a mail; throws `MailUnparsable` past a limit or on what mailparser cannot read. */
export function readMail(raw: Uint8Array, limits: MailLimits): Promise<ReadMail> {
  const options: Options = {
    maxHeadSize: limits.maxHeaderBytes,
    maxChildNodes: limits.maxParts,
    // Attached messages stay closed: their words are not the sender's, and a returned mail is read as headers.
    ignoreEmbedded: true,
    keepDeliveryStatus: true,
    // We make text from HTML ourselves, after sanitising and within a limit.
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
  }
  return new Promise((resolve, reject) => {
    const parser = new MailParser(options)
    const read = { headers: null as Headers | null, text: '', html: '', parts: [] as MailPart[] }
    let attachmentBytes = 0
    let attachments = 0

    const timer = setTimeout(() => fail(new MailUnparsable('timeout')), limits.timeoutMs)
    const fail = (error: unknown): void => {
      clearTimeout(timer)
      reject(failure(error))
      parser.destroy()
    }

    parser.on('error', fail)
    parser.on('headers', (headers: Headers) => {
      read.headers = headers
    })
    parser.on('data', (data) => {
      if (data.type === 'text') {
        read.text = typeof data.text === 'string' ? data.text : ''
        read.html = typeof data.html === 'string' ? data.html : ''
        return
      }
      if (++attachments > limits.maxAttachments) return fail(new MailUnparsable('too_many_attachments'))
      const chunks: Buffer[] = []
      data.content.on('error', fail)
      data.content.on('data', (chunk: Buffer) => {
        attachmentBytes += chunk.length
        if (attachmentBytes > limits.maxAttachmentBytes) fail(new MailUnparsable('attachments_too_large'))
        else chunks.push(chunk)
      })
      data.content.on('end', () => {
        read.parts.push({ mediaType: data.contentType, name: data.filename ?? null, bytes: Buffer.concat(chunks) })
        data.release()
      })
    })
    parser.on('end', () => {
      clearTimeout(timer)
      const subject = read.headers?.get('subject')
      resolve({
        subject: typeof subject === 'string' ? subject : '',
        from: addresses(read.headers, 'from'),
        addressees: ['to', 'cc', 'delivered-to'].flatMap((name) =>
          addresses(read.headers, name).map((entry) => entry.address),
        ),
        text: read.text,
        html: read.html,
        parts: read.parts,
      })
    })
    parser.end(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength))
  })
}
