import type { InboundMessage, InboundStatus, OutboundMessage, ParsedInbound } from '../contract.ts'
import { type MailMeta, parseMail } from './parse-mail.ts'

export const channel = 'layanan@kemkes.go.id'
export const ourId = '0197a1b2-1111-7222-8333-444455556666'

/** A raw mail with CRLF from lines; `binary` keeps the bytes of latin-1 strings as they are. */
export function mail(lines: string[], encoding: 'utf8' | 'latin1' = 'utf8'): Buffer {
  return Buffer.from(lines.join('\r\n'), encoding)
}

/** A plain mail by a citizen, with further header fields and another body where given. */
export function citizenMail(extra: string[] = [], body: string[] = ['Selamat pagi, antrean vaksin di mana?']): Buffer {
  const given = new Set(extra.map((line) => line.split(':')[0]?.toLowerCase()))
  const usual = [
    'From: Ani Wijaya <ani@contoh.id>',
    `To: ${channel}`,
    'Subject: Antrean vaksin',
    'Message-ID: <abc.1@contoh.id>',
    'Date: Mon, 2 Jun 2025 09:15:00 +0700',
  ].filter((line) => !given.has(line.split(':')[0]?.toLowerCase()))
  return mail([...usual, ...extra, '', ...body, ''])
}

const usualMeta = { recipient: channel, address: channel, sender: 'ani@contoh.id', remote: '203.0.113.7' }

export function parsed(raw: Uint8Array, meta: MailMeta = {}): Promise<ParsedInbound> {
  return parseMail(raw, { ...usualMeta, ...meta })
}

export async function message(raw: Uint8Array, meta: MailMeta = {}): Promise<InboundMessage> {
  const result = await parsed(raw, meta)
  if (result.kind !== 'message') throw new Error(`expected a message, got ${JSON.stringify(result)}`)
  return result
}

export async function status(raw: Uint8Array, meta: MailMeta = {}): Promise<InboundStatus> {
  const result = await parsed(raw, { sender: '', ...meta })
  if (result.kind !== 'status') throw new Error(`expected a status, got ${JSON.stringify(result)}`)
  return result
}

/** A delivery report as Postfix writes it. */
export function postfixReport(fields: string[], returned: string[] = [`Message-ID: <${ourId}@kemkes.go.id>`]): Buffer {
  return mail([
    'Return-Path: <>',
    'Date: Mon, 2 Jun 2025 09:20:00 +0700 (WIB)',
    'From: MAILER-DAEMON@mx.kemkes.go.id (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    `To: ${channel}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="4C5D.1748830800/mx.kemkes.go.id"',
    'Message-Id: <20250602022000.4C5D@mx.kemkes.go.id>',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--4C5D.1748830800/mx.kemkes.go.id',
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'This is the mail system at host mx.kemkes.go.id.',
    '',
    '--4C5D.1748830800/mx.kemkes.go.id',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.kemkes.go.id',
    'X-Postfix-Queue-ID: 4C5D',
    'Arrival-Date: Mon,  2 Jun 2025 09:19:58 +0700 (WIB)',
    '',
    'Final-Recipient: rfc822; budi@contoh.id',
    'Original-Recipient: rfc822;budi@contoh.id',
    ...fields,
    '',
    '--4C5D.1748830800/mx.kemkes.go.id',
    'Content-Description: Undelivered Message',
    'Content-Type: message/rfc822',
    '',
    'Return-Path: <layanan@kemkes.go.id>',
    'From: Halo Kemenkes <layanan@kemkes.go.id>',
    ...returned,
    'Subject: Re: Antrean vaksin',
    '',
    'Isi pesan kami.',
    '',
    '--4C5D.1748830800/mx.kemkes.go.id--',
    '',
  ])
}

export const settings = { address: 'layanan@kemkes.go.id', displayName: 'Halo Kemenkes' }
/** An answer of ours to a mail of Ani's. */
export const outbound: OutboundMessage = {
  messageId: ourId,
  to: { address: 'Ani@Contoh.id', name: 'Ani Wijaya' },
  subject: 'Antrean vaksin',
  text: 'Selamat pagi,\nsilakan datang <besok>.',
  attachments: [],
  inReplyTo: 'c@contoh.id',
  references: ['a@contoh.id', 'b@kemkes.go.id'],
  token: '0A1B2C3D4E',
  automatic: false,
}
export const quick = { connectionMs: 400, greetingMs: 400, socketMs: 400 }
