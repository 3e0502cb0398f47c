import { channelKind, channelsOfService } from '@siaga/channels'
import { contactNotes, contacts, identities } from '@siaga/conversations/schema'
import type { Ctx, Tx } from '@siaga/db'
import { emit } from '@siaga/events'
import { localParts, newId } from '@siaga/kernel'
import { newCode, ownTenant, queuesIn, type Service } from '@siaga/tenancy'
import { and, eq, sql } from 'drizzle-orm'
import { caseNumber, farAway, snippetOf } from '../case-rules.ts'
import { caseCounters, caseEntries, cases } from '../schema.ts'
import { caseImported, contactImported } from './events.ts'
import type { GoodRow } from './import-rules.ts'
import type { Import } from './import-verbs.ts'
import { importRows } from './schema.ts'

/** Somebody made one of these addresses a moment ago: the batch is planned anew. */
export class AddressMeanwhile extends Error {}

type Address = { kind: 'e164' | 'mail' | 'anonymous'; address: string }
type Known = { id: string; contactId: string }
type Outcome = typeof importRows.$inferInsert

const keyOf = ({ kind, address }: Address) => `${kind} ${address}`

function addressesOf(row: GoodRow, importId: string): Address[] {
  const found: Address[] = []
  if (row.phone) found.push({ kind: 'e164', address: row.phone })
  if (row.mail) found.push({ kind: 'mail', address: row.mail })
  // An old case of nobody known: a one-off anonymous contact, as a form without an address makes one.
  if (found.length === 0) found.push({ kind: 'anonymous', address: `import:${importId}:${row.row}` })
  return found
}

async function knownAddresses(tx: Tx, ctx: Ctx, addresses: Address[]): Promise<Map<string, Known>> {
  const pairs = sql.join(
    addresses.map((a) => sql`(${a.kind}, ${a.address})`),
    sql`, `,
  )
  const rows = await tx
    .select({ id: identities.id, contactId: identities.contactId, kind: identities.kind, address: identities.address })
    .from(identities)
    .where(and(eq(identities.tenantId, ctx.tenantId), sql`(${identities.kind}, ${identities.address}) in (${pairs})`))
  return new Map(rows.map((r) => [keyOf(r as Address), { id: r.id, contactId: r.contactId }]))
}

/**
 * Writes one batch of good rows: contacts and addresses that are new, notes, old cases with their own dates, and what
 * became of each row. Returns how many rows made something and how many joined what was there. The counters of case
 * numbers are taken last. @throws AddressMeanwhile
 */
export async function writeBatch(
  tx: Tx,
  ctx: Ctx,
  job: Import,
  service: Service | null,
  rows: GoodRow[],
): Promise<{ made: number; joined: number; problems: number }> {
  const now = ctx.clock.now()
  const tenantId = ctx.tenantId
  const base = (row: number): Outcome => ({
    tenantId,
    importId: job.id,
    rowNumber: row,
    outcome: 'joined',
    problems: [],
    identityIds: [],
  })
  const known = await knownAddresses(
    tx,
    ctx,
    rows.flatMap((row) => addressesOf(row, job.id)),
  )
  const newContacts: (typeof contacts.$inferInsert)[] = []
  const newIdentities: (typeof identities.$inferInsert)[] = []
  const notes: (typeof contactNotes.$inferInsert)[] = []
  const outcomes: Outcome[] = []
  const people: { row: GoodRow; outcome: Outcome; identityId: string }[] = []
  for (const row of rows) {
    const outcome = base(row.row)
    outcomes.push(outcome)
    const addresses = addressesOf(row, job.id)
    const owners = new Set(addresses.flatMap((a) => known.get(keyOf(a))?.contactId ?? []))
    if (owners.size > 1) {
      outcome.outcome = 'problem'
      outcome.problems = [{ field: 'mail', code: 'two_people', value: row.mail ?? '' }]
      continue
    }
    const createdAt = row.case ? new Date(row.case.openedAt) : now
    let [contactId] = owners
    if (!contactId) {
      contactId = newId(now)
      outcome.outcome = 'made'
      outcome.contactId = contactId
      newContacts.push({
        tenantId,
        id: contactId,
        name: row.name,
        state: 'active',
        language: row.language,
        version: 1,
        createdAt,
      })
    }
    for (const address of addresses) {
      if (known.has(keyOf(address))) continue
      const id = newId(now)
      known.set(keyOf(address), { id, contactId })
      outcome.identityIds?.push(id)
      outcome.outcome = 'made'
      newIdentities.push({
        tenantId,
        id,
        ...address,
        displayName: row.name,
        contactId,
        homeContactId: contactId,
        createdAt,
        lastSeenAt: createdAt,
      })
    }
    if (row.note) {
      outcome.noteId = newId(now)
      outcome.outcome = 'made'
      notes.push({
        tenantId,
        id: outcome.noteId,
        contactId,
        text: row.note,
        actorRef: job.actorRef,
        actorName: job.actorName,
        createdAt: now,
      })
    }
    people.push({ row, outcome, identityId: (known.get(keyOf(addresses[0] as Address)) as Known).id })
  }
  if (newContacts.length > 0) await tx.insert(contacts).values(newContacts)
  if (newIdentities.length > 0) {
    // In one order everywhere, so that two imports never wait for each other's addresses crosswise.
    const sorted = [...newIdentities].sort((a, b) => (a.kind + a.address < b.kind + b.address ? -1 : 1))
    const made = await tx.insert(identities).values(sorted).onConflictDoNothing().returning({ id: identities.id })
    if (made.length < sorted.length) throw new AddressMeanwhile()
  }
  if (notes.length > 0) await tx.insert(contactNotes).values(notes)
  const caseIds = service ? await writeCases(tx, ctx, job, service, people) : []
  await tx.insert(importRows).values(outcomes)
  const subject = { subjectId: job.id, version: job.version, serviceId: job.serviceId, urgent: false }
  const contactIds = newIdentities.map((i) => i.contactId)
  if (contactIds.length > 0) await emit(tx, ctx, contactImported, subject, { contactIds: [...new Set(contactIds)] })
  if (caseIds.length > 0) await emit(tx, ctx, caseImported, subject, { caseIds })
  const count = (outcome: Outcome['outcome']) => outcomes.filter((o) => o.outcome === outcome).length
  return { made: count('made'), joined: count('joined'), problems: count('problem') }
}

