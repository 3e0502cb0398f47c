import type { ServiceDefinition } from '@siaga/tenancy'
import type { ChecklistItem } from '../schema.ts'

export const mostItems = 50

/** Items of the service's template have ids of this form; a case keeps one from the moment it is ticked. */
const templateId = (code: string) => `t.${code}`

type Text = { id: string; en: string }
export type ShownItem = ChecklistItem & { own: boolean; words: Text }

/** What is to be done in a case: the template of its category, what of other templates was ticked, then its own items. */
export function checklistOf(
  definition: ServiceDefinition,
  category: string | null,
  stored: readonly ChecklistItem[],
): ShownItem[] {
  const lists = definition.checklists ?? []
  const named = new Map(lists.flatMap((l) => l.items.map((i) => [templateId(i.code), i.text] as const)))
  const wanted = lists.filter((l) => l.category === null || l.category === category).flatMap((l) => l.items)
  const template = wanted.map((item): ShownItem => {
    const id = templateId(item.code)
    const kept = stored.find((s) => s.id === id)
    return {
      id,
      text: item.text.id,
      words: item.text,
      own: false,
      doneAt: kept?.doneAt ?? null,
      doneBy: kept?.doneBy ?? null,
    }
  })
  const rest = stored
    .filter((s) => !template.some((t) => t.id === s.id))
    .map(
      (s): ShownItem => ({ ...s, own: !s.id.startsWith('t.'), words: named.get(s.id) ?? { id: s.text, en: s.text } }),
    )
    .filter((s) => s.own || s.doneAt)
  return [...template, ...rest]
}

/** The stored list with one item ticked or not; an item of the template enters with its first tick. */
export function tickedList(
  stored: readonly ChecklistItem[],
  item: ShownItem,
  done: { at: string; by: string } | null,
): ChecklistItem[] {
  const fresh = { id: item.id, text: item.text, doneAt: done?.at ?? null, doneBy: done?.by ?? null }
  return stored.some((s) => s.id === item.id) ? stored.map((s) => (s.id === item.id ? fresh : s)) : [...stored, fresh]
}
