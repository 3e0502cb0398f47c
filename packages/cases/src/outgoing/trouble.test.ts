import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readCase, reply, resendMessage, settleUncertain, startConversation } from '../index.ts'
import { type Desk, openDesk } from '../testing.ts'

let desk: Desk
beforeAll(async () => {
  desk = await openDesk()
})
afterAll(() => desk.close())
beforeEach(() => desk.sink.behave({ mode: 'accept' }))

const read = (id: string) => readCase(desk.agent, id)
const mails = async (text: string) => (await desk.sink.mails()).filter((m) => m.text.includes(text)).length
const messageOf = async (caseId: string, id: string) => (await read(caseId)).messages.find((m) => m.id === id)

async function failedReply(text: string): Promise<{ caseId: string; messageId: string }> {
  const caseId = await desk.mailIn()
  desk.sink.behave({ mode: 'reject', count: 1 })
  const { messageId } = await reply(desk.agent, { caseId, text })
  await desk.settle()
  return { caseId, messageId }
}

/** As a provider that took a message and never answered leaves it. */
async function uncertainReply(text: string): Promise<{ caseId: string; messageId: string }> {
  const { caseId, messageId } = await failedReply(text)
  await desk.rows(sql`update messages set state = 'uncertain' where id = ${messageId}::uuid`)
  return { caseId, messageId }
}

describe('an answer that failed', () => {
  it('makes it our turn again', async () => {
    const { caseId, messageId } = await failedReply('Ditolak.')
    expect(await messageOf(caseId, messageId)).toMatchObject({ state: 'failed' })
    expect((await read(caseId)).case).toMatchObject({ state: 'open', waitingSince: desk.now() })
  })

  it('is sent again as a message of its own that names it, once', async () => {
    const { caseId, messageId } = await failedReply('Sekali lagi.')
    await desk.pass(60)
    const again = await resendMessage(desk.agent, { caseId, messageId })
    await expect(resendMessage(desk.agent, { caseId, messageId })).rejects.toMatchObject({ code: 'message.resent' })
    await desk.settle()
    expect(await mails('Sekali lagi.')).toBe(1)
    expect(await messageOf(caseId, again.messageId)).toMatchObject({
      state: 'sent',
      resendOfId: messageId,
      text: 'Sekali lagi.',
    })
    expect((await read(caseId)).case).toMatchObject({ state: 'waiting_citizen', waitingSince: null })
  })

  it('may be tried again after a new attempt has failed too', async () => {
    const { caseId, messageId } = await failedReply('Tiga kali.')
    desk.sink.behave({ mode: 'reject', count: 1 })
    await resendMessage(desk.agent, { caseId, messageId })
    await desk.settle()
    await resendMessage(desk.agent, { caseId, messageId })
    await desk.settle()
    expect(await mails('Tiga kali.')).toBe(1)
  })

  it('does not answer what the citizen wrote after it', async () => {
    const { caseId, messageId } = await failedReply('Untuk yang pertama.')
    const { token, identityId } = (await read(caseId)).case
    const [who] = await desk.rows(sql`select address from identities where id = ${identityId}::uuid`)
    await desk.pass(60)
    await desk.mailIn({ from: who?.address, token, text: 'Masih di sana?' })
    const asked = desk.now()
    await desk.pass(60)
    await resendMessage(desk.agent, { caseId, messageId })
    expect((await read(caseId)).case).toMatchObject({ state: 'open', waitingSince: asked })
  })

  it('refuses a way on which the citizen cannot be reached, a message of another case, and whoever may not', async () => {
    const { caseId, messageId } = await failedReply('Tetap di sini.')
    const other = await desk.mailIn()
    const form = desk.tenant.channels.form.id
    await expect(resendMessage(desk.agent, { caseId, messageId, channelId: form })).rejects.toMatchObject({
      fields: [{ path: 'channelId' }],
    })
    await expect(resendMessage(desk.agent, { caseId: other, messageId })).rejects.toMatchObject({ code: 'not_found' })
    await expect(resendMessage(await desk.ctxOf('viewer'), { caseId, messageId })).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect(await mails('Tetap di sini.')).toBe(0)
  })
})

