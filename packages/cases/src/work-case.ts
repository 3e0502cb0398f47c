import { interactions } from '@siaga/conversations/schema'
import { type Ctx, once, type Tx, withTenant } from '@siaga/db'
import { clearTimer, setTimer } from '@siaga/events'
import { conflict, type FieldProblem, forbidden, invalid } from '@siaga/kernel'
import { regionOf } from '@siaga/regions'
import {
  authorize,
  calendarIn,
  inService,
  membersIn,
  parse,
  queuesIn,
  type ServiceDefinition,
  serviceIn,
} from '@siaga/tenancy'
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { applyAttributes, missingFields } from './case/field-rules.ts'
import { mentionIn } from './case/follow-case.ts'
import { restore } from './case/mark-spam.ts'
import { resumeMergedClocks, stopMergedClocks } from './case/merged-clocks.ts'
import { callbackTimer } from './case/plan-callback.ts'
import { type Case, canReopen, farAway, firstResponseDue, isOpen, sortTime } from './case-rules.ts'
import { addEntry, caseNotOpen, caseStale, changeCaseRow, lockCase, lockCases, reopenTooLate } from './case-store.ts'
import { clearDraft } from './draft/draft-store.ts'
import { caseAssigned, caseChanged, caseClosed, caseNoted, caseReopened, caseResolved } from './events.ts'
import { firstResponseTimer } from './receive-message.ts'
import { askRules } from './rule/ask-rules.ts'
import { caseInteractions, cases } from './schema.ts'

/** More parts than this are not settled in one go. */
const mostParts = 100

const versioned = { caseId: z.uuid(), revision: z.int().positive() }

const takeInput = z.object(versioned).strict()

/** Takes a case for oneself, also from a colleague. @throws forbidden, notFound, caseStale, caseNotOpen */
export async function takeCase(ctx: Ctx, raw: z.input<typeof takeInput>): Promise<{ revision: number }> {
  authorize(ctx, 'case.work')
  const t = parse(takeInput, raw)
  if (ctx.actor.kind !== 'member') throw forbidden({ internal: 'only a person takes a case' })
  return setAssignee(ctx, { ...t, assigneeId: ctx.actor.memberId }, 'taken')
}

const assignInput = z.object({ ...versioned, assigneeId: z.uuid().nullable() }).strict()

/** Gives a case to a colleague of the service, or back to the queue (null). @throws forbidden, notFound, invalid, caseStale */
export async function assignCase(ctx: Ctx, raw: z.input<typeof assignInput>): Promise<{ revision: number }> {
  authorize(ctx, 'case.work')
  return setAssignee(ctx, parse(assignInput, raw), 'assigned')
}

async function setAssignee(
  ctx: Ctx,
  input: { caseId: string; revision: number; assigneeId: string | null },
  kind: 'taken' | 'assigned',
): Promise<{ revision: number }> {
  return withTenant(ctx, async (tx) => {
    const c = await lockCase(tx, ctx, input.caseId)
    if (c.revision !== input.revision) throw caseStale()
    if (!isOpen(c.state)) throw caseNotOpen()
    const [service, members] = await Promise.all([serviceIn(tx, ctx, c.serviceId), membersIn(tx, ctx)])
    const to = members.find((m) => m.id === input.assigneeId)
    if (input.assigneeId && (!to?.worksCases || (to.serviceIds !== 'all' && !to.serviceIds.includes(c.serviceId)))) {
      throw invalid({
        fields: [
          {
            path: 'assigneeId',
            code: 'assignee',
            text: {
              id: 'Pilih petugas yang bekerja di layanan ini.',
              en: 'Choose an agent who works in this service.',
            },
          },
        ],
      })
    }
    if (c.assigneeId === input.assigneeId) return { revision: c.revision }
    const after = await changeCaseRow(tx, ctx, c, service.emergency, {
      set: { assigneeId: input.assigneeId, ...(c.state === 'new' && input.assigneeId && { state: 'open' as const }) },
      revision: input.revision,
      edits: true,
      entry: { kind, data: { to: to?.name ?? null } },
      event: caseAssigned,
      payload: {
        assigneeId: input.assigneeId,
        byMemberId: ctx.actor.kind === 'member' ? ctx.actor.memberId : null,
      },
      audit: { action: `case.${kind}`, before: { assigneeId: c.assigneeId }, after: { assigneeId: input.assigneeId } },
    })
    return { revision: after.revision }
  })
}

const noteInput = z
  .object({
    caseId: z.uuid(),
    text: z.string().trim().min(1).max(20_000),
    idempotencyKey: z.string().min(8).max(200).nullable().default(null),
    /** Of the draft that this was: emptied in the same transaction. */
    draftVersion: z.int().min(0).nullable().default(null),
  })
  .strict()

