const texts = {
  header_too_large: 'a header block is larger than allowed',
  too_many_parts: 'more MIME parts than allowed',
  too_deep: 'MIME parts are nested deeper than allowed',
  too_many_attachments: 'more attachments than allowed',
  attachments_too_large: 'the decoded attachments are larger than allowed',
  no_sender: 'neither the From header nor the envelope names a sender',
  malformed: 'the MIME structure cannot be read',
  timeout: 'reading took too long',
} as const

/** Why a mail was not read; stable, shown beside the raw mail. */
export type MailUnparsableReason = keyof typeof texts

/** A mail that is kept raw and shown, but cannot become a message. The only error that `parseMail` throws. */
export class MailUnparsable extends Error {
  readonly reason: MailUnparsableReason
  readonly code: string

  constructor(reason: MailUnparsableReason, cause?: unknown) {
    super(`mail unparsable (${reason}): ${texts[reason]}`, { cause })
    this.name = 'MailUnparsable'
    this.reason = reason
    this.code = `mail.unparsable.${reason}`
  }
}

export type MailLimits = {
  maxParts: number
  maxDepth: number
  maxHeaderBytes: number
  maxAttachments: number
  maxAttachmentBytes: number
  /** Longer text and HTML is cut; the raw mail keeps all of it. */
  maxTextChars: number
  timeoutMs: number
}

/** Guards against MIME bombs, far above any mail that a person writes. */
export const mailLimits: MailLimits = {
  maxParts: 200,
  maxDepth: 20,
  maxHeaderBytes: 256 * 1024,
  maxAttachments: 50,
  maxAttachmentBytes: 40_000_000,
  maxTextChars: 1_000_000,
  timeoutMs: 30_000,
}
