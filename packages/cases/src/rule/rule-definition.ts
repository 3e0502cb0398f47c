import { z } from 'zod'

const condition = z.discriminatedUnion('field', [
  z.object({ field: z.literal('category'), in: z.array(z.string().max(40)).min(1).max(30) }).strict(),
  z.object({ field: z.literal('priority'), in: z.array(z.enum(['p1', 'p2', 'p3'])).min(1) }).strict(),
  z.object({ field: z.literal('channel'), in: z.array(z.string().max(40)).min(1).max(20) }).strict(),
  /** Any of these words or phrases, without regard to case, as whole words. */
  z.object({ field: z.literal('text'), words: z.array(z.string().trim().min(2).max(80)).min(1).max(50) }).strict(),
  z.object({ field: z.literal('hours'), are: z.enum(['open', 'closed']) }).strict(),
  z.object({ field: z.literal('region'), startsWith: z.string().regex(/^\d{2}(\.\d{2}){0,2}(\.\d{4})?$/) }).strict(),
])

const action = z.discriminatedUnion('do', [
  z.object({ do: z.literal('reply'), text: z.string().trim().min(1).max(4000) }).strict(),
  z.object({ do: z.literal('note'), text: z.string().trim().min(1).max(4000) }).strict(),
  z.object({ do: z.literal('category'), to: z.string().max(40) }).strict(),
  z.object({ do: z.literal('priority'), to: z.enum(['p1', 'p2', 'p3']) }).strict(),
  z.object({ do: z.literal('assign'), memberId: z.uuid() }).strict(),
  z.object({ do: z.literal('queue'), queueId: z.uuid() }).strict(),
  z.object({ do: z.literal('tag'), tagId: z.uuid() }).strict(),
])

/** When … if … then …. All conditions must hold; the actions happen together or not at all. */
export const ruleDefinition = z
  .object({
    when: z.enum(['opened', 'citizen_wrote', 'overdue', 'resolved']),
    /** How often at most for one case. */
    often: z.enum(['once', 'daily', 'each_time']).default('once'),
    conditions: z.array(condition).max(10).default([]),
    actions: z.array(action).min(1).max(10),
  })
  .strict()

export type RuleDefinition = z.output<typeof ruleDefinition>
export type RuleCondition = RuleDefinition['conditions'][number]
export type RuleAction = RuleDefinition['actions'][number]

export const ruleName = z.string().trim().min(3).max(120)
