import { messages } from '@siaga/conversations/schema'
import { type Ctx, type Tx, withTenant } from '@siaga/db'
import { type Consumer, emit, readEvent, setTimer } from '@siaga/events'
import { type EventEnvelope, isOpen as isOpenAt, localParts } from '@siaga/kernel'
import { calendarIn, membersIn, ownTenant, type Service, serviceIn, type Tenant } from '@siaga/tenancy'
import { and, asc, eq } from 'drizzle-orm'
import { type Case, firstResponseDue, isOpen, sortTime } from '../case-rules.ts'
import { addEntry, changeCaseRow, lockCase } from '../case-store.ts'
import { caseAssigned, caseChanged, rulesDue } from '../events.ts'
import { firstResponseTimer } from '../receive-message.ts'
import { caseTags, ruleRuns, rules } from '../schema.ts'
import { replyAutomatically } from './automatic-reply.ts'
import { type RuleAction, type RuleDefinition, ruleDefinition } from './rule-definition.ts'
import { applies, columnsOf, isByStaff, type Occasion, occasionKey } from './rule-rules.ts'

type When = RuleDefinition['when']

/** Lets the rules of a service act on what happened to a case, each once on an occasion. */
export const rulesConsumer: Consumer = {
  name: 'rules',
  events: [rulesDue.type],
  lane: (urgent) => (urgent ? 'urgent' : 'normal'),
  async handle(ctx, delivery) {
    await withTenant(ctx, async (tx) => {
      const event = await readEvent(tx, ctx, delivery.eventId)
      if (event) await runRules(tx, ctx, event)
      await delivery.complete(tx)
    })
  },
}

type Able = { id: string; name: string; definition: RuleDefinition }

async function runRules(tx: Tx, ctx: Ctx, event: EventEnvelope): Promise<void> {
  if (!event.serviceId) return
  const { whens, messageId } = rulesDue.payload.parse(event.payload)
  const found = await tx
    .select()
    .from(rules)
    .where(and(eq(rules.tenantId, ctx.tenantId), eq(rules.serviceId, event.serviceId), eq(rules.isActive, true)))
    .orderBy(asc(rules.place), asc(rules.id))
  const able = found
    .map((row) => ({ id: row.id, name: row.name, definition: ruleDefinition.safeParse(row.definition).data }))
    .filter((rule): rule is Able => rule.definition !== undefined && whens.includes(rule.definition.when))
  if (able.length === 0) return
  let c = await lockCase(tx, ctx, event.subjectId)
  // A rule of another service has nothing to say about a case that has moved on, nor any rule about one that has ended in another.
  if (c.serviceId !== event.serviceId || c.state === 'merged') return
  const [service, tenant] = await Promise.all([serviceIn(tx, ctx, c.serviceId), ownTenant(tx, ctx)])
  for (const rule of able) {
    const { when } = rule.definition
    // Read anew for each rule: the one before may have changed the case.
    const occasion = await occasionOf(tx, ctx, { when, c, service, tenant, messageId, eventId: event.id })
    if (!applies(rule.definition, occasion)) continue
    const [fresh] = await tx
      .insert(ruleRuns)
      .values({
        tenantId: ctx.tenantId,
        ruleId: rule.id,
        occasion: occasionKey(rule.definition, occasion),
        caseId: c.id,
        did: { actions: rule.definition.actions.map((a) => a.do) },
        ranAt: ctx.clock.now(),
      })
      .onConflictDoNothing()
      .returning({ ruleId: ruleRuns.ruleId })
    if (fresh) c = await act(tx, ctx, c, { service, tenant }, rule)
  }
}

type About = { service: Service; tenant: Tenant }

