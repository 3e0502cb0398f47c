import { type ContactRow, contactIn, contactsByIds, toE164 } from '@siaga/conversations'
import { identities } from '@siaga/conversations/schema'
import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { authorize, parse } from '@siaga/tenancy'
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { districtOf, nameWords, similarNames } from './duplicate-rules.ts'
import { cases } from './schema.ts'
import { findDocuments, termsLike } from './search/find-documents.ts'
import { marksQuery, mistyped, wordsQuery } from './search/search-query.ts'
import { wordsOf } from './search/search-text.ts'

/** Why two may be the same citizen, with what they have in common. */
export type DuplicateReason =
  | { kind: 'number'; number: string }
  | { kind: 'mail'; mail: string }
  | { kind: 'name'; regionCode: string }

export type Duplicate = ContactRow & { reasons: DuplicateReason[] }

const input = z.object({ contactId: z.uuid() }).strict()
const mostShown = 10
const mostRead = 50

/** What is known of a citizen by which another could be the same. */
type Known = { name: string | null; numbers: Set<string>; mails: Set<string>; districts: Set<string> }

/**
 * Citizens who may be the same as this one, and why: the same number or mail address, also where a form had it typed, or
 * a similar name in the same district. Only suggested: nobody is merged by itself. @throws forbidden, notFound
 */
export async function listDuplicates(ctx: Ctx, raw: z.input<typeof input>): Promise<Duplicate[]> {
  authorize(ctx, 'contact.read')
  const { contactId } = parse(input, raw)
  return withTenant(ctx, async (tx) => {
    const contact = await contactIn(tx, ctx, contactId)
    if (contact.mergedIntoId) return []
    const me = (await knownOf(tx, ctx, [contactId])).get(contactId)
    if (!me) return []
    const candidates = new Set([
      ...(await sameAddress(tx, ctx, me)),
      ...(await sameTyped(tx, ctx, me)),
      ...(await similarlyNamed(tx, me)),
    ])
    candidates.delete(contactId)
    if (candidates.size === 0) return []
    const ids = [...candidates].slice(0, mostRead)
    const [rows, known] = await Promise.all([contactsByIds(tx, ctx, ids), knownOf(tx, ctx, ids)])
    return rows
      .flatMap((row) => {
        const reasons = reasonsFor(me, known.get(row.id))
        return reasons.length > 0 ? [{ ...row, reasons }] : []
      })
      .sort((a, b) => strength(b) - strength(a) || (a.id < b.id ? -1 : 1))
      .slice(0, mostShown)
  })
}

/** A number or an address says more than a name. */
const strength = (d: Duplicate) => d.reasons.reduce((sum, { kind }) => sum + (kind === 'name' ? 1 : 2), 0)

function reasonsFor(me: Known, other: Known | undefined): DuplicateReason[] {
  if (!other) return []
  const both = (a: Set<string>, b: Set<string>) => [...a].filter((value) => b.has(value))
  const [district] = both(me.districts, other.districts)
  const named = me.name && other.name && district && similarNames(me.name, other.name)
  return [
    ...both(me.numbers, other.numbers).map((number) => ({ kind: 'number' as const, number })),
    ...both(me.mails, other.mails).map((mail) => ({ kind: 'mail' as const, mail })),
    ...(named ? [{ kind: 'name' as const, regionCode: district }] : []),
  ]
}

