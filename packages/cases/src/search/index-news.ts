import { contacts, messages } from '@siaga/conversations/schema'
import { type Ctx, type Database, isDatabaseAway, sqlState, statementAs, type Tx, withTenant } from '@siaga/db'
import { newsAfter, systemCtx } from '@siaga/events'
import { type EventEnvelope, isUuid } from '@siaga/kernel'
import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { cases } from '../schema.ts'
import {
  casesOfContacts,
  forgetGone,
  type Projection,
  projectCases,
  projectContacts,
  projectMessages,
  projectNotes,
  together,
  writeProjection,
} from './project-documents.ts'
import { searchProgress, searchTerms } from './schema.ts'

const eventsAtOnce = 100
const pollMs = 250
/** One tenant's turns are so far apart: what belongs together (a case, its acknowledgement) comes in one batch. */
const turnMs = 1000

const ofNoWords = new Set([
  'message.queued',
  'case.overdue',
  'case.mentioned',
  'rules.due',
  'case.callback_planned',
  'case.callback_due',
])
/** Whether after an event the same words stand there as before. */
const saysNothing = ({ type, payload }: EventEnvelope) =>
  ofNoWords.has(type) || (type === 'message.moved' && payload.state !== 'withdrawn')

/** Events that name their message: what else stands in the case has not moved. */
const ofOneMessage = new Set(['case.message_received', 'case.replied', 'message.held', 'message.moved'])
/** Events with which messages come to a case, or a case to a service. */
const ofAllMessages = /\.(opened|started|merged|split|moved|logged|imported)$/

/** Ids in an event: its subject and whatever its payload names. */
const idsOf = (event: EventEnvelope) => [
  event.subjectId,
  ...Object.values(event.payload)
    .flat()
    .filter((value): value is string => typeof value === 'string' && isUuid(value)),
]

/** Takes the tenant's turn, since one writes at a time: null while another one does, unless one waits for it. */
async function takeTurn(tx: Tx, ctx: Ctx, wait = false): Promise<number | null> {
  const [row] = await tx
    .select({ position: searchProgress.position })
    .from(searchProgress)
    .where(eq(searchProgress.tenantId, ctx.tenantId))
    .for('update', wait ? {} : { skipLocked: true })
  if (row) return row.position
  const first = await tx
    .insert(searchProgress)
    .values({ tenantId: ctx.tenantId, position: 0 })
    .onConflictDoNothing()
    .returning({ position: searchProgress.position })
  return first[0]?.position ?? null
}

/** Events with which a citizen may have got a name, an address or a first day. */
const ofCitizens = /\.(opened|started|message_received|merged|split|logged|imported)$/

async function project(tx: Tx, ctx: Ctx, events: readonly EventEnvelope[]): Promise<void> {
  const telling = events.filter((e) => !saysNothing(e))
  if (telling.length === 0) return
  const idsWhere = (test: (event: EventEnvelope) => boolean) => [...new Set(telling.filter(test).flatMap(idsOf))]
  const named = idsWhere((e) => e.type.startsWith('contact.'))
  const ofNamed = await casesOfContacts(tx, ctx, named)
  const caseIds = [...new Set([...idsWhere((e) => !e.type.startsWith('contact.')), ...ofNamed])]
  const [ofCases, ofMessages, ofNotes] = await Promise.all([
    projectCases(tx, ctx, caseIds),
    projectMessages(tx, ctx, {
      ids: idsWhere((e) => ofOneMessage.has(e.type)),
      caseIds: idsWhere((e) => ofAllMessages.test(e.type)),
    }),
    projectNotes(
      tx,
      ctx,
      idsWhere((e) => !ofOneMessage.has(e.type)),
    ),
  ])
  const writers = idsWhere((e) => ofCitizens.test(e.type)).flatMap((id) => ofCases.contactOf.get(id) ?? [])
  const ofContacts = await projectContacts(tx, ctx, [...new Set([...named, ...writers])])
  await writeProjection(tx, ctx, together(ofContacts, ofCases, ofMessages, ofNotes))
}

/** A database that is away, restarts or is busy says nothing of the event: it is tried again. */
const passes = (error: unknown) => isDatabaseAway(error) || /^(40|53|55|57)/.test(sqlState(error) ?? '')

/**
 * Brings the tenant's documents in step with its next events. They are read by position in batches of their own, not
 * handed out one by one: what is found a second later must not take its turn from what citizens send. Returns how many
 * events it took; an event that cannot be projected is told to `onSkip` and left behind.
 */
