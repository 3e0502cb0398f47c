import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { listCasesOfContact, listDuplicates } from '@siaga/cases'
import {
  addContactNote,
  blockContact,
  changeContact,
  listContacts,
  longestBlockHours,
  mergeContacts,
  readContact,
  unblockContact,
  undoMerge,
} from '@siaga/conversations'
import type { Ctx } from '@siaga/db'
import { may } from '@siaga/tenancy'
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
  page,
  pageQuery,
} from '../describe.ts'

const needs = (scope: string) => ({ id: `Memerlukan cakupan ${scope}.`, en: `Needs the scope ${scope}.` })
const withScope = (text: { id: string; en: string }, scope: string) => ({
  id: `${text.id} ${needs(scope).id}`,
  en: `${text.en} ${needs(scope).en}`,
})

const contactNote = { id: 'Kosong tanpa cakupan contact.read.', en: 'Null without the scope contact.read.' }
const identity = z.object({
  id,
  kind: z.string(),
  address: note(z.string(), {
    id: 'Disamarkan tanpa cakupan contact.read.',
    en: 'Masked without the scope contact.read.',
  }),
  lastSeenAt: instant,
})

const contactRow = z
  .object({
    id,
    name: z.string().nullable(),
    version: note(z.int(), { id: 'Dalam tanda kutip inilah ETag-nya.', en: 'In quotes it is the ETag.' }),
    createdAt: instant,
    lastSeenAt: instant.nullable(),
    blockedUntil: instant.nullable(),
    identities: z.array(identity),
  })
  .openapi('ContactRow')

const caseOfContact = z.object({
  id,
  number: z.string(),
  serviceId: id,
  channelKind: z.string(),
  state: z.string(),
  subject: z.string(),
  openedAt: instant,
  lastMessageAt: instant,
})

const contactDetail = z
  .object({
    id,
    name: note(z.string().nullable(), contactNote),
    language: z.enum(['id', 'en']).nullable(),
    version: z.int(),
    mergedIntoId: note(id.nullable(), {
      id: 'Warga tujuan bila warga ini sudah digabung.',
      en: 'Where to look when this citizen was merged.',
    }),
    createdAt: instant,
    identities: z.array(identity.extend({ channelKinds: z.array(z.string()) })),
    block: z.object({ reason: z.string(), actorName: z.string(), createdAt: instant, expiresAt: instant }).nullable(),
    withheld: note(z.int(), {
      id: 'Banyaknya pesan yang ditahan selama diblokir.',
      en: 'How many messages were withheld while blocked.',
    }),
    notes: z.array(z.object({ id, text: z.string(), actorName: z.string(), createdAt: instant })),
    merges: z.array(z.object({ id, sourceId: id, targetId: id, actorName: z.string(), mergedAt: instant })),
    cases: note(z.array(caseOfContact), {
      id: 'Lima puluh tiket terakhir di layanan kunci ini.',
      en: 'The last fifty cases in the services of the key.',
    }),
  })
  .openapi('Contact')

const duplicate = contactRow
  .extend({
    reasons: z.array(
      z.object({
        kind: z.enum(['number', 'mail', 'name']),
        number: z.string().optional(),
        mail: z.string().optional(),
        regionCode: z.string().optional(),
      }),
    ),
  })
  .openapi('Duplicate')

const changed = z.object({ version: z.int() })
const params = z.object({ id })
const request = { params, query: noQuery }
const editCodes = [
  'forbidden',
  'not_found',
  'precondition.required',
  'precondition.form',
  'contact.stale',
  'contact.merged',
] as const

const listRoute = createRoute({
  method: 'get',
  path: '/v1/contacts',
  ...about({
    group: 'contacts',
    title: { id: 'Daftar warga', en: 'List contacts' },
    text: withScope(
      {
        id: 'Yang terbaru dahulu, atau yang awal nama, nomor, atau surelnya seperti yang dicari.',
        en: 'The newest first, or those whose name, number or mail address begins as asked.',
      },
      'contact.read',
    ),
    codes: ['forbidden', 'contact.cursor'],
  }),
  request: { query: z.object({ search: z.string().max(120).optional(), ...pageQuery }).strict() },
  responses: { 200: json(page(contactRow), 'A page of contacts'), ...otherwise },
})

