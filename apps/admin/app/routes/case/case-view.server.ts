import { type CaseDetail, canReopen, caseFieldsOf, isHeldMessage, isOpen, readCase } from '@siaga/cases'
import { maskAddress } from '@siaga/conversations'
import type { Ctx } from '@siaga/db'
import { scansOf } from '@siaga/files'
import type { Locale } from '@siaga/kernel'
import { regionLabel, regionPath } from '@siaga/regions'
import type { Tenant } from '@siaga/tenancy'
import { channelLooks } from '../../server/channel-looks.server.ts'
import { type EventFacts, eventFacts } from './case-event.server.ts'
import { caseParts, fieldWords } from './case-parts.server.ts'
import { messageExtras, windowView } from './channel-view.server.ts'
import { composerView, deliveryOf, shownAddress } from './composer-view.server.ts'
import { maskPhone } from './mask.ts'

export type Change = {
  field: 'subject' | 'category' | 'priority' | 'regionCode' | 'place' | 'queueId' | 'attribute'
  /** Of a field of the service's own: its name. */
  label?: string
  from: string
  to: string
}

export type ThreadItem =
  | ({
      kind: 'message'
      id: string
      at: number
      own: boolean
      author: string | null
      channelKind: string
      subject: string | null
      text: string
      html: string | null
      automatic: boolean
      state: Exclude<CaseDetail['messages'][number]['state'], 'withdrawn'>
      stateAt: number
      delivery: ReturnType<typeof deliveryOf>
      attachments: {
        fileId: string
        name: string
        sizeBytes: number
        mediaType: string
        scan: 'not_scanned' | 'clean' | 'infected'
      }[]
    } & ReturnType<typeof messageExtras>)
  | { kind: 'note'; id: string; at: number; author: string; text: string }
  | {
      kind: 'event'
      id: string
      at: number
      event: Exclude<CaseDetail['entries'][number]['kind'], 'note'>
      author: string
      /** A colleague, an outcome, a channel or a number, as the event has it. */
      about: string | null
      changes: Change[]
      facts: EventFacts
    }

const ms = (at: Date | null) => at?.getTime() ?? null
const text = (value: unknown) => (typeof value === 'string' ? value : '')

/** A value of a case as people read it; a dash for none. */
function readable(detail: CaseDetail, field: Change['field'], value: unknown, locale: Locale): string {
  const raw = text(value)
  if (!raw) return '—'
  if (field === 'category') return detail.service.definition.categories.find((c) => c.code === raw)?.name[locale] ?? raw
  if (field === 'regionCode') return regionLabel(raw)
  if (field === 'queueId') return detail.queues.find((q) => q.id === raw)?.name[locale] ?? raw
  return raw
}

const changeable = ['subject', 'category', 'priority', 'regionCode', 'place', 'queueId'] as const

function changesOf(detail: CaseDetail, data: Record<string, unknown>, locale: Locale): Change[] {
  const [before, after] = [data.before, data.after].map((side) =>
    typeof side === 'object' && side ? (side as Record<string, unknown>) : {},
  )
  const show = (field: Change['field'], value: unknown) =>
    field === 'priority' ? text(value) : readable(detail, field, value, locale)
  const own = changeable
    .filter((field) => after && field in after)
    .map((field) => ({ field, from: show(field, before?.[field]), to: show(field, after?.[field]) }))
  return [...own, ...answersOf(detail, before?.attributes, after?.attributes, locale)]
}

/** Changed answers to the service's own fields. */
function answersOf(detail: CaseDetail, before: unknown, after: unknown, locale: Locale): Change[] {
  const side = (of: unknown) => (typeof of === 'object' && of ? (of as Record<string, unknown>) : {})
  return caseFieldsOf(detail.service.definition)
    .filter((field) => field.key in side(after))
    .map((field) => {
      const words = (of: unknown) => fieldWords(field, text(side(of)[field.key]), { locale }) ?? '—'
      return { field: 'attribute', label: field.label[locale], from: words(before), to: words(after) }
    })
}

