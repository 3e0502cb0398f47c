import { interactions, messages, threads } from '@siaga/conversations/schema'
import { type Ctx, once, type Tx, withTenant } from '@siaga/db'
import { clearTimer, emit, setTimer } from '@siaga/events'
import { defineError, invalid, newId } from '@siaga/kernel'
import { audit, authorize, calendarIn, newCode, parse, type Service, serviceIn } from '@siaga/tenancy'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Case, farAway, firstResponseDue, headingOf, isOpen, snippetOf, sortTime } from '../case-rules.ts'
import { addEntry, caseStale, changeCaseRow, lockCase } from '../case-store.ts'
import { watchIdle } from '../episode.ts'
import { caseOpened, caseSplit } from '../events.ts'
import { firstResponseTimer } from '../receive-message.ts'
import { caseInteractions, caseLinks, cases, caseTags } from '../schema.ts'
import { nextNumber } from './case-number.ts'
import { requireNoneHeld } from './held-messages.ts'
import { planSplit } from './relation-rules.ts'

export const caseMergedAway = defineError('conflict', 'case.merged_away', {
  id: 'Tiket ini sudah digabung ke tiket lain. Bekerjalah di tiket tujuannya.',
  en: 'This ticket was merged into another. Work in that one.',
})

const mostChosen = 200

const input = z
  .object({
    caseId: z.uuid(),
    revision: z.int().positive(),
    messageIds: z.array(z.uuid()).min(1).max(mostChosen),
    subject: z.string().trim().min(3).max(200).optional(),
    idempotencyKey: z.string().min(8).max(200).nullable().default(null),
  })
  .strict()

const choiceProblem = (text: { id: string; en: string }) =>
  invalid({ fields: [{ path: 'messageIds', code: 'choice', text }] })

type Message = typeof messages.$inferSelect
type Interaction = typeof interactions.$inferSelect
type Link = typeof caseInteractions.$inferSelect & { interaction: Interaction }

/**
 * Makes a new case, with its own number and linked to this one, of chosen messages. Contacts stay counted as often as
 * before: an interaction goes over as a whole, or its part becomes a continuation that is counted where it began. What
 * had come by a merge takes its own target along, which undoes the merge.
 * @throws forbidden, notFound, invalid, caseStale, caseMergedAway, messageWaits
 */
export async function splitCase(
  ctx: Ctx,
  raw: z.input<typeof input>,
): Promise<{ caseId: string; number: string; revision: number }> {
  authorize(ctx, 'case.work')
  const s = parse(input, raw)
  return withTenant(ctx, (tx) =>
    once(tx, ctx, { verb: 'splitCase', key: s.idempotencyKey, input: s }, async () => {
      const c = await lockCase(tx, ctx, s.caseId)
      if (c.state === 'merged') throw caseMergedAway()
      if (c.revision !== s.revision) throw caseStale()
      const ids = [...new Set(s.messageIds)]
      const [service, items, links] = await Promise.all([
        serviceIn(tx, ctx, c.serviceId),
        messagesOf(tx, ctx, c.id),
        linksOf(tx, ctx, c.id),
        requireNoneHeld(tx, ctx, c.id, ids),
      ])
      const going = chosenOf(items, ids)
      const staying = items.filter((m) => !ids.includes(m.id))
      const plan = planSplit(items, links, new Set(ids))
      const made = await openPart(tx, ctx, { c, service, links, going, plan, subject: s.subject ?? null })
      const after = await shrink(tx, ctx, {
        c,
        service,
        links,
        staying,
        plan,
        made,
        revision: s.revision,
        count: going.length,
      })
      return { caseId: made.id, number: made.number, revision: after.revision }
    }),
  )
}

const messagesOf = (tx: Tx, ctx: Ctx, caseId: string): Promise<Message[]> =>
  tx
    .select()
    .from(messages)
    .where(and(eq(messages.tenantId, ctx.tenantId), eq(messages.caseId, caseId)))
    .orderBy(asc(messages.orderedAt), asc(messages.id))

