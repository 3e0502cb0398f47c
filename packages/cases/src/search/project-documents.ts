import { channels } from '@siaga/channels/schema'
import { contacts, identities, messages } from '@siaga/conversations/schema'
import type { Ctx, Tx } from '@siaga/db'
import { and, eq, inArray, isNotNull, or, sql } from 'drizzle-orm'
import { caseEntries, cases } from '../schema.ts'
import { searchDocuments, searchTerms } from './schema.ts'
import {
  caseDocument,
  contactDocument,
  type DocumentKind,
  messageDocument,
  noteDocument,
  type SearchDocument,
} from './search-documents.ts'

/** What is to be written of some subjects, and which of them are to be found no more. */
export type Projection = { documents: SearchDocument[]; gone: { kind: DocumentKind; id: string }[] }

const none: Projection = { documents: [], gone: [] }
const rowsAtOnce = 200

export const together = (...parts: Projection[]): Projection => ({
  documents: parts.flatMap((p) => p.documents),
  gone: parts.flatMap((p) => p.gone),
})

function projection(kind: DocumentKind, ids: readonly string[], documents: SearchDocument[]): Projection {
  const kept = new Set(documents.map((d) => d.subjectId))
  return { documents, gone: ids.filter((id) => !kept.has(id)).map((id) => ({ kind, id })) }
}

/** Cases with their citizens, and who these are. */
export async function projectCases(
  tx: Tx,
  ctx: Ctx,
  ids: readonly string[],
): Promise<Projection & { contactOf: Map<string, string> }> {
  if (ids.length === 0) return { ...none, contactOf: new Map() }
  const rows = await tx
    .select({
      case: cases,
      citizen: {
        id: identities.id,
        kind: identities.kind,
        address: identities.address,
        displayName: identities.displayName,
        contactId: identities.contactId,
        name: contacts.name,
      },
    })
    .from(cases)
    .innerJoin(identities, and(eq(identities.tenantId, ctx.tenantId), eq(identities.id, cases.identityId)))
    .innerJoin(contacts, and(eq(contacts.tenantId, ctx.tenantId), eq(contacts.id, identities.contactId)))
    .where(and(eq(cases.tenantId, ctx.tenantId), inArray(cases.id, [...ids])))
  const documents = rows.map((r) => caseDocument(r.case, r.citizen))
  return {
    ...projection('case', ids, documents),
    contactOf: new Map(rows.map((r) => [r.case.id, r.citizen.contactId])),
  }
}

/** Messages: those named, and all of the cases named. What was withdrawn is found no more. */
export async function projectMessages(
  tx: Tx,
  ctx: Ctx,
  { ids = [], caseIds = [] }: { ids?: readonly string[]; caseIds?: readonly string[] },
): Promise<Projection> {
  if (ids.length + caseIds.length === 0) return none
  const rows = await tx
    .select({
      message: {
        id: messages.id,
        subject: messages.subject,
        text: messages.text,
        content: messages.content,
        attachments: messages.attachments,
        orderedAt: messages.orderedAt,
        direction: messages.direction,
        state: messages.state,
      },
      home: { serviceId: cases.serviceId, identityId: cases.identityId, channelKind: channels.kind },
    })
    .from(messages)
    .innerJoin(cases, and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, messages.caseId)))
    .innerJoin(channels, and(eq(channels.tenantId, ctx.tenantId), eq(channels.id, messages.channelId)))
    .where(
      and(
        eq(messages.tenantId, ctx.tenantId),
        or(
          ids.length > 0 ? inArray(messages.id, [...ids]) : undefined,
          caseIds.length > 0 ? inArray(messages.caseId, [...caseIds]) : undefined,
        ),
      ),
    )
  const withdrawn = rows.filter((r) => r.message.state === 'withdrawn').map((r) => r.message.id)
  const documents = rows.filter((r) => r.message.state !== 'withdrawn').map((r) => messageDocument(r.message, r.home))
  return { documents, gone: withdrawn.map((id) => ({ kind: 'message', id })) }
}

/** The internal notes of cases. */
export async function projectNotes(tx: Tx, ctx: Ctx, caseIds: readonly string[]): Promise<Projection> {
  if (caseIds.length === 0) return none
  const rows = await tx
    .select({
      note: { id: caseEntries.id, text: sql<string>`${caseEntries.text}`, createdAt: caseEntries.createdAt },
      home: { serviceId: cases.serviceId, identityId: cases.identityId, channelKind: cases.channelKind },
    })
    .from(caseEntries)
    .innerJoin(cases, and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, caseEntries.caseId)))
    .where(
      and(
        eq(caseEntries.tenantId, ctx.tenantId),
        inArray(caseEntries.caseId, [...caseIds]),
        eq(caseEntries.kind, 'note'),
        isNotNull(caseEntries.text),
      ),
    )
  return { documents: rows.map((r) => noteDocument(r.note, r.home)), gone: [] }
}

