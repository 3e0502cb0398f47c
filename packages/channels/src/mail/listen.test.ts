import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { type MailItem, type MailListenerOptions, startMailListener } from './listen.ts'
import { providerItemOf } from './provider-item.ts'
import { citizenMail } from './testing.ts'

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup()
})

const boxes: Record<string, { tenantId: string; channelId: string; address: string }> = Object.fromEntries(
  ['a', 'b', 'c'].map((name) => [
    `${name}@kota.go.id`,
    { tenantId: `tenant-${name}`, channelId: `channel-${name}`, address: `${name}@kota.go.id` },
  ]),
)

async function listener(options: Partial<MailListenerOptions> = {}) {
  const items: MailItem[] = []
  const logged: string[] = []
  const started = await startMailListener({
    port: 0,
    host: '127.0.0.1',
    hostname: 'masuk.siaga.id',
    lookup: async (address) => boxes[address] ?? null,
    accept: async (item) => {
      items.push(item)
      return 'stored'
    },
    log: { info: () => {}, error: (_fields, text) => logged.push(text) },
    ...options,
  })
  cleanups.push(() => started.close())
  return { ...started, items, logged }
}

/** A client that speaks SMTP line by line, so that it may also speak it badly. */
async function client(port: number) {
  const socket: Socket = connect(port, '127.0.0.1')
  cleanups.push(() => {
    socket.destroy()
  })
  let buffer = ''
  let closed = false
  let wake = () => {}
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    buffer += chunk
    wake()
  })
  socket.on('error', () => {})
  socket.on('close', () => {
    closed = true
    wake()
  })
  const reply = async (): Promise<string> => {
    for (;;) {
      const end = /(?:^|\r\n)\d{3} [^\r]*\r\n/.exec(buffer)
      if (end) {
        const whole = buffer.slice(0, end.index + end[0].length)
        buffer = buffer.slice(whole.length)
        return whole.trim()
      }
      if (closed) return 'closed'
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  const say = (line: string) => {
    socket.write(`${line}\r\n`, 'latin1')
    return reply()
  }
  await reply()
  const greeting = await say('EHLO uji.contoh.id')
  const deliver = async (raw: Buffer, to: string[], from = 'ani@contoh.id') => {
    await say(`MAIL FROM:<${from}>`)
    for (const address of to) await say(`RCPT TO:<${address}>`)
    const ready = await say('DATA')
    if (!ready.startsWith('354')) return ready
    socket.write(raw.toString('latin1').replace(/^\./gm, '..'), 'latin1')
    return say('.')
  }
  return { socket, say, reply, greeting, deliver }
}

describe('a mail that is taken', () => {
  test('is handed on byte by byte with what the connection knew', async () => {
    const { port, items } = await listener()
    const raw = citizenMail([], ['.titik di depan', 'Jalan Caf\u00e9', '..'])
    expect(await (await client(port)).deliver(raw, ['A+0a1b2c3d4e@KOTA.go.id'], 'Ani@Contoh.id')).toMatch(
      /^250 2\.0\.0/,
    )
    expect(items).toEqual([
      {
        tenantId: 'tenant-a',
        channelId: 'channel-a',
        kind: 'mail',
        providerItem: providerItemOf(raw),
        raw: expect.any(Buffer),
        meta: {
          sender: 'Ani@Contoh.id',
          recipient: 'a+0a1b2c3d4e@kota.go.id',
          address: 'a@kota.go.id',
          remote: '127.0.0.1',
          helo: 'uji.contoh.id',
          receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        },
      },
    ])
    expect(items[0]?.raw.toString('latin1')).toBe(raw.toString('latin1'))
  })

  test('has an empty sender when it came from the null sender', async () => {
    const { port, items } = await listener()
    await (await client(port)).deliver(citizenMail(), ['a@kota.go.id'], '')
    expect(items[0]?.meta.sender).toBe('')
  })

  test('becomes one item for each channel addressed, not for each recipient', async () => {
    const { port, items } = await listener()
    const to = ['a@kota.go.id', 'a+AAAAAAAAAA@kota.go.id', 'b@kota.go.id', 'a+BBBBBBBBBB@kota.go.id']
    expect(await (await client(port)).deliver(citizenMail(), to)).toMatch(/^250/)
    expect(items.map((item) => [item.channelId, item.meta.recipient])).toEqual([
      ['channel-a', 'a+aaaaaaaaaa@kota.go.id'],
      ['channel-b', 'b@kota.go.id'],
    ])
  })

  test('does not carry recipients over to the next mail of the connection', async () => {
    const { port, items } = await listener()
    const smtp = await client(port)
    await smtp.deliver(citizenMail(), ['a@kota.go.id'])
    await smtp.deliver(citizenMail(), ['b@kota.go.id'])
    expect(items.map((item) => item.channelId)).toEqual(['channel-a', 'channel-b'])
  })

  test('is confirmed only after every channel has it', async () => {
    let commit = () => {}
    const committed = new Promise<void>((resolve) => {
      commit = resolve
    })
    const { port } = await listener({
      accept: async (item) => {
        if (item.channelId === 'channel-b') await committed
        return 'stored'
      },
    })
    let answer = ''
    const delivery = (await client(port)).deliver(citizenMail(), ['a@kota.go.id', 'b@kota.go.id']).then((text) => {
      answer = text
    })
    await sleep(80)
    expect(answer).toBe('')
    commit()
    await delivery
    expect(answer).toMatch(/^250/)
  })

  test('is refused for now when one channel could not take it, and its retry has the same key', async () => {
    const seen: [string, string][] = []
    let broken = true
    const { port, logged } = await listener({
      accept: async (item) => {
        const known = seen.some(([channel, key]) => channel === item.channelId && key === item.providerItem)
        if (item.channelId === 'channel-b' && broken) throw new Error('database away')
        seen.push([item.channelId, item.providerItem])
        return known ? 'duplicate' : 'stored'
      },
    })
    const smtp = await client(port)
    expect(await smtp.deliver(citizenMail(), ['a@kota.go.id', 'b@kota.go.id'])).toMatch(/^451 4\.3\.0/)
    expect(logged).toHaveLength(1)
    broken = false
    expect(await smtp.deliver(citizenMail(), ['a@kota.go.id', 'b@kota.go.id'])).toMatch(/^250/)
    expect(new Set(seen.map(([, key]) => key)).size).toBe(1)
  })

  test('is refused for now when a channel does not answer', async () => {
    const { port } = await listener({ acceptTimeoutMs: 50, accept: () => new Promise(() => {}) })
    expect(await (await client(port)).deliver(citizenMail(), ['a@kota.go.id'])).toMatch(/^451/)
  })
})

test('messages in one pipe are each stored and answered', async () => {
  const { port, items } = await listener({ maxConcurrent: 1 })
  const smtp = await client(port)
  const one = 'MAIL FROM:<ani@contoh.id>\r\nRCPT TO:<a@kota.go.id>\r\nDATA\r\nSubject: x\r\n\r\nisi\r\n.\r\n'
  smtp.socket.write(one.repeat(3))
  const replies: string[] = []
  for (let index = 0; index < 12; index++) replies.push((await smtp.reply()).slice(0, 3))
  expect(replies).toEqual(Array.from({ length: 3 }, () => ['250', '250', '354', '250']).flat())
  expect(items).toHaveLength(3)
})

describe('a recipient', () => {
  test('that is unknown, malformed or cannot be looked up is refused as such', async () => {
    const { port, items } = await listener({
      lookup: async (address) => {
        if (address.startsWith('rusak')) throw new Error('database away')
        return boxes[address] ?? null
      },
    })
    const { port: throwing } = await listener({
      lookup: () => {
        throw new Error('database away')
      },
    })
    const smtp = await client(port)
    await smtp.say('MAIL FROM:<ani@contoh.id>')
    expect(await smtp.say('RCPT TO:<tidakada@kota.go.id>')).toMatch(/^550 5\.1\.1/)
    expect(await smtp.say('RCPT TO:<rusak@kota.go.id>')).toMatch(/^451 4\.3\.0/)
    const other = await client(throwing)
    await other.say('MAIL FROM:<ani@contoh.id>')
    expect(await other.say('RCPT TO:<a@kota.go.id>')).toMatch(/^451 4\.3\.0/)
    expect(await smtp.say('RCPT TO:<postmaster>')).toMatch(/^55?[01]/)
    expect(await smtp.say('DATA')).toMatch(/^503/)
    expect(items).toEqual([])
  })

  test('above 50 has to wait', async () => {
    const { port } = await listener({ lookup: async (address) => ({ tenantId: 't', channelId: address, address }) })
    const smtp = await client(port)
    await smtp.say('MAIL FROM:<ani@contoh.id>')
    for (let index = 0; index < 50; index++) expect(await smtp.say(`RCPT TO:<k${index}@kota.go.id>`)).toMatch(/^250/)
    expect(await smtp.say('RCPT TO:<k50@kota.go.id>')).toMatch(/^452/)
  })
})

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
    const slow = await client(port)
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

describe('the key of a mail', () => {
  const raw = citizenMail()
  const key = providerItemOf(raw)
  const under = (lines: string[]) => Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n`), raw])

  test('is the same whatever relays put on top', () => {
    expect(key).toMatch(/^[0-9a-f]{64}$/)
    expect(
      providerItemOf(under(['Return-Path: <ani@contoh.id>', 'Received: from x', '\tby y; Mon', 'X-Received: by z'])),
    ).toBe(key)
  })

  test('differs for another content, another id and another header', () => {
    expect(providerItemOf(citizenMail([], ['Isi lain']))).not.toBe(key)
    expect(providerItemOf(citizenMail(['Message-ID: <lain@contoh.id>']))).not.toBe(key)
    expect(providerItemOf(under(['X-Spam: ya']))).not.toBe(key)
  })

  test('needs no Message-ID', () => {
    expect(providerItemOf(Buffer.from('halo'))).not.toBe(providerItemOf(Buffer.from('hai')))
  })
})
