import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import {
  addChecklistItem,
  changeTag,
  linkCases,
  listTags,
  markSpam,
  mergeCase,
  moveCase,
  planCallback,
  removeChecklistItem,
  setParent,
  splitCase,
  suggestTags,
  tagCase,
  tickChecklistItem,
  unlinkCases,
  unmarkSpam,
} from '@siaga/cases'
import type { Ctx } from '@siaga/db'
import type { Localized } from '@siaga/kernel'
import type { Context } from 'hono'
import { type ApiEnv, etagOf, idempotencyKeyOf, revisionOf } from '../adapter.ts'
import { about, id, idempotencyHeader, ifMatchHeader, json, jsonBody, noQuery, note, otherwise } from '../describe.ts'

const params = z.object({ id })
const changed = z.object({ revision: z.int() })
const edited = json(changed, 'The new revision, also as ETag')
const versionCodes = ['precondition.required', 'precondition.form', 'case.stale'] as const
const scope: Localized = { id: 'Memerlukan cakupan case.work.', en: 'Needs the scope case.work.' }
const withScope = (text: Localized): Localized => ({ id: `${text.id} ${scope.id}`, en: `${text.en} ${scope.en}` })

type Answer = Parameters<typeof json>[0]
type Spec<B extends z.ZodType, A extends Answer> = {
  /** Behind `/v1/cases/{id}/`. */
  path: string
  title: Localized
  text: Localized
  body: B
  answer: ReturnType<typeof json<A>>
  /** Changed by If-Match, as an edit of the case. */
  versioned?: boolean
  /** Makes something: 201, and an Idempotency-Key. */
  creates?: boolean
  codes?: readonly string[]
  run(ctx: Ctx, caseId: string, body: z.output<B>, c: Context<ApiEnv>): Promise<z.input<A>>
}

/** One POST below a case that calls one verb. */
function act<B extends z.ZodType, A extends Answer>(api: OpenAPIHono<ApiEnv>, spec: Spec<B, A>): void {
  const { versioned = false, creates = false } = spec
  const route = createRoute({
    method: 'post',
    path: `/v1/cases/{id}/${spec.path}`,
    ...about({
      group: 'cases',
      title: spec.title,
      text: withScope(spec.text),
      codes: ['forbidden', 'not_found', ...(versioned ? versionCodes : []), ...(spec.codes ?? [])],
    }),
    parameters: [...(versioned ? [ifMatchHeader] : []), ...(creates ? [idempotencyHeader] : [])],
    request: { params, query: noQuery, body: jsonBody(spec.body) },
    responses: { [creates ? 201 : 200]: spec.answer, ...otherwise },
  })
  api.openapi(route, (async (c: Context<ApiEnv>) => {
    const valid = c.req as unknown as { valid(target: 'param'): { id: string }; valid(target: 'json'): z.output<B> }
    const answer = await spec.run(c.get('ctx'), valid.valid('param').id, valid.valid('json'), c)
    const { revision } = answer as { revision?: unknown }
    if (typeof revision === 'number') c.header('etag', etagOf(revision))
    return c.json(answer as object, creates ? 201 : 200)
  }) as never)
}

const other = z.object({ otherId: id }).strict()
const nothing = z.object({}).strict()