async function linksOf(tx: Tx, ctx: Ctx, caseId: string): Promise<Link[]> {
  const rows = await tx
    .select({ link: caseInteractions, interaction: interactions })
    .from(caseInteractions)
    .innerJoin(
      interactions,
      and(eq(interactions.tenantId, caseInteractions.tenantId), eq(interactions.id, caseInteractions.interactionId)),
    )
    .where(
      and(
        eq(caseInteractions.tenantId, ctx.tenantId),
        eq(interactions.tenantId, ctx.tenantId),
        eq(caseInteractions.caseId, caseId),
      ),
    )
    .orderBy(asc(interactions.receivedAt), asc(interactions.id))
  return rows.map(({ link, interaction }) => ({ ...link, interaction }))
}

/** The chosen messages, oldest first: at least one of the citizen's goes, and one stays. @throws invalid */
function chosenOf(items: Message[], ids: string[]): Message[] {
  const going = items.filter((m) => ids.includes(m.id))
  if (going.length !== ids.length)
    throw choiceProblem({ id: 'Ada pesan yang bukan dari tiket ini.', en: 'A message is not of this ticket.' })
  const written = items.filter((m) => m.direction === 'in')
  const left = written.filter((m) => !ids.includes(m.id))
  if (left.length === written.length)
    throw choiceProblem({
      id: 'Pilih sedikitnya satu pesan dari warga.',
      en: 'Choose at least one message of the citizen.',
    })
  if (left.length === 0)
    throw choiceProblem({
      id: 'Sedikitnya satu pesan warga harus tinggal di tiket ini.',
      en: 'At least one message of the citizen must stay in this ticket.',
    })
  return going
}

type Opening = {
  c: Case
  service: Service
  links: Link[]
  going: Message[]
  plan: ReturnType<typeof planSplit>
  subject: string | null
}

