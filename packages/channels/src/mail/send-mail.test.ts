import { simpleParser } from 'mailparser'
import { afterEach, describe, expect, test } from 'vitest'
import type { OutboundMessage } from '../contract.ts'
import { composeMail, outgoingSubject } from './compose-mail.ts'
import { header, headersOf } from './mail-headers.ts'
import { idsIn } from './mail-rules.ts'
import { parseMail } from './parse-mail.ts'
import { connectionOptions, openMailSender } from './send-mail.ts'
import { cleanUp, smtp } from './smtp-testing.ts'
import { ourId, outbound, quick, settings } from './testing.ts'

afterEach(cleanUp)

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
    const sender = (password: string) =>
      openMailSender({ ...settings, smtp: own, password }, { smtpUrl: null, insideHosts: [own.host] }, quick)
    expect((await sender('rahasia')(outbound)).state).toBe('sent')
    expect(await sender('salah')(outbound)).toMatchObject({ state: 'failed', code: 'smtp_auth' })
    expect(seen).toEqual([
      ['layanan', 'rahasia'],
      ['layanan', 'salah'],
    ])
    expect(received).toHaveLength(1)
  })
})

test.each([
  ['surel.kota.go.id', false, 'sandi', true],
  ['surel.kota.go.id', true, 'sandi', false],
  ['surel.kota.go.id', false, null, false],
  ['127.0.0.1', false, 'sandi', false],
])('on the way to %s (TLS from the start %s, password %s) STARTTLS is required: %s', (host, secure, pass, required) => {
  const target = { host, port: 587, secure, typed: true, auth: pass === null ? null : { user: 'x', pass } }
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
