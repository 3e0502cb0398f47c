import { setTimeout as sleep } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import getTlsOptions from 'smtp-server/lib/tls-options.js'
import { afterEach, describe, expect, test } from 'vitest'
import { cleanUp, client, listener } from './smtp-testing.ts'
import { citizenMail } from './testing.ts'

afterEach(cleanUp)

describe('a limit', () => {
  test('on size is announced, and refuses at MAIL FROM what says it is larger', async () => {
    const { port } = await listener()
    const smtp = await client(port)
    expect(smtp.greeting).toContain('SIZE 26214400')
    expect(smtp.greeting).not.toMatch(/AUTH|STARTTLS/)
    expect(await smtp.say('MAIL FROM:<ani@contoh.id> SIZE=26214401')).toMatch(/^552/)
    expect(await smtp.say('MAIL FROM:<ani@contoh.id> SIZE=26214400')).toMatch(/^250/)
  })

  test('on size refuses after the content what did not say so, and stores nothing', async () => {
    const { port, items } = await listener({ maxBytes: 1000 })
    const smtp = await client(port)
    const sized = (bytes: number) => Buffer.from(`${'x'.repeat(98)}\r\n`.repeat(bytes / 100))
    expect(await smtp.deliver(sized(1100), ['a@kota.go.id'])).toMatch(/^552/)
    expect(items).toEqual([])
    expect(await smtp.deliver(sized(1000), ['a@kota.go.id'])).toMatch(/^250/)
    expect(items).toHaveLength(1)
  })

  test('of 25 MiB holds for a mail of 30 MB', async () => {
    const { port, items } = await listener()
    const big = Buffer.concat([citizenMail(), Buffer.from(`${'x'.repeat(998)}\r\n`.repeat(30_000))])
    expect(await (await client(port)).deliver(big, ['a@kota.go.id'])).toMatch(/^552/)
    expect(items).toEqual([])
  }, 30_000)

  test('on messages at once sends the next away, and lets it in afterwards', async () => {
    let finish = () => {}
    const gate = new Promise<void>((resolve) => {
      finish = resolve
    })
    const { port } = await listener({ maxConcurrent: 2, accept: () => gate.then(() => 'stored') })
    const smtp = await Promise.all([client(port), client(port), client(port)])
    const first = smtp.slice(0, 2).map((each) => each.deliver(citizenMail(), ['a@kota.go.id']))
    await sleep(80)
    expect(await smtp[2]?.deliver(citizenMail(), ['a@kota.go.id'])).toMatch(/^451 4\.3\.2/)
    finish()
    for (const each of await Promise.all(first)) expect(each).toMatch(/^250/)
    expect(await smtp[2]?.deliver(citizenMail(), ['a@kota.go.id'])).toMatch(/^250/)
  })

  test('on time ends a message that trickles, and frees its place', async () => {
    const { port, items } = await listener({ maxConcurrent: 1, dataTimeoutMs: 150, idleTimeoutMs: 10_000 })
    // It does not close its side when told to go.
    const slow = await client(port, true)
    await slow.say('MAIL FROM:<ani@contoh.id>')
    await slow.say('RCPT TO:<a@kota.go.id>')
    await slow.say('DATA')
    const drip = setInterval(() => slow.socket.write('x\r\n'), 20)
    expect(await slow.reply()).toMatch(/^(?:421|closed)/)
    clearInterval(drip)
    expect(items).toEqual([])
    expect(await (await client(port)).deliver(citizenMail(), ['a@kota.go.id'])).toMatch(/^250/)
  })

  test('on idleness ends a connection that says nothing', async () => {
    const { port } = await listener({ idleTimeoutMs: 100 })
    expect(await (await client(port)).reply()).toMatch(/^(?:421|closed)/)
  })
})

test('a client that goes away within its mail stores nothing and frees its place', async () => {
  const { port, items } = await listener({ maxConcurrent: 1 })
  const gone = await client(port)
  await gone.say('MAIL FROM:<ani@contoh.id>')
  await gone.say('RCPT TO:<a@kota.go.id>')
  await gone.say('DATA')
  gone.socket.write('Subject: separuh\r\n\r\nisi')
  await sleep(30)
  gone.socket.destroy()
  await sleep(80)
  expect(items).toEqual([])
  expect(await (await client(port)).deliver(citizenMail(), ['a@kota.go.id'])).toMatch(/^250/)
})

test('closing lets a running delivery end', async () => {
  let finish = () => {}
  const gate = new Promise<void>((resolve) => {
    finish = resolve
  })
  const { port, close } = await listener({ accept: () => gate.then(() => 'stored') })
  const delivery = (await client(port)).deliver(citizenMail(), ['a@kota.go.id'])
  await sleep(80)
  const closing = close()
  finish()
  expect(await delivery).toMatch(/^250/)
  await closing
})

test('a port that is taken is an error, not a crash', async () => {
  const { port } = await listener()
  await expect(listener({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('closing ends idle connections at once', async () => {
  const { port, close } = await listener()
  const idle = await client(port)
  const started = performance.now()
  await close()
  expect(performance.now() - started).toBeLessThan(2_000)
  expect(await idle.reply()).toMatch(/^(?:421|closed)/)
})

test('with a certificate, STARTTLS is offered and works', async () => {
  const { key, cert } = getTlsOptions()
  const { port } = await listener({ tls: { key: String(key), cert: String(cert) } })
  const smtp = await client(port)
  expect(smtp.greeting).toContain('STARTTLS')
  expect(smtp.greeting).not.toContain('AUTH')
  expect(await smtp.say('STARTTLS')).toMatch(/^220/)
  smtp.socket.removeAllListeners('data')
  const secure = connectTls({ socket: smtp.socket, rejectUnauthorized: false })
  const answer = await new Promise<string>((resolve, reject) => {
    secure.once('error', reject)
    secure.once('secureConnect', () => secure.write('EHLO uji\r\n'))
    secure.once('data', (chunk: Buffer) => resolve(chunk.toString()))
  })
  expect(answer).toContain('SIZE')
})