function aboutOf(detail: CaseDetail, entry: CaseDetail['entries'][number], locale: Locale): string | null {
  const { kind, data } = entry
  if (kind === 'assigned' || kind === 'taken') return text(data.to) || null
  if (kind === 'resolved' || kind === 'closed') {
    return detail.service.definition.outcomes.find((o) => o.code === data.outcome)?.name[locale] ?? null
  }
  if (kind === 'opened') return channelLooks(locale)[text(data.channel)]?.name ?? null
  if (kind === 'reopened') return text(data.by) || null
  return null
}

function threadOf(detail: CaseDetail, locale: Locale, scans: Scans): ThreadItem[] {
  const messages = detail.messages
    .filter((m) => !isHeldMessage(m))
    .map(
      (m): ThreadItem => ({
        kind: 'message',
        id: m.id,
        at: m.orderedAt.getTime(),
        own: m.direction === 'out',
        author: m.authorName,
        channelKind: detail.channelKinds[m.channelId] ?? detail.case.channelKind,
        subject: m.subject,
        text: m.text,
        html: m.html,
        automatic: m.automatic,
        // Withdrawn ones are not read.
        state: m.state as Exclude<typeof m.state, 'withdrawn'>,
        stateAt: m.stateAt.getTime(),
        ...messageExtras(detail, m, locale),
        delivery: deliveryOf(detail, m),
        attachments: m.attachments.map((a) => ({ ...a, scan: scans[a.fileId] ?? 'not_scanned' })),
      }),
    )
  const entries = detail.entries.map((e): ThreadItem => {
    const base = { id: e.id, at: e.createdAt.getTime(), author: e.actorName }
    if (e.kind === 'note') return { kind: 'note', ...base, text: e.text ?? '' }
    return {
      kind: 'event',
      ...base,
      event: e.kind,
      about: aboutOf(detail, e, locale),
      changes: e.kind === 'changed' ? changesOf(detail, e.data, locale) : [],
      facts: eventFacts(e, locale),
    }
  })
  // What opens a ticket stands before the message that opened it.
  const rank = (item: ThreadItem) => (item.kind === 'event' && item.event === 'opened' ? 0 : 1)
  return [...messages, ...entries].sort((a, b) => a.at - b.at || rank(a) - rank(b) || (a.id < b.id ? -1 : 1))
}

/** Answers of the intake form, without those that the ticket shows anyway. */
function intakeOf(detail: CaseDetail, locale: Locale) {
  const shownElsewhere = new Set(['subject', 'body', 'category', 'name', 'attachment'])
  return detail.service.definition.intake.flatMap((field) => {
    const value = detail.case.fields[field.key]
    if (!value || (field.role && shownElsewhere.has(field.role))) return []
    const option = field.options?.find((o) => o.value === value)
    const shown = option ? option.label[locale] : field.kind === 'region' ? regionLabel(value) : value
    return [
      {
        key: field.key,
        label: field.label[locale],
        value: shown,
        masked: field.kind === 'phone' ? maskPhone(value) : null,
      },
    ]
  })
}

function citizenOf(detail: CaseDetail) {
  const { citizen } = detail
  const name = citizen?.name ?? citizen?.displayName ?? null
  const kind = citizen?.kind ?? 'anonymous'
  const own = citizen && kind !== 'anonymous' ? citizen.address : null
  return {
    name,
    address: own && citizen && (kind === 'e164' || kind === 'wa_user') ? maskAddress(kind, own) : own,
    replyMail: kind === 'mail' ? null : detail.case.replyMail,
  }
}

/** The citizen beyond this ticket; numbers are masked here as everywhere in the console. */
function citizenStanding(detail: CaseDetail) {
  const { standing, citizen } = detail
  if (!standing) return null
  const shown = (i: (typeof standing.identities)[number]) =>
    i.kind === 'mail' ? i.address : i.kind === 'anonymous' || i.kind === 'chat' ? null : maskAddress(i.kind, i.address)
  return {
    contactId: standing.id,
    language: standing.language,
    openCases: standing.openCases,
    blockedUntil: ms(standing.block?.expiresAt ?? null),
    withheld: standing.withheldCount,
    others: standing.identities.flatMap((i) => (i.id === citizen?.id ? [] : (shown(i) ?? []))),
  }
}

