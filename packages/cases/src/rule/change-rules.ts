import { type Ctx, once, type Tx, withTenant } from '@siaga/db'
import { defineError, newId, notFound } from '@siaga/kernel'
import { audit, authorize, inService, parse, requireService, serviceIn, servicesIn } from '@siaga/tenancy'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { rules } from '../schema.ts'
import { checkRule } from './rule-checks.ts'
import { type RuleDefinition, ruleDefinition, ruleName } from './rule-definition.ts'

export type Rule = Omit<typeof rules.$inferSelect, 'definition' | 'tenantId'> & { definition: RuleDefinition }

/** Each of them is looked at for every case of its service. */
export const mostRules = 100

export const tooManyRules = defineError('conflict', 'rule.too_many', {
  id: 'Paling banyak {most} aturan per layanan. Ubah salah satu yang tidak dipakai lagi.',
  en: 'At most {most} rules per service. Change one that is not used any more.',
})

export const ruleStale = defineError('conflict', 'rule.stale', {
  id: 'Orang lain baru saja mengubah aturan ini. Isian Anda belum disimpan; simpan lagi untuk menggantinya.',
  en: 'Somebody else has just changed this rule. Yours was not saved; save again to replace theirs.',
})

const shown = ({ tenantId: _, ...row }: typeof rules.$inferSelect): Rule => ({
  ...row,
  definition: ruleDefinition.parse(row.definition),
})

const rowsIn = (tx: Tx, ctx: Ctx, serviceIds: string[]) =>
  tx
    .select()
    .from(rules)
    .where(and(eq(rules.tenantId, ctx.tenantId), inArray(rules.serviceId, serviceIds)))
    .orderBy(asc(rules.place), asc(rules.id))

const listInput = z.object({ serviceId: z.uuid().optional() }).strict()

/** The rules of a service, or of all of the caller's, in the order in which they act. @throws forbidden, notFound */
export async function listRules(ctx: Ctx, raw: z.input<typeof listInput> = {}): Promise<Rule[]> {
  authorize(ctx, 'rule.change')
  const { serviceId } = parse(listInput, raw)
  return withTenant(ctx, async (tx) => {
    const services = serviceId ? [await serviceIn(tx, ctx, serviceId)] : await servicesIn(tx, ctx)
    const ids = services.map((s) => s.id)
    return (await rowsIn(tx, ctx, ids)).map(shown)
  })
}

const readInput = z.object({ ruleId: z.uuid() }).strict()

/** One rule. @throws forbidden, notFound */
export async function readRule(ctx: Ctx, raw: z.input<typeof readInput>): Promise<Rule> {
  authorize(ctx, 'rule.change')
  const { ruleId } = parse(readInput, raw)
  const [row] = await withTenant(ctx, (tx) =>
    tx
      .select()
      .from(rules)
      .where(and(eq(rules.tenantId, ctx.tenantId), eq(rules.id, ruleId))),
  )
  if (!row || !inService(ctx, row.serviceId)) throw notFound()
  return shown(row)
}

const input = z
  .object({
    serviceId: z.uuid(),
    /** Both null for a new rule. */
    ruleId: z.uuid().nullable().default(null),
    version: z.int().positive().nullable().default(null),
    name: ruleName,
    /** In the order of the service; a new rule is the last, another stays where it is. */
    place: z.int().min(0).max(1000).optional(),
    isActive: z.boolean().default(true),
    definition: ruleDefinition,
    idempotencyKey: z.string().min(8).max(200).nullable().default(null),
  })
  .strict()

/** Makes or changes a rule. @throws forbidden, notFound, invalid, tooManyRules, ruleStale */
export async function saveRule(ctx: Ctx, raw: z.input<typeof input>): Promise<{ ruleId: string; version: number }> {
  authorize(ctx, 'rule.change')
  const r = parse(input, raw)
  requireService(ctx, r.serviceId)
  const { ruleId } = r
  if (ruleId) return withTenant(ctx, (tx) => changeRule(tx, ctx, { ...r, ruleId }))
  return withTenant(ctx, (tx) =>
    once(tx, ctx, { verb: 'saveRule', key: r.idempotencyKey, input: r }, () => createRule(tx, ctx, r)),
  )
}

type Wanted = z.output<typeof input>