const readRoute = createRoute({
  method: 'get',
  path: '/v1/contacts/{id}',
  ...about({
    group: 'contacts',
    title: { id: 'Satu warga', en: 'One contact' },
    text: withScope(
      {
        id: 'Nama dan alamat milik seluruh instansi; tiketnya hanya dari layanan kunci ini.',
        en: 'Name and addresses are the tenant’s; cases only of the services of the key.',
      },
      'case.read',
    ),
    codes: ['forbidden', 'not_found'],
  }),
  request,
  responses: { 200: json(contactDetail, 'The contact'), ...otherwise },
})

const duplicatesRoute = createRoute({
  method: 'get',
  path: '/v1/contacts/{id}/duplicates',
  ...about({
    group: 'contacts',
    title: { id: 'Mungkin warga yang sama', en: 'Possible duplicates' },
    text: withScope(
      {
        id: 'Beserta alasannya: nomor atau e-mail yang sama, atau nama mirip di kecamatan yang sama. Tidak ada yang digabung sendiri.',
        en: 'With the reason: the same number or mail address, or a similar name in the same district. Nothing is merged by itself.',
      },
      'contact.read',
    ),
    codes: ['forbidden', 'not_found'],
  }),
  request,
  responses: { 200: json(z.object({ data: z.array(duplicate) }), 'Contacts with reasons'), ...otherwise },
})

const changeRoute = createRoute({
  method: 'patch',
  path: '/v1/contacts/{id}',
  ...about({
    group: 'contacts',
    title: { id: 'Ubah warga', en: 'Change a contact' },
    text: withScope({ id: 'Yang tidak disebut tidak berubah.', en: 'What is not named stays.' }, 'contact.work'),
    codes: editCodes,
  }),
  parameters: [ifMatchHeader],
  request: {
    ...request,
    body: jsonBody(
      z
        .object({
          name: z.string().max(120).nullable().optional(),
          language: z.enum(['id', 'en']).nullable().optional(),
        })
        .strict()
        .openapi('ContactChange'),
    ),
  },
  responses: { 200: json(changed, 'The new version, also as ETag'), ...otherwise },
})

const noteRoute = createRoute({
  method: 'post',
  path: '/v1/contacts/{id}/notes',
  ...about({
    group: 'contacts',
    title: { id: 'Tulis catatan tentang warga', en: 'Write a note about a contact' },
    text: withScope({ id: 'Tidak pernah tampil bagi warga.', en: 'Never shown to a citizen.' }, 'contact.work'),
    codes: ['forbidden', 'not_found', 'contact.merged', 'idempotency.reused'],
  }),
  parameters: [idempotencyHeader],
  request: { ...request, body: jsonBody(z.object({ text: z.string().min(1).max(4000) }).strict()) },
  responses: { 201: json(z.object({ noteId: id }), 'The note stands with the contact'), ...otherwise },
})

const blockRoute = createRoute({
  method: 'post',
  path: '/v1/contacts/{id}/block',
  ...about({
    group: 'contacts',
    title: { id: 'Blokir warga', en: 'Block a contact' },
    text: withScope(
      {
        id: 'Pesannya disimpan tetapi tidak membuka tiket, kecuali pada layanan darurat.',
        en: 'Their messages are kept and open nothing, except at emergency services.',
      },
      'contact.block',
    ),
    codes: [...editCodes, 'contact.blocked', 'contact.anonymous'],
  }),
  parameters: [ifMatchHeader],
  request: {
    ...request,
    body: jsonBody(
      z
        .object({
          reason: z.string().min(3).max(500),
          hours: z.int().min(1).max(longestBlockHours).optional(),
        })
        .strict(),
    ),
  },
  responses: { 200: json(changed.extend({ expiresAt: instant }), 'Until when'), ...otherwise },
})

const unblockRoute = createRoute({
  method: 'post',
  path: '/v1/contacts/{id}/unblock',
  ...about({
    group: 'contacts',
    title: { id: 'Buka blokir', en: 'Unblock a contact' },
    text: needs('contact.block'),
    codes: ['forbidden', 'not_found', 'contact.merged', 'contact.not_blocked'],
  }),
  request,
  responses: { 200: json(changed, 'The new version'), ...otherwise },
})