function relationActs(api: OpenAPIHono<ApiEnv>): void {
  act(api, {
    path: 'merge',
    title: { id: 'Gabungkan tiket', en: 'Merge a case' },
    text: {
      id: 'Ke tiket lain dari layanan dan warga yang sama; percakapannya pindah ke sana.',
      en: 'Into another of the same service and citizen; its conversation goes there.',
    },
    body: z.object({ intoId: id }).strict(),
    answer: json(z.object({ intoId: id, revision: z.int() }), 'The target with its revision'),
    versioned: true,
    codes: ['case.not_open', 'case.other_citizen', 'case.message_waits'],
    run: (ctx, caseId, { intoId }, c) => mergeCase(ctx, { caseId, revision: revisionOf(c), intoId }),
  })
  act(api, {
    path: 'split',
    title: { id: 'Pisahkan pesan', en: 'Split messages out' },
    text: { id: 'Menjadi tiket baru yang tertaut.', en: 'Into a new, linked case.' },
    body: z
      .object({ messageIds: z.array(id).min(1).max(200), subject: z.string().min(3).max(200).optional() })
      .strict(),
    answer: json(z.object({ caseId: id, number: z.string(), revision: z.int() }), 'The new case'),
    versioned: true,
    creates: true,
    codes: ['case.merged_away', 'case.message_waits', 'idempotency.reused'],
    run: (ctx, caseId, body, c) =>
      splitCase(ctx, { caseId, revision: revisionOf(c), idempotencyKey: idempotencyKeyOf(c), ...body }),
  })
  act(api, {
    path: 'link',
    title: { id: 'Tautkan tiket', en: 'Link a case' },
    text: { id: 'Dua tiket yang saling berkaitan.', en: 'Two cases that concern each other.' },
    body: other,
    answer: json(z.object({ linked: z.boolean() }), 'Whether a link was made'),
    codes: ['case.too_many_links'],
    run: (ctx, caseId, { otherId }) => linkCases(ctx, { caseId, otherId }),
  })
  act(api, {
    path: 'unlink',
    title: { id: 'Lepaskan tautan', en: 'Unlink a case' },
    text: { id: 'Keduanya tetap ada.', en: 'Both stay.' },
    body: other,
    answer: json(z.object({ unlinked: z.boolean() }), 'Whether a link was ended'),
    run: (ctx, caseId, { otherId }) => unlinkCases(ctx, { caseId, otherId }),
  })
  act(api, {
    path: 'parent',
    title: { id: 'Jadikan bagian dari tiket lain', en: 'Make a case a part of another' },
    text: { id: 'Satu tingkat; null melepaskannya.', en: 'One level; null takes it out.' },
    body: z.object({ parentId: id.nullable() }).strict(),
    answer: edited,
    versioned: true,
    run: (ctx, caseId, { parentId }, c) => setParent(ctx, { caseId, revision: revisionOf(c), parentId }),
  })
}

function placeActs(api: OpenAPIHono<ApiEnv>): void {
  act(api, {
    path: 'move',
    title: { id: 'Pindahkan tiket', en: 'Move a case' },
    text: {
      id: 'Ke antrean atau layanan lain, dengan alasan. Layanan yang bukan milik kunci memerlukan cakupan case.assign.',
      en: 'To another queue or service, with a reason. A service that the key is not for needs the scope case.assign.',
    },
    body: z.object({ serviceId: id.optional(), queueId: id.optional(), note: z.string().min(1).max(2000) }).strict(),
    answer: json(changed.extend({ serviceId: id }), 'The new revision, also as ETag'),
    versioned: true,
    codes: ['case.not_open'],
    run: (ctx, caseId, body, c) => moveCase(ctx, { caseId, revision: revisionOf(c), ...body }),
  })
  act(api, {
    path: 'callback',
    title: { id: 'Janji menghubungi warga', en: 'Promise a call-back' },
    text: {
      id: 'Pada waktunya tiket muncul lagi; null mengakhiri janji.',
      en: 'At its time the case comes up again; null ends the promise.',
    },
    body: z.object({ at: z.iso.datetime({ offset: true }).nullable(), done: z.boolean().default(false) }).strict(),
    answer: edited,
    versioned: true,
    codes: ['case.not_open'],
    run: (ctx, caseId, body, c) => planCallback(ctx, { caseId, revision: revisionOf(c), ...body }),
  })
  act(api, {
    path: 'spam',
    title: { id: 'Tandai spam', en: 'Mark as spam' },
    text: { id: 'Ditutup, kontaknya berkelas iseng.', en: 'Closed, its contacts of the class prank.' },
    body: nothing,
    answer: edited,
    versioned: true,
    codes: ['case.merged_away', 'case.message_waits'],
    run: (ctx, caseId, _, c) => markSpam(ctx, { caseId, revision: revisionOf(c) }),
  })
  act(api, {
    path: 'not-spam',
    title: { id: 'Bukan spam', en: 'Not spam' },
    text: { id: 'Kembali seperti semula, dalam 7 hari.', en: 'As it was before, within 7 days.' },
    body: nothing,
    answer: edited,
    versioned: true,
    codes: ['case.reopen_late'],
    run: (ctx, caseId, _, c) => unmarkSpam(ctx, { caseId, revision: revisionOf(c) }),
  })
}