/** Where the choice of a region begins when the case has none: the tenant's own. */
function regionStart(tenant: Tenant): string[] {
  return regionPath(tenant.authorityCode).map(({ code }) => code)
}

/** Everything that the console shows of a case, as people read it; nothing that opens a door (tokens) is in it. @throws forbidden, notFound */
export async function caseView(ctx: Ctx, tenant: Tenant, caseId: string) {
  const detail = await readCase(ctx, caseId)
  return viewOfCase(ctx, tenant, detail, await scansOfCase(ctx, detail))
}

type Scans = Awaited<ReturnType<typeof scansOf>>

/** Which of its files a scanner has looked at. */
export const scansOfCase = (ctx: Ctx, detail: CaseDetail): Promise<Scans> =>
  scansOf(
    ctx,
    detail.messages.flatMap((m) => m.attachments.map(({ fileId }) => fileId)),
  )

/** A case that was read, as people read it. */
export function viewOfCase(ctx: Ctx, tenant: Tenant, detail: CaseDetail, scans: Scans) {
  const { case: c, service } = detail
  const { definition } = service
  const locale = ctx.locale
  const me = ctx.actor.kind === 'member' ? ctx.actor.memberId : null
  const now = ctx.clock.now()
  return {
    now: now.getTime(),
    id: c.id,
    number: c.number,
    revision: c.revision,
    state: c.state,
    open: isOpen(c.state),
    canReopen: canReopen(c, now),
    subject: c.subject,
    priority: c.priority,
    category: c.category,
    place: c.place,
    regionCode: c.regionCode,
    regionLabel: c.regionCode ? regionLabel(c.regionCode) : null,
    regionPath: c.regionCode ? regionPath(c.regionCode).map(({ code }) => code) : [],
    regionStart: regionStart(tenant),
    queueId: c.queueId,
    channelKind: c.channelKind,
    needsVerification: c.needsVerification,
    openedAt: c.openedAt.getTime(),
    dueAt: ms(c.firstResponseDueAt),
    answeredAt: ms(c.firstAnsweredAt),
    waitingSince: ms(c.waitingSince),
    settledAt: ms(c.resolvedAt ?? c.closedAt),
    snoozedUntil: ms(c.snoozedUntil),
    messageCount: c.messageCount,
    outcome: definition.outcomes.find((o) => o.code === c.outcome)?.name[locale] ?? null,
    service: {
      name: definition.name[locale],
      emergency: service.emergency,
      normalClass: definition.normalClass[locale],
      target: definition.targets.firstResponse[c.priority],
      categories: definition.categories.map(({ code, name }) => ({ code, name: name[locale] })),
      outcomes: definition.outcomes.map(({ code, name }) => ({ code, name: name[locale] })),
    },
    assigneeId: c.assigneeId,
    assignee: detail.colleagues.find(({ id }) => id === c.assigneeId)?.name ?? null,
    mine: c.assigneeId !== null && c.assigneeId === me,
    colleagues: detail.colleagues,
    queues: detail.queues.map(({ id, name }) => ({ id, name: name[locale] })),
    route: {
      channelKind: detail.route.channelKind,
      to: shownAddress(detail.route.toAddress),
      leaves: detail.route.leaves,
    },
    citizen: citizenOf(detail),
    standing: citizenStanding(detail),
    history: detail.history.map((h) => ({
      id: h.id,
      number: h.number,
      subject: h.subject,
      state: h.state,
      channelKind: h.channelKind,
      at: h.lastMessageAt.getTime(),
    })),
    interactions: detail.interactions.map((i) => ({
      id: i.id,
      class: i.class,
      channelKind: i.channelKind,
      at: i.receivedAt.getTime(),
      answeredAt: ms(i.answeredAt),
    })),
    intake: intakeOf(detail, locale),
    thread: threadOf(detail, locale, scans),
    ...composerView(ctx, tenant, detail),
    ...windowView(detail),
    ...caseParts(ctx, detail),
  }
}

export type CaseView = ReturnType<typeof viewOfCase>