async function createRule(tx: Tx, ctx: Ctx, r: Wanted) {
  const service = await serviceIn(tx, ctx, r.serviceId)
  await checkRule(tx, ctx, service, r.definition)
  const before = await rowsIn(tx, ctx, [r.serviceId])
  if (before.length >= mostRules) throw tooManyRules({ params: { most: mostRules } })
  const place = r.place ?? (before.at(-1)?.place ?? -1) + 1
  const values = { name: r.name, place, isActive: r.isActive, definition: r.definition }
  const ruleId = newId(ctx.clock.now())
  await tx.insert(rules).values({
    tenantId: ctx.tenantId,
    id: ruleId,
    serviceId: r.serviceId,
    ...values,
    version: 1,
    createdAt: ctx.clock.now(),
  })
  await audit(tx, ctx, { action: 'rule.created', subjectKind: 'rule', subjectId: ruleId, after: values })
  return { ruleId, version: 1 }
}

async function changeRule(tx: Tx, ctx: Ctx, r: Wanted & { ruleId: string }) {
  const service = await serviceIn(tx, ctx, r.serviceId)
  await checkRule(tx, ctx, service, r.definition)
  const before = await lockRule(tx, ctx, r)
  const values = { name: r.name, place: r.place ?? before.place, isActive: r.isActive, definition: r.definition }
  return writeRule(tx, ctx, before, values)
}

const switchInput = z
  .object({ serviceId: z.uuid(), ruleId: z.uuid(), version: z.int().positive(), isActive: z.boolean() })
  .strict()

/** Lets a rule act, or rest. What it names must still exist. @throws forbidden, notFound, invalid, ruleStale */
export async function switchRule(ctx: Ctx, raw: z.input<typeof switchInput>): Promise<{ version: number }> {
  authorize(ctx, 'rule.change')
  const s = parse(switchInput, raw)
  requireService(ctx, s.serviceId)
  return withTenant(ctx, async (tx) => {
    const service = await serviceIn(tx, ctx, s.serviceId)
    const before = await lockRule(tx, ctx, s)
    if (s.isActive) await checkRule(tx, ctx, service, shown(before).definition)
    const { name, place, definition } = before
    return writeRule(tx, ctx, before, { name, place, definition, isActive: s.isActive })
  })
}

const orderInput = z.object({ serviceId: z.uuid(), ruleIds: z.array(z.uuid()).max(mostRules) }).strict()

/** The order in which the rules of a service act: all of them, each once. @throws forbidden, notFound, ruleStale when there are others */
export async function orderRules(ctx: Ctx, raw: z.input<typeof orderInput>): Promise<void> {
  authorize(ctx, 'rule.change')
  const { serviceId, ruleIds } = parse(orderInput, raw)
  requireService(ctx, serviceId)
  await withTenant(ctx, async (tx) => {
    await serviceIn(tx, ctx, serviceId)
    const before = await rowsIn(tx, ctx, [serviceId]).for('update')
    const known = new Set(before.map((r) => r.id))
    if (
      known.size !== ruleIds.length ||
      new Set(ruleIds).size !== ruleIds.length ||
      ruleIds.some((id) => !known.has(id))
    )
      throw ruleStale()
    // An order is nobody's edit: the versions stay, so that an open editor is not stale by it.
    for (const [place, id] of ruleIds.entries())
      if (before.find((r) => r.id === id)?.place !== place)
        await tx
          .update(rules)
          .set({ place })
          .where(and(eq(rules.tenantId, ctx.tenantId), eq(rules.id, id)))
    await audit(tx, ctx, {
      action: 'rule.ordered',
      subjectKind: 'service',
      subjectId: serviceId,
      before: { ruleIds: before.map((r) => r.id) },
      after: { ruleIds },
    })
  })
}

/** The rule as somebody saw it, locked. @throws notFound, ruleStale */
async function lockRule(tx: Tx, ctx: Ctx, r: { serviceId: string; ruleId: string; version: number | null }) {
  const [row] = await tx
    .select()
    .from(rules)
    .where(and(eq(rules.tenantId, ctx.tenantId), eq(rules.serviceId, r.serviceId), eq(rules.id, r.ruleId)))
    .for('update')
  if (!row) throw notFound()
  if (row.version !== r.version) throw ruleStale()
  return row
}

type Values = Pick<typeof rules.$inferSelect, 'name' | 'place' | 'isActive' | 'definition'>

async function writeRule(tx: Tx, ctx: Ctx, before: typeof rules.$inferSelect, after: Values) {
  await tx
    .update(rules)
    .set({ ...after, version: sql`${rules.version} + 1` })
    .where(and(eq(rules.tenantId, ctx.tenantId), eq(rules.id, before.id), eq(rules.version, before.version)))
  const { name, place, isActive, definition } = before
  await audit(tx, ctx, {
    action: 'rule.changed',
    subjectKind: 'rule',
    subjectId: before.id,
    before: { name, place, isActive, definition },
    after,
  })
  return { ruleId: before.id, version: before.version + 1 }
}
