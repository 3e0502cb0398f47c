import type { Localized } from '@siaga/kernel'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { ChannelCheck, SenderEnvironment } from '../contract.ts'
import type { MailSettings } from './mail-settings.ts'
import { reachServer } from './reach-server.ts'
import { connectionOptions, outcomeOf, serverOf, smtpTimeouts } from './send-mail.ts'

export const mailProblems: Record<string, Localized> = {
  mail_no_server: {
    id: 'Server pengirim belum diatur, dan platform ini tidak punya server sendiri.',
    en: 'No outgoing server is set, and this platform has none of its own.',
  },
  smtp_auth: {
    id: 'Server e-mail menolak nama pengguna atau sandi.',
    en: 'The mail server refused the user name or the password.',
  },
  smtp_inside: {
    id: 'Alamat ini berada di jaringan internal platform. Isi server e-mail yang dapat dijangkau dari internet.',
    en: 'This address is inside the platform’s own network. Enter a mail server that can be reached from the internet.',
  },
  smtp_tls: { id: 'Sambungan aman ke server e-mail gagal.', en: 'The secure connection to the mail server failed.' },
  smtp_unreachable: {
    id: 'Server e-mail tidak dapat dihubungi. Periksa nama dan porta.',
    en: 'The mail server cannot be reached. Check name and port.',
  },
}

/** Signs in at the outgoing server and goes again: no mail is sent. */
export async function checkMail(settings: MailSettings, environment: SenderEnvironment): Promise<ChannelCheck> {
  const server = serverOf(settings, environment)
  if (!server) return { ok: false, code: 'mail_no_server', problem: '' }
  const reached = await reachServer(server, environment)
  if (!reached) return { ok: false, code: 'smtp_inside', problem: '' }
  const connection = new SMTPConnection(connectionOptions(reached, settings.address, smtpTimeouts))
  return new Promise((resolve) => {
    const failed = (error: Error): void => {
      connection.close()
      const outcome = outcomeOf(error, false)
      const { code, reason } =
        outcome.state === 'failed' ? outcome : { code: 'smtp_unreachable', reason: error.message }
      resolve({ ok: false, code, problem: reason })
    }
    const worked = (): void => {
      connection.quit()
      resolve({ ok: true, label: `${server.host}:${server.port}` })
    }
    connection.on('error', failed)
    connection.connect((error) => {
      if (error) failed(error)
      else if (server.auth === null) worked()
      else connection.login(server.auth, (refused) => (refused ? failed(refused) : worked()))
    })
  })
}