/** Writes an internal note, which no citizen sees; "@" and a colleague's name calls them. @throws forbidden, notFound, invalid */
export async function addNote(ctx: Ctx, raw: z.input<typeof noteInput>): Promise<{ caseId: string }> {
  authorize(ctx, 'case.work')
  const { draftVersion, ...n } = parse(noteInput, raw)
  return withTenant(ctx, (tx) =>
    once(tx, ctx, { verb: 'addNote', key: n.idempotencyKey, input: n }, async () => {
      const c = await lockCase(tx, ctx, n.caseId)
      const service = await serviceIn(tx, ctx, c.serviceId)
      const mentions = await mentionIn(tx, ctx, c, service, n.text)
      await changeCaseRow(tx, ctx, c, service.emergency, {
        set: {},
        revision: null,
        edits: false,
        entry: { kind: 'note', text: n.text, data: mentions.length > 0 ? { mentions } : {} },
        event: caseNoted,
        payload: {},
        audit: { action: 'case.noted' },
      })
      await clearDraft(tx, ctx, { caseId: c.id, kind: 'note', version: draftVersion })
      return { caseId: c.id }
    }),
  )
}

const answers = z.record(z.string().max(40), z.string().max(4000).nullable())

const changeInput = z
  .object({
    ...versioned,
    subject: z.string().trim().min(3).max(200).optional(),
    category: z.string().max(40).nullable().optional(),
    priority: z.enum(['p1', 'p2', 'p3']).optional(),
    regionCode: z.string().max(13).nullable().optional(),
    place: z.string().trim().max(300).nullable().optional(),
    queueId: z.uuid().optional(),
    /** Answers to the service's own fields by key; null empties one. */
    attributes: answers.optional(),
  })
  .strict()

/** Changes what a case says. A new priority moves an unmet first-response target, measured from the opening. @throws forbidden, notFound, invalid, caseStale */
export async function changeCase(ctx: Ctx, raw: z.input<typeof changeInput>): Promise<{ revision: number }> {
  authorize(ctx, 'case.work')
  const { caseId, revision, attributes, ...wanted } = parse(changeInput, raw)
  return withTenant(ctx, async (tx) => {
    const c = await lockCase(tx, ctx, caseId)
    if (c.revision !== revision) throw caseStale()
    const service = await serviceIn(tx, ctx, c.serviceId)
    const problem = (path: string, text: { id: string; en: string }) =>
      invalid({ fields: [{ path, code: 'choice', text }] })
    if (wanted.category && !service.definition.categories.some((k) => k.code === wanted.category))
      throw problem('category', { id: 'Kategori ini tidak ada di layanan.', en: 'The service has no such category.' })
    if (wanted.regionCode && !regionOf(wanted.regionCode))
      throw problem('regionCode', { id: 'Wilayah ini tidak ada dalam daftar.', en: 'This region is not in the list.' })
    if (
      wanted.queueId &&
      !(await queuesIn(tx, { ...ctx, services: [c.serviceId] })).some((q) => q.id === wanted.queueId)
    )
      throw problem('queueId', { id: 'Antrean ini tidak ada di layanan.', en: 'The service has no such queue.' })
    const changes = Object.fromEntries(
      Object.entries(wanted).filter(([k, v]) => v !== undefined && c[k as keyof typeof c] !== v),
    )
    const answered = answeredFields(service.definition, c, attributes ?? {})
    if (Object.keys(changes).length === 0 && !answered) return { revision: c.revision }
    const set: Partial<typeof c> = { ...changes, ...(answered && { attributes: answered.attributes }) }
    if (wanted.priority && wanted.priority !== c.priority && !c.firstAnsweredAt && isOpen(c.state)) {
      const due = firstResponseDue(service.definition, wanted.priority, c.openedAt, await calendarIn(tx, ctx, service))
      set.firstResponseDueAt = due
      set.sortAt = sortTime({ ...c, firstResponseDueAt: due })
      if (due && !c.overdueAt)
        await setTimer(tx, ctx, { kind: firstResponseTimer, ref: c.id, version: c.version + 1, dueAt: due })
    }
    const before = {
      ...Object.fromEntries(Object.keys(changes).map((k) => [k, c[k as keyof typeof c]])),
      ...(answered && { attributes: answered.before }),
    }
    const now = { ...changes, ...(answered && { attributes: answered.after }) }
    const after = await changeCaseRow(tx, ctx, c, service.emergency, {
      set,
      revision,
      edits: true,
      entry: { kind: 'changed', data: { before, after: now } },
      event: caseChanged,
      payload: {},
      audit: { action: 'case.changed', before, after: now },
    })
    return { revision: after.revision }
  })
}

type Answers = Record<string, string | null>

