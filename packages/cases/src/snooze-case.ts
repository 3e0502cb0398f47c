import { type Ctx, withTenant } from '@siaga/db'
import { clearTimer, setTimer, type TimerHandlers } from '@siaga/events'
import { defineError, invalid } from '@siaga/kernel'
import { authorize, parse, serviceIn } from '@siaga/tenancy'
import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { isOpen } from './case-rules.ts'
import { caseNotOpen, caseStale, changeCaseRow, lockCase } from './case-store.ts'
import { caseSnoozed, caseWoken } from './events.ts'
import { cases } from './schema.ts'

export const snoozeTimer = 'case.snooze'
const mostDays = 366

export const lifeDoesNotWait = defineError('conflict', 'case.life_waits', {
  id: 'Tiket yang menyangkut jiwa tidak dapat ditunda. Ubah prioritasnya dahulu bila jiwa tidak lagi terancam.',
  en: 'A ticket with a life at stake cannot be put off. Change its priority first if no life is at stake any more.',
})

const versioned = { caseId: z.uuid(), revision: z.int().positive() }
const snoozeInput = z.object({ ...versioned, until: z.coerce.date() }).strict()

/**
 * Takes a case out of the inbox until a time, or until its citizen writes. Its clocks run on.
 * @throws forbidden, notFound, invalid, caseStale, caseNotOpen, lifeDoesNotWait
 */
export async function snoozeCase(ctx: Ctx, raw: z.input<typeof snoozeInput>): Promise<{ revision: number }> {
  authorize(ctx, 'case.work')
  const s = parse(snoozeInput, raw)
  const away = s.until.getTime() - ctx.clock.now().getTime()
  if (away <= 0 || away > mostDays * 86_400_000) {
    const text = { id: 'Pilih waktu yang akan datang, paling lama setahun.', en: 'Choose a time ahead, within a year.' }
    throw invalid({ fields: [{ path: 'until', code: 'range', text }] })
  }
  return withTenant(ctx, async (tx) => {
    const c = await lockCase(tx, ctx, s.caseId)
    if (c.revision !== s.revision) throw caseStale()
    if (!isOpen(c.state)) throw caseNotOpen()
    if (c.priority === 'p1') throw lifeDoesNotWait()
    const service = await serviceIn(tx, ctx, c.serviceId)
    await setTimer(tx, ctx, { kind: snoozeTimer, ref: c.id, version: c.version + 1, dueAt: s.until })
    const until = s.until.toISOString()
    const after = await changeCaseRow(tx, ctx, c, service.emergency, {
      set: { snoozedUntil: s.until },
      revision: s.revision,
      edits: true,
      entry: { kind: 'snoozed', data: { until } },
      event: caseSnoozed,
      payload: {},
      audit: { action: 'case.snoozed', before: { until: c.snoozedUntil?.toISOString() ?? null }, after: { until } },
    })
    return { revision: after.revision }
  })
}

const wakeInput = z.object(versioned).strict()

/** Brings a snoozed case back before its time; one that is awake stays as it is. @throws forbidden, notFound, caseStale */
export async function unsnoozeCase(ctx: Ctx, raw: z.input<typeof wakeInput>): Promise<{ revision: number }> {
  authorize(ctx, 'case.work')
  const w = parse(wakeInput, raw)
  return withTenant(ctx, async (tx) => {
    const c = await lockCase(tx, ctx, w.caseId)
    if (c.revision !== w.revision) throw caseStale()
    if (!c.snoozedUntil) return { revision: c.revision }
    const service = await serviceIn(tx, ctx, c.serviceId)
    await clearTimer(tx, ctx, { kind: snoozeTimer, ref: c.id })
    const after = await changeCaseRow(tx, ctx, c, service.emergency, {
      set: { snoozedUntil: null },
      revision: w.revision,
      edits: true,
      entry: { kind: 'snoozed', data: {} },
      event: caseWoken,
      payload: {},
      audit: { action: 'case.woken', before: { until: c.snoozedUntil.toISOString() } },
    })
    return { revision: after.revision }
  })
}

export const snoozeTimers: TimerHandlers = {
  /** The time for which somebody put the case off has come. */
  async [snoozeTimer](tx, ctx, timer) {
    const [c] = await tx
      .select()
      .from(cases)
      .where(and(eq(cases.tenantId, ctx.tenantId), eq(cases.id, timer.ref)))
      .for('update')
    if (!c?.snoozedUntil || c.snoozedUntil > ctx.clock.now()) return
    const service = await serviceIn(tx, ctx, c.serviceId)
    await changeCaseRow(tx, ctx, c, service.emergency, {
      set: { snoozedUntil: null },
      revision: null,
      edits: false,
      entry: { kind: 'snoozed', data: { act: 'woke' } },
      event: caseWoken,
      payload: {},
      audit: { action: 'case.woken', before: { until: c.snoozedUntil.toISOString() } },
    })
  },
}