function listActs(api: OpenAPIHono<ApiEnv>): void {
  act(api, {
    path: 'tags',
    title: { id: 'Tag tiket', en: 'Tag a case' },
    text: {
      id: 'Nama baru menjadi tag; paling banyak 20 pada satu tiket.',
      en: 'A new name becomes a tag; at most 20 on a case.',
    },
    body: z
      .object({ add: z.array(z.string().max(200)).max(20).default([]), remove: z.array(id).max(20).default([]) })
      .strict(),
    answer: json(z.object({ tagIds: z.array(id) }), 'The tags that it has now'),
    codes: ['tag.retired', 'case.merged_away'],
    run: (ctx, caseId, body) => tagCase(ctx, { caseId, ...body }),
  })
  act(api, {
    path: 'checklist',
    title: { id: 'Tambah butir daftar periksa', en: 'Add a checklist item' },
    text: { id: 'Di samping butir dari kategorinya.', en: 'Beside the items of its category.' },
    body: z.object({ text: z.string().min(1).max(200) }).strict(),
    answer: json(z.object({ itemId: z.string() }), 'The item'),
    creates: true,
    codes: ['case.merged_away', 'conflict'],
    run: (ctx, caseId, { text }) => addChecklistItem(ctx, { caseId, text }),
  })
  act(api, {
    path: 'checklist-tick',
    title: { id: 'Centang butir', en: 'Tick a checklist item' },
    text: { id: 'Atau membukanya lagi.', en: 'Or open it again.' },
    body: z.object({ itemId: z.string().min(1).max(60), done: z.boolean() }).strict(),
    answer: json(z.object({ done: z.boolean() }), 'How it is now'),
    codes: ['case.merged_away'],
    run: (ctx, caseId, body) => tickChecklistItem(ctx, { caseId, ...body }),
  })
  act(api, {
    path: 'checklist-remove',
    title: { id: 'Hapus butir sendiri', en: 'Remove an own checklist item' },
    text: { id: 'Butir dari kategorinya tetap ada.', en: 'Items of its category stay.' },
    body: z.object({ itemId: z.string().min(1).max(60) }).strict(),
    answer: json(z.object({ itemId: z.string() }), 'The item that is gone'),
    codes: ['case.merged_away'],
    run: (ctx, caseId, { itemId }) => removeChecklistItem(ctx, { caseId, itemId }),
  })
}

const tag = z.object({ id, name: z.string(), isActive: z.boolean() }).openapi('Tag')

const suggestRoute = createRoute({
  method: 'get',
  path: '/v1/tags',
  ...about({
    group: 'cases',
    title: { id: 'Tag yang dipakai', en: 'Tags in use' },
    text: {
      id: 'Paling banyak 20 yang memuat `query`, yang berawalan itu dahulu. Memerlukan cakupan case.read.',
      en: 'At most 20 that hold `query`, those that begin with it first. Needs the scope case.read.',
    },
    codes: ['forbidden'],
  }),
  request: { query: z.object({ query: z.string().max(200).default('') }).strict() },
  responses: { 200: json(z.object({ data: z.array(tag) }), 'Tags'), ...otherwise },
})

const allRoute = createRoute({
  method: 'get',
  path: '/v1/tags/all',
  ...about({
    group: 'cases',
    title: { id: 'Semua tag', en: 'All tags' },
    text: {
      id: 'Juga yang tidak dipakai lagi, dengan jumlah tiketnya. Memerlukan cakupan desk.change.',
      en: 'Also those no longer in use, with how many cases carry each. Needs the scope desk.change.',
    },
    codes: ['forbidden'],
  }),
  request: { query: noQuery },
  responses: {
    200: json(
      z.object({
        data: z.array(
          tag.extend({
            uses: note(z.int(), { id: 'Dihitung sampai 1.000.', en: 'Counted up to 1,000.' }),
          }),
        ),
      }),
      'Tags',
    ),
    ...otherwise,
  },
})

const changeTagRoute = createRoute({
  method: 'patch',
  path: '/v1/tags/{id}',
  ...about({
    group: 'cases',
    title: { id: 'Ubah tag', en: 'Change a tag' },
    text: {
      id: 'Nama baru berlaku di semua tiket; tag yang tidak aktif tidak disarankan lagi. Memerlukan cakupan desk.change.',
      en: 'A new name holds on every case; a tag that is not active is suggested no more. Needs the scope desk.change.',
    },
    codes: ['forbidden', 'not_found', 'conflict'],
  }),
  request: {
    params,
    query: noQuery,
    body: jsonBody(z.object({ name: z.string().max(200).optional(), isActive: z.boolean().optional() }).strict()),
  },
  responses: { 200: json(tag, 'The tag as it is now'), ...otherwise },
})

/** Relations, place, tags and checklist of a case, and the tags of the tenant. */
export function caseRelationRoutes(api: OpenAPIHono<ApiEnv>): void {
  relationActs(api)
  placeActs(api)
  listActs(api)
  api.openapi(suggestRoute, async (c) => c.json({ data: await suggestTags(c.get('ctx'), c.req.valid('query')) }, 200))
  api.openapi(allRoute, async (c) => c.json({ data: await listTags(c.get('ctx')) }, 200))
  api.openapi(changeTagRoute, async (c) =>
    c.json(await changeTag(c.get('ctx'), { tagId: c.req.valid('param').id, ...c.req.valid('json') }), 200),
  )
}
