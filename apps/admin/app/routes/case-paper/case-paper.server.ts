import { type CaseDetail, exportCase } from '@siaga/cases'
import type { Ctx } from '@siaga/db'
import type { Tenant } from '@siaga/tenancy'
import { caseStateTexts, dateLong, dateTime, priorityTexts, time, translate, zoneName } from '@siaga/ui'
import { channelLooks } from '../../server/channel-looks.server.ts'
import { type CaseView, scansOfCase, viewOfCase } from '../case/case-view.server.ts'
import { paperTexts } from './paper.texts.ts'

/** More than this is not put on paper: about a hundred pages. The newest is what counts. */
const mostCharacters = 300_000

export type PaperItem = {
  id: string
  kind: 'citizen' | 'own' | 'note'
  who: string
  at: string
  meta: string | null
  text: string
  attachments: string | null
}

export type Paper = {
  tenant: string
  number: string
  subject: string
  facts: { label: string; value: string }[]
  heading: string
  items: PaperItem[]
  omitted: number
  notes: boolean
  printed: string
}

type Wish = { form: 'print' | 'pdf'; notes: boolean }

/** A case as an official paper: facts and conversation; internal notes only when asked for. @throws forbidden, notFound */
export async function casePaper(ctx: Ctx, tenant: Tenant, caseId: string, wish: Wish): Promise<Paper> {
  const detail = await exportCase(ctx, { caseId, ...wish })
  const view = viewOfCase(ctx, tenant, detail, await scansOfCase(ctx, detail))
  const { locale } = ctx
  const t = translate(paperTexts, locale)
  const zone = tenant.timeZone
  const at = (ms: number) => `${dateTime(locale, ms, zone)} ${zoneName(zone)}`
  const { items, omitted } = itemsOf(ctx, view, zone, wish.notes)
  const now = ctx.clock.now().getTime()
  const name = ctx.actor.kind === 'member' ? ctx.actor.name : '—'
  return {
    tenant: tenant.name,
    number: view.number,
    subject: view.subject,
    facts: factsOf(ctx, detail, view, at),
    heading: t(wish.notes ? 'withNotes' : 'conversation'),
    items,
    omitted,
    notes: wish.notes,
    printed: t('printed', { at: `${dateLong(locale, now, zone)} ${time(locale, now, zone)} ${zoneName(zone)}`, name }),
  }
}

function factsOf(ctx: Ctx, detail: CaseDetail, view: CaseView, at: (ms: number) => string): Paper['facts'] {
  const { locale } = ctx
  const t = translate(paperTexts, locale)
  const priority = { p1: 'P1', p2: 'P2', p3: 'P3' } as const
  const related = [view.parent, ...view.children, ...view.links, ...view.merged].flatMap((c) => c?.number ?? [])
  const facts: [Exclude<keyof typeof paperTexts, 'title'>, string | null][] = [
    ['service', view.service.name],
    ['state', translate(caseStateTexts, locale)(view.state)],
    ['outcome', view.outcome],
    ['priority', `${priority[view.priority]} · ${translate(priorityTexts, locale)(priority[view.priority])}`],
    ['category', view.service.categories.find((c) => c.code === view.category)?.name ?? null],
    ['citizen', view.citizen.name ?? t('unnamed')],
    ['address', view.citizen.address ?? view.citizen.replyMail],
    ['location', view.regionLabel],
    ['place', view.place],
    ['agent', view.assignee],
    ['opened', at(view.openedAt)],
    ['due', view.dueAt === null ? null : at(view.dueAt)],
    ['answered', view.answeredAt === null ? null : at(view.answeredAt)],
    ['settled', view.settledAt === null ? null : at(view.settledAt)],
    ['tags', detail.tags.map((tag) => tag.name).join(', ') || null],
    ['related', related.join(', ') || null],
  ]
  const own = view.fields.flatMap(({ label, words }) => (words ? [{ label, value: words }] : []))
  const intake = view.intake.map(({ label, value, masked }) => ({ label, value: masked ?? value }))
  const known = facts.flatMap(([key, value]) => (value ? [{ label: t(key as 'service'), value }] : []))
  return [...known, ...own, ...intake]
}

function itemsOf(ctx: Ctx, view: CaseView, zone: string, notes: boolean): { items: PaperItem[]; omitted: number } {
  const { locale } = ctx
  const t = translate(paperTexts, locale)
  const looks = channelLooks(locale)
  const all = view.thread.flatMap((item): PaperItem[] => {
    const base = { id: item.id, at: dateTime(locale, item.at, zone) }
    if (item.kind === 'note')
      return notes
        ? [{ ...base, kind: 'note', who: item.author, meta: t('note'), text: item.text, attachments: null }]
        : []
    if (item.kind !== 'message') return []
    const names = item.attachments.map((file) => file.name).join(', ')
    return [
      {
        ...base,
        kind: item.own ? 'own' : 'citizen',
        who: item.author ?? (item.own ? '—' : (view.citizen.name ?? t('unnamed'))),
        meta: looks[item.channelKind]?.name ?? null,
        text: item.text,
        attachments: names ? t('attachments', { names }) : null,
      },
    ]
  })
  let left = mostCharacters
  const items = [...all]
    .reverse()
    .filter(({ text }) => {
      left -= text.length + 100
      return left > 0
    })
    .reverse()
  return { items, omitted: all.length - items.length }
}
