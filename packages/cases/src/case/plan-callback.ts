import { type Ctx, withTenant } from '@siaga/db'
import { clearTimer, setTimer, type TimerHandlers } from '@siaga/events'
import { invalid } from '@siaga/kernel'
import { authorize, parse, serviceIn } from '@siaga/tenancy'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { isOpen, sortTime } from '../case-rules.ts'
import { caseNotOpen, caseStale, changeCaseRow, lockCase } from '../case-store.ts'
import { caseCallbackDue, caseCallbackPlanned } from '../events.ts'
import { cases } from '../schema.ts'

export const callbackTimer = 'case.callback'
const mostDays = 366

const input = z
  .object({
    caseId: z.uuid(),
    revision: z.int().positive(),
    /** Null ends the promise. */
    at: z.coerce.date().nullable(),
    /** With `at` null: the citizen was called; else the promise is given up. */
    done: z.boolean().default(false),
  })
  .strict()

/**
 * Promises a citizen to call back at a time, moves the promise or ends it. It stands in the list as a due time of its
 * own, and the case wakes for it. @throws forbidden, notFound, invalid, caseStale, caseNotOpen
 */
export async function planCallback(ctx: Ctx, raw: z.input<typeof input>): Promise<{ revision: number }> {
  authorize(ctx, 'case.work')
  const p = parse(input, raw)
  const away = p.at ? p.at.getTime() - ctx.clock.now().getTime() : 1
  if (away <= 0 || away > mostDays * 86_400_000) {
    const text = { id: 'Pilih waktu yang akan datang, paling lama setahun.', en: 'Choose a time ahead, within a year.' }
    throw invalid({ fields: [{ path: 'at', code: 'range', text }] })
  }
  return withTenant(ctx, async (tx) => {
    const c = await lockCase(tx, ctx, p.caseId)
    if (c.revision !== p.revision) throw caseStale()
    if (!isOpen(c.state)) throw caseNotOpen()
    if (c.callbackAt?.getTime() === p.at?.getTime()) return { revision: c.revision }
    const service = await serviceIn(tx, ctx, c.serviceId)
    if (p.at) await setTimer(tx, ctx, { kind: callbackTimer, ref: c.id, version: c.version + 1, dueAt: p.at })
    else await clearTimer(tx, ctx, { kind: callbackTimer, ref: c.id })
    const at = p.at?.toISOString() ?? null
    const after = await changeCaseRow(tx, ctx, c, service.emergency, {
      set: { callbackAt: p.at, sortAt: sortTime({ ...c, callbackAt: p.at }) },
      revision: p.revision,
      edits: true,
      entry: { kind: 'callback', data: { at, ...(!p.at && p.done && { act: 'done' }) } },
      event: caseCallbackPlanned,
      payload: {},
      audit: {
        action: 'case.callback_planned',
        before: { at: c.callbackAt?.toISOString() ?? null },
        after: { at, done: p.done },
      },
    })
    return { revision: after.revision }
  })
}

export const callbackTimers: TimerHandlers = {
  /** The promised time has come: the case wakes, and stays due until somebody ends the promise. */
  async [callbackTimer](tx, ctx, timer) {
    const [c] = await tx
      .select()
      .from(cases)
      .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, timer.ref)))
      .for('update')
    if (!c?.callbackAt || !isOpen(c.state) || c.callbackAt > ctx.clock.now()) return
    const service = await serviceIn(tx, ctx, c.serviceId)
    await changeCaseRow(tx, ctx, c, service.emergency, {
      set: { snoozedUntil: null },
      revision: null,
      edits: false,
      entry: { kind: 'callback', data: { act: 'due', at: c.callbackAt.toISOString() } },
      event: caseCallbackDue,
      payload: {},
      audit: { action: 'case.callback_due' },
    })
  },
}
