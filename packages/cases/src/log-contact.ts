import { type Channel, channelKind, ensureManualChannel, manualKinds } from '@siaga/channels'
import {
  contactChanged,
  ensureThread,
  identityIn,
  interactionLogged,
  phoneNumber,
  takeIdentity,
} from '@siaga/conversations'
import { identities, interactions, messages } from '@siaga/conversations/schema'
import { type Ctx, once, type Tx, withTenant } from '@siaga/db'
import { clearTimer, emit } from '@siaga/events'
import { actorRef, invalid, type Localized, newId } from '@siaga/kernel'
import { actorName, audit, authorize, ownTenant, parse, queuesIn, type Service, serviceIn } from '@siaga/tenancy'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { type Case, canReopen, isOpen, snippetOf, sortTime } from './case-rules.ts'
import { addEntry, caseNotOpen, changeCaseRow, lockCase } from './case-store.ts'
import { caseMessageReceived } from './events.ts'
import { afterTalk, checkLogged, interactionOf } from './log-rules.ts'
import { unansweredOf } from './outgoing/answer-case.ts'
import { firstResponseTimer, type Logged, openCase } from './receive-message.ts'
import { caseInteractions } from './schema.ts'

const input = z
  .object({
    kind: z.enum(manualKinds.map(({ kind }) => kind) as [string, ...string[]]),
    serviceId: z.uuid(),
    /** Somebody known, by one of their addresses; or somebody new, also without a name or a number. */
    citizen: z.union([
      z.object({ identityId: z.uuid() }).strict(),
      z
        .object({
          name: z.string().trim().max(120).nullable().default(null),
          phone: z.string().trim().max(40).nullable().default(null),
        })
        .strict(),
    ]),
    class: z.enum(['normal', 'information', 'prank', 'ghost', 'abandoned', 'test']).default('normal'),
    category: z.string().max(40).nullable().default(null),
    subject: z.string().trim().max(200).nullable().default(null),
    text: z.string().trim().max(20_000).default(''),
    case: z.union([
      z.object({ kind: z.enum(['new', 'none']) }).strict(),
      z.object({ kind: z.literal('existing'), caseId: z.uuid() }).strict(),
    ]),
    /** When it happened; now unless given. */
    receivedAt: z.date().optional(),
    idempotencyKey: z.string().min(8).max(200).nullable().default(null),
  })
  .strict()

export type LogInput = z.input<typeof input>
export type LoggedContact = { interactionId: string; contactId: string; caseId: string | null; number: string | null }

const problem = (path: string, code: string, text: Localized) => invalid({ fields: [{ path, code, text }] })

/**
 * Logs a contact that came by voice or on paper: its interaction, on the service's own channel for that kind, and its
 * case: a new one, one that the citizen has, or none where nothing is to be done. What was spoken was answered as it
 * happened; a letter waits. @throws forbidden, notFound, invalid, caseNotOpen
 */
export async function logContact(ctx: Ctx, raw: LogInput): Promise<LoggedContact> {
  authorize(ctx, 'case.work')
  const l = parse(input, raw)
  return withTenant(ctx, (tx) =>
    once(tx, ctx, { verb: 'logContact', key: l.idempotencyKey, input: l }, async () => {
      const service = await serviceIn(tx, ctx, l.serviceId)
      const now = ctx.clock.now()
      const spoken = channelKind(l.kind)?.capabilities.manual === 'spoken'
      const receivedAt = checkLogged({ ...l, caseKind: l.case.kind, spoken, now, definition: service.definition })
      const citizen = await citizenOf(tx, ctx, l.citizen)
      const channel = await ensureManualChannel(tx, ctx, l.kind, service)
      const logged: Logged = {
        interaction: {
          ...interactionOf({ class: l.class, spoken, receivedAt }),
          loggedBy: actorName(ctx.actor),
        },
        answeredAt: spoken && l.class !== 'abandoned' ? receivedAt : null,
        assigneeId: ctx.actor.kind === 'member' ? ctx.actor.memberId : null,
      }
      // A letter waits for its answer, whatever it will turn out to be.
      const log: Log = { ...l, class: spoken ? l.class : 'normal', service, channel, citizen, logged, receivedAt }
      const done =
        l.case.kind === 'new'
          ? await withNewCase(tx, ctx, log)
          : l.case.kind === 'existing'
            ? await withCase(tx, ctx, log, l.case.caseId)
            : await withoutCase(tx, ctx, log)
      await audit(tx, ctx, {
        action: 'interaction.logged',
        subjectKind: 'interaction',
        subjectId: done.interactionId,
        after: { kind: l.kind, class: l.class, receivedAt: receivedAt.toISOString(), caseId: done.caseId },
      })
      return { ...done, contactId: citizen.contactId }
    }),
  )
}

