import { type Ctx, sqlState, type Tx, withTenant } from '@siaga/db'
import { conflict, defineError, invalid, newId, notFound } from '@siaga/kernel'
import { audit, authorize, parse, serviceIn } from '@siaga/tenancy'
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { changeCaseRow, lockCase } from '../case-store.ts'
import { caseTagged } from '../events.ts'
import { caseTags, tags } from '../schema.ts'
import { caseMergedAway } from './split-case.ts'
import { longestTag, mostTags, normaliseTag } from './tag-rules.ts'

export type Tag = { id: string; name: string; isActive: boolean }

const suggestions = 20
/** A use count beyond this is not counted further. */
const usesLimit = 1000

export const tagRetired = defineError('conflict', 'tag.retired', {
  id: 'Tag “{name}” sudah tidak dipakai lagi. Pilih tag lain, atau minta supervisor mengaktifkannya.',
  en: 'The tag “{name}” is no longer in use. Choose another, or ask a supervisor to bring it back.',
})

const namesOf = z.array(z.string().max(200)).max(mostTags)

const tagInput = z
  .object({ caseId: z.uuid(), add: namesOf.default([]), remove: z.array(z.uuid()).max(mostTags).default([]) })
  .strict()

const tagProblem = (text: { id: string; en: string }) => invalid({ fields: [{ path: 'add', code: 'tag', text }] })

/** Names as they are kept, each once. @throws invalid for one that is empty or too long */
function readNames(raw: readonly string[]): string[] {
  const names = [...new Set(raw.map(normaliseTag))].sort()
  if (names.some((name) => name === ''))
    throw tagProblem({ id: 'Tulis satu kata atau lebih.', en: 'Write one word or more.' })
  if (names.some((name) => name.length > longestTag))
    throw tagProblem({
      id: `Tag paling panjang ${longestTag} huruf.`,
      en: `A tag has at most ${longestTag} characters.`,
    })
  return names
}

/** The tags of these names; a new name becomes a tag. @throws tagRetired */
async function tagsNamed(tx: Tx, ctx: Ctx, names: readonly string[]): Promise<Tag[]> {
  if (names.length === 0) return []
  const createdAt = ctx.clock.now()
  const made = await tx
    .insert(tags)
    .values(names.map((name) => ({ tenantId: ctx.tenantId, id: newId(createdAt), name, isActive: true, createdAt })))
    .onConflictDoNothing()
    .returning()
  const missing = names.filter((name) => !made.some((t) => t.name === name))
  const known =
    missing.length > 0
      ? await tx
          .select()
          .from(tags)
          .where(and(eq(tags.tenantId, ctx.tenantId), inArray(tags.name, missing)))
      : []
  const retired = known.find((t) => !t.isActive)
  if (retired) throw tagRetired({ params: { name: retired.name } })
  return [...made, ...known]
}

/**
 * Puts tags on a case and takes others off; a name that nobody used yet becomes a tag. Adding twice is once, so no
 * revision is asked for. @throws forbidden, notFound, invalid, tagRetired
 */
export async function tagCase(ctx: Ctx, raw: z.input<typeof tagInput>): Promise<{ tagIds: string[] }> {
  authorize(ctx, 'case.work')
  const input = parse(tagInput, raw)
  const names = readNames(input.add)
  return withTenant(ctx, async (tx) => {
    const c = await lockCase(tx, ctx, input.caseId)
    if (c.state === 'merged') throw caseMergedAway()
    const service = await serviceIn(tx, ctx, c.serviceId)
    const wanted = await tagsNamed(tx, ctx, names)
    const added = wanted.filter((t) => !c.tagIds.includes(t.id))
    const gone = input.remove.filter((id) => c.tagIds.includes(id) && !wanted.some((t) => t.id === id))
    if (added.length === 0 && gone.length === 0) return { tagIds: c.tagIds }
    const tagIds = [...c.tagIds.filter((id) => !gone.includes(id)), ...added.map((t) => t.id)]
    if (tagIds.length > mostTags)
      throw tagProblem({
        id: `Paling banyak ${mostTags} tag pada satu tiket.`,
        en: `At most ${mostTags} tags on a ticket.`,
      })
    const removed = gone.length > 0 ? await tagsById(tx, ctx, gone) : []
    if (added.length > 0)
      await tx
        .insert(caseTags)
        .values(added.map((t) => ({ tenantId: ctx.tenantId, tagId: t.id, caseId: c.id })))
        .onConflictDoNothing()
    if (gone.length > 0)
      await tx
        .delete(caseTags)
        .where(and(eq(caseTags.tenantId, ctx.tenantId), eq(caseTags.caseId, c.id), inArray(caseTags.tagId, gone)))
    const data = { added: added.map((t) => t.name), removed: removed.map((t) => t.name) }
    await changeCaseRow(tx, ctx, c, service.emergency, {
      set: { tagIds },
      revision: null,
      edits: false,
      entry: { kind: 'tagged', data },
      event: caseTagged,
      payload: {},
      audit: { action: 'case.tagged', after: data },
    })
    return { tagIds }
  })
}

