import { createServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { OutboundMessage } from '../contract.ts'
import { openMailSender, outcomeOf } from './send-mail.ts'
import { cleanUp, cleanups, scripted, smtp, upToContent } from './smtp-testing.ts'
import { outbound, quick, settings } from './testing.ts'

afterEach(cleanUp)

const send = (smtpUrl: string | null, change: Partial<OutboundMessage> = {}) =>
  openMailSender(settings, { smtpUrl }, quick)({ ...outbound, ...change })

describe('a mail that surely was not taken has failed', () => {
  test.each([
    ['unknown recipient', { code: 'smtp_550', reason: /No such user/ }, 550],
    ['grey-listing', { code: 'smtp_451', reason: /No such user/ }, 451],
  ])('%s', async (_what, expected, responseCode) => {
    const { url, received } = await smtp({
      onRcptTo: (_address, _session, callback) => callback(Object.assign(new Error('No such user'), { responseCode })),
    })
    expect(await send(url)).toEqual({
      state: 'failed',
      code: expected.code,
      reason: expect.stringMatching(expected.reason),
    })
    expect(received).toEqual([])
  })

  test.each(['554 5.7.1 spam', '451 4.3.0 nanti', '421 4.3.2 tutup'])('refused after the content: %s', async (end) => {
    expect(await send(await upToContent(end))).toMatchObject({ state: 'failed', code: `smtp_${end.slice(0, 3)}` })
  })

  test('nobody listens', async () => {
    expect(await send('smtp://127.0.0.1:1')).toMatchObject({ state: 'failed', code: 'smtp_unreachable' })
  })

  test('the greeting never comes', async () => {
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    cleanups.push(() => new Promise((resolve) => silent.close(() => resolve())))
    const bound = silent.address()
    const port = typeof bound === 'object' && bound ? bound.port : 0
    expect(await send(`smtp://127.0.0.1:${port}`)).toMatchObject({ state: 'failed', code: 'smtp_unreachable' })
  })

  test('the connection is lost before the content', async () => {
    for (const command of ['MAIL', 'RCPT', 'DATA']) {
      const url = await scripted((line) => (line.startsWith(command) ? null : '250 ya'))
      expect(await send(url)).toMatchObject({ state: 'failed', code: 'smtp_unreachable' })
    }
  })

  test('the server takes no mail of this size', async () => {
    const { url } = await smtp({ size: 500 })
    expect(await send(url, { text: 'panjang '.repeat(500) })).toMatchObject({ state: 'failed', code: 'smtp_too_large' })
  })

  test('there is no server, no address or no attachment', async () => {
    expect(await send(null)).toMatchObject({ state: 'failed', code: 'mail_no_server' })
    expect(await send('bukan url')).toMatchObject({ state: 'failed', code: 'mail_no_server' })
    const { url, received } = await smtp()
    expect(await send(url, { to: { address: 'x', name: null } })).toMatchObject({ code: 'mail_address_invalid' })
    const attachments = [{ name: 'a', mediaType: 'a/b', read: () => Promise.reject(new Error('hilang')) }]
    expect(await send(url, { attachments })).toMatchObject({ state: 'failed', code: 'attachment_unreadable' })
    expect(received).toEqual([])
  })
})

describe('a mail that may have been taken is uncertain', () => {
  test('the connection drops after the content', async () => {
    expect(await send(await upToContent(null))).toMatchObject({ state: 'uncertain' })
  })

  test('the answer to the content never comes', async () => {
    expect(await send(await upToContent(undefined))).toMatchObject({ state: 'uncertain' })
  })

  test('the connection drops within a long content', async () => {
    let lines = 0
    const url = await scripted((line, state) => {
      if (state.data) return ++lines > 200 ? null : undefined
      state.data = /^DATA/i.test(line)
      return state.data ? '354 silakan' : '250 ya'
    })
    expect(await send(url, { text: 'kata kata\n'.repeat(50_000) })).toMatchObject({ state: 'uncertain' })
  })

  test('a reply code beside a lost connection is no answer to the content', () => {
    const error = Object.assign(new Error('Connection closed'), { responseCode: 550, command: 'CONN' })
    expect(outcomeOf(error, true).state).toBe('uncertain')
    expect(outcomeOf(error, false)).toMatchObject({ state: 'failed', code: 'smtp_550' })
  })
})