/** The service's own fields with new answers, and which of them differ; null when none does. @throws invalid */
function answeredFields(definition: ServiceDefinition, c: Pick<Case, 'attributes'>, changes: Answers) {
  const { after: attributes, problems } = applyAttributes(definition, c.attributes, changes)
  if (problems.length > 0) throw invalid({ fields: problems })
  const keys = Object.keys(changes).filter((key) => attributes[key] !== c.attributes[key])
  if (keys.length === 0) return null
  const side = (of: Record<string, string>) => Object.fromEntries(keys.map((key) => [key, of[key] ?? null]))
  return { attributes, before: side(c.attributes), after: side(attributes) }
}

const settling = {
  ...versioned,
  /** Answers that were still missing. */
  attributes: answers.optional(),
  /** What becomes of open parts of this case: they must be spoken about. */
  children: z.enum(['leave', 'settle']).optional(),
}

const settleInput = z
  .object({
    ...settling,
    outcome: z.string().max(40),
    class: z.enum(['normal', 'information', 'prank', 'ghost', 'abandoned', 'test']).default('normal'),
    note: z.string().trim().max(2000).optional(),
  })
  .strict()

/**
 * Settles a case with an outcome and a class for its interactions; within 7 days it can be reopened. What the service
 * requires must be filled in, and open parts must be spoken about (`children`).
 * @throws forbidden, notFound, invalid, caseStale, caseNotOpen
 */
export async function resolveCase(ctx: Ctx, raw: z.input<typeof settleInput>): Promise<{ revision: number }> {
  authorize(ctx, 'case.work')
  return settle(ctx, parse(settleInput, raw), 'resolved')
}

const closeInput = z
  .object({
    ...settling,
    outcome: z.string().max(40).optional(),
    class: z.enum(['normal', 'information', 'prank', 'ghost', 'abandoned', 'test']).optional(),
  })
  .strict()

/** Closes a resolved case, or one that needs no further work (then with an outcome). @throws forbidden, notFound, invalid, caseStale */
export async function closeCase(ctx: Ctx, raw: z.input<typeof closeInput>): Promise<{ revision: number }> {
  authorize(ctx, 'case.work')
  return settle(ctx, parse(closeInput, raw), 'closed')
}

type Settling = {
  caseId: string
  revision: number
  outcome?: string | undefined
  class?: 'normal' | 'information' | 'prank' | 'ghost' | 'abandoned' | 'test' | undefined
  note?: string | undefined
  attributes?: Answers | undefined
  children?: 'leave' | 'settle' | undefined
}

async function settle(ctx: Ctx, input: Settling, to: 'resolved' | 'closed'): Promise<{ revision: number }> {
  return withTenant(ctx, async (tx) => {
    const parts = await openParts(tx, ctx, input.caseId)
    const [c, ...children] = (await lockCases(tx, ctx, [input.caseId, ...parts])) as [Case, ...Case[]]
    if (c.revision !== input.revision) throw caseStale()
    if (c.state === 'closed' || c.state === 'merged' || (to === 'resolved' && c.state === 'resolved'))
      throw caseNotOpen()
    const open = children.filter((child) => child.parentId === c.id && isOpen(child.state))
    if (open.length > 0 && !input.children) throw partsOpen(open)
    const after = await settleOne(tx, ctx, c, input, to)
    if (input.children === 'settle')
      for (const child of open)
        await settleOne(tx, ctx, child, { ...input, revision: child.revision, attributes: {}, note: undefined }, to)
    return { revision: after.revision }
  })
}

/** Parts that are open and in the caller's own services, in one order. */
async function openParts(tx: Tx, ctx: Ctx, caseId: string): Promise<string[]> {
  const rows = await tx
    .select({ id: cases.id, serviceId: cases.serviceId })
    .from(cases)
    .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.parentId, caseId), eq(cases.isOpen, true)))
    .limit(mostParts)
  return rows.filter((r) => inService(ctx, r.serviceId)).map((r) => r.id)
}

function partsOpen(open: readonly Case[]) {
  const numbers = open.map((child) => child.number).join(', ')
  return invalid({
    fields: [
      {
        path: 'children',
        code: 'required',
        text: {
          id: `Bagian yang masih terbuka: ${numbers}. Pilih: dibiarkan terbuka, atau ikut diselesaikan.`,
          en: `Parts still open: ${numbers}. Choose: leave them open, or settle them too.`,
        },
      },
    ],
  })
}

