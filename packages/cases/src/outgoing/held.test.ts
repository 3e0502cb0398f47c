import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeHeldMessage, readCase, reply, resolveCase, undoSeconds, withdrawMessage } from '../index.ts'
import { type Desk, openDesk } from '../testing.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())

const caseOf = async (id: string) => (await readCase(desk.agent, id)).case
const messageOf = async (caseId: string, id: string) =>
  (await readCase(desk.agent, caseId)).messages.find((m) => m.id === id)
const later = (seconds: number) => new Date(desk.now().getTime() + seconds * 1000)
const mails = async (text: string) => (await desk.sink.mails()).filter((m) => m.text.includes(text)).length

describe('an answer that can be undone', () => {
  it('leaves and counts after five seconds, not before', async () => {
    const caseId = await desk.mailIn()
    const before = await caseOf(caseId)
    const { messageId, heldUntil } = await reply(desk.agent, { caseId, text: 'Ditahan sebentar.', undoable: true })
    expect(heldUntil).toBe(later(undoSeconds).toISOString())
    await desk.pass(undoSeconds - 1)
    expect(await caseOf(caseId)).toEqual(before)
    expect(await mails('Ditahan sebentar.')).toBe(0)
    await desk.pass(1)
    expect(await caseOf(caseId)).toMatchObject({
      state: 'waiting_citizen',
      firstAnsweredAt: desk.now(),
      assigneeId: desk.tenant.members.agent.memberId,
      lastMessageText: 'Ditahan sebentar.',
      messageCount: 2,
    })
    expect(await messageOf(caseId, messageId)).toMatchObject({ state: 'sent', sendAfter: null })
    expect(await mails('Ditahan sebentar.')).toBe(1)
  })

  it('withdrawn in time, reaches nobody and leaves the case as it was; its text and files are back in the draft', async () => {
    const caseId = await desk.mailIn()
    const before = await caseOf(caseId)
    const file = await desk.file('surat.txt')
    const { messageId } = await reply(desk.agent, {
      caseId,
      text: 'Salah alamat.',
      fileIds: [file.fileId],
      undoable: true,
    })
    await desk.pass(2)
    const back = await withdrawMessage(desk.agent, { caseId, messageId })
    expect(back.draft).toMatchObject({ text: 'Salah alamat.', files: [file] })
    await desk.pass(60)
    expect(await caseOf(caseId)).toEqual(before)
    expect(await mails('Salah alamat.')).toBe(0)
    const { messages, drafts } = await readCase(desk.agent, caseId)
    expect(messages.map((m) => m.id)).not.toContain(messageId)
    expect(drafts).toMatchObject([{ kind: 'reply', text: 'Salah alamat.' }])
  })

  it('cannot be withdrawn once it has left', async () => {
    const caseId = await desk.mailIn()
    const { messageId } = await reply(desk.agent, { caseId, text: 'Sudah keluar.', undoable: true })
    await desk.pass(undoSeconds)
    await expect(withdrawMessage(desk.agent, { caseId, messageId })).rejects.toMatchObject({ code: 'message.left' })
    expect(await mails('Sudah keluar.')).toBe(1)
  })

  it('is either withdrawn or sent when both happen at once, never both', async () => {
    for (let i = 0; i < 5; i++) {
      const caseId = await desk.mailIn()
      const { messageId } = await reply(desk.agent, { caseId, text: `Balapan ${i}.`, undoable: true })
      const passing = desk.pass(undoSeconds)
      const withdrawn = await withdrawMessage(desk.agent, { caseId, messageId }).then(
        () => true,
        (error) => {
          expect(error.code).toBe('message.left')
          return false
        },
      )
      await passing
      await desk.settle()
      expect(await mails(`Balapan ${i}.`)).toBe(withdrawn ? 0 : 1)
      expect((await caseOf(caseId)).firstAnsweredAt === null).toBe(withdrawn)
    }
  })

  it('does not answer what the citizen wrote while it was held', async () => {
    const caseId = await desk.mailIn({ from: 'sela@contoh.id' })
    const { token } = await caseOf(caseId)
    await reply(desk.agent, { caseId, text: 'Sedang diperiksa.', undoable: true })
    await desk.pass(2)
    const written = desk.now()
    await desk.mailIn({ from: 'sela@contoh.id', token, text: 'Satu lagi: alamatnya pindah.' })
    await desk.pass(10)
    expect(await caseOf(caseId)).toMatchObject({ state: 'open', waitingSince: written, sortAt: written })
    expect((await caseOf(caseId)).firstAnsweredAt).not.toBeNull()
  })

  it('goes out although the case was settled meanwhile, and counts as its answer', async () => {
    const caseId = await desk.mailIn()
    await reply(desk.agent, { caseId, text: 'Selesai, terima kasih.', undoable: true })
    const { revision } = await caseOf(caseId)
    await resolveCase(desk.agent, { caseId, revision, outcome: 'answered' })
    await desk.pass(6)
    expect(await caseOf(caseId)).toMatchObject({ state: 'resolved', firstAnsweredAt: desk.now() })
    expect(await mails('Selesai, terima kasih.')).toBe(1)
  })

  it('is not withdrawn by somebody of another service', async () => {
    const caseId = await desk.mailIn()
    const { messageId } = await reply(desk.agent, { caseId, text: 'Milik layanan ini.', undoable: true })
    const stranger = { ...(await desk.ctxOf('narrow')), services: [desk.tenant.services[1]?.id as string] }
    await expect(withdrawMessage(stranger, { caseId, messageId })).rejects.toMatchObject({ code: 'not_found' })
    await expect(withdrawMessage(await desk.ctxOf('viewer'), { caseId, messageId })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await desk.pass(6)
    expect(await mails('Milik layanan ini.')).toBe(1)
  })
})

describe('an answer that is sent later', () => {
  it('waits for its time, which can be changed, and its text too', async () => {
    const caseId = await desk.mailIn()
    const { messageId } = await reply(desk.agent, { caseId, text: 'Besok pagi.', sendAt: later(3600) })
    await changeHeldMessage(desk.agent, { caseId, messageId, sendAt: later(7200), text: 'Besok siang.' })
    await desk.pass(3700)
    expect(await mails('Besok')).toBe(0)
    await desk.pass(3600)
    expect(await mails('Besok siang.')).toBe(1)
    expect(await caseOf(caseId)).toMatchObject({ state: 'waiting_citizen', lastMessageText: 'Besok siang.' })
  })

  it('leaves at once when somebody says so', async () => {
    const caseId = await desk.mailIn()
    const { messageId } = await reply(desk.agent, { caseId, text: 'Tidak jadi nanti.', sendAt: later(3600) })
    await changeHeldMessage(desk.agent, { caseId, messageId, sendAt: null })
    await desk.settle()
    expect(await mails('Tidak jadi nanti.')).toBe(1)
    await desk.pass(4000)
    expect(await mails('Tidak jadi nanti.')).toBe(1)
  })

  it('refuses a time that has passed or is months away', async () => {
    const caseId = await desk.mailIn()
    for (const sendAt of [later(-60), later(10), later(61 * 86_400)])
      await expect(reply(desk.agent, { caseId, text: 'x', sendAt })).rejects.toMatchObject({
        fields: [{ path: 'sendAt' }],
      })
  })

  it('with no way out shows on the tracking page at its time, and not before', async () => {
    const caseId = await desk.mailIn()
    await desk.rows(sql`update channels set state = 'disabled' where id = ${desk.channel.id}::uuid`)
    const { leaves, messageId } = await reply(desk.agent, { caseId, text: 'Tampil nanti.', sendAt: later(600) })
    expect(leaves).toBe(false)
    expect(await messageOf(caseId, messageId)).toMatchObject({ state: 'queued' })
    await desk.pass(700)
    expect(await messageOf(caseId, messageId)).toMatchObject({ state: 'shown' })
    await desk.rows(sql`update channels set state = 'ok' where id = ${desk.channel.id}::uuid`)
  })
})

it('a text with an unfilled field goes to nobody', async () => {
  const caseId = await desk.mailIn()
  await expect(reply(desk.agent, { caseId, text: 'Halo {nama}, tenggat {tenggat}.' })).rejects.toMatchObject({
    fields: [{ path: 'text', code: 'unfilled', text: { id: 'Isi atau hapus dahulu: {nama}, {tenggat}.' } }],
  })
})

type Step =
  | { do: 'write' }
  | { do: 'wait'; seconds: number }
  | { do: 'reply'; kept: boolean; after: number }
  | { do: 'later'; kept: boolean; seconds: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constant({ do: 'write' as const }),
  fc.record({ do: fc.constant('wait' as const), seconds: fc.integer({ min: 1, max: 5000 }) }),
  fc.record({ do: fc.constant('reply' as const), kept: fc.boolean(), after: fc.integer({ min: 0, max: 4 }) }),
  fc.record({ do: fc.constant('later' as const), kept: fc.boolean(), seconds: fc.integer({ min: 60, max: 4000 }) }),
)

describe('a case with withdrawn answers', () => {
  const facts = async (id: string) => {
    const { case: c, interactions } = await readCase(desk.agent, id)
    const { state, firstAnsweredAt, waitingSince, overdueAt, sortAt, messageCount, assigneeId, revision } = c
    return {
      case: { state, firstAnsweredAt, waitingSince, overdueAt, sortAt, messageCount, assigneeId, revision },
      last: [c.lastMessageAt, c.lastDirection, c.lastMessageText],
      interactions: interactions.map(({ state: s, receivedAt, answeredAt }) => ({ s, receivedAt, answeredAt })),
    }
  }

  it('is in every fact the same as one on which they were never written, whatever else happens', {
    timeout: 120_000,
  }, async () => {
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
        const n = ++run
        const begin = async (from: string) => {
          const id = await desk.mailIn({ from, text: 'Awal' })
          return { id, from, token: (await caseOf(id)).token }
        }
        const real = await begin(`a${n}@contoh.id`)
        const never = await begin(`b${n}@contoh.id`)
        const both = [real, never]
        for (const [i, s] of steps.entries()) {
          if (s.do === 'wait') await desk.pass(s.seconds)
          if (s.do === 'write')
            for (const { from, token } of both) await desk.mailIn({ from, token, text: `Tulis ${i}` })
          if (s.do === 'reply' || s.do === 'later') {
            const held = s.do === 'reply' ? { undoable: true } : { sendAt: later(s.seconds) }
            if (s.kept) for (const { id } of both) await reply(desk.agent, { caseId: id, text: `Jawab ${i}`, ...held })
            else {
              const { messageId } = await reply(desk.agent, { caseId: real.id, text: `Tarik ${i}`, ...held })
              await desk.pass(s.do === 'reply' ? s.after : 30)
              await withdrawMessage(desk.agent, { caseId: real.id, messageId })
            }
          }
        }
        await desk.pass(10_000)
        expect(await facts(real.id)).toEqual(await facts(never.id))
      }),
      { numRuns: 15 },
    )
  })
})
