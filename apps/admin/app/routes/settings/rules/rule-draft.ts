import type { RuleAction, RuleCondition, RuleDefinition } from '@siaga/cases'

export const whens = ['opened', 'citizen_wrote', 'overdue', 'resolved'] as const
export const oftens = ['once', 'daily', 'each_time'] as const

export const conditionFields = ['text', 'category', 'priority', 'channel', 'hours', 'region'] as const
export const actionKinds = ['reply', 'note', 'category', 'priority', 'assign', 'queue', 'tag'] as const

/** A row while it is being written: with a key of its own, so that rows keep what was typed when others go. */
export type Row<T> = { key: string; value: T }

export type RuleDraft = {
  name: string
  when: RuleDefinition['when']
  often: RuleDefinition['often']
  conditions: Row<RuleCondition>[]
  actions: Row<RuleAction>[]
}

let serial = 0
const row = <T>(value: T): Row<T> => ({ key: `row-${++serial}`, value })

export const emptyDefinition: RuleDefinition = { when: 'opened', often: 'once', conditions: [], actions: [] }

export const draftOf = (name: string, definition: RuleDefinition): RuleDraft => ({
  name,
  when: definition.when,
  often: definition.often,
  conditions: definition.conditions.map(row),
  actions: definition.actions.map(row),
})

export const definitionOf = (draft: RuleDraft): RuleDefinition => ({
  when: draft.when,
  often: draft.often,
  conditions: draft.conditions.map(({ value }) => value),
  actions: draft.actions.map(({ value }) => value),
})

/** A condition of a kind with nothing chosen; hours have no "nothing". */
export function newCondition(field: RuleCondition['field']): Row<RuleCondition> {
  switch (field) {
    case 'text':
      return row({ field, words: [] })
    case 'hours':
      return row({ field, are: 'closed' })
    case 'region':
      return row({ field, startsWith: '' })
    case 'priority':
      return row({ field, in: [] })
    default:
      return row({ field, in: [] })
  }
}

export function newAction(kind: RuleAction['do']): Row<RuleAction> {
  switch (kind) {
    case 'reply':
    case 'note':
      return row({ do: kind, text: '' })
    case 'category':
      return row({ do: kind, to: '' })
    case 'priority':
      return row({ do: kind, to: 'p2' })
    case 'assign':
      return row({ do: kind, memberId: '' })
    case 'queue':
      return row({ do: kind, queueId: '' })
    case 'tag':
      return row({ do: kind, tagId: '' })
    default:
      return kind satisfies never
  }
}

/** Words as typed, one after the other. */
export const wordsOf = (typed: string): string[] => [
  ...new Set(
    typed
      .split(/[,;\n]/)
      .map((word) => word.trim())
      .filter(Boolean),
  ),
]

/** A list with two neighbours changed; the same list where there is none. */
export function moved<T>(list: readonly T[], index: number, step: 1 | -1): T[] {
  const next = [...list]
  const [at, to] = [next[index], next[index + step]]
  if (at === undefined || to === undefined) return next
  next[index] = to
  next[index + step] = at
  return next
}
