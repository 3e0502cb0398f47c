import { Readable } from 'node:stream'
import type { FormFile } from '@siaga/channels'
import { fileTooLarge, maxFileBytes } from '@siaga/files'
import { defineError, invalid, SiagaError } from '@siaga/kernel'

export const formTooLarge = defineError('too_large', 'form.too_large', {
  id: 'Kiriman ini lebih dari {megabytes} MB. Kirim berkas yang lebih kecil atau lebih sedikit.',
  en: 'This is more than {megabytes} MB. Send smaller or fewer files.',
})
const formUnreadable = defineError('invalid', 'form.unreadable', {
  id: 'Isi formulir ini tidak dapat dibaca. Muat ulang halaman, lalu kirim lagi.',
  en: 'The form could not be read. Load the page again and send it once more.',
})

const megabyte = 1024 * 1024
export const maxFormMegabytes = 30
const maxParts = 200
/** What is read past the limit and thrown away, so that a browser in mid-upload gets to see the answer. */
const patience = 90 * megabyte

export type ReadForm = {
  /** What the citizen filled in, by field. */
  values: Record<string, string>
  /** Fields of the page itself; their names begin with an underscore. */
  own: Record<string, string>
  files: FormFile[]
}

/**
 * Reads a posted form, never holding more than its limit. @throws formTooLarge, fileTooLarge, formUnreadable, invalid
 */
export async function readForm(request: Request, megabytes = maxFormMegabytes): Promise<ReadForm> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^(multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type)) throw formUnreadable()
  const body = Readable.toWeb(Readable.from(upTo(request.body, megabytes))) as ReadableStream<Uint8Array>
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch((cause: unknown) => {
    throw cause instanceof SiagaError ? cause : formUnreadable({ cause })
  })
  const parts = [...form.entries()]
  if (parts.length > maxParts) throw invalid({ internal: `${parts.length} parts` })
  const read: ReadForm = { values: {}, own: {}, files: [] }
  for (const [field, part] of parts) {
    if (typeof part === 'string') {
      Object.defineProperty(field.startsWith('_') ? read.own : read.values, field, {
        value: part,
        enumerable: true,
        configurable: true,
        writable: true,
      })
    } else if (part.size > 0 || part.name !== '') {
      // A browser sends an empty part without a name for a file input that was left alone.
      if (part.size > maxFileBytes)
        throw fileTooLarge({ params: { name: part.name.slice(-120), megabytes: maxFileBytes / megabyte } })
      read.files.push({ field, name: part.name, bytes: new Uint8Array(await part.arrayBuffer()) })
    }
  }
  return read
}

/** The body up to its limit; what comes after is read and thrown away before the error. @throws formTooLarge */
async function* upTo(body: ReadableStream<Uint8Array> | null, megabytes: number): AsyncGenerator<Uint8Array> {
  const max = megabytes * megabyte
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size <= max) yield chunk
    if (size > max + patience) break
  }
  if (size > max) throw formTooLarge({ params: { megabytes } })
}
