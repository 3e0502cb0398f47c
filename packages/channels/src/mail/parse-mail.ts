import type { InboundAttachment, ParsedInbound } from '../contract.ts'
import { readStatus } from './delivery-status.ts'
import { header, headersOf } from './mail-headers.ts'
import { cutMark, htmlToText, sanitiseMailHtml, textToHtml } from './mail-html.ts'
import { type MailLimits, MailUnparsable, mailLimits } from './mail-limits.ts'
import {
  channelAddress,
  cut,
  extractToken,
  idsIn,
  isAutomatic,
  normaliseMailAddress,
  referencesOf,
  sanitiseDisplayName,
  singleLine,
  splitQuoted,
  storable,
} from './mail-rules.ts'
import { type MailPart, type ReadMail, readMail } from './read-mail.ts'
import { scanMime } from './scan-mime.ts'

/** What the listener knows beyond the bytes. `address` is the channel's own; without it the recipient stands in. */
export type MailMeta = { recipient?: string; sender?: string; remote?: string; address?: string }

const maxSubjectChars = 500
const zones: Record<string, string> = { wib: '+0700', wita: '+0800', wit: '+0900' }

/** The Date header; null when it is missing, has no zone, or is no date of our times. */
export function sentAtOf(value: string): Date | null {
  const text = value
    .replace(/\([^()]*\)/g, '')
    .trim()
    .replace(/\b(?:wib|wita|wit)$/i, (zone) => zones[zone.toLowerCase()] ?? zone)
  if (!/(?:[+-]\d{2}:?\d{2}|\b(?:GMT|UTC?|Z|[ECMP][SD]T))$/i.test(text)) return null
  const date = new Date(text)
  const year = date.getUTCFullYear()
  return year >= 1990 && year <= 2100 ? date : null
}

const extensions: Record<string, string> = {
  'message/rfc822': '.eml',
  'text/calendar': '.ics',
  'text/plain': '.txt',
  'text/html': '.html',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/gif': '.gif',
  'application/pdf': '.pdf',
}

function attachmentOf(part: MailPart, index: number): InboundAttachment {
  const mediaType = /^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/.exec(part.mediaType.toLowerCase())?.[0]
  const given = singleLine((part.name ?? '').replace(/^.*[/\\]/s, ''), 200).replace(/^\.+/, '')
  const name = given || `lampiran-${index + 1}${extensions[mediaType ?? ''] ?? ''}`
  return { name, mediaType: mediaType ?? 'application/octet-stream', bytes: new Uint8Array(part.bytes) }
}

/** Text and safe HTML of the body. A mail whose plain and HTML parts follow one another keeps the words of both. */
function bodyOf(mail: ReadMail, hasAlternative: boolean, limits: MailLimits): { text: string; html: string | null } {
  const whole = mail.text.length <= limits.maxTextChars
  const plain = storable(whole ? mail.text : `${cut(mail.text, limits.maxTextChars)}\n${cutMark}`)
  const html = sanitiseMailHtml(storable(mail.html), limits.maxTextChars)
  if (html === null) return { text: plain, html }
  if (plain.trim() === '') return { text: htmlToText(html), html }
  if (hasAlternative) return { text: plain, html }
  const rest = html.replace(/^(?:<br \/>\s*)+/, '')
  return { text: `${plain.trimEnd()}\n\n${htmlToText(rest)}`, html: `${textToHtml(plain.trim())}\n${rest}` }
}

function identityOf(mail: ReadMail, envelopeSender: string): { kind: 'mail'; address: string; name: string | null } {
  for (const entry of mail.from) {
    const address = normaliseMailAddress(entry.address)
    if (address === null) continue
    const name = sanitiseDisplayName(entry.name)
    return { kind: 'mail', address, name: name?.toLowerCase() === address ? null : name }
  }
  const address = normaliseMailAddress(envelopeSender)
  if (address === null) throw new MailUnparsable('no_sender')
  return { kind: 'mail', address, name: null }
}

/**
 * Raw bytes of a mail → what it means: a message, a status of a mail of ours, or `ignored` (our own loop, a status
 * without consequence). Throws `MailUnparsable` and nothing else.
 */
export async function parseMail(raw: Uint8Array, meta: MailMeta, limits = mailLimits): Promise<ParsedInbound> {
  try {
    return await parse(raw, meta, limits)
  } catch (error) {
    throw error instanceof MailUnparsable ? error : new MailUnparsable('malformed', error)
  }
}

async function parse(raw: Uint8Array, meta: MailMeta, limits: MailLimits): Promise<ParsedInbound> {
  const { hasAlternative } = scanMime(raw, limits)
  const mail = await readMail(raw, limits)
  const headers = headersOf(raw)
  const recipient = meta.recipient ?? ''
  const own = channelAddress(meta.address ?? recipient) ?? ''
  const at = sentAtOf(header(headers, 'date'))

  const ownDomain = own.slice(own.lastIndexOf('@') + 1)
  const status = readStatus({ headers, mail, envelopeSender: meta.sender ?? null, ownDomain, at })
  if (status) return status
  if (own && (headers.get('x-siaga-loop') ?? []).some((value) => channelAddress(value) === own)) {
    return { kind: 'ignored', reason: 'own_loop' }
  }

  const subject = singleLine(mail.subject, maxSubjectChars)
  const answers = referencesOf(headers)
  const token = extractToken({ recipient, addressees: mail.addressees, subject: mail.subject })
  const body = bodyOf(mail, hasAlternative, limits)
  return {
    kind: 'message',
    identity: identityOf(mail, meta.sender ?? ''),
    providerId: idsIn(header(headers, 'message-id'))[0] ?? null,
    sentAt: at,
    subject: subject || null,
    text: splitQuoted(body.text, answers.length > 0 || token !== null),
    html: body.html,
    attachments: mail.parts.map(attachmentOf),
    answers,
    token,
    automatic: isAutomatic(headers, meta.sender ?? null),
    fields: {},
    hints: {},
  }
}