type Citizen = {
  id: string
  contactId: string
  name: string | null
  kind: typeof identities.$inferSelect.kind
  address: string
}
type Log = Pick<z.output<typeof input>, 'class' | 'category' | 'subject' | 'text'> & {
  service: Service
  channel: Channel
  citizen: Citizen
  logged: Logged
  receivedAt: Date
}
type Done = Omit<LoggedContact, 'contactId'>

/** The identity, under its lock: found by its address, or a one-off anonymous one where there is no number. */
async function citizenOf(tx: Tx, ctx: Ctx, given: z.output<typeof input>['citizen']): Promise<Citizen> {
  if ('identityId' in given) {
    await tx
      .select({ id: identities.id })
      .from(identities)
      .where(and(eq(identities.tenantId, ctx.tenantId), eq(identities.id, given.identityId)))
      .for('no key update')
    const found = await identityIn(tx, ctx, given.identityId)
    if (!found)
      throw problem('citizen', 'choice', { id: 'Warga ini tidak ditemukan.', en: 'This citizen was not found.' })
    return { ...found, name: found.name ?? found.displayName }
  }
  const number = given.phone ? phoneNumber(given.phone) : null
  if (given.phone && number?.kind !== 'e164')
    throw problem('citizen.phone', 'phone', {
      id: 'Tulis nomor lengkap, misalnya 0812-3456-7890 atau (024) 7644-2888.',
      en: 'Write the whole number, such as 0812-3456-7890 or (024) 7644-2888.',
    })
  const kind = number ? ('e164' as const) : ('anonymous' as const)
  const address = number?.number ?? newId(ctx.clock.now())
  const taken = await takeIdentity(tx, ctx, { kind, address, name: given.name || null })
  return { ...taken, kind, address, name: given.name || null }
}

const messageOf = (tx: Tx, ctx: Ctx, log: Log) =>
  ensureThread(tx, ctx, log.citizen.id, log.channel.id).then((threadId) => {
    const now = ctx.clock.now()
    return {
      threadId,
      row: (caseId: string, interactionId: string) => ({
        tenantId: ctx.tenantId,
        id: newId(now),
        threadId,
        interactionId,
        channelId: log.channel.id,
        caseId,
        direction: 'in' as const,
        state: 'received' as const,
        authorRef: actorRef(ctx.actor),
        authorName: log.citizen.name,
        subject: log.subject || null,
        text: log.text,
        attachments: [],
        orderedAt: log.receivedAt,
        createdAt: now,
        stateAt: now,
        version: 1,
      }),
    }
  })

async function withNewCase(tx: Tx, ctx: Ctx, log: Log): Promise<Done> {
  const [message, tenant, queues] = await Promise.all([
    messageOf(tx, ctx, log),
    ownTenant(tx, ctx),
    queuesIn(tx, { ...ctx, services: [log.service.id] }),
  ])
  const opened = await openCase(tx, ctx, {
    channel: log.channel,
    message: {
      subject: log.subject || null,
      text: log.text,
      automatic: false,
      fields: {},
      hints: log.category ? { category: log.category } : {},
      identity: { kind: log.citizen.kind, address: log.citizen.address, name: log.citizen.name },
    },
    receivedAt: log.receivedAt,
    service: log.service,
    tenant,
    queues,
    threadId: message.threadId,
    senderId: log.citizen.id,
    messageId: newId(ctx.clock.now()),
    messageRow: message.row,
    continues: null,
    logged: log.logged,
  })
  return { interactionId: opened.interactionId, caseId: opened.caseId, number: opened.number }
}

