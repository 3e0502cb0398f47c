import type { Priority } from '../case-rules.ts'
import type { RuleAction, RuleCondition, RuleDefinition } from './rule-definition.ts'

/** What a rule looks at. */
export type Occasion = {
  when: RuleDefinition['when']
  caseId: string
  /** The event that caused it: two are two occasions for a rule that acts each time. */
  eventId: string
  /** The day in the tenant's zone, `2026-11-22`. */
  day: string
  category: string | null
  priority: Priority
  channelKind: string
  regionCode: string | null
  /** What the citizen wrote. */
  text: string
  serviceIsOpen: boolean
  /** Written by a machine: no rule answers it. */
  automatic: boolean
  /** Said, or written on paper: staff put it here. */
  loggedByHand: boolean
}

/** Whether a message was logged by staff, and not written by its citizen. */
export const isByStaff = (authorRef: string | undefined) => /^(member|api_key):/.test(authorRef ?? '')

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')

/** Whether one of the words or phrases stands in the text by itself, without regard to case. */
export function mentions(text: string, words: readonly string[]): boolean {
  return words.some((word) => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(word)}(?![\\p{L}\\p{N}])`, 'iu').test(text))
}

function holds(condition: RuleCondition, o: Occasion): boolean {
  switch (condition.field) {
    case 'category':
      return o.category !== null && condition.in.includes(o.category)
    case 'priority':
      return condition.in.includes(o.priority)
    case 'channel':
      return condition.in.includes(o.channelKind)
    case 'text':
      return mentions(o.text, condition.words)
    case 'hours':
      return o.serviceIsOpen === (condition.are === 'open')
    case 'region':
      return o.regionCode === condition.startsWith || (o.regionCode ?? '').startsWith(`${condition.startsWith}.`)
    default:
      return condition satisfies never
  }
}

/**
 * Whether a rule acts on an occasion. What a machine wrote moves no rule, so that two machines never talk; what staff
 * logged by hand, the citizen did not write. Pure.
 */
export function applies(rule: RuleDefinition, o: Occasion): boolean {
  if (o.when === 'citizen_wrote' && o.loggedByHand) return false
  return rule.when === o.when && !o.automatic && rule.conditions.every((condition) => holds(condition, o))
}

/** What makes two occasions the same for a rule: it acts on each only once. */
export function occasionKey(rule: RuleDefinition, o: Occasion): string {
  if (rule.often === 'once') return `case:${o.caseId}`
  if (rule.often === 'daily') return `case:${o.caseId}:${o.day}`
  return `case:${o.caseId}:${o.eventId}`
}

/** The changes to a case's own columns that actions ask for; the last of a kind wins. */
export function columnsOf(actions: readonly RuleAction[]): {
  category?: string
  priority?: Priority
  assigneeId?: string
  queueId?: string
} {
  const columns: ReturnType<typeof columnsOf> = {}
  for (const action of actions) {
    if (action.do === 'category') columns.category = action.to
    if (action.do === 'priority') columns.priority = action.to
    if (action.do === 'assign') columns.assigneeId = action.memberId
    if (action.do === 'queue') columns.queueId = action.queueId
  }
  return columns
}
