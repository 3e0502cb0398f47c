import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { ChannelSender, SenderEnvironment, SendResult } from '../contract.ts'
import { type ComposedMail, composeMail } from './compose-mail.ts'
import { singleLine } from './mail-rules.ts'
import type { MailSettings } from './mail-settings.ts'
import { reachServer } from './reach-server.ts'

export type SmtpTarget = {
  host: string
  /** The name that the certificate must have, where `host` is an address. */
  servername?: string
  port: number
  secure: boolean
  auth: { user: string; pass: string } | null
  /** A tenant's own, and not the platform's. */
  typed: boolean
}

export type SmtpTimeouts = { connectionMs: number; greetingMs: number; socketMs: number }

export const smtpTimeouts: SmtpTimeouts = { connectionMs: 10_000, greetingMs: 10_000, socketMs: 30_000 }

export function serverOf(settings: MailSettings, environment: SenderEnvironment): SmtpTarget | null {
  if (settings.smtp) {
    const { host, port, secure, user } = settings.smtp
    return {
      host,
      port,
      secure,
      auth: user && settings.password ? { user, pass: settings.password } : null,
      typed: true,
    }
  }
  if (!environment.smtpUrl || !URL.canParse(environment.smtpUrl)) return null
  const url = new URL(environment.smtpUrl)
  const secure = url.protocol === 'smtps:'
  const auth = url.username ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } : null
  // URL keeps the brackets of an IPv6 address, a socket wants none.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return { host, port: Number(url.port) || (secure ? 465 : 25), secure, auth, typed: false }
}

type SmtpError = Error & { code?: string; command?: string; response?: string; responseCode?: number }

const codes: Record<string, string> = {
  EAUTH: 'smtp_auth',
  ETLS: 'smtp_tls',
  EDNS: 'smtp_unreachable',
  EMESSAGE: 'smtp_too_large',
}

const reasons: Record<string, string> = {
  smtp_auth: 'Server e-mail menolak nama pengguna atau sandi',
  smtp_tls: 'Sambungan aman ke server e-mail gagal',
  smtp_too_large: 'Pesan terlalu besar bagi server e-mail',
  smtp_unreachable: 'Server e-mail tidak dapat dihubungi; pesan belum terkirim',
}

/** What an SMTP error means. `begun`: the server had asked for the content, so it may have the mail. */
export function outcomeOf(error: SmtpError, begun: boolean): SendResult {
  const said = singleLine(error.response ?? error.message, 300)
  // A reply to the content itself is an answer; the same words beside a lost connection are none.
  const answered = error.responseCode !== undefined && (!begun || error.command === 'DATA')
  if (answered) {
    const permanent = (error.responseCode ?? 0) >= 500
    const plain = permanent ? 'Server e-mail menolak pesan' : 'Server e-mail menolak untuk sementara'
    const code = error.code === 'EAUTH' ? 'smtp_auth' : `smtp_${error.responseCode}`
    return { state: 'failed', code, reason: `${reasons[code] ?? plain} (${said})` }
  }
  if (begun) {
    return { state: 'uncertain', reason: `Sambungan terputus saat pesan dikirim; mungkin sudah diterima (${said})` }
  }
  const code = codes[error.code ?? ''] ?? 'smtp_unreachable'
  return { state: 'failed', code, reason: `${reasons[code] ?? ''} (${said})` }
}

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || /^127\./.test(host)

/** How the connection is made; `requireTLS` wherever a password would cross a network in the clear. */
export function connectionOptions(server: SmtpTarget, from: string, timeouts: SmtpTimeouts) {
  return {
    host: server.host,
    ...(server.servername && { servername: server.servername }),
    port: server.port,
    secure: server.secure,
    name: from.slice(from.lastIndexOf('@') + 1),
    requireTLS: server.auth !== null && !server.secure && !isLoopback(server.host),
    connectionTimeout: timeouts.connectionMs,
    dnsTimeout: timeouts.connectionMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.socketMs,
  }
}

function deliver(server: SmtpTarget, mail: ComposedMail, timeouts: SmtpTimeouts): Promise<SendResult> {
  const connection = new SMTPConnection(connectionOptions(server, mail.from, timeouts))
  let begun = false
  // nodemailer reads the content only once the server has answered DATA: from there on the outcome can be uncertain.
  const content = new Readable({
    read() {
      begun = true
      this.push(mail.raw)
      this.push(null)
    },
  })
  return new Promise((resolve) => {
    const settle = (result: SendResult): void => {
      if (result.state === 'sent') connection.quit()
      else connection.close()
      resolve(result)
    }
    const failed = (error: SmtpError): void => settle(outcomeOf(error, begun))
    const send = (): void => {
      const envelope = { from: mail.from, to: [mail.to], size: mail.raw.length }
      connection.send(envelope, content, (error) => {
        if (error) failed(error)
        else settle({ state: 'sent', providerId: mail.providerId })
      })
    }
    connection.on('error', failed)
    connection.connect((error) => {
      if (error) failed(error)
      else if (server.auth === null) send()
      else connection.login(server.auth, (refused) => (refused ? failed(refused) : send()))
    })
  })
}

/**
 * A sender for one mailbox: one SMTP connection per message, over the channel's own server or the platform's.
 * Returns `failed` when the mail surely was not taken, with codes `smtp_<reply>`, `smtp_unreachable`, `smtp_auth`,
 * `smtp_tls`, `smtp_too_large`, `smtp_inside`, `mail_no_server`, `mail_address_invalid` or `attachment_unreadable`.
 */
export function openMailSender(
  settings: MailSettings,
  environment: SenderEnvironment,
  timeouts: SmtpTimeouts = smtpTimeouts,
): ChannelSender {
  const server = serverOf(settings, environment)
  return async (message) => {
    if (server === null) {
      return { state: 'failed', code: 'mail_no_server', reason: 'Server SMTP untuk kanal ini belum diatur' }
    }
    let mail: ComposedMail | null
    try {
      mail = await composeMail(settings, message)
    } catch (error) {
      const said = singleLine(error instanceof Error ? error.message : String(error), 200)
      return { state: 'failed', code: 'attachment_unreadable', reason: `Lampiran tidak dapat dibaca (${said})` }
    }
    if (mail === null) {
      return { state: 'failed', code: 'mail_address_invalid', reason: 'Alamat e-mail penerima tidak sah' }
    }
    const reached = await reachServer(server, environment)
    if (!reached)
      return { state: 'failed', code: 'smtp_inside', reason: 'Server SMTP berada di jaringan internal platform' }
    return deliver(reached, mail, timeouts)
  }
}
