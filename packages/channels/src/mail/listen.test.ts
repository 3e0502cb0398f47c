import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { providerItemOf } from './provider-item.ts'
import { boxes, cleanUp, client, listener } from './smtp-testing.ts'
import { citizenMail } from './testing.ts'

afterEach(cleanUp)

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
