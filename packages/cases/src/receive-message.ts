import { type Channel, channelKind, type InboundMessage } from '@siaga/channels'
import {
  activeBlock,
  canBeBlocked,
  contactChanged,
  ensureThread,
  identityIn,
  orderedAt,
  takeIdentity,
} from '@siaga/conversations'
import { interactions, messages, withheldMessages } from '@siaga/conversations/schema'
import { beforeCommit, type Ctx, rowInsert, type Tx } from '@siaga/db'
import { emit, setTimer } from '@siaga/events'
import { filesIn, type StoredFile } from '@siaga/files'
import { actorRef, localParts, newId } from '@siaga/kernel'
import {
  audit,
  calendarIn,
  newCode,
  ownTenant,
  type Queue,
  queuesIn,
  type Service,
  serviceIn,
  type Tenant,
} from '@siaga/tenancy'
import { and, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import {
  belongsToCase,
  type Case,
  canReopen,
  caseNumber,
  farAway,
  firstResponseDue,
  headingOf,
  isOpen,
  priorityFor,
  snippetOf,
  sortTime,
} from './case-rules.ts'
import { addEntry, changeCaseRow, lockOwnSuccessor } from './case-store.ts'
import { runningEpisode, watchIdle } from './episode.ts'
import { caseMessageReceived, caseOpened } from './events.ts'
import { askRules } from './rule/ask-rules.ts'
import { caseCounters, caseInteractions, cases } from './schema.ts'

export const firstResponseTimer = 'case.first_response'

type Received = { caseId: string; interactionId: string; messageId: string; opened: boolean }

/**
 * Makes message, interaction and case of what a citizen wrote, in the caller's transaction; must be its first verb.
 * The identity's upsert comes first (its lock is the citizen's queue), the counter of case numbers last. `complete` marks
 * the input as done; it goes along with what is read behind the lock. Null for a blocked citizen: what they wrote is kept
 * and opens nothing, except at an emergency service, which hears everybody.
 */
export async function receiveMessage(
  tx: Tx,
  ctx: Ctx,
  input: {
    channel: Channel
    message: InboundMessage
    attachments: StoredFile[]
    receivedAt: Date
    complete(tx: Tx): Promise<void>
  },
): Promise<Received | null> {
  const { channel, message, receivedAt } = input
  const kind = channelKind(channel.kind)
  if (!kind) throw new Error(`no channel kind ${channel.kind}`)
  const sender = await takeIdentity(tx, ctx, {
    kind: message.identity.kind,
    address: message.identity.address,
    name: message.identity.name,
  })
  const [service, tenant, queues, threadId, stored, answered, block] = await Promise.all([
    serviceIn(tx, ctx, channel.serviceId),
    ownTenant(tx, ctx),
    queuesIn(tx, { ...ctx, services: [channel.serviceId] }),
    ensureThread(tx, ctx, sender.id, channel.id),
    filesIn(tx, ctx, message.hints.fileIds ?? []),
    findAnsweredCase(tx, ctx, channel, message, sender, kind.capabilities.opensCase === 'when_none_open'),
    canBeBlocked(message.identity.kind) ? activeBlock(tx, ctx, sender.contactId) : null,
    input.complete(tx),
  ])
  const quoted = message.quotes ? await quotedMessage(tx, ctx, threadId, message.quotes) : null
  const words = message.text || message.summary || ''
  const attachments = [...input.attachments, ...stored]
  const messageId = newId(receivedAt)
  const continuing = answered && (isOpen(answered.state) || canReopen(answered, receivedAt)) ? answered : null
  // A case that was moved is heard as its own service hears, whichever channel it began on.
  const moved = continuing && continuing.serviceId !== service.id
  const home = moved ? await serviceIn(tx, ctx, continuing.serviceId) : service
  if (block && !home.emergency) {
    await tx.insert(withheldMessages).values({
      tenantId: ctx.tenantId,
      id: messageId,
      identityId: sender.id,
      serviceId: service.id,
      channelId: channel.id,
      channelKind: channel.kind,
      subject: message.subject,
      text: words,
      attachments,
      receivedAt,
    })
    await emit(
      tx,
      ctx,
      contactChanged,
      { subjectId: sender.contactId, version: 1, serviceId: service.id, urgent: false },
      {},
    )
    return null
  }
  const row = (caseId: string, interactionId: string) => ({
    tenantId: ctx.tenantId,
    id: messageId,
    threadId,
    interactionId,
    channelId: channel.id,
    caseId,
    direction: 'in' as const,
    state: 'received' as const,
    automatic: message.automatic,
    authorRef: actorRef(ctx.actor),
    authorName: message.identity.name,
    subject: message.subject,
    text: message.text,
    html: message.html,
    attachments,
    content: message.content ?? null,
    media: (message.media ?? []).map((m) => ({ ...m, state: 'pending' as const, code: null })),
    replyToId: quoted,
    providerId: message.providerId,
    orderedAt: orderedAt(message.sentAt, receivedAt),
    createdAt: receivedAt,
    stateAt: receivedAt,
    version: 1,
  })

  if (continuing) {
    const interactionId = await joinInteraction(tx, ctx, {
      caseId: continuing.id,
      channel,
      identityId: sender.id,
      receivedAt,
    })
    await tx.insert(messages).values(row(continuing.id, interactionId))
    const reopened = !isOpen(continuing.state)
    // A machine's mail (an out-of-office) is kept with its case but is nobody's turn.
    const turn = message.automatic
      ? {}
      : {
          state: 'open' as const,
          isOpen: true,
          waitingSince: continuing.waitingSince ?? receivedAt,
          // The citizen wrote: it is put off no longer. Its timer finds it awake.
          snoozedUntil: null,
        }
    const set = {
      ...turn,
      ...(reopened && !message.automatic && { resolvedAt: null, closedAt: null, outcome: null, isSpam: false }),
      lastMessageAt: receivedAt,
      lastMessageText: snippetOf(words),
      lastDirection: 'in' as const,
      messageCount: continuing.messageCount + 1,
    }
    const after = await changeCaseRow(tx, ctx, continuing, home.emergency, {
      set: { ...set, sortAt: sortTime({ ...continuing, ...set }) },
      revision: null,
      edits: reopened && !message.automatic,
      ...(reopened && !message.automatic && { entry: { kind: 'reopened' as const, data: { by: 'citizen' } } }),
      event: caseMessageReceived,
      payload: { messageId },
      audit: { action: 'case.message_received', after: { messageId } },
    })
    await askRules(tx, ctx, after, { whens: ['citizen_wrote'], urgent: service.emergency, messageId })
    return { caseId: continuing.id, interactionId, messageId, opened: false }
  }
  return openCase(tx, ctx, {
    channel,
    message,
    receivedAt,
    service,
    tenant,
    queues,
    threadId,
    senderId: sender.id,
    messageRow: row,
    messageId,
    continues: answered,
  })
}

/** The message of this conversation that is quoted above another. */
async function quotedMessage(tx: Tx, ctx: Ctx, threadId: string, providerId: string): Promise<string | null> {
  const [row] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(eq(messages.tenantId, ctx.tenantId), eq(messages.threadId, threadId), eq(messages.providerId, providerId)),
    )
    .limit(1)
  return row?.id ?? null
}

