import { createServer, type Server, type Socket } from 'node:net'
import { simpleParser } from 'mailparser'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import type { OutboundMessage } from '../contract.ts'
import { composeMail, outgoingSubject } from './compose-mail.ts'
import { header, headersOf } from './mail-headers.ts'
import { idsIn } from './mail-rules.ts'
import { parseMail } from './parse-mail.ts'
import { connectionOptions, openMailSender, outcomeOf } from './send-mail.ts'
import { ourId } from './testing.ts'

const settings = { address: 'layanan@kemkes.go.id', displayName: 'Halo Kemenkes' }
const outbound: OutboundMessage = {
  messageId: ourId,
  to: { address: 'Ani@Contoh.id', name: 'Ani Wijaya' },
  subject: 'Antrean vaksin',
  text: 'Selamat pagi,\nsilakan datang <besok>.',
  attachments: [],
  inReplyTo: 'c@contoh.id',
  references: ['a@contoh.id', 'b@kemkes.go.id'],
  token: '0A1B2C3D4E',
  automatic: false,
}
const quick = { connectionMs: 400, greetingMs: 400, socketMs: 400 }

const cleanups: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

type Received = { raw: Buffer; from: string; to: string[] }

/** A real SMTP server in this process; `options` change how it answers. */
async function smtp(options: SMTPServerOptions = {}): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 50,
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          raw: Buffer.concat(chunks),
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
        })
        callback()
      })
    },
    ...options,
  })
  server.on('error', () => {})
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const bound = listening.address()
      resolve(typeof bound === 'object' && bound ? bound.port : 0)
    })
  })
  cleanups.push(() => new Promise((resolve) => server.close(() => resolve())))
  return { url: `smtp://127.0.0.1:${port}`, received }
}

/** A server that follows a script: what it answers to the line it got; null drops the connection. */
async function scripted(
  answer: (line: string, state: { data: boolean }) => string | null | undefined,
): Promise<string> {
  const sockets = new Set<Socket>()
  const server: Server = createServer((socket) => {
    sockets.add(socket)
    const state = { data: false }
    let rest = ''
    socket.on('error', () => {})
    socket.write('220 uji\r\n')
    socket.on('data', (chunk) => {
      const lines = `${rest}${chunk.toString('latin1')}`.split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const reply = answer(line, state)
        if (reply === null) return socket.destroy()
        if (reply !== undefined) socket.write(`${reply}\r\n`)
      }
    })
  })
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address()
      resolve(typeof bound === 'object' && bound ? bound.port : 0)
    })
  })
  cleanups.push(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return `smtp://127.0.0.1:${port}`
}

/** Polite up to the content, then as `end` says: a reply, silence (undefined) or a lost connection (null). */
const upToContent = (end: string | null | undefined) =>
  scripted((line, state) => {
    if (state.data) return line === '.' ? end : undefined
    if (/^DATA/i.test(line)) {
      state.data = true
      return '354 silakan'
    }
    return /^QUIT/i.test(line) ? '221 ya' : '250 ya'
  })

const send = (smtpUrl: string | null, change: Partial<OutboundMessage> = {}) =>
  openMailSender(settings, { smtpUrl }, quick)({ ...outbound, ...change })

