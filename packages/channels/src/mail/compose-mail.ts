import MailComposer from 'nodemailer/lib/mail-composer'
import type { OutboundMessage } from '../contract.ts'
import { textToHtml } from './mail-html.ts'
import { cut, idsIn, normaliseMailAddress, sanitiseDisplayName, singleLine } from './mail-rules.ts'
import type { MailSettings } from './mail-settings.ts'

export type ComposedMail = { from: string; to: string; providerId: string; raw: Buffer }

const replyPrefix = /^\s*(?:(?:re|bls|balas|aw|sv)\s*(?:\[\d+\])?\s*:\s*)+/i
const maxReferences = 50

/** The Message-ID that a mail of ours carries, without brackets: known before it is sent. */
export function providerIdOf(messageId: string, address: string): string {
  return `${messageId.replace(/[^A-Za-z0-9._-]/g, '')}@${address.slice(address.lastIndexOf('@') + 1)}`
}

/** The address that brings an answer back with the case's token. */
export function replyAddress(address: string, token: string): string {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at)}+${token}${address.slice(at)}`
}

/** The subject of a mail of ours: "Re: " once when it answers something, and the token once. */
export function outgoingSubject(subject: string | null, token: string, answers: boolean, fallback: string): string {
  const plain = singleLine(subject ?? '', 400).replace(/\s*\[#[0-9A-Za-z]{10,16}\]/g, '')
  const core = (answers ? plain.replace(replyPrefix, '') : plain).trim() || fallback
  return `${answers ? 'Re: ' : ''}${core} [#${token}]`
}

const cleanId = (id: string): string[] => idsIn(`<${id.replace(/[<>]/g, '')}>`).slice(0, 1)

/** What an answer names: what it answers, and the thread up to that, oldest first; the first and the latest are kept. */
function threadOf(message: OutboundMessage): { answered: string | null; references: string[] } {
  const answered = cleanId(message.inReplyTo ?? '')[0] ?? null
  const earlier = [...new Set(message.references.flatMap(cleanId))].filter((id) => id !== answered)
  const thread = answered === null ? earlier : [...earlier, answered]
  const kept = thread.length <= maxReferences ? thread : [...thread.slice(0, 1), ...thread.slice(1 - maxReferences)]
  return { answered, references: kept }
}

/** Builds the mail of a message; null when the addressee has no mail address. Throws when an attachment cannot be read. */
export async function composeMail(settings: MailSettings, message: OutboundMessage): Promise<ComposedMail | null> {
  const to = normaliseMailAddress(message.to.address)
  if (to === null) return null
  const token = message.token.replace(/[^0-9A-Za-z]/g, '')
  const providerId = providerIdOf(message.messageId, settings.address)
  const displayName = sanitiseDisplayName(settings.displayName) ?? ''
  const { answered, references } = threadOf(message)
  const automatic = {
    'Auto-Submitted': 'auto-replied',
    'X-Auto-Response-Suppress': 'All',
    'X-Siaga-Loop': settings.address,
  }
  const composer = new MailComposer({
    from: { name: displayName, address: settings.address },
    to: { name: sanitiseDisplayName(message.to.name ?? '') ?? '', address: to },
    replyTo: { name: displayName, address: replyAddress(settings.address, token) },
    subject: outgoingSubject(message.subject, token, message.inReplyTo !== null, displayName || settings.address),
    messageId: `<${providerId}>`,
    ...(answered === null ? {} : { inReplyTo: `<${answered}>` }),
    ...(references.length === 0 ? {} : { references: references.map((id) => `<${id}>`) }),
    headers: message.automatic ? automatic : {},
    text: message.text,
    html: textToHtml(message.text),
    attachments: await Promise.all(
      message.attachments.map(async (attachment) => ({
        filename: cut(singleLine(attachment.name, 200), 200) || 'lampiran',
        contentType: singleLine(attachment.mediaType, 200) || 'application/octet-stream',
        content: Buffer.from(await attachment.read()),
      })),
    ),
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return { from: settings.address, to, providerId, raw: await composer.compile().build() }
}