/** Cases of the channel's service, and those that began on the channel and were moved to another service since. */
const ofChannel = (channel: Channel) => or(eq(cases.serviceId, channel.serviceId), eq(cases.channelId, channel.id))

/** The case that a message answers: by the provider's references, our token, or the checked link; only for its own citizen. */
async function findAnsweredCase(
  tx: Tx,
  ctx: Ctx,
  channel: Channel,
  message: InboundMessage,
  sender: { id: string; contactId: string },
  joinsOpen: boolean,
): Promise<Case | null> {
  const found = new Map<string, Case>()
  const keep = (rows: Case[]) => {
    for (const row of rows) found.set(row.id, row)
  }
  if (message.hints.caseId) {
    // The link to this case was checked when the message was taken.
    const [row] = await tx
      .select({ id: cases.id, mergedIntoId: cases.mergedIntoId, identityId: cases.identityId })
      .from(cases)
      .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, message.hints.caseId)))
    return row ? lockOwnSuccessor(tx, ctx, row) : null
  }
  if (message.answers.length > 0) {
    const hits = await tx
      .select({ providerId: messages.providerId, case: cases })
      .from(messages)
      .innerJoin(cases, and(eq(cases.tenantId, messages.tenantId), eq(cases.id, messages.caseId)))
      .where(
        and(
          eq(messages.tenantId, ctx.tenantId),
          eq(cases.tenantId, ctx.tenantId),
          ofChannel(channel),
          inArray(messages.providerId, message.answers),
        ),
      )
    const order = (id: string | null) => message.answers.indexOf(id ?? '')
    keep(hits.sort((a, b) => order(a.providerId) - order(b.providerId)).map((h) => h.case))
  }
  if (message.token)
    keep(
      await tx
        .select()
        .from(cases)
        .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.token, message.token), ofChannel(channel))),
    )
  // A quoted message of a settled case does not lead away from the one that is open.
  if (joinsOpen && ![...found.values()].some((c) => isOpen(c.state))) {
    const settled = [...found.values()]
    found.clear()
    keep(
      await tx
        .select()
        .from(cases)
        .where(
          and(
            eq(cases.tenantId, ctx.tenantId),
            eq(cases.identityId, sender.id),
            ofChannel(channel),
            eq(cases.isOpen, true),
          ),
        )
        .orderBy(desc(cases.lastMessageAt))
        .limit(1),
    )
    keep(settled)
  }
  for (const candidate of found.values()) {
    const owner = candidate.identityId === sender.id ? null : await identityIn(tx, ctx, candidate.identityId)
    if (
      !belongsToCase(
        candidate,
        { identityId: sender.id, kind: message.identity.kind, address: message.identity.address },
        owner?.contactId === sender.contactId,
      )
    )
      continue
    const own = await lockOwnSuccessor(tx, ctx, candidate)
    if (own) return own
  }
  return null
}