async function openPart(tx: Tx, ctx: Ctx, o: Opening): Promise<Case> {
  const { c, service, going, plan } = o
  const now = ctx.clock.now()
  const caseId = newId(now)
  const whole = o.links.filter((l) => plan.whole.includes(l.interactionId))
  const parts = o.links.filter((l) => plan.parts.includes(l.interactionId)).map((l) => continuationOf(ctx, l, going))
  const mine = [...whole.map((l) => l.interaction), ...parts.map((p) => p.interaction)].sort(
    (a, b) => a.receivedAt.getTime() - b.receivedAt.getTime() || (a.id < b.id ? -1 : 1),
  )
  const origin = await originOf(tx, ctx, whole)
  const carrier = whole.find((l) => origin && l.originId === origin.id)?.interaction
  const opener = carrier ?? (mine[0] as Interaction)
  const clock = origin ?? (await ownClock(tx, ctx, service, c, opener))
  const first = going.find((m) => m.direction === 'in') as Message
  const began = o.links.find((l) => l.interactionId === first.interactionId)?.interaction ?? opener
  const [thread] = await tx
    .select()
    .from(threads)
    .where(and(eq(threads.tenantId, ctx.tenantId), eq(threads.id, first.threadId)))
  const waits = mine.filter((i) => i.startedBy === 'citizen' && !i.answeredAt)
  const waitingSince = waits[0]?.receivedAt ?? null
  const last = going.at(-1) as Message
  const owner = isOpen(c.state) ? c.assigneeId : null
  const row = {
    tenantId: ctx.tenantId,
    id: caseId,
    number: await nextNumber(tx, ctx, service),
    serviceId: c.serviceId,
    queueId: c.queueId,
    identityId: thread?.identityId ?? c.identityId,
    channelId: first.channelId,
    channelKind: began.channelKind,
    state: waits.length === 0 ? ('waiting_citizen' as const) : owner ? ('open' as const) : ('new' as const),
    isOpen: true,
    subject: o.subject ?? origin?.subject ?? headingOf(first.subject ?? first.text),
    category: origin ? origin.category : c.category,
    priority: origin ? origin.priority : c.priority,
    regionCode: origin ? origin.regionCode : c.regionCode,
    place: origin ? origin.place : c.place,
    assigneeId: owner,
    fields: origin?.fields ?? {},
    replyMail: origin ? origin.replyMail : c.replyMail,
    tagIds: origin?.tagIds ?? [],
    attributes: origin?.attributes ?? {},
    checklist: origin?.checklist ?? [],
    token: newCode(),
    openedAt: clock.openedAt,
    firstResponseDueAt: clock.firstResponseDueAt,
    firstAnsweredAt: clock.firstAnsweredAt,
    overdueAt: clock.overdueAt,
    waitingSince,
    sortAt: sortTime({ ...clock, waitingSince }),
    lastMessageAt: last.orderedAt,
    lastMessageText: snippetOf(last.text),
    lastDirection: last.direction,
    messageCount: going.length,
    version: 1,
    revision: 1,
  }
  const [made] = await tx.insert(cases).values(row).returning()
  await moveParts(tx, ctx, { c, caseId, whole, parts, going, openerId: opener.id })
  await followParts(tx, ctx, caseId, whole)
  if (row.tagIds.length > 0)
    await tx.insert(caseTags).values(row.tagIds.map((tagId) => ({ tenantId: ctx.tenantId, tagId, caseId })))
  const [linkId, otherId] = [c.id, caseId].sort() as [string, string]
  await Promise.all([
    tx.insert(caseLinks).values({ tenantId: ctx.tenantId, caseId: linkId, otherId, createdAt: now }),
    addEntry(tx, ctx, caseId, { kind: 'split', data: { act: 'from', number: c.number, caseId: c.id } }),
    origin ? clearTimer(tx, ctx, { kind: firstResponseTimer, ref: origin.id }) : null,
    !clock.firstAnsweredAt && !clock.overdueAt && clock.firstResponseDueAt
      ? setTimer(tx, ctx, { kind: firstResponseTimer, ref: caseId, version: 1, dueAt: clock.firstResponseDueAt })
      : null,
    audit(tx, ctx, {
      action: 'case.opened',
      subjectKind: 'case',
      subjectId: caseId,
      after: { number: row.number, splitFrom: c.number },
    }),
    emit(tx, ctx, caseOpened, { subjectId: caseId, version: 1, serviceId: service.id, urgent: service.emergency }, {}),
  ])
  return made as Case
}

/** The merged case whose opening interaction goes: the part carries on its clock, and this undoes the merge. */
async function originOf(tx: Tx, ctx: Ctx, whole: Link[]): Promise<Case | null> {
  const id = whole.find((l) => l.opened && l.originId)?.originId
  if (!id) return null
  const [row] = await tx
    .select()
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, id)))
    .for('update')
  return row ?? null
}

/** What was merged goes on where its first message is now: there its citizen's next one arrives. */
async function followParts(tx: Tx, ctx: Ctx, caseId: string, whole: Link[]): Promise<void> {
  const origins = whole.flatMap((l) => l.originId ?? [])
  if (origins.length > 0)
    await tx
      .update(cases)
      .set({ mergedIntoId: caseId })
      .where(and(eq(cases.tenantId, ctx.tenantId), inArray(cases.id, origins)))
}

/** A new matter: its first response is measured from the message with which it begins. */
async function ownClock(tx: Tx, ctx: Ctx, service: Service, c: Case, opener: Interaction) {
  const openedAt = opener.receivedAt
  return {
    openedAt,
    firstResponseDueAt: firstResponseDue(service.definition, c.priority, openedAt, await calendarIn(tx, ctx, service)),
    firstAnsweredAt: opener.answeredAt,
    overdueAt: null,
  }
}

