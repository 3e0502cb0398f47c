import { type CaseDetail, canReopen, caseFieldsOf } from '@siaga/cases'
import type { Ctx } from '@siaga/db'
import type { CaseField } from '@siaga/tenancy'

type Related = CaseDetail['links'][number]

const related = ({ id, number, subject, state }: Related) => ({ id, number, subject, state })

/** A value of the service's own field as people read it; null for none. */
export function fieldWords(field: CaseField, value: string | undefined, ctx: Pick<Ctx, 'locale'>): string | null {
  if (!value) return null
  const { locale } = ctx
  if (field.kind === 'choice') return field.options?.find((o) => o.value === value)?.label[locale] ?? value
  if (field.kind === 'yes_no') {
    const words = { id: { yes: 'Ya', no: 'Tidak' }, en: { yes: 'Yes', no: 'No' } }[locale]
    return value === 'yes' ? words.yes : words.no
  }
  return value
}

/** What hangs on a case besides its conversation: tags, the service's fields, what is to be done, and other cases. */
export function caseParts(ctx: Ctx, detail: CaseDetail) {
  const { case: c, service } = detail
  const { locale } = ctx
  const me = ctx.actor.kind === 'member' ? ctx.actor.memberId : null
  return {
    tags: detail.tags.map(({ id, name, isActive }) => ({ id, name, retired: !isActive })),
    fields: caseFieldsOf(service.definition).map((field) => ({
      key: field.key,
      kind: field.kind,
      label: field.label[locale],
      help: field.help?.[locale] ?? null,
      options: field.options?.map((o) => ({ value: o.value, label: o.label[locale] })) ?? [],
      required: field.requiredToResolve,
      value: c.attributes[field.key] ?? '',
      words: fieldWords(field, c.attributes[field.key], ctx),
    })),
    checklist: detail.checklist.map((item) => ({
      id: item.id,
      text: item.own ? item.text : item.words[locale],
      own: item.own,
      doneAt: item.doneAt ? Date.parse(item.doneAt) : null,
      doneBy: item.doneBy,
    })),
    links: detail.links.map(related),
    parent: detail.parent && related(detail.parent),
    children: detail.children.map((child) => ({ ...related(child), revision: child.revision, open: child.isOpen })),
    merged: detail.merged.map(related),
    mergedInto: detail.mergedInto && related(detail.mergedInto),
    watchers: detail.watchers.map((w) => ({ id: w.memberId, name: w.name })),
    watching: detail.watchers.some((w) => w.memberId === me),
    readers: detail.readers.filter((r) => r.id !== me),
    callbackAt: c.callbackAt?.getTime() ?? null,
    spam: c.isSpam,
    canUnspam: c.isSpam && canReopen(c, ctx.clock.now()),
    moves: detail.moves.map((m) => ({
      id: m.id,
      name: m.name[locale],
      own: m.id === c.serviceId,
      queues: m.queues.map((q) => ({ id: q.id, name: q.name[locale] })),
    })),
    serviceId: c.serviceId,
  }
}
