import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { whatsappWebhook } from './envelope.ts'

const secrets = { appSecret: 'rahasia', verifyToken: 'token-kami' }
const header = (value: string) => (name: string) => (name === 'x-hub-signature-256' ? value : undefined)

const change = (phoneNumberId: string, value: object) => ({
  field: 'messages',
  value: { messaging_product: 'whatsapp', metadata: { phone_number_id: phoneNumberId }, ...value },
})
const message = (id: string, from = '62811') => ({
  id,
  from,
  timestamp: '1763625600',
  type: 'text',
  text: { body: id },
})
const envelope = (...changes: object[]) =>
  Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes }] }))

describe('the handshake', () => {
  const ask = (query: Record<string, string>) => whatsappWebhook.handshake(query, secrets)
  it('answers the raw challenge to whoever knows the token', () => {
    expect(ask({ 'hub.mode': 'subscribe', 'hub.verify_token': 'token-kami', 'hub.challenge': '1158201444' })).toBe(
      '1158201444',
    )
  })
  it('answers nobody else', () => {
    expect(ask({ 'hub.mode': 'subscribe', 'hub.verify_token': 'token-lain', 'hub.challenge': '1' })).toBeNull()
    expect(ask({ 'hub.mode': 'unsubscribe', 'hub.verify_token': 'token-kami', 'hub.challenge': '1' })).toBeNull()
    expect(ask({})).toBeNull()
  })
})

describe('the signature', () => {
  const body = Buffer.from('{"object":"whatsapp_business_account","entry":[]}')
  const right = 'f6fba0c6e40ec9d7d50ce69ee75b2f81e53f8ab3a022d43c6b7e2a68153c8ed5'
  it('fits the documented vector, in either case', () => {
    expect(whatsappWebhook.verify(body, header(`sha256=${right}`), secrets)).toBe(true)
    expect(whatsappWebhook.verify(body, header(`sha256=${right.toUpperCase()}`), secrets)).toBe(true)
  })
  it('fits no other bytes, secret or form', () => {
    const spaced = Buffer.from('{"object": "whatsapp_business_account","entry":[]}')
    expect(whatsappWebhook.verify(spaced, header(`sha256=${right}`), secrets)).toBe(false)
    expect(whatsappWebhook.verify(body, header(`sha256=${right}`), { ...secrets, appSecret: 'lain' })).toBe(false)
    for (const value of ['', right, `sha1=${right}`, `sha256=${right.slice(2)}`, 'sha256='])
      expect(whatsappWebhook.verify(body, header(value), secrets)).toBe(false)
    expect(whatsappWebhook.verify(body, () => undefined, secrets)).toBe(false)
  })
})

describe('an envelope', () => {
  it('that would grow when it is split, or holds more than any real one, is refused at once', () => {
    const fat = 'x'.repeat(2_000_000)
    const many = Array.from({ length: 20_000 }, (_, i) => message(String(i)))
    const bombs = [
      { metadata: { phone_number_id: '11111', fat }, messages: many.slice(0, 2000) },
      { metadata: { phone_number_id: '11111' }, contacts: [{ wa_id: '1', fat }], messages: many.slice(0, 2000) },
      { metadata: { phone_number_id: '11111' }, messages: many },
      { metadata: { phone_number_id: '11111' }, statuses: many },
    ]
    const began = performance.now()
    for (const value of bombs)
      expect(() => whatsappWebhook.split(envelope({ field: 'messages', value }))).toThrow('envelope')
    const contacts = Array.from({ length: 60_000 }, (_, i) => ({ wa_id: `c${i}` }))
    const crowd = { metadata: { phone_number_id: '11111' }, contacts, messages: many.slice(0, 1000) }
    expect(whatsappWebhook.split(envelope({ field: 'messages', value: crowd }))).toHaveLength(1000)
    expect(performance.now() - began).toBeLessThan(2000)
  })
  it('becomes one item for each message and status, under the number of its change', () => {
    const items = whatsappWebhook.split(
      envelope(
        change('11111', { messages: [message('a'), message('b')] }),
        change('22222', { statuses: [{ id: 'x', status: 'sent' }], messages: [message('c')] }),
      ),
    )
    expect(items.map((i) => [i.address, i.providerItem])).toEqual([
      ['11111', 'm/a'],
      ['11111', 'm/b'],
      ['22222', 'm/c'],
      ['22222', 's/x/sent'],
    ])
  })
  it('gives each message its own sender’s name, in whatever order names stand', () => {
    const contacts = [
      { profile: { name: 'Dua' }, wa_id: '622' },
      { profile: { name: 'Satu' }, wa_id: '621' },
    ]
    const items = whatsappWebhook.split(
      envelope(change('1', { contacts, messages: [message('a', '621'), message('b', '622')] })),
    )
    expect(items.map((i) => JSON.parse(String(i.raw)).contact.profile.name)).toEqual(['Satu', 'Dua'])
  })
  it('keeps a change of another kind whole, and one without a number under none', () => {
    const [item] = whatsappWebhook.split(
      Buffer.from(
        JSON.stringify({
          object: 'x',
          entry: [{ changes: [{ field: 'account_update', value: { event: 'VERIFIED' } }] }],
        }),
      ),
    )
    expect(item?.address).toBe('')
    expect(JSON.parse(String(item?.raw))).toMatchObject({ field: 'account_update', value: { event: 'VERIFIED' } })
  })
  it('has the same key for the same item whatever stands around it', () => {
    const [alone] = whatsappWebhook.split(envelope(change('1', { messages: [message('a')] })))
    const items = whatsappWebhook.split(envelope(change('1', { messages: [message('b'), message('a')] })))
    expect(items.map((i) => i.providerItem)).toContain(alone?.providerItem)
  })
  it('that is none is refused, and no shape of one breaks the splitting', () => {
    for (const bad of ['', 'null', '[]', '{"entry":[]}', '{"object":"x"}', '{"object":"x","entry":{}}', '{"object":'])
      expect(() => whatsappWebhook.split(Buffer.from(bad))).toThrow()
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 4 })), (entry) => {
        for (const item of whatsappWebhook.split(Buffer.from(JSON.stringify({ object: 'x', entry })))) {
          expect(typeof item.address).toBe('string')
          expect(item.providerItem.length).toBeLessThan(300)
        }
      }),
      { numRuns: 300 },
    )
  })
})