/** Tags by id; for a case's own list of ids. */
export function tagsById(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<Tag[]> {
  return tx
    .select({ id: tags.id, name: tags.name, isActive: tags.isActive })
    .from(tags)
    .where(and(eq(tags.tenantId, ctx.tenantId), inArray(tags.id, [...ids])))
    .orderBy(asc(tags.name))
}

const suggestInput = z.object({ query: z.string().max(200).default('') }).strict()

/** Tags in use that begin with what was typed, then those that hold it; at most 20, by name. @throws forbidden */
export async function suggestTags(ctx: Ctx, raw: z.input<typeof suggestInput> = {}): Promise<Tag[]> {
  authorize(ctx, 'case.read')
  const wanted = normaliseTag(parse(suggestInput, raw).query)
  return withTenant(ctx, (tx) =>
    tx
      .select({ id: tags.id, name: tags.name, isActive: tags.isActive })
      .from(tags)
      .where(
        and(eq(tags.tenantId, ctx.tenantId), eq(tags.isActive, true), sql`position(${wanted} in ${tags.name}) > 0`),
      )
      .orderBy(sql`case when starts_with(${tags.name}, ${wanted}) then 0 else 1 end`, asc(tags.name))
      .limit(suggestions),
  )
}

export type TagUse = Tag & { uses: number }

/** All tags with how many cases carry each (counted up to 1,000). @throws forbidden */
export async function listTags(ctx: Ctx): Promise<TagUse[]> {
  authorize(ctx, 'desk.change')
  return withTenant(
    ctx,
    async (tx) =>
      (await tx.execute(
        sql`select t.id, t.name, t.is_active as "isActive",
          (select count(*)::int from (select 1 from case_tags ct where ct.tenant_id = ${ctx.tenantId}::uuid and ct.tag_id = t.id limit ${usesLimit}) few) as uses
        from tags t where t.tenant_id = ${ctx.tenantId}::uuid order by t.is_active desc, t.name limit 2000`,
      )) as unknown as TagUse[],
  )
}

const changeInput = z
  .object({ tagId: z.uuid(), name: z.string().max(200).optional(), isActive: z.boolean().optional() })
  .strict()

/** Renames a tag on every case that carries it, retires it or brings it back. @throws forbidden, notFound, invalid, conflict */
export async function changeTag(ctx: Ctx, raw: z.input<typeof changeInput>): Promise<Tag> {
  authorize(ctx, 'desk.change')
  const { tagId, ...wanted } = parse(changeInput, raw)
  const name = wanted.name === undefined ? undefined : (readNames([wanted.name])[0] as string)
  try {
    return await withTenant(ctx, async (tx) => {
      const [before] = await tx
        .select()
        .from(tags)
        .where(and(eq(tags.tenantId, ctx.tenantId), eq(tags.id, tagId)))
        .for('update')
      if (!before) throw notFound()
      const after = { name: name ?? before.name, isActive: wanted.isActive ?? before.isActive }
      if (after.name === before.name && after.isActive === before.isActive) return { id: tagId, ...after }
      await tx
        .update(tags)
        .set(after)
        .where(and(eq(tags.tenantId, ctx.tenantId), eq(tags.id, tagId)))
      await audit(tx, ctx, {
        action: 'tag.changed',
        subjectKind: 'tag',
        subjectId: tagId,
        before: { name: before.name, isActive: before.isActive },
        after,
      })
      return { id: tagId, ...after }
    })
  } catch (error) {
    if (sqlState(error) !== '23505') throw error
    throw conflict({ internal: `tag ${name} exists`, cause: error })
  }
}
