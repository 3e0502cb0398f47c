import {
  changeCase,
  markSpam,
  mergeCase,
  moveCase,
  readCase,
  reopenCase,
  reply,
  resolveCase,
  splitCase,
  unmarkSpam,
} from '@siaga/cases'
import { type Desk, openDesk } from '@siaga/cases/testing'
import type { Ctx } from '@siaga/db'
import { systemCtx } from '@siaga/events'
import { SiagaError } from '@siaga/kernel'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifyProjections } from './verify-projections.ts'

let desk: Desk
let chief: Ctx
let serial = 0

beforeAll(async () => {
  desk = await openDesk()
  chief = await desk.ctxOf('supervisor')
})
afterAll(() => desk.close())

const differences = async () =>
  (await verifyProjections(systemCtx(desk.db, desk.tenant.tenantId, 'verify'))).differences
const revisionOf = async (id: string) => (await readCase(chief, id)).case.revision

type Sums = { received: number; answered: number; due: number; inTime: number }

async function sums(): Promise<Sums> {
  const [row] = await desk.rows(
    sql`select coalesce(sum(received), 0)::int as received, coalesce(sum(answered), 0)::int as answered, coalesce(sum(due), 0)::int as due, coalesce(sum(in_time), 0)::int as "inTime" from interaction_figures where tenant_id = ${desk.tenant.tenantId}::uuid`,
  )
  return row as unknown as Sums
}

async function pair(): Promise<[string, string, string]> {
  const from = `angka${++serial}@contoh.id`
  const first = await desk.mailIn({ from, text: 'Satu' })
  await desk.pass(30)
  return [first, await desk.mailIn({ from, text: 'Dua' }), from]
}

/** What changed in the sums by some work; and every figure equals its recomputation after it. */
async function change(work: () => Promise<unknown>): Promise<Sums> {
  const before = await sums()
  await work()
  await desk.settle()
  expect(await differences()).toEqual([])
  const after = await sums()
  return {
    received: after.received - before.received,
    answered: after.answered - before.answered,
    due: after.due - before.due,
    inTime: after.inTime - before.inTime,
  }
}

const none: Sums = { received: 0, answered: 0, due: 0, inTime: 0 }