/** Addresses, and what the latest cases in the viewer's services say: typed numbers and addresses, and where. */
async function knownOf(tx: Tx, ctx: Ctx, contactIds: string[]): Promise<Map<string, Known>> {
  const own = await tx
    .select({
      id: identities.id,
      contactId: identities.contactId,
      kind: identities.kind,
      address: identities.address,
      displayName: identities.displayName,
      name: sql<
        string | null
      >`(select c.name from contacts c where c.tenant_id = ${ctx.tenantId}::uuid and c.id = ${identities.contactId})`,
    })
    .from(identities)
    .where(and(eq(identities.tenantId, ctx.tenantId), inArray(identities.contactId, contactIds)))
    .orderBy(desc(identities.lastSeenAt))
    .limit(500)
  const found = new Map<string, Known>()
  const home = new Map<string, Known>()
  for (const i of own) {
    const known = found.get(i.contactId) ?? { name: null, numbers: new Set(), mails: new Set(), districts: new Set() }
    found.set(i.contactId, known)
    home.set(i.id, known)
    known.name ??= i.name ?? i.displayName
    if (i.kind === 'mail') known.mails.add(i.address)
    else if (i.kind !== 'anonymous' && i.kind !== 'chat') addNumber(known, i.address)
  }
  if (own.length === 0) return found
  const rows = await tx
    .select({
      identityId: cases.identityId,
      fields: cases.fields,
      replyMail: cases.replyMail,
      regionCode: cases.regionCode,
    })
    .from(cases)
    .where(
      and(
        eq(cases.tenantId, ctx.tenantId),
        inArray(
          cases.identityId,
          own.map(({ id }) => id),
        ),
        ctx.services === 'all' ? undefined : inArray(cases.serviceId, [...ctx.services]),
      ),
    )
    .orderBy(desc(cases.lastMessageAt))
    .limit(500)
  for (const c of rows) {
    const known = home.get(c.identityId)
    if (!known) continue
    for (const answer of Object.values(c.fields)) if (answer.length <= 30) addNumber(known, answer)
    if (c.replyMail) known.mails.add(c.replyMail)
    const district = districtOf(c.regionCode)
    if (district) known.districts.add(district)
  }
  return found
}

function addNumber(known: Known, raw: string): void {
  const number = toE164(raw)
  if (number) known.numbers.add(number)
}

/** Who has one of these numbers, with or without its plus, or mail addresses. */
async function sameAddress(tx: Tx, ctx: Ctx, me: Known): Promise<string[]> {
  const addresses = [...[...me.numbers].flatMap((n) => [n, n.slice(1)]), ...me.mails]
  if (addresses.length === 0) return []
  const rows = await tx
    .selectDistinct({ id: identities.contactId })
    .from(identities)
    .where(
      and(
        eq(identities.tenantId, ctx.tenantId),
        inArray(identities.kind, ['e164', 'wa_user', 'mail']),
        inArray(identities.address, addresses),
      ),
    )
    .limit(mostRead)
  return rows.map(({ id }) => id)
}

/** Whose case has one of them in its form. */
async function sameTyped(tx: Tx, ctx: Ctx, me: Known): Promise<string[]> {
  const marks = [...me.numbers].map((number) => `tel:${number.slice(1)}`)
  const questions = [
    ...(marks.length > 0 ? [{ words: '', marks: marksQuery(marks) }] : []),
    ...[...me.mails].slice(0, 5).map((mail) => ({ words: exactly(wordsOf(mail)), marks: '' })),
  ]
  const hits = await Promise.all(
    questions.map((q) => findDocuments(tx, { kind: 'case', ...q, before: null, since: null, wanted: mostRead })),
  )
  const ids = [...new Set(hits.flat().map(({ id }) => id))]
  if (ids.length === 0) return []
  const rows = await tx
    .selectDistinct({ id: identities.contactId })
    .from(cases)
    .innerJoin(identities, and(eq(identities.tenantId, ctx.tenantId), eq(identities.id, cases.identityId)))
    .where(
      and(
        eq(cases.tenantId, ctx.tenantId),
        inArray(cases.id, ids),
        ctx.services === 'all' ? undefined : inArray(cases.serviceId, [...ctx.services]),
      ),
    )
  return rows.map(({ id }) => id)
}

const asTerms = (words: string[]) => words.map((word) => ({ kind: 'word' as const, word, open: false }))
const exactly = (words: string[]) => wordsQuery(asTerms(words), (word) => word)

/** Whose name has the same words, at most mistyped; only where a district can be compared. */
async function similarlyNamed(tx: Tx, me: Known): Promise<string[]> {
  const words = me.name ? nameWords(me.name).slice(0, 6) : []
  if (words.length === 0 || me.districts.size === 0) return []
  const like = new Map(
    await Promise.all(
      words.map(async (word) => {
        const others = word.length >= 4 ? await termsLike(tx, word) : []
        return [word, others.filter(({ term }) => mistyped(word, term))] as const
      }),
    ),
  )
  const hits = await findDocuments(tx, {
    kind: 'contact',
    words: wordsQuery(asTerms(words), (word) => word, like),
    marks: '',
    before: null,
    since: null,
    wanted: mostRead,
  })
  return hits.map(({ id }) => id)
}