describe('an answer that is uncertain', () => {
  it('is sent again only by somebody who knows that it may arrive twice', async () => {
    const { caseId, messageId } = await uncertainReply('Mungkin sampai.')
    await expect(resendMessage(desk.agent, { caseId, messageId })).rejects.toMatchObject({
      code: 'message.may_arrive_twice',
    })
    await resendMessage(desk.agent, { caseId, messageId, twice: true })
    await desk.settle()
    expect(await mails('Mungkin sampai.')).toBe(1)
  })

  it('is settled as sent by a person, which ends the question', async () => {
    const { caseId, messageId } = await uncertainReply('Sudah sampai.')
    await settleUncertain(desk.agent, { caseId, messageId })
    expect(await messageOf(caseId, messageId)).toMatchObject({ state: 'sent', problem: null })
    await expect(settleUncertain(desk.agent, { caseId, messageId })).rejects.toMatchObject({ code: 'conflict' })
    await expect(resendMessage(desk.agent, { caseId, messageId, twice: true })).rejects.toMatchObject({
      code: 'conflict',
    })
  })
})

describe('writing to a citizen first', () => {
  const start = (over: Partial<Parameters<typeof startConversation>[1]> = {}) =>
    startConversation(desk.agent, {
      channelId: desk.channel.id,
      address: ' Ratna@Contoh.ID ',
      name: 'Ratna',
      subject: 'Obat sudah ada',
      text: 'Obat yang Ibu cari sudah tersedia.',
      ...over,
    })
  const received = async () => {
    const [row] = await desk.rows(sql`select coalesce(sum(received), 0)::int as n from interaction_figures`)
    return Number(row?.n)
  }

  it('makes a case that waits for them, sends, and counts as nothing received until they answer', async () => {
    const before = await received()
    const { caseId, number } = await start()
    await desk.settle()
    const { case: c, citizen } = await read(caseId)
    expect(c).toMatchObject({
      number,
      state: 'waiting_citizen',
      firstResponseDueAt: null,
      assigneeId: desk.tenant.members.agent.memberId,
    })
    expect(citizen).toMatchObject({ address: 'ratna@contoh.id', name: 'Ratna' })
    expect(await mails('sudah tersedia')).toBe(1)
    expect(await received()).toBe(before)
    await desk.mailIn({ from: 'ratna@contoh.id', token: c.token, text: 'Terima kasih, saya ambil besok.' })
    expect((await read(caseId)).case).toMatchObject({ state: 'open', waitingSince: desk.now() })
    expect(await received()).toBe(before + 1)
  })

  it('happens once for one key, however often it is pressed', async () => {
    const made = await Promise.all(
      [1, 2, 3].map(() => start({ text: 'Satu kali.', idempotencyKey: 'mulai-satu-kali' })),
    )
    expect(new Set(made.map((m) => m.caseId)).size).toBe(1)
    await desk.settle()
    expect(await mails('Satu kali.')).toBe(1)
  })

  it('refuses an address that is none, a channel that cannot send, and another service’s channel', async () => {
    await expect(start({ address: 'bukan alamat' })).rejects.toMatchObject({ fields: [{ path: 'address' }] })
    await expect(start({ channelId: desk.tenant.channels.form.id })).rejects.toMatchObject({
      fields: [{ path: 'channelId' }],
    })
    await expect(start({ text: '' })).rejects.toMatchObject({ fields: [{ path: 'text' }] })
    const other = desk.tenant.services[1]?.channels.mail.id as string
    const narrow = await desk.ctxOf('narrow')
    await expect(
      startConversation(narrow, { channelId: other, address: 'a@contoh.id', text: 'Halo' }),
    ).rejects.toMatchObject({ code: 'not_found' })
    await expect(
      startConversation(await desk.ctxOf('viewer'), { channelId: desk.channel.id, address: 'a@b.id', text: 'Halo' }),
    ).rejects.toMatchObject({ code: 'forbidden' })
  })
})
