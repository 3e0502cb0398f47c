import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AddressObject, ParsedMail } from 'mailparser'
import { readJson } from '../private-file.ts'

export type MailAttachment = { filename: string; contentType: string; size: number }

export type MailSummary = {
  id: string
  receivedAt: string
  envelope: { from: string; to: string[] }
  from: string
  to: string
  subject: string
  messageId: string
  inReplyTo: string
  references: string[]
  autoSubmitted: string
  attachments: MailAttachment[]
}

export type Mail = MailSummary & { text: string }

export type MailStore = {
  add: (envelope: MailSummary['envelope'], raw: Buffer) => Promise<MailSummary>
  /** Newest first; `to` is one envelope recipient, in any case. */
  list: (filter?: { to?: string }) => MailSummary[]
  get: (id: string) => Promise<Mail | undefined>
  raw: (id: string) => Buffer | undefined
  attachment: (id: string, index: number) => Promise<(MailAttachment & { content: Buffer }) | undefined>
}

const idPattern = /^[0-9a-z]+-[0-9a-z]+$/

/** Keeps the last mails: in files of `folder`, so that a restart keeps them, or in memory when there is no folder. */
export function openMailStore({ folder, keep = 2_000 }: { folder?: string; keep?: number } = {}): MailStore {
  const bodies = new Map<string, Buffer>()
  const mails = folder ? load(folder) : []
  let counter = 0

  const raw = (id: string): Buffer | undefined => {
    if (!folder) return bodies.get(id)
    const path = join(folder, `${id}.eml`)
    return idPattern.test(id) && existsSync(path) ? readFileSync(path) : undefined
  }
  const parsed = async (id: string) => {
    const body = raw(id)
    return body ? parse(body) : undefined
  }

  return {
    raw,
    async add(envelope, body) {
      counter = (counter + 1) % 46_656
      // Sorts by time, then by arrival within the same millisecond.
      const stamp = Date.now().toString(36) + counter.toString(36).padStart(3, '0')
      const summary = summarise({ id: `${stamp}-${randomBytes(4).toString('hex')}`, envelope, mail: await parse(body) })
      if (folder) {
        writeFileSync(join(folder, `${summary.id}.eml`), body, { mode: 0o600 })
        writeFileSync(join(folder, `${summary.id}.json`), JSON.stringify(summary), { mode: 0o600 })
      } else {
        bodies.set(summary.id, body)
      }
      mails.push(summary)
      for (const old of mails.splice(0, Math.max(0, mails.length - keep))) {
        bodies.delete(old.id)
        if (folder) for (const ending of ['eml', 'json']) rmSync(join(folder, `${old.id}.${ending}`), { force: true })
      }
      return summary
    },
    list({ to } = {}) {
      const wanted = to?.trim().toLowerCase()
      const found = wanted ? mails.filter(({ envelope }) => envelope.to.some((a) => a.toLowerCase() === wanted)) : mails
      return found.toReversed()
    },
    async get(id) {
      const summary = mails.find((mail) => mail.id === id)
      const mail = summary && (await parsed(id))
      return summary && mail ? { ...summary, text: mail.text ?? '' } : undefined
    },
    async attachment(id, index) {
      const found = (await parsed(id))?.attachments[index]
      return found && { ...describe(found), content: found.content }
    },
  }
}

function load(folder: string): MailSummary[] {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => readJson<MailSummary>(join(folder, name)) ?? [])
}

// Loaded with the first mail: the launcher stays small as long as there is none.
async function parse(raw: Buffer): Promise<ParsedMail> {
  const { simpleParser } = await import('mailparser')
  return simpleParser(raw, { skipTextToHtml: true, skipImageLinks: true })
}

type Parts = { id: string; envelope: MailSummary['envelope']; mail: ParsedMail }

function summarise({ id, envelope, mail }: Parts): MailSummary {
  return {
    id,
    receivedAt: new Date().toISOString(),
    envelope,
    from: mail.from?.text ?? '',
    to: addressText(mail.to),
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? '',
    inReplyTo: mail.inReplyTo ?? '',
    references: mail.references === undefined ? [] : [mail.references].flat(),
    autoSubmitted: String(mail.headers.get('auto-submitted') ?? ''),
    attachments: mail.attachments.map(describe),
  }
}

function describe({
  filename,
  contentType,
  size,
}: {
  filename?: string
  contentType: string
  size: number
}): MailAttachment {
  return { filename: filename ?? '(tanpa nama)', contentType, size }
}

function addressText(to: AddressObject | AddressObject[] | undefined): string {
  return [to ?? []]
    .flat()
    .map(({ text }) => text)
    .join(', ')
}