/** The case's unanswered interaction with this citizen on this channel, or a new one. */
async function joinInteraction(
  tx: Tx,
  ctx: Ctx,
  input: { caseId: string; channel: Channel; identityId: string; receivedAt: Date },
): Promise<string> {
  const lasting = await runningEpisode(tx, ctx, input)
  if (lasting) return lasting
  const [running] = await tx
    .select({ id: interactions.id })
    .from(interactions)
    .innerJoin(
      caseInteractions,
      and(eq(caseInteractions.tenantId, interactions.tenantId), eq(caseInteractions.interactionId, interactions.id)),
    )
    .where(
      and(
        eq(interactions.tenantId, ctx.tenantId),
        eq(caseInteractions.tenantId, ctx.tenantId),
        eq(caseInteractions.caseId, input.caseId),
        eq(interactions.channelId, input.channel.id),
        eq(interactions.identityId, input.identityId),
        isNull(interactions.answeredAt),
        isNull(interactions.endedAt),
      ),
    )
    .limit(1)
  if (running) return running.id
  const id = newId(input.receivedAt)
  const { interaction, link } = newInteraction(ctx, { ...input, id, opened: false })
  await tx.insert(interactions).values(interaction)
  await tx.insert(caseInteractions).values(link)
  await watchIdle(tx, ctx, input.channel.kind, id, input.receivedAt)
  return id
}

type NewInteraction = {
  id: string
  caseId: string
  channel: Channel
  identityId: string
  receivedAt: Date
  opened: boolean
  logged?: Logged | undefined
}

function newInteraction(ctx: Ctx, input: NewInteraction) {
  const { id, channel, receivedAt, logged } = input
  const interaction = {
    tenantId: ctx.tenantId,
    id,
    serviceId: channel.serviceId,
    channelId: channel.id,
    channelKind: channel.kind,
    identityId: input.identityId,
    state: 'waiting' as const,
    receivedAt,
    ...logged?.interaction,
    version: 1,
  }
  const link = { tenantId: ctx.tenantId, caseId: input.caseId, interactionId: id, opened: input.opened }
  return { interaction, link }
}

/** What is known of a contact that somebody logs by hand, beyond what a message says. */
export type Logged = {
  interaction: Partial<typeof interactions.$inferInsert>
  /** When a person answered: as it happened; null for what waits for its answer. */
  answeredAt: Date | null
  assigneeId: string | null
}

type Opening = {
  channel: Channel
  message: Pick<InboundMessage, 'subject' | 'text' | 'summary' | 'automatic' | 'fields' | 'hints' | 'identity'>
  receivedAt: Date
  service: Service
  tenant: Tenant
  queues: Queue[]
  threadId: string
  senderId: string
  messageId: string
  messageRow(caseId: string, interactionId: string): typeof messages.$inferInsert
  continues: Case | null
  logged?: Logged
}

