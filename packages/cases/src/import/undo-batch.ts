import { type Ctx, sqlState, type Tx, withTenant } from '@siaga/db'
import { emit } from '@siaga/events'
import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { caseImported, contactImported } from './events.ts'
import { lockImport, moveImport } from './import-verbs.ts'
import { importRows } from './schema.ts'

type Row = typeof importRows.$inferSelect

const idList = (ids: readonly string[]) =>
  sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  )

async function removed(tx: Tx, statement: ReturnType<typeof sql>): Promise<Set<string>> {
  const rows = (await tx.execute(statement)) as unknown as { id: string }[]
  return new Set(rows.map(({ id }) => id))
}

/** Removes what these rows made, as far as nobody has touched it: cases first, then notes, addresses and contacts. */
async function remove(tx: Tx, ctx: Ctx, rows: Row[]): Promise<Set<string>> {
  const t = sql`${ctx.tenantId}::uuid`
  const caseIds = rows.flatMap((r) => r.caseId ?? [])
  const noteIds = rows.flatMap((r) => r.noteId ?? [])
  const identityIds = rows.flatMap((r) => r.identityIds)
  const contactIds = rows.flatMap((r) => r.contactId ?? [])
  const gone = new Set<string>()
  const take = async (statement: ReturnType<typeof sql>) => {
    for (const id of await removed(tx, statement)) gone.add(id)
  }
  if (caseIds.length > 0) {
    // Every change of a case raises its version; having been looked at is no change.
    const free = await removed(
      tx,
      sql`select id from cases c where c.tenant_id = ${t} and c.id in (${idList(caseIds)}) and c.version = 1
        and not exists (select 1 from messages m where m.tenant_id = ${t} and m.case_id = c.id)
        and not exists (select 1 from case_drafts d where d.tenant_id = ${t} and d.case_id = c.id)
        and not exists (select 1 from case_links l where l.tenant_id = ${t} and (l.case_id = c.id or l.other_id = c.id))
        and not exists (select 1 from case_followers f where f.tenant_id = ${t} and f.case_id = c.id and (f.is_watching or f.mentioned_at is not null))
        and not exists (select 1 from cases o where o.tenant_id = ${t} and (o.parent_id = c.id or o.merged_into_id = c.id or o.continues_id = c.id))
        for update of c`,
    )
    if (free.size > 0) {
      const ids = idList([...free])
      await tx.execute(sql`delete from case_entries where tenant_id = ${t} and case_id in (${ids})`)
      await tx.execute(sql`delete from case_followers where tenant_id = ${t} and case_id in (${ids})`)
      await take(sql`delete from cases where tenant_id = ${t} and id in (${ids}) and version = 1 returning id`)
    }
  }
  if (noteIds.length > 0)
    await take(sql`delete from contact_notes where tenant_id = ${t} and id in (${idList(noteIds)}) returning id`)
  // The address of a contact that somebody has worked on stays with it.
  const staysWithContact =
    contactIds.length === 0
      ? sql``
      : sql` and not (i.contact_id in (${idList(contactIds)}) and (
          exists (select 1 from contacts c where c.tenant_id = ${t} and c.id = i.contact_id and (c.version > 1 or c.state <> 'active'))
          or exists (select 1 from contact_notes x where x.tenant_id = ${t} and x.contact_id = i.contact_id)
          or exists (select 1 from contact_blocks x where x.tenant_id = ${t} and x.contact_id = i.contact_id)
          or exists (select 1 from contact_merges x where x.tenant_id = ${t} and (x.source_id = i.contact_id or x.target_id = i.contact_id))))`
  if (identityIds.length > 0)
    await take(sql`delete from identities i where i.tenant_id = ${t} and i.id in (${idList(identityIds)})
      and i.contact_id = i.home_contact_id and i.last_seen_at = i.created_at
      and not exists (select 1 from threads x where x.tenant_id = ${t} and x.identity_id = i.id)
      and not exists (select 1 from interactions x where x.tenant_id = ${t} and x.identity_id = i.id)
      and not exists (select 1 from cases x where x.tenant_id = ${t} and x.identity_id = i.id)${staysWithContact} returning i.id`)
  if (contactIds.length > 0)
    await take(sql`delete from contacts c where c.tenant_id = ${t} and c.id in (${idList(contactIds)}) and c.version = 1 and c.state = 'active'
      and not exists (select 1 from identities x where x.tenant_id = ${t} and (x.contact_id = c.id or x.home_contact_id = c.id))
      and not exists (select 1 from contact_notes x where x.tenant_id = ${t} and x.contact_id = c.id)
      and not exists (select 1 from contact_blocks x where x.tenant_id = ${t} and x.contact_id = c.id)
      and not exists (select 1 from contact_merges x where x.tenant_id = ${t} and (x.source_id = c.id or x.target_id = c.id)) returning c.id`)
  return gone
}

