export type CitizenMail = {
  from: string
  name: string
  to: string
  subject: string
  text: string
  inReplyTo?: string
  references?: string[]
  attachment?: { filename: string; contentType: string; content: Buffer }
}

export type SendOutcome = { accepted: boolean; answer: string; messageId: string }

/** Sends a real mail over SMTP to the platform's mail intake and returns what that server answered. */
export async function sendAsCitizen(smtpPort: number, mail: CitizenMail): Promise<SendOutcome> {
  const { createTransport } = await import('nodemailer')
  const domain = mail.from.split('@')[1] || 'warga.test'
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true, name: domain })
  try {
    const info = await transport.sendMail({
      from: { name: mail.name, address: mail.from },
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      inReplyTo: mail.inReplyTo,
      references: mail.references,
      attachments: mail.attachment ? [mail.attachment] : [],
    })
    return { accepted: true, answer: info.response, messageId: info.messageId }
  } catch (error) {
    const { response, message } = error as Error & { response?: string }
    return { accepted: false, answer: response ?? message, messageId: '' }
  } finally {
    transport.close()
  }
}
