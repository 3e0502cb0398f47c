import { channels } from '@siaga/channels/schema'
import { type IdentityKind, maskAddress } from '@siaga/conversations'
import { contacts, identities, messages } from '@siaga/conversations/schema'
import type { Ctx, Tx } from '@siaga/db'
import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Case } from '../case-rules.ts'
import { caseEntries, cases } from '../schema.ts'
import { type DocumentKind, markOf, messageText } from './search-documents.ts'
import type { Excerpt } from './search-text.ts'

/** What a hit shows of its case. */
type OfCase = Pick<Case, 'number' | 'state' | 'priority' | 'serviceId' | 'channelKind'> & { caseId: string }

export type SearchHit =
  | (OfCase & { kind: 'case'; id: string; at: Date; subject: Excerpt; citizen: Excerpt | null; excerpt: Excerpt })
  | (OfCase & {
      kind: 'message'
      id: string
      at: Date
      direction: 'in' | 'out' | 'note'
      author: Excerpt | null
      subject: string
      excerpt: Excerpt
    })
  | { kind: 'contact'; id: string; at: Date; name: Excerpt | null; addresses: string[] }

/** A subject as it was read, before its hits are marked. */
export type Source = {
  id: string
  /** Texts in the order in which a hit in them is worth showing. */
  texts: string[]
  /** The marks of the case that it belongs to, for filters. */
  marks: ReadonlySet<string>
  show(mark: (text: string) => Excerpt): SearchHit
}

const citizenName = sql<
  string | null
>`coalesce(${contacts.name}, ${identities.displayName}, case when ${identities.kind} = 'mail' then ${identities.address} end)`

const inServices = (ctx: Ctx) => (ctx.services === 'all' ? undefined : inArray(cases.serviceId, [...ctx.services]))
const citizenJoin = (ctx: Ctx) => and(eq(identities.tenantId, ctx.tenantId), eq(identities.id, cases.identityId))
const contactJoin = (ctx: Ctx) => and(eq(contacts.tenantId, ctx.tenantId), eq(contacts.id, identities.contactId))

const caseMarks = (c: Pick<Case, 'state' | 'priority' | 'category' | 'assigneeId' | 'tagIds'>) =>
  new Set([
    `st:${c.state}`,
    `pr:${c.priority}`,
    markOf.category(c.category),
    markOf.assignee(c.assigneeId),
    ...c.tagIds.map(markOf.tag),
  ])

const ofCase = {
  caseId: cases.id,
  number: cases.number,
  state: cases.state,
  priority: cases.priority,
  serviceId: cases.serviceId,
  category: cases.category,
  assigneeId: cases.assigneeId,
  tagIds: cases.tagIds,
  subject: cases.subject,
}

/** The text with a hit that is worth the line, else the first. */
function best(texts: readonly string[], mark: (text: string) => Excerpt): Excerpt {
  const marked = texts.filter(Boolean).map(mark)
  return marked.find((excerpt) => excerpt.some((part) => part.hit)) ?? marked[0] ?? []
}

