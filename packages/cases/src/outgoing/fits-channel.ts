import { channelKind } from '@siaga/channels'
import { type FieldProblem, invalid } from '@siaga/kernel'

/** Where a text stands beside a file: the provider's own limit of a caption. */
const captionLimit = 1024

const problem = (path: string, code: string, text: FieldProblem['text']) => invalid({ fields: [{ path, code, text }] })

/** What a channel cannot carry is said before it is sent. @throws invalid */
export function requireFits(kindName: string, message: { text: string; files: number }): void {
  const kind = channelKind(kindName)
  if (!kind) return
  const { textLimit, oneFilePerMessage } = kind.capabilities
  const { id, en } = kind.name
  if (oneFilePerMessage && message.files > 1)
    throw problem('fileIds', 'one_file', {
      id: `${id} membawa satu berkas per pesan. Kirim berkas lainnya dalam pesan berikutnya.`,
      en: `${en} carries one file per message. Send the others in further messages.`,
    })
  const limit = textLimit !== null && oneFilePerMessage && message.files > 0 ? captionLimit : textLimit
  if (limit !== null && message.text.length > limit)
    throw problem('text', 'too_long', {
      id: `Paling banyak ${limit} karakter di ${id}${message.files > 0 ? ' bila ada berkas' : ''}. Bagi menjadi beberapa pesan.`,
      en: `At most ${limit} characters on ${en}${message.files > 0 ? ' beside a file' : ''}. Split it into several messages.`,
    })
}
