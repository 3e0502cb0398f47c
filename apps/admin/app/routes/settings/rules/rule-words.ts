import type { RuleAction, RuleCondition, RuleDefinition } from '@siaga/cases'
import { priorityTexts, type Translate, useLocale, useTexts } from '@siaga/ui'
import { useTenantHere } from '../../tenant/use-tenant.ts'
import type { RuleOptions } from './rule-options.server.ts'
import { rulesTexts } from './rules.texts.ts'

const priorityName = { p1: 'P1', p2: 'P2', p3: 'P3' } as const

/** A rule in one sentence, for the list. */
export function useRuleSentence(): (rule: RuleDefinition, options: RuleOptions) => string {
  const t = useTexts(rulesTexts)
  const priorities = useTexts(priorityTexts)
  const locale = useLocale()
  const { channels } = useTenantHere()
  const or = new Intl.ListFormat(locale, { type: 'disjunction' })
  return (rule, options) => {
    const named = (list: readonly { id: string; name: string }[], id: string) =>
      list.find((one) => one.id === id)?.name ?? '—'
    const condition = (c: RuleCondition): string => {
      switch (c.field) {
        case 'category':
          return `${t('fieldCategory')} ${or.format(c.in.map((code) => named(options.categories, code)))}`
        case 'priority':
          return `${t('fieldPriority')} ${or.format(c.in.map((p) => priorities(priorityName[p])))}`
        case 'channel':
          return `${t('fieldChannel')} ${or.format(c.in.map((kind) => channels[kind]?.name ?? kind))}`
        case 'text':
          return `${t('fieldText')} ${or.format(c.words.map((word) => `“${word}”`))}`
        case 'hours':
          return `${t('fieldHours')} ${t(c.are)}`
        case 'region':
          return `${t('fieldRegion')} ${c.startsWith}`
        default:
          return c satisfies never
      }
    }
    const action = (a: RuleAction): string =>
      actionWords(a, t, { named, options, priority: (p) => priorities(priorityName[p]) })
    const ifs = rule.conditions.map(condition).join(` ${t('and')} `)
    const thens = new Intl.ListFormat(locale, { type: 'conjunction' }).format(rule.actions.map(action))
    return [`${t('whenWord')} ${t(rule.when)}`, ifs && `${t('ifWord')} ${ifs}`, `${t('thenWord')} ${thens}`]
      .filter(Boolean)
      .join(', ')
  }
}

type Names = {
  named(list: readonly { id: string; name: string }[], id: string): string
  options: RuleOptions
  priority(p: 'p1' | 'p2' | 'p3'): string
}

function actionWords(a: RuleAction, t: Translate<typeof rulesTexts>, { named, options, priority }: Names): string {
  switch (a.do) {
    case 'reply':
      return t('doReply')
    case 'note':
      return t('doNote')
    case 'category':
      return `${t('doCategory')} ${named(options.categories, a.to)}`
    case 'priority':
      return `${t('doPriority')} ${priority(a.to)}`
    case 'assign':
      return `${t('doAssign')} ${named(options.members, a.memberId)}`
    case 'queue':
      return `${t('doQueue')} ${named(options.queues, a.queueId)}`
    case 'tag':
      return `${t('doTag')} ${named(options.tags, a.tagId)}`
    default:
      return a satisfies never
  }
}
