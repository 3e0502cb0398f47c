import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { addNote, assignCase, changeCase, closeCase, reopenCase, reply, resolveCase } from '@siaga/cases'
import type { Localized } from '@siaga/kernel'
import { type ApiEnv, etagOf, idempotencyKeyOf, revisionOf } from '../adapter.ts'
import {
  about,
  id,
  idempotencyHeader,
  ifMatchHeader,
  instant,
  json,
  jsonBody,
  noQuery,
  note,
  otherwise,
} from '../describe.ts'
import { interactionClass, priority } from './case-schemas.ts'

const changed = z.object({ revision: z.int() }).openapi('Changed')

const scope: Localized = { id: 'Memerlukan cakupan case.work.', en: 'Needs the scope case.work.' }
const withScope = (text: Localized): Localized => ({ id: `${text.id} ${scope.id}`, en: `${text.en} ${scope.en}` })
const editCodes = ['forbidden', 'not_found', 'precondition.required', 'precondition.form', 'case.stale'] as const

const answers = z.record(z.string().max(40), z.string().max(4000).nullable())
const settling = {
  attributes: note(answers.optional(), {
    id: 'Isian wajib yang masih kosong.',
    en: 'Required answers that are still missing.',
  }),
  children: note(z.enum(['leave', 'settle']).optional(), {
    id: 'Bagian yang masih terbuka: dibiarkan, atau ikut diselesaikan. Wajib bila ada.',
    en: 'Parts that are still open: leave them, or settle them too. Required when there are any.',
  }),
}
const request = { params: z.object({ id }), query: noQuery }
const edited = { 200: json(changed, 'The new revision, also as ETag'), ...otherwise }

const assignRoute = createRoute({
  method: 'post',
  path: '/v1/cases/{id}/assign',
  ...about({
    group: 'cases',
    title: { id: 'Serahkan tiket', en: 'Assign a case' },
    text: withScope({
      id: 'Kepada petugas layanannya, atau null untuk kembali ke antrean.',
      en: 'To a member of its service, or null for back to the queue.',
    }),
    codes: [...editCodes, 'case.not_open'],
  }),
  parameters: [ifMatchHeader],
  request: { ...request, body: jsonBody(z.object({ assigneeId: id.nullable() }).strict()) },
  responses: edited,
})

const changeRoute = createRoute({
  method: 'patch',
  path: '/v1/cases/{id}',
  ...about({
    group: 'cases',
    title: { id: 'Ubah tiket', en: 'Change a case' },
    text: withScope({ id: 'Yang tidak disebut tidak berubah.', en: 'What is not named stays.' }),
    codes: editCodes,
  }),
  parameters: [ifMatchHeader],
  request: {
    ...request,
    body: jsonBody(
      z
        .object({
          subject: z.string().min(3).max(200).optional(),
          category: z.string().max(40).nullable().optional(),
          priority: priority.optional(),
          regionCode: z.string().max(13).nullable().optional(),
          place: z.string().max(300).nullable().optional(),
          queueId: id.optional(),
          attributes: note(answers.optional(), {
            id: 'Isian layanan sendiri menurut kuncinya; null mengosongkan.',
            en: 'Answers to the fields of the service itself, by key; null empties one.',
          }),
        })
        .strict()
        .openapi('CaseChange'),
    ),
  },
  responses: edited,
})

const resolveRoute = createRoute({
  method: 'post',
  path: '/v1/cases/{id}/resolve',
  ...about({
    group: 'cases',
    title: { id: 'Selesaikan tiket', en: 'Resolve a case' },
    text: withScope({
      id: 'Dengan hasil penanganan layanan itu dan kelas kontaknya. Dapat dibuka kembali selama 7 hari.',
      en: 'With an outcome of the service and the class of the contact. Can be reopened for 7 days.',
    }),
    codes: [...editCodes, 'case.not_open'],
  }),
  parameters: [ifMatchHeader],
  request: {
    ...request,
    body: jsonBody(
      z
        .object({
          outcome: z.string().max(40),
          class: interactionClass.default('normal'),
          note: z.string().max(2000).optional(),
          ...settling,
        })
        .strict(),
    ),
  },
  responses: edited,
})

const closeRoute = createRoute({
  method: 'post',
  path: '/v1/cases/{id}/close',
  ...about({
    group: 'cases',
    title: { id: 'Tutup tiket', en: 'Close a case' },
    text: withScope({
      id: 'Tiket yang belum selesai memerlukan hasil penanganan.',
      en: 'A case that is not resolved needs an outcome.',
    }),
    codes: [...editCodes, 'case.not_open'],
  }),
  parameters: [ifMatchHeader],
  request: {
    ...request,
    body: jsonBody(
      z.object({ outcome: z.string().max(40).optional(), class: interactionClass.optional(), ...settling }).strict(),
      false,
    ),
  },
  responses: edited,
})

