import { z } from '@hono/zod-openapi'
import type { CaseDetail, CaseRow, MessageRow } from '@siaga/cases'
import type { Ctx } from '@siaga/db'
import { may } from '@siaga/tenancy'
import { id, instant, note } from '../describe.ts'

export const priority = z.enum(['p1', 'p2', 'p3'])
export const interactionClass = z.enum(['normal', 'information', 'prank', 'ghost', 'abandoned', 'test'])
const state = z.enum(['new', 'open', 'waiting_citizen', 'waiting_internal', 'resolved', 'closed', 'merged'])

const revision = note(z.int(), {
  id: 'Naik bila petugas mengubah tiket; dalam tanda kutip inilah ETag-nya.',
  en: 'Rises when somebody edits the case; in quotes it is the ETag.',
})

const citizenNote = { id: 'Kosong tanpa cakupan contact.read.', en: 'Null without the scope contact.read.' }

const common = z.object({
  id,
  number: z.string().openapi({ example: '112-3374-2026-000123' }),
  serviceId: id,
  channelKind: z.string(),
  state,
  subject: z.string(),
  category: z.string().nullable(),
  priority,
  assigneeId: id.nullable(),
  needsVerification: z.boolean(),
  openedAt: instant,
  firstResponseDueAt: instant.nullable(),
  firstAnsweredAt: instant.nullable(),
  overdueAt: instant.nullable(),
  waitingSince: instant.nullable(),
  lastMessageAt: instant,
  revision,
  version: z.int(),
})

export const caseRow = common
  .extend({
    lastMessageText: z.string(),
    lastDirection: z.enum(['in', 'out']),
    citizenName: note(z.string().nullable(), citizenNote),
    queueId: id,
    snoozedUntil: instant.nullable(),
    isSpam: z.boolean(),
    tagIds: z.array(id),
  })
  .openapi('CaseRow')

export const messageSchema = z
  .object({
    id,
    direction: z.enum(['in', 'out']),
    state: z.string(),
    automatic: z.boolean(),
    authorName: z.string().nullable(),
    subject: z.string().nullable(),
    text: z.string(),
    html: note(z.string().nullable(), { id: 'HTML yang sudah dibersihkan.', en: 'HTML, sanitised.' }),
    attachments: z.array(z.object({ fileId: id, name: z.string(), sizeBytes: z.int(), mediaType: z.string() })),
    problemCode: z.string().nullable(),
    problem: z.string().nullable(),
    sendAfter: note(instant.nullable(), {
      id: 'Ditahan sampai saat itu; belum dihitung dan dapat ditarik.',
      en: 'Held back until then; it does not count yet and can be withdrawn.',
    }),
    attempts: z.int(),
    sentAt: instant.nullable(),
    deliveredAt: instant.nullable(),
    readAt: instant.nullable(),
    resendOfId: note(id.nullable(), {
      id: 'Pesan gagal yang dikirim ulang.',
      en: 'The failed message that this sends again.',
    }),
    orderedAt: instant,
    createdAt: instant,
    version: z.int(),
  })
  .openapi('Message')

const relatedCase = z.object({ id, number: z.string(), subject: z.string(), state }).openapi('RelatedCase')

export const caseDetail = common
  .extend({
    queueId: id,
    channelId: id,
    regionCode: z.string().nullable(),
    place: z.string().nullable(),
    fields: note(z.record(z.string(), z.string()), {
      id: 'Jawaban formulir. Nama, telepon, dan alamat e-mail hanya dengan cakupan contact.read.',
      en: 'Answers of the form. Name, phone and mail address only with the scope contact.read.',
    }),
    attributes: note(z.record(z.string(), z.string()), {
      id: 'Isian layanan sendiri menurut kuncinya.',
      en: 'Answers to the fields of the service itself, by key.',
    }),
    tags: z.array(z.object({ id, name: z.string() })),
    checklist: z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        doneAt: instant.nullable(),
        doneBy: z.string().nullable(),
      }),
    ),
    parentId: id.nullable(),
    children: z.array(relatedCase),
    links: z.array(relatedCase),
    mergedIntoId: id.nullable(),
    callbackAt: instant.nullable(),
    isSpam: z.boolean(),
    outcome: z.string().nullable(),
    resolvedAt: instant.nullable(),
    closedAt: instant.nullable(),
    continuesId: id.nullable(),
    messageCount: z.int(),
    citizen: note(
      z
        .object({
          name: z.string().nullable(),
          kind: z.string(),
          address: z.string(),
          replyMail: z.string().nullable(),
        })
        .nullable(),
      citizenNote,
    ),
    messages: z.array(messageSchema),
    entries: z.array(
      z.object({
        id,
        kind: z.string(),
        actorName: z.string(),
        text: z.string().nullable(),
        data: z.record(z.string(), z.unknown()),
        createdAt: instant,
      }),
    ),
    interactions: z.array(
      z.object({
        id,
        state: z.string(),
        class: interactionClass.nullable(),
        channelKind: z.string(),
        receivedAt: instant,
        answeredAt: instant.nullable(),
      }),
    ),
  })
  .openapi('Case')

const personal = new Set(['name', 'contact_phone', 'contact_email'])

export const showRow = (ctx: Ctx, row: CaseRow) => ({
  ...row,
  citizenName: may(ctx, 'contact.read') ? row.citizenName : null,
})

/** Who wrote is the citizen's name on what came in. */
export const showMessage = (ctx: Ctx, row: MessageRow) => ({
  ...row,
  authorName: row.direction === 'out' || may(ctx, 'contact.read') ? row.authorName : null,
})

/** What the key may see of a case; the schema then lets out only what it names. */
export function showCase(ctx: Ctx, detail: CaseDetail): z.output<typeof caseDetail> {
  const { case: c, service, citizen } = detail
  const seesContact = may(ctx, 'contact.read')
  const hidden = new Set(service.definition.intake.filter((f) => f.role && personal.has(f.role)).map((f) => f.key))
  return caseDetail.parse({
    ...c,
    fields: seesContact ? c.fields : Object.fromEntries(Object.entries(c.fields).filter(([key]) => !hidden.has(key))),
    citizen:
      seesContact && citizen ? { ...citizen, name: citizen.name ?? citizen.displayName, replyMail: c.replyMail } : null,
    messages: detail.messages.map((m) => showMessage(ctx, m)),
    entries: detail.entries,
    interactions: detail.interactions,
    tags: detail.tags,
    checklist: detail.checklist.map((item) => ({ ...item, text: item.own ? item.text : item.words[ctx.locale] })),
    children: detail.children,
    links: detail.links,
  })
}