describe('a mail that is sent', () => {
  test('carries what brings its answer back, and is known by its id beforehand', async () => {
    const { url, received } = await smtp()
    expect(await send(url)).toEqual({ state: 'sent', providerId: `${ourId}@kemkes.go.id` })
    const [got] = received
    expect(got).toMatchObject({ from: 'layanan@kemkes.go.id', to: ['ani@contoh.id'] })
    const headers = headersOf(got?.raw ?? Buffer.alloc(0))
    expect(header(headers, 'from')).toBe('Halo Kemenkes <layanan@kemkes.go.id>')
    expect(header(headers, 'reply-to')).toBe('Halo Kemenkes <layanan+0A1B2C3D4E@kemkes.go.id>')
    expect(header(headers, 'message-id')).toBe(`<${ourId}@kemkes.go.id>`)
    expect(header(headers, 'in-reply-to')).toBe('<c@contoh.id>')
    expect(header(headers, 'references')).toBe('<a@contoh.id> <b@kemkes.go.id> <c@contoh.id>')
    expect(header(headers, 'subject')).toBe('Re: Antrean vaksin [#0A1B2C3D4E]')
    const read = await simpleParser(got?.raw ?? '')
    expect(read.text?.trim()).toBe('Selamat pagi,\nsilakan datang <besok>.')
    expect(read.html).toContain('silakan datang &lt;besok&gt;.')
  })

  test("by a person carries no mark of a machine's", async () => {
    const { url, received } = await smtp()
    await send(url)
    expect(received[0]?.raw.toString()).not.toMatch(
      /^(?:Auto-Submitted|Precedence|X-Auto-Response-Suppress|X-Siaga-Loop):/im,
    )
  })

  test('by a machine is marked, and taken for our own when it comes back', async () => {
    const { url, received } = await smtp()
    await send(url, { automatic: true })
    const raw = received[0]?.raw ?? Buffer.alloc(0)
    const headers = headersOf(raw)
    expect(header(headers, 'auto-submitted')).toBe('auto-replied')
    expect(header(headers, 'x-auto-response-suppress')).toBe('All')
    expect(headers.has('precedence')).toBe(false)
    const back = await parseMail(raw, { recipient: settings.address, sender: settings.address })
    expect(back).toEqual({ kind: 'ignored', reason: 'own_loop' })
  })

  test('brings its attachments', async () => {
    const { url, received } = await smtp()
    const bytes = Uint8Array.from([0, 255, 13, 10, 46, 13, 10])
    const attachments = [{ name: 'surat "asli"\r\nX: y.pdf', mediaType: 'application/pdf', read: async () => bytes }]
    await send(url, { attachments })
    const read = await simpleParser(received[0]?.raw ?? '')
    expect(read.attachments).toHaveLength(1)
    expect(read.attachments[0]).toMatchObject({ contentType: 'application/pdf' })
    expect(read.attachments[0]?.filename).toContain('surat')
    expect(read.attachments[0]?.content.equals(Buffer.from(bytes))).toBe(true)
    expect(read.headers.has('x')).toBe(false)
  })

  test('lets nothing into its headers', async () => {
    const { url, received } = await smtp()
    const evil = 'a\r\nBcc: korban@contoh.id\r\n\r\nisi'
    const result = await openMailSender(
      { ...settings, displayName: evil },
      { smtpUrl: url },
      quick,
    )({
      ...outbound,
      to: { address: 'ani@contoh.id', name: evil },
      subject: evil,
      messageId: `${ourId}\r\nBcc: x@y`,
      inReplyTo: 'c@contoh.id>\r\nBcc: korban@contoh.id',
      references: ['d@contoh.id\r\nBcc: korban@contoh.id', 'a@contoh.id'],
      token: 'AAAAAAAAAA\r\nBcc: x',
      attachments: [{ name: evil, mediaType: `text/plain\r\nBcc: x`, read: async () => new Uint8Array(1) }],
    })
    expect(result.state).toBe('sent')
    expect(received[0]?.to).toEqual(['ani@contoh.id'])
    expect(received[0]?.raw.toString()).not.toMatch(/^Bcc/im)
    const headers = headersOf(received[0]?.raw ?? Buffer.alloc(0))
    expect(header(headers, 'references')).toBe('<a@contoh.id>')
    expect(headers.has('in-reply-to')).toBe(false)
  })

  test('uses the own server of the channel, with its password', async () => {
    const seen: unknown[] = []
    const { url, received } = await smtp({
      authOptional: false,
      onAuth(auth, _session, callback) {
        seen.push([auth.username, auth.password])
        callback(null, auth.password === 'rahasia' ? { user: auth.username } : undefined)
      },
    })
    const own = { host: '127.0.0.1', port: Number(new URL(url).port), secure: false, user: 'layanan' }
    const sender = (password: string) => openMailSender({ ...settings, smtp: own, password }, { smtpUrl: null }, quick)
    expect((await sender('rahasia')(outbound)).state).toBe('sent')
    expect(await sender('salah')(outbound)).toMatchObject({ state: 'failed', code: 'smtp_auth' })
    expect(seen).toEqual([
      ['layanan', 'rahasia'],
      ['layanan', 'salah'],
    ])
    expect(received).toHaveLength(1)
  })
})

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

test.each([
  ['surel.kota.go.id', false, 'sandi', true],
  ['surel.kota.go.id', true, 'sandi', false],
  ['surel.kota.go.id', false, null, false],
  ['127.0.0.1', false, 'sandi', false],
])('on the way to %s (TLS from the start %s, password %s) STARTTLS is required: %s', (host, secure, pass, required) => {
  const target = { host, port: 587, secure, auth: pass === null ? null : { user: 'x', pass } }
  expect(connectionOptions(target, settings.address, quick)).toMatchObject({
    requireTLS: required,
    name: 'kemkes.go.id',
  })
})

test('the thread keeps its first and latest mails', async () => {
  const references = Array.from({ length: 80 }, (_, index) => `r${index}@contoh.id`)
  const composed = await composeMail(settings, { ...outbound, references })
  const kept = idsIn(header(headersOf(composed?.raw ?? Buffer.alloc(0)), 'references'))
  expect(kept).toHaveLength(50)
  expect([kept[0], kept[1], kept.at(-1)]).toEqual(['r0@contoh.id', 'r32@contoh.id', 'c@contoh.id'])
})

test.each([
  ['Antrean', true, 'Re: Antrean [#T]'],
  ['RE: Bls: re: Antrean [#0A1B2C3D4E]', true, 'Re: Antrean [#T]'],
  ['Re: Antrean', false, 'Re: Antrean [#T]'],
  [null, false, 'Halo [#T]'],
  ['Re:', true, 'Re: Halo [#T]'],
])('writes the subject of %j', (subject, answers, expected) => {
  expect(outgoingSubject(subject, 'T', answers, 'Halo')).toBe(expected)
})