const reopenRoute = createRoute({
  method: 'post',
  path: '/v1/cases/{id}/reopen',
  ...about({
    group: 'cases',
    title: { id: 'Buka kembali tiket', en: 'Reopen a case' },
    text: scope,
    codes: [...editCodes, 'case.reopen_late', 'conflict'],
  }),
  parameters: [ifMatchHeader],
  request,
  responses: edited,
})

const replyRoute = createRoute({
  method: 'post',
  path: '/v1/cases/{id}/replies',
  ...about({
    group: 'cases',
    title: { id: 'Jawab warga', en: 'Answer the citizen' },
    text: withScope({
      id: 'Jawaban keluar lewat kanal tiket, atau e-mail layanan, atau tampil di halaman pelacakan (leaves: false).',
      en: 'The answer leaves by the channel of the case, or the mail of the service, or shows on the tracking page (leaves: false).',
    }),
    codes: ['forbidden', 'not_found', 'case.not_open', 'idempotency.reused'],
  }),
  parameters: [idempotencyHeader],
  request: {
    ...request,
    body: jsonBody(
      z
        .object({
          text: z.string().min(1).max(20_000),
          replyToId: note(id.nullable().optional(), {
            id: 'Pesan tiket ini yang dikutip di atas jawaban, pada kanal yang dapat mengutip.',
            en: 'The message of this case that is quoted above the answer, on channels that can quote.',
          }),
          sendAt: note(instant.nullable().optional(), {
            id: 'Kirim nanti: 1 menit sampai 60 hari dari sekarang.',
            en: 'Send later: between 1 minute and 60 days from now.',
          }),
        })
        .strict(),
    ),
  },
  responses: {
    201: json(
      z.object({ messageId: id, leaves: z.boolean(), heldUntil: instant.nullable() }),
      'The answer waits to leave, or shows',
    ),
    ...otherwise,
  },
})

const noteRoute = createRoute({
  method: 'post',
  path: '/v1/cases/{id}/notes',
  ...about({
    group: 'cases',
    title: { id: 'Tulis catatan internal', en: 'Write an internal note' },
    text: withScope({ id: 'Tidak pernah tampil bagi warga.', en: 'Never shown to a citizen.' }),
    codes: ['forbidden', 'not_found', 'idempotency.reused'],
  }),
  parameters: [idempotencyHeader],
  request: { ...request, body: jsonBody(z.object({ text: z.string().min(1).max(20_000) }).strict()) },
  responses: { 201: json(z.object({ caseId: id }), 'The note stands in the timeline'), ...otherwise },
})

export function caseWorkRoutes(api: OpenAPIHono<ApiEnv>): void {
  const tagged = (revision: number) => ({ etag: etagOf(revision) })

  api.openapi(assignRoute, async (c) => {
    const { revision } = await assignCase(c.get('ctx'), {
      caseId: c.req.valid('param').id,
      revision: revisionOf(c),
      ...c.req.valid('json'),
    })
    return c.json({ revision }, 200, tagged(revision))
  })
  api.openapi(changeRoute, async (c) => {
    const { revision } = await changeCase(c.get('ctx'), {
      caseId: c.req.valid('param').id,
      revision: revisionOf(c),
      ...c.req.valid('json'),
    })
    return c.json({ revision }, 200, tagged(revision))
  })
  api.openapi(resolveRoute, async (c) => {
    const { revision } = await resolveCase(c.get('ctx'), {
      caseId: c.req.valid('param').id,
      revision: revisionOf(c),
      ...c.req.valid('json'),
    })
    return c.json({ revision }, 200, tagged(revision))
  })
  api.openapi(closeRoute, async (c) => {
    const { revision } = await closeCase(c.get('ctx'), {
      caseId: c.req.valid('param').id,
      revision: revisionOf(c),
      ...c.req.valid('json'),
    })
    return c.json({ revision }, 200, tagged(revision))
  })
  api.openapi(reopenRoute, async (c) => {
    const { revision } = await reopenCase(c.get('ctx'), { caseId: c.req.valid('param').id, revision: revisionOf(c) })
    return c.json({ revision }, 200, tagged(revision))
  })
  api.openapi(replyRoute, async (c) => {
    const { text, sendAt, replyToId } = c.req.valid('json')
    // No person waits with a finger on "undo": it leaves at once, or at its time.
    const { messageId, leaves, heldUntil } = await reply(c.get('ctx'), {
      caseId: c.req.valid('param').id,
      idempotencyKey: idempotencyKeyOf(c),
      text,
      replyToId: replyToId ?? null,
      sendAt: sendAt ? new Date(sendAt) : null,
    })
    return c.json({ messageId, leaves, heldUntil }, 201)
  })
  api.openapi(noteRoute, async (c) => {
    const { caseId } = await addNote(c.get('ctx'), {
      caseId: c.req.valid('param').id,
      idempotencyKey: idempotencyKeyOf(c),
      ...c.req.valid('json'),
    })
    return c.json({ caseId }, 201)
  })
}