type Person = { row: GoodRow; outcome: Outcome; identityId: string }

async function writeCases(tx: Tx, ctx: Ctx, job: Import, service: Service, people: Person[]): Promise<string[]> {
  if (people.length === 0) return []
  const tenantId = ctx.tenantId
  const [tenant, queues, channel] = await Promise.all([
    ownTenant(tx, ctx),
    queuesIn(tx, { ...ctx, services: [service.id] }),
    homeChannel(tx, ctx, service.id),
  ])
  const queue = queues.find((q) => q.code === 'main') ?? queues[0]
  if (!queue) throw new Error(`service ${service.code} has no queue`)
  const yearOf = (at: string) => Number(localParts(new Date(at), tenant.timeZone).date.slice(0, 4))
  const perYear = new Map<number, number>()
  for (const { row } of people) {
    const year = yearOf(row.case?.openedAt as string)
    perYear.set(year, (perYear.get(year) ?? 0) + 1)
  }
  const next = new Map<number, number>()
  for (const [year, wanted] of [...perYear].sort(([a], [b]) => a - b)) {
    const [counter] = await tx
      .insert(caseCounters)
      .values({ tenantId, serviceId: service.id, year, last: wanted })
      .onConflictDoUpdate({
        target: [caseCounters.tenantId, caseCounters.serviceId, caseCounters.year],
        set: { last: sql`${caseCounters.last} + ${wanted}` },
      })
      .returning({ last: caseCounters.last })
    next.set(year, (counter as { last: number }).last - wanted + 1)
  }
  const newCases: (typeof cases.$inferInsert)[] = []
  const entries: (typeof caseEntries.$inferInsert)[] = []
  for (const { row, outcome, identityId } of people) {
    const old = row.case as NonNullable<GoodRow['case']>
    const year = yearOf(old.openedAt)
    const sequence = next.get(year) as number
    next.set(year, sequence + 1)
    const id = newId(new Date(old.openedAt))
    outcome.caseId = id
    outcome.outcome = 'made'
    const openedAt = new Date(old.openedAt)
    const settledAt = old.settledAt ? new Date(old.settledAt) : null
    newCases.push({
      tenantId,
      id,
      number: caseNumber({ serviceCode: service.code, authorityCode: tenant.authorityCode, year, sequence }),
      serviceId: service.id,
      queueId: queue.id,
      identityId,
      channelId: channel.id,
      channelKind: channel.kind,
      state: old.state,
      isOpen: settledAt === null,
      subject: old.subject,
      category: old.category,
      priority: old.priority,
      place: old.place,
      fields: {},
      replyMail: row.mail,
      token: newCode(),
      outcome: old.outcome,
      openedAt,
      waitingSince: settledAt ? null : openedAt,
      sortAt: settledAt ? farAway : openedAt,
      lastMessageAt: settledAt ?? openedAt,
      lastMessageText: snippetOf(old.text || old.subject),
      lastDirection: 'in',
      messageCount: 0,
      resolvedAt: settledAt,
      closedAt: old.state === 'closed' ? settledAt : null,
      version: 1,
      revision: 1,
    })
    const entry = (kind: 'opened' | 'note', text: string | null) => ({
      tenantId,
      id: newId(openedAt),
      caseId: id,
      kind,
      actorRef: job.actorRef,
      actorName: job.actorName,
      text,
      data: { import: job.id, row: row.row },
      createdAt: openedAt,
    })
    const origin = `(${job.fileName}, ${row.row}${old.number ? `, ${old.number}` : ''})`
    entries.push(entry('opened', null), entry('note', [old.text, origin].filter(Boolean).join('\n\n')))
  }
  await tx.insert(cases).values(newCases)
  await tx.insert(caseEntries).values(entries)
  return newCases.map((c) => c.id)
}

/** The channel under which an old case stands: one by which its citizen can be answered, where the service has one. */
async function homeChannel(tx: Tx, ctx: Ctx, serviceId: string): Promise<{ id: string; kind: string }> {
  const own = await channelsOfService(tx, ctx, serviceId)
  const sending = own.find((channel) => channelKind(channel.kind)?.capabilities.sends)
  const channel = sending ?? own[0]
  if (!channel) throw new Error('a service without any channel')
  return channel
}
