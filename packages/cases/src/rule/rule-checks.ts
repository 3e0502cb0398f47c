import { unknownFields } from '@siaga/conversations'
import type { Ctx, Tx } from '@siaga/db'
import { type FieldProblem, invalid } from '@siaga/kernel'
import { membersIn, queuesIn, type Service } from '@siaga/tenancy'
import { and, eq, inArray } from 'drizzle-orm'
import { tags } from '../schema.ts'
import type { RuleDefinition } from './rule-definition.ts'

/** Everything that a rule names must exist in its service. @throws invalid, each wrong part by its path */
export async function checkRule(tx: Tx, ctx: Ctx, service: Service, rule: RuleDefinition): Promise<void> {
  const categories = new Set(service.definition.categories.map((c) => c.code))
  const tagIds = rule.actions.flatMap((a) => (a.do === 'tag' ? [a.tagId] : []))
  const [members, queues, known] = await Promise.all([
    membersIn(tx, ctx),
    queuesIn(tx, { ...ctx, services: [service.id] }),
    tagIds.length > 0
      ? tx
          .select({ id: tags.id })
          .from(tags)
          .where(and(eq(tags.tenantId, ctx.tenantId), inArray(tags.id, tagIds)))
      : [],
  ])
  const fields: FieldProblem[] = []
  const wrong = (path: string, id: string, en: string) => fields.push({ path, code: 'choice', text: { id, en } })
  rule.conditions.forEach((condition, i) => {
    if (condition.field === 'category' && condition.in.some((code) => !categories.has(code)))
      wrong(`definition.conditions.${i}.in`, 'Kategori ini tidak ada di layanan.', 'The service has no such category.')
  })
  rule.actions.forEach((action, i) => {
    const path = `definition.actions.${i}`
    const unknown = action.do === 'reply' ? unknownFields(action.text).map((name) => `{${name}}`) : []
    if (unknown.length > 0)
      wrong(`${path}.text`, `Isian ini tidak dikenal: ${unknown.join(', ')}.`, `Unknown field: ${unknown.join(', ')}.`)
    if (action.do === 'category' && !categories.has(action.to))
      wrong(`${path}.to`, 'Kategori ini tidak ada di layanan.', 'The service has no such category.')
    if (action.do === 'queue' && !queues.some((q) => q.id === action.queueId))
      wrong(`${path}.queueId`, 'Antrean ini tidak ada di layanan.', 'The service has no such queue.')
    if (action.do === 'tag' && !known.some((t) => t.id === action.tagId))
      wrong(`${path}.tagId`, 'Tag ini tidak ada.', 'There is no such tag.')
    if (action.do === 'assign') {
      const to = members.find((m) => m.id === action.memberId)
      if (!to?.worksCases || (to.serviceIds !== 'all' && !to.serviceIds.includes(service.id)))
        wrong(
          `${path}.memberId`,
          'Pilih petugas yang bekerja di layanan ini.',
          'Choose an agent who works in this service.',
        )
    }
  })
  if (fields.length > 0) throw invalid({ fields })
}