const madeBy = (row: Row) =>
  [row.caseId, row.noteId, row.contactId, ...row.identityIds].filter((id): id is string => id !== null)

/** The last rows that are still to be taken back. A contact goes after the rows that joined it. */
function pending(tx: Tx, ctx: Ctx, importId: string, limit: number): Promise<Row[]> {
  return tx
    .select()
    .from(importRows)
    .where(
      and(eq(importRows.tenantId, ctx.tenantId), eq(importRows.importId, importId), eq(importRows.outcome, 'made')),
    )
    .orderBy(desc(importRows.rowNumber))
    .limit(limit)
}

async function step(ctx: Ctx, importId: string, limit: number, giveUp: boolean): Promise<'more' | 'done'> {
  return withTenant(ctx, async (tx) => {
    const job = await lockImport(tx, ctx, { importId })
    if (job.state !== 'undoing') return 'done'
    const rows = await pending(tx, ctx, importId, limit)
    if (rows.length === 0) {
      await moveImport(tx, ctx, job, { state: 'undone', finishedAt: ctx.clock.now() }, null)
      return 'done'
    }
    const gone = giveUp ? new Set<string>() : await remove(tx, ctx, rows)
    const whole = rows.filter((row) => madeBy(row).every((id) => gone.has(id)))
    const left = rows.filter((row) => !whole.includes(row))
    for (const [outcome, some] of [
      ['removed', whole],
      ['kept', left],
    ] as const) {
      if (some.length === 0) continue
      await tx
        .update(importRows)
        .set({ outcome })
        .where(
          and(
            eq(importRows.tenantId, ctx.tenantId),
            eq(importRows.importId, importId),
            inArray(
              importRows.rowNumber,
              some.map((r) => r.rowNumber),
            ),
          ),
        )
    }
    const set = { removedRows: job.removedRows + whole.length, keptRows: job.keptRows + left.length }
    await moveImport(tx, ctx, job, set, null)
    const subject = { subjectId: job.id, version: job.version, serviceId: job.serviceId, urgent: false }
    const caseIds = rows.flatMap((r) => r.caseId ?? []).filter((id) => gone.has(id))
    const contactIds = rows.flatMap((r) => r.contactId ?? []).filter((id) => gone.has(id))
    if (caseIds.length > 0) await emit(tx, ctx, caseImported, subject, { caseIds })
    if (contactIds.length > 0) await emit(tx, ctx, contactImported, subject, { contactIds })
    return 'more'
  })
}

/**
 * Takes one batch back. Where something points at a row of it that is not foreseen here, the rows go one by one, and that
 * one stays.
 */
export async function undoBatch(ctx: Ctx, importId: string, limit: number): Promise<'more' | 'done'> {
  try {
    return await step(ctx, importId, limit, false)
  } catch (error) {
    if (sqlState(error) !== '23503') throw error
    if (limit > 1) {
      for (let i = 0; i < limit; i++) if ((await undoBatch(ctx, importId, 1)) === 'done') return 'done'
      return 'more'
    }
    return step(ctx, importId, 1, true)
  }
}