async function settleOne(tx: Tx, ctx: Ctx, c: Case, input: Settling, to: 'resolved' | 'closed'): Promise<Case> {
  const service = await serviceIn(tx, ctx, c.serviceId)
  const outcome = input.outcome ?? c.outcome
  if (!outcome || !service.definition.outcomes.some((o) => o.code === outcome)) {
    throw invalid({
      fields: [{ path: 'outcome', code: 'choice', text: { id: 'Pilih hasil penanganan.', en: 'Choose an outcome.' } }],
    })
  }
  const now = ctx.clock.now()
  const answered = answeredFields(service.definition, c, input.attributes ?? {})
  const attributes = answered?.attributes ?? c.attributes
  const missing = isOpen(c.state) ? missingFields(service.definition, attributes, input.class ?? 'normal') : []
  if (missing.length > 0) throw invalid({ fields: missing.map((field) => ofChild(field, c, input.caseId)) })
  const mine = tx
    .select({ id: caseInteractions.interactionId })
    .from(caseInteractions)
    .where(and(eq(caseInteractions.tenantId, ctx.tenantId), eq(caseInteractions.caseId, c.id)))
  await tx
    .update(interactions)
    .set({
      class: sql`coalesce(${interactions.class}, ${input.class ?? 'normal'})`,
      state: 'ended',
      endedAt: sql`coalesce(${interactions.endedAt}, ${now.toISOString()}::timestamptz)`,
      version: sql`${interactions.version} + 1`,
    })
    .where(and(eq(interactions.tenantId, ctx.tenantId), inArray(interactions.id, mine), isNull(interactions.class)))
  if (to === 'resolved' || c.state !== 'resolved') {
    await clearTimer(tx, ctx, { kind: firstResponseTimer, ref: c.id })
    await clearTimer(tx, ctx, { kind: callbackTimer, ref: c.id })
    await stopMergedClocks(tx, ctx, c.id)
  }
  if (input.note) await addEntry(tx, ctx, c.id, { kind: 'note', text: input.note })
  const after = await changeCaseRow(tx, ctx, c, service.emergency, {
    set: {
      state: to,
      isOpen: false,
      outcome,
      attributes,
      waitingSince: null,
      callbackAt: null,
      sortAt: farAway,
      ...(to === 'resolved' ? { resolvedAt: now } : { closedAt: now, resolvedAt: c.resolvedAt ?? now }),
    },
    revision: input.revision,
    edits: true,
    entry: { kind: to, data: { outcome } },
    event: to === 'resolved' ? caseResolved : caseClosed,
    payload: {},
    audit: {
      action: `case.${to}`,
      before: { state: c.state, ...(answered && { attributes: answered.before }) },
      after: { state: to, outcome, class: input.class ?? null, ...(answered && { attributes: answered.after }) },
    },
  })
  if (to === 'resolved') await askRules(tx, ctx, after, { whens: ['resolved'], urgent: service.emergency })
  return after
}

/** A part that cannot be settled says which one it is. */
const ofChild = (field: FieldProblem, c: Case, asked: string): FieldProblem =>
  c.id === asked
    ? field
    : {
        ...field,
        path: 'children',
        text: { id: `${c.number}: ${field.text.id}`, en: `${c.number}: ${field.text.en}` },
      }

const reopenInput = z.object(versioned).strict()

/** Reopens a case settled at most 7 days ago. @throws forbidden, notFound, caseStale, reopenTooLate */
export async function reopenCase(ctx: Ctx, raw: z.input<typeof reopenInput>): Promise<{ revision: number }> {
  authorize(ctx, 'case.work')
  const r = parse(reopenInput, raw)
  return withTenant(ctx, async (tx) => {
    const c = await lockCase(tx, ctx, r.caseId)
    if (c.revision !== r.revision) throw caseStale()
    if (isOpen(c.state)) throw conflict()
    if (!canReopen(c, ctx.clock.now())) throw reopenTooLate()
    const service = await serviceIn(tx, ctx, c.serviceId)
    if (c.isSpam) return { revision: (await restore(tx, ctx, c, service, r.revision)).revision }
    await resumeMergedClocks(tx, ctx, c.id)
    // An unmet first response has its clock back; what fell due meanwhile fires at once.
    if (!c.firstAnsweredAt && c.firstResponseDueAt && !c.overdueAt)
      await setTimer(tx, ctx, {
        kind: firstResponseTimer,
        ref: c.id,
        version: c.version + 1,
        dueAt: c.firstResponseDueAt,
      })
    const after = await changeCaseRow(tx, ctx, c, service.emergency, {
      set: {
        state: 'open',
        isOpen: true,
        outcome: null,
        resolvedAt: null,
        closedAt: null,
        waitingSince: ctx.clock.now(),
        sortAt: sortTime({ ...c, waitingSince: ctx.clock.now() }),
      },
      revision: r.revision,
      edits: true,
      entry: { kind: 'reopened', data: { by: 'staff' } },
      event: caseReopened,
      payload: {},
      audit: { action: 'case.reopened', before: { state: c.state, outcome: c.outcome }, after: { state: 'open' } },
    })
    return { revision: after.revision }
  })
}
