import { z } from 'zod'
import type { ChannelKind } from '../contract.ts'
import { checkForm, formProblems } from './check-form.ts'

const hints = z
  .object({
    category: z.string(),
    regionCode: z.string(),
    place: z.string(),
    replyMail: z.string(),
    needsVerification: z.boolean(),
    fileIds: z.array(z.string()),
    caseId: z.string(),
    contests: z.boolean(),
  })
  .partial()

/** What a form's raw form is: written by `submitForm` and `addToTicket`, read back by the worker. */
export const formRecord = z
  .object({
    v: z.literal(1),
    /** Stands for the citizen of this form: a one-off anonymous contact. */
    visitor: z.string().min(1),
    name: z.string().nullable(),
    subject: z.string().nullable(),
    text: z.string(),
    fields: z.record(z.string(), z.string()),
    hints,
  })
  .strict()

export type FormRecord = z.infer<typeof formRecord>

export const encodeForm = (record: FormRecord) => Buffer.from(JSON.stringify(formRecord.parse(record)))

/** The web form of a service on the portal. Its address is `tenant/service`. */
export const formChannel: ChannelKind<Record<string, never>> = {
  kind: 'form',
  name: { id: 'Formulir web', en: 'Web form' },
  settings: z.object({}).strict() as unknown as z.ZodType<Record<string, never>>,
  identityKind: 'anonymous',
  capabilities: {
    sends: false,
    opensCase: 'always_unless_answering',
    idleMinutes: null,
    attachments: true,
    subject: true,
    freeTextHours: null,
    templates: false,
    oneFilePerMessage: false,
    textLimit: null,
  },
  placeAddress: ({ tenant, service }) => `${tenant}/${service}`,
  check: (_settings, { portalUrl }, address) => checkForm(portalUrl, address),
  problems: formProblems,
  normaliseAddress(address) {
    const lower = address.trim().toLowerCase()
    return /^[a-z0-9-]+\/[a-z0-9-]+$/.test(lower) ? lower : null
  },
  async parse(raw) {
    const record = formRecord.parse(JSON.parse(Buffer.from(raw).toString('utf8')))
    return {
      kind: 'message',
      identity: { kind: 'anonymous', address: record.visitor, name: record.name },
      providerId: null,
      sentAt: null,
      subject: record.subject,
      text: record.text,
      html: null,
      attachments: [],
      answers: [],
      token: null,
      automatic: false,
      fields: record.fields,
      hints: record.hints,
    }
  },
}
