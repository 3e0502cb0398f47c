import type { Ctx } from '@siaga/db'
import { notFound } from '@siaga/kernel'
import { type CaseField, changeDesk, readService, type ServiceDefinition } from '@siaga/tenancy'
import { keyedLines, keyFor, readLines } from './field-lines.ts'

type Lists = NonNullable<ServiceDefinition['checklists']>

const word = (form: FormData, name: string) => String(form.get(name) ?? '').trim()

function fieldOf(form: FormData, known: readonly CaseField[], before: CaseField | undefined): CaseField {
  const label = { id: word(form, 'labelId'), en: word(form, 'labelEn') || word(form, 'labelId') }
  const kind = word(form, 'kind') as CaseField['kind']
  const old = (before?.options ?? []).map((o) => ({ ...o.label, value: o.value }))
  const options = keyedLines(readLines(word(form, 'options')), old, 'value').map(({ value, id, en }) => ({
    value,
    label: { id, en },
  }))
  const { options: _, ...kept } = before ?? {
    key: keyFor(
      label.en || label.id,
      known.map((f) => f.key),
    ),
  }
  return {
    ...kept,
    key: kept.key,
    label,
    kind,
    requiredToResolve: form.get('required') === 'yes',
    ...(kind === 'choice' && { options }),
  }
}

function listsOf(form: FormData, before: Lists): Lists {
  const category = word(form, 'category') || null
  const old = before.find((list) => list.category === category)?.items ?? []
  const reserved = before.flatMap((list) => list.items.map((item) => item.code))
  const items = keyedLines(
    readLines(word(form, 'items')),
    old.map((item) => ({ ...item.text, code: item.code })),
    'code',
    reserved,
  ).map(({ code, id, en }) => ({ code, text: { id, en } }))
  const others = before.filter((list) => list.category !== category)
  return items.length > 0 ? [...others, { category, items }] : others
}

/** One form of the page → the verb. @throws forbidden, notFound, invalid, conflict */
export async function changeFields(ctx: Ctx, form: FormData): Promise<void> {
  const serviceId = word(form, 'serviceId')
  const { service } = await readService(ctx, serviceId)
  const versioned = { serviceId, version: Number(form.get('version')) }
  const fields = service.definition.caseFields ?? []
  const key = word(form, 'key')
  const at = fields.findIndex((f) => f.key === key)
  switch (form.get('intent')) {
    case 'add':
      await changeDesk(ctx, { ...versioned, caseFields: [...fields, fieldOf(form, fields, undefined)] })
      return
    case 'change':
      if (at < 0) throw notFound()
      await changeDesk(ctx, {
        ...versioned,
        caseFields: fields.map((f, index) => (index === at ? fieldOf(form, fields, f) : f)),
      })
      return
    case 'remove':
      await changeDesk(ctx, { ...versioned, caseFields: fields.filter((f) => f.key !== key) })
      return
    case 'checklist':
      await changeDesk(ctx, { ...versioned, checklists: listsOf(form, service.definition.checklists ?? []) })
      return
    default:
      throw notFound()
  }
}