async function occasionOf(
  tx: Tx,
  ctx: Ctx,
  o: About & { when: When; c: Case; messageId: string | null; eventId: string },
): Promise<Occasion> {
  const own = and(eq(messages.tenantId, ctx.tenantId), eq(messages.caseId, o.c.id), eq(messages.direction, 'in'))
  const [[message], calendar] = await Promise.all([
    tx
      .select({
        text: messages.text,
        automatic: messages.automatic,
        authorRef: messages.authorRef,
        createdAt: messages.createdAt,
      })
      .from(messages)
      .where(o.messageId ? and(own, eq(messages.id, o.messageId)) : own)
      .orderBy(asc(messages.orderedAt), asc(messages.id))
      .limit(1),
    calendarIn(tx, ctx, o.service),
  ])
  // Whether the service was open is asked of the moment when the citizen wrote, not of the handler's.
  const at =
    o.when === 'opened' ? o.c.openedAt : o.when === 'citizen_wrote' && message ? message.createdAt : ctx.clock.now()
  return {
    when: o.when,
    caseId: o.c.id,
    eventId: o.eventId,
    day: localParts(at, o.tenant.timeZone).date,
    category: o.c.category,
    priority: o.c.priority,
    channelKind: o.c.channelKind,
    regionCode: o.c.regionCode,
    text: `${o.c.subject}\n${message?.text ?? ''}`,
    serviceIsOpen: isOpenAt(at, calendar),
    automatic: message?.automatic ?? false,
    loggedByHand: isByStaff(message?.authorRef),
  }
}

/** Does what a rule says; what cannot be done any more (a colleague who left, a window that shut) is left out. */
async function act(tx: Tx, ctx: Ctx, c: Case, about: About, rule: Able): Promise<Case> {
  const byRule: Ctx = { ...ctx, actor: { kind: 'system', name: rule.name } }
  const done: RuleAction[] = []
  for (const action of rule.definition.actions) if (await say(tx, byRule, c, about, action)) done.push(action)
  if (done.length === 0) return c
  const columns = columnsOf(done)
  const tagIds = [...new Set([...c.tagIds, ...done.flatMap((a) => (a.do === 'tag' ? [a.tagId] : []))])]
  const set: Partial<Case> = { ...columns }
  if (columns.priority && columns.priority !== c.priority && !c.firstAnsweredAt && isOpen(c.state)) {
    const calendar = await calendarIn(tx, ctx, about.service)
    const due = firstResponseDue(about.service.definition, columns.priority, c.openedAt, calendar)
    set.firstResponseDueAt = due
    set.sortAt = sortTime({ ...c, firstResponseDueAt: due })
    if (due && !c.overdueAt)
      await setTimer(tx, ctx, { kind: firstResponseTimer, ref: c.id, version: c.version + 1, dueAt: due })
  }
  if (columns.assigneeId && c.state === 'new') set.state = 'open'
  if (tagIds.length > c.tagIds.length) {
    set.tagIds = tagIds
    await tx
      .insert(caseTags)
      .values(tagIds.map((tagId) => ({ tenantId: ctx.tenantId, tagId, caseId: c.id })))
      .onConflictDoNothing()
  }
  const after = await changeCaseRow(tx, byRule, c, about.service.emergency, {
    set,
    revision: null,
    edits: Object.keys(set).length > 0,
    entry: { kind: 'automated', data: { rule: rule.name, actions: done.map((a) => a.do) } },
    event: caseChanged,
    payload: {},
    audit: { action: 'case.automated', after: { ruleId: rule.id, ...columns } },
  })
  if (columns.assigneeId)
    await emit(
      tx,
      byRule,
      caseAssigned,
      { subjectId: c.id, version: after.version, serviceId: c.serviceId, urgent: about.service.emergency },
      { assigneeId: columns.assigneeId, byMemberId: null },
    )
  return after
}

/** Whether an action has happened, or can happen with the others. */
async function say(tx: Tx, ctx: Ctx, c: Case, about: About, action: RuleAction): Promise<boolean> {
  if (action.do === 'reply') return (await replyAutomatically(tx, ctx, c, about, action.text)) !== null
  if (action.do === 'note') await addEntry(tx, ctx, c.id, { kind: 'note', text: action.text })
  // What somebody has in hand is not taken from them.
  if (action.do === 'assign') return !c.assigneeId && worksHere(await membersIn(tx, ctx), c, action.memberId)
  return true
}

const worksHere = (members: Awaited<ReturnType<typeof membersIn>>, c: Case, memberId: string): boolean =>
  members.some(
    (m) => m.id === memberId && m.worksCases && (m.serviceIds === 'all' || m.serviceIds.includes(c.serviceId)),
  )