export async function indexNews(ctx: Ctx, onSkip?: (event: EventEnvelope, error: unknown) => void): Promise<number> {
  const step = (limit: number, skip: boolean) =>
    withTenant(ctx, async (tx) => {
      const position = await takeTurn(tx, ctx)
      if (position === null) return 0
      const events = await newsAfter(tx, ctx, position, limit)
      const last = events.at(-1)
      if (!last) return 0
      if (!skip) await project(tx, ctx, events)
      await tx
        .update(searchProgress)
        .set({ position: last.position as number })
        .where(eq(searchProgress.tenantId, ctx.tenantId))
      return events.length
    })
  try {
    return await step(eventsAtOnce, false)
  } catch (error) {
    if (!onSkip || passes(error)) throw error
    try {
      return await step(1, false)
    } catch (cause) {
      if (passes(cause)) throw cause
      const [event] = await withTenant(ctx, async (tx) => newsAfter(tx, ctx, (await takeTurn(tx, ctx)) ?? 0, 1))
      if (!event) throw error
      onSkip(event, cause)
      return step(1, true)
    }
  }
}

/** Tenants whose newest event is not yet in their documents. */
async function tenantsWithNews(db: Database): Promise<string[]> {
  const rows = await statementAs(
    db,
    'relay',
    sql`select p.tenant_id as id from outbox_positions p left join search_progress s on s.tenant_id = p.tenant_id where p.last > coalesce(s.position, 0)`,
  )
  return (rows as { id: string }[]).map((r) => r.id)
}

/** Keeps the documents of every tenant in step, a batch of each in turn. `db` holds the roles app and relay. */
export function startIndexing(options: { db: Database; log: (message: string, error?: unknown) => void }): {
  stop(): Promise<void>
} {
  const { db, log } = options
  let stopped = false
  let rest: () => void = () => undefined
  const lastTurn = new Map<string, number>()

  /** Whether the tenant is still far behind. */
  async function turnOf(tenantId: string): Promise<boolean> {
    const now = Date.now()
    if (now - (lastTurn.get(tenantId) ?? 0) < turnMs) return false
    lastTurn.set(tenantId, now)
    try {
      const took = await indexNews(systemCtx(db, tenantId, 'search'), (event, error) =>
        log(`event ${event.id} is not in the search index`, error),
      )
      if (took < eventsAtOnce) return false
      // A long way to go is gone without a rest.
      lastTurn.delete(tenantId)
      return true
    } catch (error) {
      if (isDatabaseAway(error)) throw error
      log(`indexing of tenant ${tenantId} failed`, error)
      return false
    }
  }

  const loop = (async () => {
    while (!stopped) {
      let behind = false
      try {
        for (const tenantId of await tenantsWithNews(db)) if (!stopped && (await turnOf(tenantId))) behind = true
      } catch (error) {
        log('indexing for search failed', error)
      }
      if (stopped || behind) continue
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pollMs)
        rest = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  })()
  return {
    async stop() {
      stopped = true
      rest()
      await loop
    },
  }
}

/** All that a tenant has, written anew by the same functions; what has no subject any more goes. Returns how many subjects it read. */
export async function rebuildSearch(ctx: Ctx): Promise<number> {
  const inTurn = <T>(work: (tx: Tx) => Promise<T>) =>
    withTenant(ctx, async (tx) => {
      await takeTurn(tx, ctx, true)
      return work(tx)
    })
  await inTurn((tx) => tx.delete(searchTerms).where(eq(searchTerms.tenantId, ctx.tenantId)))
  let read = 0
  const all = async (
    table: typeof cases | typeof contacts | typeof messages,
    project: (tx: Tx, ids: string[]) => Promise<Projection>,
  ) => {
    let after = '00000000-0000-0000-0000-000000000000'
    for (;;) {
      const ids = await inTurn(async (tx) => {
        const rows = await tx
          .select({ id: table.id })
          .from(table)
          .where(and(eq(table.tenantId, ctx.tenantId), gt(table.id, after)))
          .orderBy(asc(table.id))
          .limit(500)
        const page = rows.map((r) => r.id)
        if (page.length > 0) await writeProjection(tx, ctx, await project(tx, page))
        return page
      })
      read += ids.length
      if (ids.length < 500) return
      after = ids.at(-1) as string
    }
  }
  await all(contacts, (tx, ids) => projectContacts(tx, ctx, ids))
  await all(cases, async (tx, ids) => together(await projectCases(tx, ctx, ids), await projectNotes(tx, ctx, ids)))
  await all(messages, (tx, ids) => projectMessages(tx, ctx, { ids }))
  await inTurn((tx) => forgetGone(tx, ctx))
  return read
}