/** Contacts. A merged or erased one, and one of whom nothing is known, is found no more. */
export async function projectContacts(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Projection> {
  if (ids.length === 0) return none
  const [found, of] = await Promise.all([
    tx
      .select({ id: contacts.id, name: contacts.name, createdAt: contacts.createdAt })
      .from(contacts)
      .where(and(eq(contacts.tenantId, ctx.tenantId), inArray(contacts.id, [...ids]), eq(contacts.state, 'active'))),
    tx
      .select()
      .from(identities)
      .where(and(eq(identities.tenantId, ctx.tenantId), inArray(identities.contactId, [...ids]))),
  ])
  const documents = found.flatMap((contact) => {
    const document = contactDocument(
      contact,
      of.filter((i) => i.contactId === contact.id),
    )
    return document ? [document] : []
  })
  return projection('contact', ids, documents)
}

/** Ids of the cases of citizens: their names stand in the cases' documents, too. */
export async function casesOfContacts(tx: Tx, ctx: Ctx, contactIds: readonly string[]): Promise<string[]> {
  if (contactIds.length === 0) return []
  const rows = await tx
    .select({ id: cases.id })
    .from(cases)
    .innerJoin(identities, and(eq(identities.tenantId, ctx.tenantId), eq(identities.id, cases.identityId)))
    .where(and(eq(cases.tenantId, ctx.tenantId), inArray(identities.contactId, [...contactIds])))
  return rows.map((r) => r.id)
}

/** A contact is found as it is written; in a case or a message a name is a word like others. */
const dictionaryOf = (kind: DocumentKind) => (kind === 'contact' ? 'simple' : 'indonesian')

/** Writes a projection, in the tenant's turn. What stands there already is not written again. */
export async function writeProjection(tx: Tx, ctx: Ctx, { documents, gone }: Projection): Promise<void> {
  const once = [...new Map(documents.map((d) => [`${d.kind}/${d.subjectId}`, d])).values()]
  const writes: PromiseLike<unknown>[] = []
  for (let from = 0; from < once.length; from += rowsAtOnce) {
    const rows = once.slice(from, from + rowsAtOnce).map(
      (d) =>
        sql`(${ctx.tenantId}::uuid, ${d.kind}, ${d.subjectId}::uuid, ${d.at.toISOString()}::timestamptz,
          setweight(to_tsvector(${dictionaryOf(d.kind)}::regconfig, ${d.names}), 'A') || to_tsvector('indonesian', ${d.text})
          || array_to_tsvector(${sql.param([...new Set(d.marks)])}::text[]))`,
    )
    writes.push(
      tx.execute(sql`insert into search_documents (tenant_id, kind, subject_id, at, tsv) values ${sql.join(rows, sql`, `)}
      on conflict (tenant_id, kind, subject_id) do update set at = excluded.at, tsv = excluded.tsv
      where search_documents.tenant_id = ${ctx.tenantId}::uuid and (search_documents.at, search_documents.tsv) is distinct from (excluded.at, excluded.tsv)`),
    )
  }
  for (const kind of new Set(gone.map((g) => g.kind))) {
    const ids = gone.filter((g) => g.kind === kind).map((g) => g.id)
    const own = and(eq(searchDocuments.tenantId, ctx.tenantId), eq(searchDocuments.kind, kind))
    writes.push(tx.delete(searchDocuments).where(and(own, inArray(searchDocuments.subjectId, ids))))
  }
  await Promise.all([...writes, learnTerms(tx, ctx, once)])
}

/** Letters only: a number, an address or a code is nothing to complete. */
const learnable = /^\p{L}{3,30}$/u

async function learnTerms(tx: Tx, ctx: Ctx, documents: readonly SearchDocument[]): Promise<void> {
  const words = documents.flatMap((d) => `${d.names} ${d.text}`.split(' '))
  const terms = [...new Set(words.filter((word) => learnable.test(word)))]
  const firstSeenAt = ctx.clock.now()
  for (let from = 0; from < terms.length; from += 1000) {
    const part = sql.param(terms.slice(from, from + 1000))
    // Most words are known: they are looked up first, since an insert that changes nothing costs several times as much.
    const fresh = (await tx.execute(sql`select word from unnest(${part}::text[]) word
      where not exists (select 1 from search_terms t where t.tenant_id = ${ctx.tenantId}::uuid and t.term = word)`)) as unknown as {
      word: string
    }[]
    if (fresh.length === 0) continue
    const rows = fresh.map(({ word }) => ({ tenantId: ctx.tenantId, term: word, firstSeenAt }))
    await tx.insert(searchTerms).values(rows).onConflictDoNothing()
  }
}

/** Of what state a subject is that can be found. */
const living: Record<string, string> = { messages: "and s.state <> 'withdrawn'", contacts: "and s.state = 'active'" }

/** Removes the documents whose subject is gone. */
export async function forgetGone(tx: Tx, ctx: Ctx): Promise<void> {
  const without = (kind: DocumentKind, ...sources: string[]) =>
    tx
      .delete(searchDocuments)
      .where(
        and(
          eq(searchDocuments.tenantId, ctx.tenantId),
          eq(searchDocuments.kind, kind),
          ...sources.map(
            (source) =>
              sql`not exists (select 1 from ${sql.raw(source)} s where s.tenant_id = ${ctx.tenantId}::uuid and s.id = ${searchDocuments.subjectId} ${sql.raw(living[source] ?? '')})`,
          ),
        ),
      )
  await without('case', 'cases')
  await without('contact', 'contacts')
  await without('message', 'messages', 'case_entries')
}
