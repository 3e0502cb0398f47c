import type { ParsedInbound } from '../contract.ts'
import { header, headersOf, type MailHeaders, readHeaders } from './mail-headers.ts'
import { idsIn, isMachineAddress, singleLine } from './mail-rules.ts'
import type { MailPart, ReadMail } from './read-mail.ts'

type Report = {
  headers: MailHeaders
  mail: ReadMail
  envelopeSender: string | null
  ownDomain: string
  at: Date | null
}

const maxReportChars = 200_000
const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'

const words: [RegExp, string][] = [
  [/^[45]\.1\.\d/, 'Alamat e-mail tidak dikenal'],
  [/^[45]\.2\.2$/, 'Kotak surat penerima penuh'],
  [/^[45]\.2\.1$/, 'Kotak surat penerima tidak aktif'],
  [/^[45]\.(?:2\.3|3\.4)$/, 'Pesan terlalu besar bagi penerima'],
  [/^[45]\.4\.\d/, 'Server e-mail penerima tidak dapat dihubungi'],
  [/^[45]\.7\.\d/, 'Ditolak oleh kebijakan atau penyaring server penerima'],
]

/** The reason in words, then what the other server said. */
export function failureInWords(status: string, diagnostic: string): string {
  const code =
    /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(status)?.[0] ?? /\b[45]\.\d{1,3}\.\d{1,3}\b/.exec(diagnostic)?.[0] ?? ''
  const said = singleLine(diagnostic.replace(/^\s*[a-z][a-z0-9-]*\s*;/i, ''), 300)
  const plain = words.find(([pattern]) => pattern.test(code))?.[1] ?? 'E-mail tidak dapat disampaikan'
  const detail = said || code
  return detail ? `${plain} (${detail})` : plain
}

function partOf(mail: ReadMail, pattern: RegExp): MailPart | null {
  return mail.parts.find((part) => pattern.test(part.mediaType)) ?? null
}

/** Our own message id somewhere in a text: `uuid@domain of the channel`. */
function ownIdIn(text: string, ownDomain: string): string | null {
  const domain = ownDomain.replace(/[^a-z0-9-]/g, (char) => `\\${char}`)
  return domain ? (new RegExp(`${uuid}@${domain}(?![a-z0-9.-]*[a-z0-9])`, 'i').exec(text)?.[0] ?? null) : null
}

function originalId(report: Report): string | null {
  const returned = partOf(
    report.mail,
    /^(?:message\/(?:global|rfc822)|text\/rfc822-headers|message\/(?:rfc822|global)-headers)$/,
  )
  const inReturned = returned ? idsIn(header(headersOf(returned.bytes), 'message-id'))[0] : undefined
  const inHeader = idsIn(header(report.headers, 'x-original-message-id'))[0]
  const text = report.mail.text.slice(0, maxReportChars)
  const quoted = /^[ \t>]*Message-ID:[ \t]*(<[^<>\s]{1,500}>)/im.exec(text)?.[1] ?? ''
  const related = ['in-reply-to', 'references'].flatMap((name) => report.headers.get(name) ?? []).join(' ')
  return (
    inReturned ?? inHeader ?? idsIn(quoted)[0] ?? ownIdIn(text, report.ownDomain) ?? ownIdIn(related, report.ownDomain)
  )
}

function failed(report: Report, status: string, diagnostic: string): ParsedInbound {
  const providerId = originalId(report)
  if (providerId === null) return { kind: 'ignored', reason: 'delivery_status_of_unknown_message' }
  return { kind: 'status', providerId, state: 'failed', reason: failureInWords(status, diagnostic), at: report.at }
}

function deliveryStatus(report: Report, part: MailPart): ParsedInbound {
  const groups = part.bytes
    .toString('latin1')
    .split(/\r?\n[ \t]*\r?\n/)
    .map(readHeaders)
  const action = (group: MailHeaders) => header(group, 'action').toLowerCase().split(/[\s(]/)[0] ?? ''
  const refused = groups.find((group) => action(group) === 'failed')
  if (refused) return failed(report, header(refused, 'status'), header(refused, 'diagnostic-code'))
  if (!groups.some((group) => action(group) === 'delivered')) {
    const delayed = groups.some((group) => action(group) === 'delayed')
    return { kind: 'ignored', reason: delayed ? 'delivery_delayed' : 'delivery_status_without_outcome' }
  }
  const providerId = originalId(report)
  if (providerId === null) return { kind: 'ignored', reason: 'delivery_status_of_unknown_message' }
  return { kind: 'status', providerId, state: 'delivered', reason: null, at: report.at }
}

function readReceipt(report: Report, part: MailPart): ParsedInbound {
  const fields = readHeaders(part.bytes.toString('latin1', 0, maxReportChars))
  const displayed = /;\s*(?:displayed|read)\b/i.test(header(fields, 'disposition'))
  const providerId = idsIn(header(fields, 'original-message-id'))[0] ?? originalId(report)
  if (!displayed) return { kind: 'ignored', reason: 'receipt_not_displayed' }
  if (!providerId) return { kind: 'ignored', reason: 'receipt_of_unknown_message' }
  return { kind: 'status', providerId, state: 'read', reason: null, at: report.at }
}

const bounceSubject =
  /undeliver|delivery (?:status|failure|failed|has failed)|returned mail|returned to sender|failure notice|delivery incomplete|tidak terkirim|gagal (?:terkirim|dikirim|disampaikan)|warning: message/i
const delaySubject = /delayed|warning: message|delivery incomplete|tertunda/i

/** Bounces from before RFC 3464: a mail system as sender, and a subject or field that says so. */
function isClassicBounce(report: Report): boolean {
  const system = report.envelopeSender === '' || report.mail.from.some((entry) => isMachineAddress(entry.address))
  const answered = /auto-(?:replied|notified)/i.test(header(report.headers, 'auto-submitted'))
  if (!system || report.headers.has('list-id')) return false
  if (report.headers.has('x-failed-recipients')) return true
  return bounceSubject.test(report.mail.subject) && (!answered || originalId(report) !== null)
}

/** What a mail reports about a mail of ours; null when it is no report but a message. */
export function readStatus(report: Report): ParsedInbound | null {
  if (/^\s*multipart\/report\b/i.test(header(report.headers, 'content-type'))) {
    const delivery = partOf(report.mail, /^message\/(?:global-)?delivery-status$/)
    if (delivery) return deliveryStatus(report, delivery)
    const receipt = partOf(report.mail, /^message\/(?:global-)?disposition-notification$/)
    if (receipt) return readReceipt(report, receipt)
  }
  if (!isClassicBounce(report)) return null
  if (delaySubject.test(report.mail.subject)) return { kind: 'ignored', reason: 'delivery_delayed' }
  const lines = report.mail.text.slice(0, maxReportChars).split('\n')
  const said = lines.find(
    (line) => line.length <= 1000 && /\b[45]\d\d[ -][45]\.\d{1,3}\.\d{1,3}\b|^\s*5\d\d[ -]\S/.test(line),
  )
  return failed(report, '', said ?? '')
}
