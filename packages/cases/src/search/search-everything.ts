import { channelKinds } from '@siaga/channels'
import { identities } from '@siaga/conversations/schema'
import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { isUuid, type Localized } from '@siaga/kernel'
import { authorize, may, membersIn, ownTenant, parse, servicesIn } from '@siaga/tenancy'
import { and, eq, inArray } from 'drizzle-orm'
import { z } from 'zod'
import { badCursor } from '../list/list-conditions.ts'
import { tags } from '../schema.ts'
import { type Before, type Found, findDocuments, stemsOf, termsBeginning, termsLike } from './find-documents.ts'
import { type Desk, type FilterProblem, type Filters, resolveFilters, valuesOf } from './query-filters.ts'
import { parseQuery, type Term, type TypedFilter } from './query-parser.ts'
import { type DocumentKind, markOf } from './search-documents.ts'
import { readSources, type SearchHit, type Source } from './search-hits.ts'
import {
  allOf,
  beginningQuery,
  type Expansions,
  hitTest,
  marksQuery,
  mistyped,
  type Stemmed,
  scoreOf,
  wordsQuery,
} from './search-query.ts'
import { excerptOf, typedNumber, wordsOf } from './search-text.ts'

const kinds = ['case', 'contact', 'message'] as const

const input = z
  .object({
    q: z.string().max(500),
    /** One group alone, with more of it. */
    kind: z.enum(kinds).optional(),
    cursor: z.string().max(200).optional(),
    limit: z.int().min(1).max(50).default(5),
  })
  .strict()
  .refine((i) => i.cursor === undefined || i.kind !== undefined, { path: ['kind'] })

export type SearchInput = z.input<typeof input>
export type SearchGroup = { kind: DocumentKind; hits: SearchHit[]; next: string | null }
export type SearchResult = {
  groups: SearchGroup[]
  /** Filters that name nothing: what is wrong, in words. Then nothing is searched. */
  problems: { filter: string; value: string; text: Localized; choices: string[] }[]
  /** Typed words of which similar ones were taken in, since they found (almost) nothing. */
  corrections: { typed: string; taken: string }[]
  /** Of a filter whose value is still to be typed: what it may be. */
  hint: { filter: string; choices: string[] } | null
}

/** So many of the newest matches are weighed against each other; the next page begins behind them. */
const pool = 120
/** Where a filter is looked up in the case of a message, more of them are looked at. */
const filteredPool = 400
/** So many pools without a single hit, before the person is asked whether to look further. */
const mostPools = 5
const fewHits = 3
/** Filters that only a case's own document can answer. */
const ofCases = new Set(['status', 'category', 'priority', 'assignee', 'tag'])

type Page = { before: Before; skip: number }

const encode = (page: { before: { at: Date; id: string }; skip: number }) =>
  Buffer.from(`${page.before.at.getTime()}.${page.before.id}.${page.skip}`).toString('base64url')

