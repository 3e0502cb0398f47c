import { type Mail, type MailBehaviour, openMailStore, startMailSink, waitUntil } from '@siaga/dev'
import SMTPConnection from 'nodemailer/lib/smtp-connection/index.js'

export type SmtpAnswer = { code: number; response: string }

export type RawMail = { port: number; from: string; to: string[]; raw: string | Buffer; host?: string }

/**
 * Sends bytes as they are over SMTP and returns the server's last answer: of the content when it got that far, else of
 * the command that was refused (of the first recipient, when all were). Throws only when there was no answer.
 */
export async function sendRaw({ port, from, to, raw, host = '127.0.0.1' }: RawMail): Promise<SmtpAnswer> {
  const connection = new SMTPConnection({ host, port, ignoreTLS: true, name: 'sender.test', socketTimeout: 20_000 })
  try {
    return await new Promise<SmtpAnswer>((resolve, reject) => {
      const fail = (error: Error & { responseCode?: number; response?: string }) =>
        error.responseCode && error.response
          ? resolve({ code: error.responseCode, response: error.response })
          : reject(error)
      connection.on('error', fail)
      connection.on('end', () => reject(new Error('the server closed the connection without an answer')))
      connection.connect((failed) => {
        if (failed) return fail(failed)
        connection.send({ from, to }, raw, (error, info) => {
          if (error) fail(error)
          else resolve({ code: Number(info.response.slice(0, 3)), response: info.response })
        })
      })
    })
  } finally {
    connection.close()
  }
}

export type MailSink = {
  port: number
  url: string
  /** Newest first. */
  mails: (filter?: { to?: string }) => Promise<Mail[]>
  /** The first mail that fits, of those that came and those that will come. */
  waitFor: (predicate: (mail: Mail) => boolean, options?: { timeoutMs?: number }) => Promise<Mail>
  behave: (behaviour: MailBehaviour) => void
  close: () => Promise<void>
}

/** The stand-in mail provider in memory: the same server that `npm start` runs. */
export async function mailSink(): Promise<MailSink> {
  const store = openMailStore()
  const sink = await startMailSink({ store })
  const mails: MailSink['mails'] = async (filter) => {
    const found = await Promise.all(store.list(filter).map(({ id }) => store.get(id)))
    return found.filter((mail) => mail !== undefined)
  }
  return {
    port: sink.port,
    url: sink.url,
    mails,
    behave: sink.behave,
    close: sink.stop,
    waitFor: (predicate, { timeoutMs = 15_000 } = {}) =>
      waitUntil(async () => (await mails()).toReversed().find(predicate), { timeoutMs, what: 'a mail that fits' }),
  }
}