async function caseSources(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Source[]> {
  const rows = await tx
    .select({ case: cases, citizen: citizenName })
    .from(cases)
    .innerJoin(identities, citizenJoin(ctx))
    .innerJoin(contacts, contactJoin(ctx))
    .where(and(eq(cases.tenantId, ctx.tenantId), inArray(cases.id, [...ids]), inServices(ctx)))
  return rows.map(({ case: c, citizen }) => {
    const { id, number, state, priority, serviceId, channelKind, subject, lastMessageText, lastMessageAt, place } = c
    const answers = [...Object.values(c.fields), ...Object.values(c.attributes)]
    return {
      id,
      texts: [subject, citizen ?? '', place ?? '', ...answers],
      marks: caseMarks(c),
      show: (mark) => ({
        kind: 'case',
        id,
        caseId: id,
        at: lastMessageAt,
        number,
        state,
        priority,
        serviceId,
        channelKind,
        subject: mark(subject),
        citizen: citizen ? mark(citizen) : null,
        excerpt: best([lastMessageText, place ?? '', ...answers], mark),
      }),
    }
  })
}

async function messageSources(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Source[]> {
  const [rows, notes] = await Promise.all([
    tx
      .select({
        id: messages.id,
        direction: messages.direction,
        text: messages.text,
        content: messages.content,
        heading: messages.subject,
        attachments: messages.attachments,
        authorName: messages.authorName,
        at: messages.orderedAt,
        channelKind: channels.kind,
        citizen: citizenName,
        ...ofCase,
      })
      .from(messages)
      .innerJoin(cases, and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, messages.caseId)))
      .innerJoin(channels, and(eq(channels.tenantId, ctx.tenantId), eq(channels.id, messages.channelId)))
      .innerJoin(identities, citizenJoin(ctx))
      .innerJoin(contacts, contactJoin(ctx))
      .where(
        and(
          eq(messages.tenantId, ctx.tenantId),
          inArray(messages.id, [...ids]),
          ne(messages.state, 'withdrawn'),
          inServices(ctx),
        ),
      ),
    tx
      .select({
        id: caseEntries.id,
        text: sql<string>`coalesce(${caseEntries.text}, '')`,
        authorName: caseEntries.actorName,
        at: caseEntries.createdAt,
        channelKind: cases.channelKind,
        ...ofCase,
      })
      .from(caseEntries)
      .innerJoin(cases, and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, caseEntries.caseId)))
      .where(and(eq(caseEntries.tenantId, ctx.tenantId), inArray(caseEntries.id, [...ids]), inServices(ctx))),
  ])
  type Row = Omit<(typeof notes)[number], 'text' | 'authorName'>
  const source = (row: Row, direction: 'in' | 'out' | 'note', texts: string[], author: string | null): Source => ({
    id: row.id,
    texts,
    marks: caseMarks(row),
    show: (mark) => ({
      kind: 'message',
      id: row.id,
      caseId: row.caseId,
      at: row.at,
      direction,
      number: row.number,
      state: row.state,
      priority: row.priority,
      serviceId: row.serviceId,
      channelKind: row.channelKind,
      subject: row.subject,
      author: author ? mark(author) : null,
      excerpt: best(texts, mark),
    }),
  })
  return [
    ...rows.map((row) =>
      source(
        row,
        row.direction,
        [messageText(row), row.heading ?? '', row.attachments.map((a) => a.name).join(', ')],
        row.direction === 'in' ? row.citizen : row.authorName,
      ),
    ),
    ...notes.map((row) => source(row, 'note', [row.text], row.authorName)),
  ]
}

async function contactSources(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Source[]> {
  const rows = await tx
    .select({
      id: contacts.id,
      name: contacts.name,
      createdAt: contacts.createdAt,
      kind: identities.kind,
      address: identities.address,
      displayName: identities.displayName,
      lastSeenAt: identities.lastSeenAt,
    })
    .from(contacts)
    .innerJoin(identities, contactJoin(ctx))
    .where(
      and(
        eq(contacts.tenantId, ctx.tenantId),
        eq(identities.tenantId, ctx.tenantId),
        inArray(contacts.id, [...ids]),
        eq(contacts.state, 'active'),
      ),
    )
    .orderBy(identities.createdAt)
  const reachable = (kind: IdentityKind) => kind !== 'anonymous' && kind !== 'chat'
  return [...new Set(rows.map((r) => r.id))].map((id) => {
    const own = rows.filter((r) => r.id === id)
    const name = own[0]?.name ?? own.find((r) => r.displayName)?.displayName ?? null
    const names = [...new Set([name ?? '', ...own.map((r) => r.displayName ?? '')])]
    return {
      id,
      texts: [...names, ...own.filter((r) => r.kind === 'mail').map((r) => r.address)],
      marks: new Set<string>(),
      show: (mark) => ({
        kind: 'contact',
        id,
        at: new Date(Math.max(...own.map((r) => r.lastSeenAt.getTime()))),
        name: name ? best(names, mark) : null,
        addresses: own.filter((r) => reachable(r.kind)).map((r) => maskAddress(r.kind, r.address)),
      }),
    }
  })
}

const readers = { case: caseSources, message: messageSources, contact: contactSources }

/** Reads subjects as they are now: what is gone, or belongs to a service of others, is not among them. */
export const readSources = (tx: Tx, ctx: Ctx, kind: DocumentKind, ids: readonly string[]): Promise<Source[]> =>
  ids.length === 0 ? Promise.resolve([]) : readers[kind](tx, ctx, ids)
