import type { Ctx } from '@siaga/db'
import { type Locale, type Localized, SiagaError } from '@siaga/kernel'
import { authorize, parse } from '@siaga/tenancy'
import { z } from 'zod'
import { mostTags } from '../case/tag-rules.ts'
import { tagCase } from '../case/tags.ts'
import { snoozeCase } from '../snooze-case.ts'
import { assignCase, closeCase } from '../work-case.ts'
import { markSeen } from './mark-seen.ts'

/** So many cases at once: what one person can still answer for. */
export const mostInBulk = 200

const act = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('assign'), assigneeId: z.uuid().nullable() }).strict(),
  /** Tags by name to put on (a new name becomes a tag), by id to take off. */
  z
    .object({
      kind: z.literal('tag'),
      add: z.array(z.string().max(200)).max(mostTags).default([]),
      remove: z.array(z.uuid()).max(mostTags).default([]),
    })
    .strict(),
  z
    .object({
      kind: z.literal('close'),
      outcome: z.string().max(40),
      class: z.enum(['normal', 'information', 'prank', 'ghost', 'abandoned', 'test']).default('normal'),
    })
    .strict(),
  z.object({ kind: z.literal('snooze'), until: z.coerce.date() }).strict(),
  z.object({ kind: z.literal('read') }).strict(),
])

const input = z
  .object({
    cases: z
      .array(z.object({ caseId: z.uuid(), revision: z.int().positive() }).strict())
      .min(1)
      .max(mostInBulk),
    act,
  })
  .strict()

export type BulkInput = z.input<typeof input>
type Act = z.output<typeof act>

export type BulkResult = { done: number; failed: { caseId: string; code: string; text: string }[] }

/** What a person reads of a refusal: the field that is wrong says more than that one is. */
function reasonOf(error: SiagaError, locale: Locale): string {
  const field: Localized | undefined = error.fields[0]?.text
  return field?.[locale] ?? error.publicText(locale)
}

function one(ctx: Ctx, act: Exclude<Act, { kind: 'read' }>, versioned: { caseId: string; revision: number }) {
  switch (act.kind) {
    case 'assign':
      return assignCase(ctx, { ...versioned, assigneeId: act.assigneeId })
    case 'tag':
      return tagCase(ctx, { caseId: versioned.caseId, add: act.add, remove: act.remove })
    case 'close':
      return closeCase(ctx, { ...versioned, outcome: act.outcome, class: act.class })
    case 'snooze':
      return snoozeCase(ctx, { ...versioned, until: act.until })
  }
}

/**
 * Does one thing to many cases, each in a transaction of its own and by the verb that does it to one. Says how many
 * worked, and of each other one why not. Marks of what was read are the caller's own and are one act.
 * @throws forbidden, invalid
 */
export async function bulkCases(ctx: Ctx, raw: BulkInput): Promise<BulkResult> {
  authorize(ctx, 'case.read')
  const { cases, act } = parse(input, raw)
  if (act.kind === 'read') {
    await markSeen(ctx, { cases: cases.map(({ caseId }) => ({ caseId })) })
    return { done: cases.length, failed: [] }
  }
  authorize(ctx, 'case.work')
  const result: BulkResult = { done: 0, failed: [] }
  for (const { caseId, revision } of new Map(cases.map((c) => [c.caseId, c])).values()) {
    try {
      await one(ctx, act, { caseId, revision })
      result.done++
    } catch (error) {
      if (!(error instanceof SiagaError)) throw error
      result.failed.push({ caseId, code: error.code, text: reasonOf(error, ctx.locale) })
    }
  }
  return result
}