describe('figures', () => {
  it('are the same after a merge, and one answer meets both targets', async () => {
    const [target, source] = await pair()
    const merged = await change(async () =>
      mergeCase(chief, { caseId: source, revision: await revisionOf(source), intoId: target }),
    )
    expect(merged).toEqual(none)
    expect(await change(() => reply(chief, { caseId: target, text: 'Keduanya.' }))).toEqual({
      received: 0,
      answered: 2,
      due: 2,
      inTime: 2,
    })
  })

  it('keep a target that was missed when its case is merged away, and count one that is missed after it', async () => {
    const [first, second] = await pair()
    expect((await change(() => desk.pass(9 * 3600))).due).toBe(2)
    expect(
      await change(async () => mergeCase(chief, { caseId: second, revision: await revisionOf(second), intoId: first })),
    ).toEqual(none)
    const [target, source] = await pair()
    await mergeCase(chief, { caseId: source, revision: await revisionOf(source), intoId: target })
    expect(await change(() => desk.pass(30 * 3600))).toMatchObject({ due: 2, inTime: 0 })
  })

  it('count no contact more after a split, but the new case’s own first response', async () => {
    const from = `angka${++serial}@contoh.id`
    const caseId = await desk.mailIn({ from, text: 'Satu' })
    const { token } = (await readCase(chief, caseId)).case
    await desk.mailIn({ from, token, text: 'Dua' })
    const id = (await readCase(chief, caseId)).messages.find((m) => m.text === 'Dua')?.id as string
    let made = ''
    const split = await change(async () => {
      made = (await splitCase(chief, { caseId, revision: await revisionOf(caseId), messageIds: [id] })).caseId
    })
    expect(split).toEqual(none)
    expect(await change(() => reply(chief, { caseId: made, text: 'Jawab dua.' }))).toEqual({
      received: 0,
      answered: 0,
      due: 1,
      inTime: 1,
    })
    expect(await change(() => reply(chief, { caseId, text: 'Jawab satu.' }))).toEqual({
      received: 0,
      answered: 1,
      due: 1,
      inTime: 1,
    })
  })

  it('are those of before after a merge that is split out again', async () => {
    const [target, source] = await pair()
    const undone = await change(async () => {
      await mergeCase(chief, { caseId: source, revision: await revisionOf(source), intoId: target })
      await desk.settle()
      const { messages } = await readCase(chief, target)
      await splitCase(chief, {
        caseId: target,
        revision: await revisionOf(target),
        messageIds: messages.filter((m) => m.text === 'Dua').map((m) => m.id),
      })
    })
    expect(undone).toEqual(none)
    expect(await change(() => reply(chief, { caseId: target, text: 'Hanya satu.' }))).toEqual({
      received: 0,
      answered: 1,
      due: 1,
      inTime: 1,
    })
  })

  it('move with a case to the other service, and its first response is due by that service’s target', async () => {
    const [caseId] = await pair()
    const other = desk.tenant.services[1]?.id as string
    const before = (await readCase(chief, caseId)).case
    const per = async () =>
      Object.fromEntries(
        (
          await desk.rows(
            sql`select service_id as id, sum(received)::int as n from interaction_figures where tenant_id = ${desk.tenant.tenantId}::uuid group by 1`,
          )
        ).map((r) => [r.id, Number(r.n)]),
      )
    const was = await per()
    expect(
      await change(async () =>
        moveCase(chief, { caseId, revision: before.revision, serviceId: other, note: 'Ini keadaan darurat.' }),
      ),
    ).toEqual(none)
    const now = await per()
    expect(now[other]).toBe((was[other] ?? 0) + 1)
    expect(now[desk.tenant.services[0]?.id as string]).toBe((was[desk.tenant.services[0]?.id as string] ?? 0) - 1)
    const after = (await readCase(chief, caseId)).case
    expect(after).toMatchObject({ number: before.number, serviceId: other, category: null })
    expect(after.firstResponseDueAt?.getTime()).not.toBe(before.firstResponseDueAt?.getTime())
  })

  it('class spam as prank, and give the old class back with the mark', async () => {
    const [caseId] = await pair()
    const classes = async () =>
      (
        await desk.rows(
          sql`select class, sum(received)::int as n from interaction_figures group by 1 having sum(received) <> 0 order by 1`,
        )
      ).map((r) => `${r.class} ${r.n}`)
    const before = await classes()
    await change(async () => markSpam(chief, { caseId, revision: await revisionOf(caseId) }))
    expect((await readCase(chief, caseId)).case).toMatchObject({ state: 'closed', isSpam: true, isOpen: false })
    expect(await classes()).not.toEqual(before)
    await change(async () => unmarkSpam(chief, { caseId, revision: await revisionOf(caseId) }))
    expect(await classes()).toEqual(before)
    expect((await readCase(chief, caseId)).case).toMatchObject({ state: 'open', isSpam: false, outcome: null })
  })

  it('equal their recomputation after any mix of merging, splitting, moving, spam, answers and time', async () => {
    const step = fc.record({
      act: fc.constantFrom(
        'mail',
        'more',
        'merge',
        'split',
        'move',
        'spam',
        'unspam',
        'reply',
        'resolve',
        'reopen',
        'category',
        'wait',
      ),
      pick: fc.nat(30),
      other: fc.nat(30),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const from = `acak${++serial}@contoh.id`
        const ids = [await desk.mailIn({ from }), await desk.mailIn({ from })]
        const start = await sums()
        let mails = 0
        for (const { act, pick, other } of steps) {
          const caseId = ids[pick % ids.length] as string
          const { case: c, messages } = await readCase(chief, caseId)
          const versioned = { caseId, revision: c.revision }
          try {
            if (act === 'mail') ids.push(await desk.mailIn({ from }))
            if (act === 'more') await desk.mailIn({ from, token: c.token })
            if (act === 'merge') await mergeCase(chief, { ...versioned, intoId: ids[other % ids.length] as string })
            if (act === 'split' && messages.length > 0)
              ids.push(
                (
                  await splitCase(chief, {
                    ...versioned,
                    messageIds: [messages[other % messages.length]?.id as string],
                  })
                ).caseId,
              )
            if (act === 'move')
              await moveCase(chief, {
                ...versioned,
                serviceId: desk.tenant.services[other % 2]?.id as string,
                note: 'Pindah.',
              })
            if (act === 'spam') await markSpam(chief, versioned)
            if (act === 'unspam') await unmarkSpam(chief, versioned)
            if (act === 'reply') await reply(chief, { caseId, text: 'Jawab.' })
            if (act === 'resolve') await resolveCase(chief, { ...versioned, outcome: 'answered', class: 'information' })
            if (act === 'reopen') await reopenCase(chief, versioned)
            if (act === 'category') await changeCase(chief, { ...versioned, category: 'other' })
            if (act === 'wait') await desk.pass(3 * 3600)
            if (act === 'mail' || act === 'more') mails++
          } catch (error) {
            if (!(error instanceof SiagaError)) throw error
          }
        }
        await desk.settle()
        expect(await differences()).toEqual([])
        // However the matters were cut, what was written counts at most once each.
        expect((await sums()).received - start.received).toBeLessThanOrEqual(mails)
      }),
      { numRuns: 12 },
    )
  }, 120_000)
})