const mergeRoute = createRoute({
  method: 'post',
  path: '/v1/contacts/{id}/merge',
  ...about({
    group: 'contacts',
    title: { id: 'Gabungkan warga lain ke sini', en: 'Merge another contact into this one' },
    text: withScope(
      {
        id: 'If-Match adalah ETag warga ini; sourceVersion versi warga yang digabung. Dapat diurungkan.',
        en: 'If-Match is the ETag of this contact; sourceVersion the version of the one that is merged. Can be undone.',
      },
      'contact.work',
    ),
    codes: editCodes,
  }),
  parameters: [ifMatchHeader],
  request: {
    ...request,
    body: jsonBody(z.object({ sourceId: id, sourceVersion: z.int().positive() }).strict()),
  },
  responses: { 200: json(changed.extend({ mergeId: id }), 'The merge'), ...otherwise },
})

const undoRoute = createRoute({
  method: 'post',
  path: '/v1/contacts/merges/{mergeId}/undo',
  ...about({
    group: 'contacts',
    title: { id: 'Urungkan penggabungan', en: 'Undo a merge' },
    text: withScope(
      {
        id: 'Dalam urutan apa pun: setiap alamat kembali tepat ke warga asalnya.',
        en: 'In any order: each address stands exactly where it began again.',
      },
      'contact.work',
    ),
    codes: ['forbidden', 'not_found', 'contact.merge_undone'],
  }),
  request: { params: z.object({ mergeId: id }), query: noQuery },
  responses: { 200: json(z.object({ contactId: id }), 'The contact that stands by itself again'), ...otherwise },
})

async function showContact(ctx: Ctx, contactId: string): Promise<z.output<typeof contactDetail>> {
  const [detail, cases] = await Promise.all([
    readContact(ctx, contactId),
    listCasesOfContact(ctx, { contactId, limit: 50 }),
  ])
  return contactDetail.parse({
    ...detail.contact,
    ...detail,
    name: may(ctx, 'contact.read') ? detail.name : null,
    withheld: detail.withheld.count,
    cases: cases.rows,
  })
}

export function contactRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(listRoute, async (c) => {
    const { rows, next } = await listContacts(c.get('ctx'), c.req.valid('query'))
    return c.json(page(contactRow).parse({ data: rows, next }), 200)
  })
  api.openapi(readRoute, async (c) => {
    const contact = await showContact(c.get('ctx'), c.req.valid('param').id)
    return c.json(contact, 200, { etag: etagOf(contact.version) })
  })
  api.openapi(duplicatesRoute, async (c) => {
    const data = await listDuplicates(c.get('ctx'), { contactId: c.req.valid('param').id })
    return c.json({ data: z.array(duplicate).parse(data) }, 200)
  })
  api.openapi(changeRoute, async (c) => {
    const { version } = await changeContact(c.get('ctx'), {
      contactId: c.req.valid('param').id,
      version: revisionOf(c),
      ...c.req.valid('json'),
    })
    return c.json({ version }, 200, { etag: etagOf(version) })
  })
  api.openapi(noteRoute, async (c) => {
    const { noteId } = await addContactNote(c.get('ctx'), {
      contactId: c.req.valid('param').id,
      idempotencyKey: idempotencyKeyOf(c),
      ...c.req.valid('json'),
    })
    return c.json({ noteId }, 201)
  })
  api.openapi(blockRoute, async (c) => {
    const { version, expiresAt } = await blockContact(c.get('ctx'), {
      contactId: c.req.valid('param').id,
      version: revisionOf(c),
      ...c.req.valid('json'),
    })
    return c.json({ version, expiresAt }, 200, { etag: etagOf(version) })
  })
  api.openapi(unblockRoute, async (c) => {
    const { version } = await unblockContact(c.get('ctx'), { contactId: c.req.valid('param').id })
    return c.json({ version }, 200, { etag: etagOf(version) })
  })
  api.openapi(mergeRoute, async (c) => {
    const { sourceId, sourceVersion } = c.req.valid('json')
    const { mergeId, version } = await mergeContacts(c.get('ctx'), {
      targetId: c.req.valid('param').id,
      targetVersion: revisionOf(c),
      sourceId,
      sourceVersion,
    })
    return c.json({ mergeId, version }, 200, { etag: etagOf(version) })
  })
  api.openapi(undoRoute, async (c) => {
    const { contactId } = await undoMerge(c.get('ctx'), { mergeId: c.req.valid('param').mergeId })
    return c.json({ contactId }, 200)
  })
}