/** Opens a case with the interaction and the message that begin it. */
export async function openCase(tx: Tx, ctx: Ctx, o: Opening): Promise<Received & { number: string }> {
  const { message, service, tenant, receivedAt, channel } = o
  const answeredAt = o.logged?.answeredAt ?? null
  const words = message.text || message.summary || ''
  const { definition } = service
  const needsVerification = message.hints.needsVerification ?? false
  const queue = o.queues.find((q) => q.code === (needsVerification ? 'verification' : 'main')) ?? o.queues[0]
  if (!queue) throw new Error(`service ${service.code} has no queue`)
  const category = definition.categories.some((c) => c.code === message.hints.category)
    ? (message.hints.category as string)
    : null
  const priority = priorityFor(definition, category)
  const year = Number(localParts(receivedAt, tenant.timeZone).date.slice(0, 4))
  const [calendar, [counter]] = await Promise.all([
    calendarIn(tx, ctx, service),
    tx
      .insert(caseCounters)
      .values({ tenantId: ctx.tenantId, serviceId: service.id, year, last: 1 })
      .onConflictDoUpdate({
        target: [caseCounters.tenantId, caseCounters.serviceId, caseCounters.year],
        set: { last: sql`${caseCounters.last} + 1` },
      })
      .returning({ last: caseCounters.last }),
  ])
  // A machine's mail that answers nothing is kept as a case of its own, without a clock.
  const dueTime = message.automatic ? null : firstResponseDue(definition, priority, receivedAt, calendar)
  const caseId = newId(receivedAt)
  const interactionId = newId(receivedAt)
  const number = caseNumber({
    serviceCode: service.code,
    authorityCode: tenant.authorityCode,
    year,
    sequence: (counter as { last: number }).last,
  })
  const { interaction, link } = newInteraction(ctx, {
    id: interactionId,
    caseId,
    channel,
    identityId: o.senderId,
    receivedAt,
    opened: true,
    logged: o.logged,
  })
  beforeCommit(
    tx,
    rowInsert(interactions, interaction),
    rowInsert(messages, o.messageRow(caseId, interactionId)),
    rowInsert(cases, {
      tenantId: ctx.tenantId,
      id: caseId,
      number,
      serviceId: service.id,
      queueId: queue.id,
      identityId: o.senderId,
      channelId: channel.id,
      channelKind: channel.kind,
      state: answeredAt ? 'open' : 'new',
      isOpen: true,
      subject: headingOf(message.subject || words),
      category,
      priority,
      regionCode: message.hints.regionCode ?? null,
      place: message.hints.place?.slice(0, 300) ?? null,
      needsVerification,
      fields: message.fields,
      replyMail: message.identity.kind === 'mail' ? message.identity.address : (message.hints.replyMail ?? null),
      token: newCode(),
      openedAt: receivedAt,
      firstResponseDueAt: dueTime,
      firstAnsweredAt: answeredAt,
      assigneeId: o.logged?.assigneeId ?? null,
      waitingSince: message.automatic ? null : receivedAt,
      sortAt: message.automatic ? farAway : (!answeredAt && dueTime) || receivedAt,
      lastMessageAt: receivedAt,
      lastMessageText: snippetOf(words),
      lastDirection: 'in',
      messageCount: 1,
      continuesId: o.continues?.id ?? null,
      version: 1,
      revision: 1,
    }),
    rowInsert(caseInteractions, link),
    addEntry(tx, ctx, caseId, {
      kind: 'opened',
      data: { channel: channel.kind, ...(o.continues && { continues: o.continues.number }) },
    }),
  )
  await Promise.all([
    watchIdle(tx, ctx, channel.kind, interactionId, receivedAt),
    dueTime && !answeredAt
      ? setTimer(tx, ctx, { kind: firstResponseTimer, ref: caseId, version: 1, dueAt: dueTime })
      : null,
    audit(tx, ctx, {
      action: 'case.opened',
      subjectKind: 'case',
      subjectId: caseId,
      after: { number, category, priority },
    }),
    emit(tx, ctx, caseOpened, { subjectId: caseId, version: 1, serviceId: service.id, urgent: service.emergency }, {}),
    // Whoever opens a case by themselves has written as well.
    askRules(
      tx,
      ctx,
      { id: caseId, serviceId: service.id, version: 1 },
      { whens: o.logged ? ['opened'] : ['opened', 'citizen_wrote'], urgent: service.emergency },
    ),
  ])
  return { caseId, number, interactionId, messageId: o.messageId, opened: true }
}
