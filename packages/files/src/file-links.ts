import { timingSafeEqual } from 'node:crypto'
import { defineError, notFound } from '@siaga/kernel'

export const linkMinutes = 5

export const fileInfected = defineError('forbidden', 'file.infected', {
  id: 'Berkas {name} ditahan karena mengandung virus ({note}).',
  en: 'The file {name} is held back: it contains a virus ({note}).',
})

/** What a link opens: one file of one case of one tenant. */
export type LinkSubject = { tenantId: string; caseId: string; fileId: string }
type Derive = (message: string) => Buffer

const about = ({ tenantId, caseId, fileId }: LinkSubject, expires: number) =>
  `file/${tenantId}/${caseId}/${fileId}/${expires}`

/** `expires` (Unix seconds) and `signature` of a link that opens for five minutes. `derive` is the process's HMAC. */
export function signFileLink(derive: Derive, subject: LinkSubject, now: Date) {
  const expires = Math.floor(now.getTime() / 1000) + linkMinutes * 60
  return { expires, signature: derive(about(subject, expires)).toString('base64url') }
}

/** @throws notFound for a link that is not ours, is about something else, or is over */
export function checkFileLink(
  derive: Derive,
  subject: LinkSubject,
  link: { expires: string | null; signature: string | null },
  now: Date,
): void {
  const expires = Number(link.expires)
  const given = Buffer.from(link.signature ?? '', 'base64url')
  const right = derive(about(subject, expires))
  const fits = Number.isSafeInteger(expires) && given.length === right.length && timingSafeEqual(given, right)
  if (!fits || expires * 1000 < now.getTime()) throw notFound({ internal: 'file link' })
}

/** Headers of every file that leaves: its type by content, nothing in it may run, and nobody guesses another type. */
export function fileHeaders(file: { name: string; sizeBytes: number; mediaType: string }): Record<string, string> {
  const name = encodeURIComponent(file.name).replace(/['()]/g, escape)
  return {
    'content-type': file.mediaType,
    'content-length': String(file.sizeBytes),
    'content-disposition': `attachment; filename*=UTF-8''${name}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  }
}

/** A file that was found infected stays where it is. @throws fileInfected */
export function refuseInfected(file: { scan: string; name: string; scanNote: string | null }): void {
  if (file.scan === 'infected') throw fileInfected({ params: { name: file.name, note: file.scanNote ?? '' } })
}