function decode(cursor: string | undefined): Page {
  if (cursor === undefined) return { before: null, skip: 0 }
  const [time = '', id = '', skip = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split('.')
  if (!/^\d{1,14}$/.test(time) || !isUuid(id) || !/^\d{1,4}$/.test(skip)) throw badCursor()
  return { before: { at: new Date(Number(time)), id }, skip: Number(skip) }
}

/**
 * Finds cases, citizens and messages (internal notes among them) of the caller's services by words, beginnings of
 * words, phrases, numbers and filters; mistyped words where almost nothing is found.
 * Citizens need the permission contact.read. @throws forbidden, invalid, badCursor
 */
export async function searchEverything(ctx: Ctx, raw: SearchInput): Promise<SearchResult> {
  authorize(ctx, 'case.read')
  const asked = parse(input, raw)
  const page = decode(asked.cursor)
  const typed = parseQuery(asked.q)
  const nothing: SearchResult = { groups: [], problems: [], corrections: [], hint: null }
  if (typed.terms.length === 0 && typed.filters.length === 0) return nothing
  return withTenant(ctx, async (tx) => {
    const desk = await deskFor(tx, ctx, typed.filters)
    const filters = resolveFilters(typed.filters, desk)
    if (filters.problems.length > 0) return { ...nothing, problems: filters.problems.map(problemOf) }
    const unfinished = typed.filters.find((f) => !f.value)
    const hint = unfinished ? { filter: unfinished.name, choices: valuesOf(unfinished.name, desk) } : null
    if (typed.terms.length === 0 && typed.filters.every((f) => !f.value)) return { ...nothing, hint }
    const open = typed.terms.find((term) => term.kind === 'word' && term.open)
    const [stem, completed, writers] = await Promise.all([
      stemsOf(
        tx,
        typed.terms.flatMap((term) => (term.kind === 'word' ? [term.word] : term.words)),
      ),
      open?.kind === 'word' ? termsBeginning(tx, open.word) : [],
      writersOf(tx, ctx, filters.from),
    ])
    const expansions = new Map<string, readonly Stemmed[]>(open?.kind === 'word' ? [[open.word, completed]] : [])
    const wanted = kinds.filter(
      (kind) => (!asked.kind || asked.kind === kind) && searchable(ctx, kind, typed.terms, filters),
    )
    const look = (also: Expansions) =>
      Promise.all(
        wanted.map((kind) =>
          groupOf(tx, ctx, {
            kind,
            terms: typed.terms,
            stem,
            expansions: also,
            filters,
            writers,
            page,
            limit: asked.limit,
          }),
        ),
      )
    const groups = await look(expansions)
    const count = (list: SearchGroup[]) => list.reduce((sum, group) => sum + group.hits.length, 0)
    if (asked.cursor || count(groups) >= fewHits) return { ...nothing, groups, hint }
    const similar = await similarTerms(tx, typed.terms, expansions)
    if (similar.size === 0) return { ...nothing, groups, hint }
    const more = await look(new Map([...expansions, ...similar]))
    if (count(more) <= count(groups)) return { ...nothing, groups, hint }
    const corrections = [...similar].map(([word, terms]) => ({
      typed: word,
      taken: terms.find((t) => mistyped(word, t.term))?.term ?? '',
    }))
    return { ...nothing, groups: more, hint, corrections: corrections.filter((c) => c.taken) }
  })
}

const problemOf = ({ name, value, text, choices }: FilterProblem) => ({ filter: name, value, text, choices })

/** Filters alone list cases; citizens and messages are searched when words, or who wrote, ask for them. */
function searchable(ctx: Ctx, kind: DocumentKind, terms: readonly Term[], filters: Filters): boolean {
  if (kind === 'contact')
    return may(ctx, 'contact.read') && filters.groups.length === 0 && (terms.length === 0 || filters.from.length === 0)
  return kind === 'case' || terms.length > 0 || filters.from.length > 0
}

/** What the typed filters can name; nothing is read that none of them asks for. */
async function deskFor(tx: Tx, ctx: Ctx, typed: readonly TypedFilter[]): Promise<Desk> {
  if (typed.length === 0) return emptyDesk(ctx)
  const asks = (name: string) => typed.some((f) => f.name === name)
  const [tenant, services, members, tagRows] = await Promise.all([
    ownTenant(tx, ctx),
    servicesIn(tx, ctx),
    asks('assignee') ? membersIn(tx, ctx) : [],
    asks('tag') ? tx.select({ id: tags.id, name: tags.name }).from(tags).where(eq(tags.tenantId, ctx.tenantId)) : [],
  ])
  const me = ctx.actor.kind === 'member' ? [markOf.assignee(ctx.actor.memberId)] : []
  return {
    service: services.map((s) => ({
      labels: [s.code, s.slug, ...Object.values(s.definition.name)],
      marks: [markOf.service(s.id)],
    })),
    category: services.flatMap((s) =>
      s.definition.categories.map((c) => ({
        labels: [c.name[ctx.locale], ...Object.values(c.name), c.code],
        marks: [markOf.category(c.code)],
      })),
    ),
    assignee: [
      ...(me.length > 0 ? [{ labels: ['saya', 'me'], marks: me }] : []),
      { labels: ['kosong', 'none'], marks: [markOf.assignee(null)] },
      ...members.map((m) => ({ labels: [m.name], marks: [markOf.assignee(m.id)] })),
    ],
    tag: tagRows.map((t) => ({ labels: [t.name], marks: [markOf.tag(t.id)] })),
    channel: channelKinds.map((k) => ({
      labels: [k.name[ctx.locale], ...Object.values(k.name), k.kind],
      marks: [markOf.channel(k.kind)],
    })),
    timeZone: tenant.timeZone,
    now: ctx.clock.now(),
  }
}

const emptyDesk = (ctx: Ctx): Desk => ({
  service: [],
  category: [],
  assignee: [],
  tag: [],
  channel: [],
  timeZone: 'UTC',
  now: ctx.clock.now(),
})

/** `numbers`: as they were typed into forms, which make no identity of them. */
type Writers = { marks: string[]; numbers: string[]; contactIds: string[] } | null

/** The citizens that `from:` names, by their numbers, addresses or names; null when nobody asked. */
async function writersOf(tx: Tx, ctx: Ctx, from: readonly string[]): Promise<Writers> {
  if (from.length === 0) return null
  const found = new Set<string>()
  for (const value of from) {
    const terms: Term[] =
      typedNumber(value).length > 0
        ? [{ kind: 'number', raw: value, words: [] }]
        : wordsOf(value).map((word) => ({ kind: 'word', word, open: false }))
    const last = terms.at(-1)
    const completed = last?.kind === 'word' ? await termsBeginning(tx, last.word) : []
    const words = wordsQuery(terms, null, new Map(last?.kind === 'word' ? [[last.word, completed]] : []))
    const rows = await findDocuments(tx, { kind: 'contact', words, marks: '', before: null, since: null, wanted: 50 })
    for (const row of rows) found.add(row.id)
  }
  const contactIds = [...found]
  const numbers = from.flatMap((value) =>
    typedNumber(value).flatMap(({ mark, prefix }) => (prefix && mark.startsWith('tel:') ? [beginningQuery(mark)] : [])),
  )
  if (contactIds.length === 0) return { marks: [], numbers, contactIds }
  const rows = await tx
    .select({ id: identities.id })
    .from(identities)
    .where(and(eq(identities.tenantId, ctx.tenantId), inArray(identities.contactId, contactIds)))
    .limit(500)
  return { marks: rows.map((r) => markOf.citizen(r.id)), numbers, contactIds }
}

async function similarTerms(tx: Tx, terms: readonly Term[], expansions: Expansions): Promise<Map<string, Stemmed[]>> {
  const words = terms.flatMap((term) => (term.kind === 'word' && /^\p{L}{4,30}$/u.test(term.word) ? [term.word] : []))
  const found = new Map<string, Stemmed[]>()
  for (const word of words) {
    const alike = (await termsLike(tx, word)).filter(({ term }) => mistyped(word, term)).slice(0, 5)
    if (alike.length > 0) found.set(word, [...(expansions.get(word) ?? []), ...alike])
  }
  return found
}

type GroupQuery = {
  kind: DocumentKind
  terms: readonly Term[]
  stem: (word: string) => string
  expansions: Expansions
  filters: Filters
  writers: Writers
  page: Page
  limit: number
}

/** A page of hits. Where the filters refuse a whole pool, the next ones are looked through; `next` goes on behind them. */
async function groupOf(tx: Tx, ctx: Ctx, q: GroupQuery): Promise<SearchGroup> {
  let group = await poolOf(tx, ctx, q)
  for (let pools = 1; pools < mostPools && group.hits.length === 0 && group.next; pools++)
    group = await poolOf(tx, ctx, { ...q, page: decode(group.next) })
  return group
}

async function poolOf(tx: Tx, ctx: Ctx, q: GroupQuery): Promise<SearchGroup> {
  const { kind, filters, writers, page } = q
  const empty = { kind, hits: [], next: null }
  const written = writers
    ? [...writers.marks.map((m) => marksQuery([m])), ...(kind === 'case' ? writers.numbers : [])]
    : []
  if (writers && kind !== 'contact' && written.length === 0) return empty
  const own = filters.groups.filter((g) => kind === 'case' || !ofCases.has(g.name))
  const looked = filters.groups.filter((g) => kind !== 'case' && ofCases.has(g.name))
  const services = ctx.services === 'all' || kind === 'contact' ? [] : ctx.services.map(markOf.service)
  if (ctx.services !== 'all' && kind !== 'contact' && services.length === 0) return empty
  const marks = allOf([
    ...(services.length > 0 ? [marksQuery(services)] : []),
    ...own.map((g) => marksQuery(g.marks)),
    ...(kind !== 'contact' && written.length > 0 ? [`(${written.join(' | ')})`] : []),
  ])
  const until = filters.until && (!page.before || filters.until < page.before.at) ? filters.until : null
  const before = until ? { at: until, id: '00000000-0000-0000-0000-000000000000' } : page.before
  const size = looked.length > 0 ? filteredPool : pool
  const isWriters = kind === 'contact' && writers
  const found: Found[] = isWriters
    ? writers.contactIds.map((id) => ({ id, at: ctx.clock.now(), rank: 0 }))
    : await findDocuments(tx, {
        kind,
        words: wordsQuery(q.terms, kind === 'contact' ? null : q.stem, q.expansions),
        marks,
        before,
        since: filters.since,
        wanted: size,
      })
  const now = ctx.clock.now()
  const ranked = found
    .map((f, i) => ({ ...f, place: i, score: scoreOf(f.rank, f.at, now) }))
    .sort((a, b) => b.score - a.score || a.place - b.place)
  const { sources, taken } = await readPage(tx, ctx, q, ranked.slice(page.skip), looked)
  const hits = await show(tx, sources, q)
  const at = page.skip + taken
  const newest = found[0]
  const last = found.at(-1)
  let next: string | null = null
  if (at < found.length && newest) {
    // The pool stays the same from page to page: it begins just above its newest, whatever comes in meanwhile.
    const from = before ?? { at: new Date(newest.at.getTime() + 1), id: '00000000-0000-0000-0000-000000000000' }
    next = encode({ before: from, skip: at })
  } else if (!isWriters && found.length === size && last) next = encode({ before: last, skip: 0 })
  return { kind, hits, next }
}

/** Reads the best ones until the page is full; what the filters, an exact phrase or the services refuse is passed over. */
async function readPage(tx: Tx, ctx: Ctx, q: GroupQuery, ranked: readonly Found[], looked: Filters['groups']) {
  const phrases = q.terms.flatMap((term) => (term.kind === 'phrase' ? [term.words.join(' ')] : []))
  const fits = (s: Source) =>
    looked.every((group) => group.marks.some((mark) => s.marks.has(mark))) &&
    phrases.every((phrase) => s.texts.some((text) => ` ${wordsOf(text).join(' ')} `.includes(` ${phrase} `)))
  const sources: Source[] = []
  let taken = 0
  const step = looked.length + phrases.length > 0 ? 100 : q.limit + 3
  while (taken < ranked.length && sources.length < q.limit) {
    const part = ranked.slice(taken, taken + step)
    const read = new Map(
      (
        await readSources(
          tx,
          ctx,
          q.kind,
          part.map((f) => f.id),
        )
      ).map((s) => [s.id, s]),
    )
    for (const { id } of part) {
      if (sources.length === q.limit) break
      taken++
      const source = read.get(id)
      if (source && fits(source)) sources.push(source)
    }
  }
  return { sources, taken }
}

async function show(tx: Tx, sources: readonly Source[], q: GroupQuery): Promise<SearchHit[]> {
  const test = hitTest(q.terms, q.stem, q.expansions)
  const candidates = new Set(sources.flatMap((s) => s.texts.flatMap(wordsOf)).filter(test.mayBe))
  const stem = await stemsOf(tx, [...candidates])
  const phones = q.terms.flatMap((term) =>
    term.kind === 'number'
      ? typedNumber(term.raw).flatMap(({ mark }) => (mark.startsWith('tel:') ? [mark.slice(4)] : []))
      : [],
  )
  return sources.map((source) =>
    source.show((text) => excerptOf(text, (word) => test.is(word, candidates.has(word) ? stem(word) : word), phones)),
  )
}
