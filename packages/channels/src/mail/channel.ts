import type { ChannelKind } from '../contract.ts'
import { checkMail, mailProblems } from './check-mail.ts'
import { channelAddress } from './mail-rules.ts'
import { type MailSettings, mailSettings } from './mail-settings.ts'
import { parseMail } from './parse-mail.ts'
import { openMailSender } from './send-mail.ts'

/** E-mail: citizens write to a mailbox, answers leave from it. */
export const mailChannel: ChannelKind<MailSettings> = {
  kind: 'mail',
  name: { id: 'E-mail', en: 'E-mail' },
  settings: mailSettings,
  identityKind: 'mail',
  capabilities: {
    sends: true,
    opensCase: 'always_unless_answering',
    idleMinutes: null,
    attachments: true,
    subject: true,
    freeTextHours: null,
    templates: false,
    oneFilePerMessage: false,
    textLimit: null,
  },
  normaliseAddress: channelAddress,
  addressOf: (settings) => settings.address,
  check: checkMail,
  illCodes: Object.keys(mailProblems),
  problems: mailProblems,
  parse: (raw, meta) => parseMail(raw, meta),
  openSender: (settings, environment) => openMailSender(settings, environment),
}