/** In a case that the citizen has: a new message of theirs, and what was spoken answers what had waited. */
async function withCase(tx: Tx, ctx: Ctx, log: Log, caseId: string): Promise<Done> {
  const c = await lockCase(tx, ctx, caseId)
  const owner = await identityIn(tx, ctx, c.identityId)
  if (c.serviceId !== log.service.id || owner?.contactId !== log.citizen.contactId)
    throw problem('case', 'choice', {
      id: 'Pilih tiket milik warga ini di layanan ini.',
      en: 'Choose a case of this citizen in this service.',
    })
  const { receivedAt } = log
  const reopens = !isOpen(c.state) && log.class === 'normal'
  if (c.state === 'merged' || (reopens && !canReopen(c, receivedAt))) throw caseNotOpen()
  const interactionId = newId(receivedAt)
  const answeredAt = log.logged.answeredAt
  const waiting = answeredAt ? await unansweredOf(tx, ctx, c.id, receivedAt) : []
  await insertLogged(tx, ctx, log, interactionId, {})
  await tx.insert(caseInteractions).values({ tenantId: ctx.tenantId, caseId: c.id, interactionId, opened: false })
  const message = (await messageOf(tx, ctx, log)).row(c.id, interactionId)
  await tx.insert(messages).values(message)
  if (answeredAt && waiting.length > 0)
    await tx
      .update(interactions)
      .set({ answeredAt, state: 'wrap_up', endedAt: answeredAt, version: sql`${interactions.version} + 1` })
      .where(and(eq(interactions.tenantId, ctx.tenantId), inArray(interactions.id, waiting)))
  const set = afterTalk(c, { class: log.class, receivedAt, answeredAt, text: snippetOf(log.text) })
  if (set.firstAnsweredAt && !c.firstAnsweredAt) await clearTimer(tx, ctx, { kind: firstResponseTimer, ref: c.id })
  if (reopens) await addEntry(tx, ctx, c.id, { kind: 'reopened', data: { by: 'staff' } })
  await changeCaseRow(tx, ctx, c, log.service.emergency, {
    set: { ...set, ...(isOpen(set.state ?? c.state) && { sortAt: sortTime({ ...c, ...set } as Case) }) },
    revision: null,
    edits: reopens,
    entry: { kind: 'logged', data: { channel: log.channel.kind, class: log.class, at: receivedAt.toISOString() } },
    event: caseMessageReceived,
    payload: { messageId: message.id },
    audit: { action: 'case.message_received', after: { messageId: message.id } },
  })
  return { interactionId, caseId: c.id, number: c.number }
}

async function withoutCase(tx: Tx, ctx: Ctx, log: Log): Promise<Done> {
  const interactionId = newId(log.receivedAt)
  await insertLogged(tx, ctx, log, interactionId, { category: log.category, note: log.text || null })
  await emit(
    tx,
    ctx,
    interactionLogged,
    { subjectId: interactionId, version: 1, serviceId: log.service.id, urgent: log.service.emergency },
    {},
  )
  // Without a case nothing else tells of the citizen, who may be new.
  await emit(
    tx,
    ctx,
    contactChanged,
    { subjectId: log.citizen.contactId, version: 1, serviceId: null, urgent: false },
    {},
  )
  return { interactionId, caseId: null, number: null }
}

async function insertLogged(
  tx: Tx,
  ctx: Ctx,
  log: Log,
  id: string,
  more: Pick<typeof interactions.$inferInsert, 'category' | 'note'>,
): Promise<void> {
  await tx.insert(interactions).values({
    tenantId: ctx.tenantId,
    id,
    serviceId: log.service.id,
    channelId: log.channel.id,
    channelKind: log.channel.kind,
    identityId: log.citizen.id,
    state: 'waiting',
    receivedAt: log.receivedAt,
    ...log.logged.interaction,
    ...more,
    version: 1,
  })
}