/** The chosen part of an interaction as one of its own: `continued_from` says that it counts where it began. */
function continuationOf(ctx: Ctx, link: Link, going: Message[]) {
  const mine = going.filter((m) => m.interactionId === link.interactionId)
  const first = mine.find((m) => m.direction === 'in') ?? (mine[0] as Message)
  const { interaction } = link
  const answeredAt = interaction.answeredAt && interaction.answeredAt >= first.createdAt ? interaction.answeredAt : null
  return {
    messageIds: mine.map((m) => m.id),
    interaction: {
      ...interaction,
      id: newId(ctx.clock.now()),
      receivedAt: first.createdAt,
      answeredAt,
      ...(!answeredAt && { state: 'waiting' as const, endedAt: null }),
      continuedFrom: interaction.continuedFrom ?? interaction.id,
      version: 1,
    },
  }
}

type Moving = {
  c: Case
  caseId: string
  whole: Link[]
  parts: ReturnType<typeof continuationOf>[]
  going: Message[]
  openerId: string
}

async function moveParts(tx: Tx, ctx: Ctx, m: Moving): Promise<void> {
  const { tenantId } = ctx
  for (const { interaction, messageIds } of m.parts) {
    await tx.insert(interactions).values(interaction)
    if (!interaction.endedAt) await watchIdle(tx, ctx, interaction.channelKind, interaction.id, ctx.clock.now())
    await tx.insert(caseInteractions).values({
      tenantId,
      caseId: m.caseId,
      interactionId: interaction.id,
      opened: interaction.id === m.openerId,
    })
    await tx
      .update(messages)
      .set({ interactionId: interaction.id, caseId: m.caseId })
      .where(and(eq(messages.tenantId, tenantId), inArray(messages.id, messageIds)))
  }
  for (const { interactionId, opened, originId } of m.whole) {
    const opens = interactionId === m.openerId
    await tx
      .update(caseInteractions)
      .set({ caseId: m.caseId, opened: opens || opened, originId: opens ? null : originId })
      .where(
        and(
          eq(caseInteractions.tenantId, tenantId),
          eq(caseInteractions.caseId, m.c.id),
          eq(caseInteractions.interactionId, interactionId),
        ),
      )
    await tx
      .update(interactions)
      .set({ version: sql`${interactions.version} + 1` })
      .where(and(eq(interactions.tenantId, tenantId), eq(interactions.id, interactionId)))
    await tx
      .update(messages)
      .set({ caseId: m.caseId })
      .where(
        and(
          eq(messages.tenantId, tenantId),
          eq(messages.caseId, m.c.id),
          eq(messages.interactionId, interactionId),
          inArray(
            messages.id,
            m.going.map((x) => x.id),
          ),
        ),
      )
  }
}

type Shrinking = {
  c: Case
  service: Service
  links: Link[]
  staying: Message[]
  plan: ReturnType<typeof planSplit>
  made: Case
  revision: number
  count: number
}

async function shrink(tx: Tx, ctx: Ctx, s: Shrinking): Promise<Case> {
  const { c, staying } = s
  const last = staying.at(-1) as Message
  const waits = s.links
    .filter((l) => !s.plan.whole.includes(l.interactionId))
    .some((l) => l.interaction.startedBy === 'citizen' && !l.interaction.answeredAt)
  const waitingSince = waits ? c.waitingSince : null
  return changeCaseRow(tx, ctx, c, s.service.emergency, {
    set: {
      waitingSince,
      ...(isOpen(c.state) && { sortAt: sortTime({ ...c, waitingSince }) }),
      ...(!isOpen(c.state) && { sortAt: farAway }),
      messageCount: staying.length,
      lastMessageAt: last.orderedAt,
      lastMessageText: snippetOf(last.text),
      lastDirection: last.direction,
    },
    revision: s.revision,
    edits: true,
    entry: { kind: 'split', data: { act: 'to', number: s.made.number, caseId: s.made.id, count: s.count } },
    event: caseSplit,
    payload: {},
    audit: { action: 'case.split', after: { into: s.made.number, messages: s.count } },
  })
}
