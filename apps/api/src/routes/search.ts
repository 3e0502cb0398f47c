import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type SearchHit, searchEverything } from '@siaga/cases'
import type { Ctx } from '@siaga/db'
import { invalid } from '@siaga/kernel'
import { may } from '@siaga/tenancy'
import type { ApiEnv } from '../adapter.ts'
import { about, id, instant, json, note, otherwise, pageQuery } from '../describe.ts'
import { priority } from './case-schemas.ts'

const kind = z.enum(['case', 'contact', 'message'])

const excerpt = note(z.array(z.object({ text: z.string(), hit: z.boolean() })), {
  id: 'Teks apa adanya, bagian demi bagian; yang cocok bertanda hit. Belum di-escape.',
  en: 'Plain text, piece by piece; what matched has hit. Not escaped.',
})

const hit = z
  .object({
    kind,
    id,
    at: instant,
    caseId: note(id.nullable(), { id: 'Kosong untuk warga.', en: 'Null for a citizen.' }),
    number: z.string().nullable(),
    state: z.string().nullable(),
    priority: priority.nullable(),
    serviceId: id.nullable(),
    channelKind: z.string().nullable(),
    direction: z.enum(['in', 'out', 'note']).nullable(),
    subject: excerpt.nullable(),
    citizen: note(excerpt.nullable(), {
      id: 'Nama warga, atau penulis pesan. Nama warga kosong tanpa cakupan contact.read.',
      en: 'The citizen, or the author of a message. A citizen is null without the scope contact.read.',
    }),
    excerpt: excerpt.nullable(),
    addresses: note(z.array(z.string()), { id: 'Tersamar.', en: 'Masked.' }),
  })
  .openapi('SearchHit')

const answer = z
  .object({
    data: z.array(z.object({ kind, hits: z.array(hit), next: z.string().nullable() })),
    corrections: note(z.array(z.object({ typed: z.string(), taken: z.string() })), {
      id: 'Kata yang dianggap salah ketik, dan kata yang ikut dicari.',
      en: 'Words taken for mistyped, and what was searched as well.',
    }),
  })
  .openapi('SearchAnswer')

const searchRoute = createRoute({
  method: 'get',
  path: '/v1/search',
  ...about({
    group: 'cases',
    title: { id: 'Cari tiket, warga, dan pesan', en: 'Search cases, citizens and messages' },
    text: {
      id: 'Kata (dengan imbuhan apa pun), "frasa persis", nomor dengan cara tulis apa pun, dan saringan status: dari: layanan: kategori: prioritas: petugas: tag: kanal: sejak: sampai:. Tiap kelompok punya next sendiri; halaman berikutnya memerlukan kind. Memerlukan cakupan case.read; warga memerlukan contact.read.',
      en: 'Words (with any affix), an "exact phrase", numbers in any notation, and the filters status: from: service: category: priority: agent: tag: channel: since: until:. Each group has its own next; a next page needs kind. Needs the scope case.read; citizens need contact.read.',
    },
    codes: ['forbidden', 'cursor.invalid'],
  }),
  request: {
    query: z
      .object({
        q: z.string().max(500).default(''),
        kind: kind.optional(),
        cursor: pageQuery.cursor,
        limit: z.coerce.number().int().min(1).max(50).default(10),
      })
      .strict(),
  },
  responses: { 200: json(answer, 'Groups of hits, the best first'), ...otherwise },
})

function showHit(ctx: Ctx, found: SearchHit): z.input<typeof hit> {
  const named = may(ctx, 'contact.read')
  const none = { caseId: null, number: null, state: null, priority: null, serviceId: null, channelKind: null }
  if (found.kind === 'contact') {
    const { name, addresses } = found
    return {
      ...none,
      kind: found.kind,
      id: found.id,
      at: found.at,
      direction: null,
      subject: null,
      citizen: name,
      excerpt: null,
      addresses,
    }
  }
  const { caseId, number, state, priority: urgency, serviceId, channelKind, at, excerpt: text } = found
  const shared = { id: found.id, caseId, number, state, priority: urgency, serviceId, channelKind, at, excerpt: text }
  if (found.kind === 'case') {
    const citizen = named ? found.citizen : null
    return { ...shared, kind: found.kind, direction: null, subject: found.subject, citizen, addresses: [] }
  }
  const { direction, author } = found
  return {
    ...shared,
    kind: found.kind,
    direction,
    subject: [{ text: found.subject, hit: false }],
    citizen: named || direction !== 'in' ? author : null,
    addresses: [],
  }
}

export function searchRoutes(api: OpenAPIHono<ApiEnv>): void {
  api.openapi(searchRoute, async (c) => {
    const ctx = c.get('ctx')
    const { groups, problems, corrections } = await searchEverything(ctx, c.req.valid('query'))
    if (problems.length > 0)
      throw invalid({ fields: problems.map(({ text }) => ({ path: 'q', code: 'filter', text })) })
    const data = groups.map((group) => ({ ...group, hits: group.hits.map((found) => showHit(ctx, found)) }))
    return c.json(answer.parse({ data, corrections }), 200)
  })
}
