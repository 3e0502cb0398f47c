import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { encodeForm } from './form/channel.ts'
import { channelKind, channelKinds } from './registry.ts'

/** Nothing comes in by itself on what people log by hand. */
const byHand = {
  addresses: ['Semarang/112', 'semarang/112'] as [string, string],
  notAnAddress: 'semarang',
  settings: {},
  raw: Buffer.alloc(0),
  meta: {},
}

/** What each kind brings to the suite: an address in two spellings, and one item as it lies in `inbound_events`. */
const samples: Record<
  string,
  { addresses: [string, string]; notAnAddress: string; settings: unknown; raw: Buffer; meta: Record<string, string> }
> = {
  form: {
    addresses: ['Semarang/112', 'semarang/112'],
    notAnAddress: 'semarang',
    settings: {},
    raw: encodeForm({ v: 1, visitor: 'v1', name: 'Ratna', subject: null, text: 'Halo', fields: {}, hints: {} }),
    meta: {},
  },
  whatsapp: {
    addresses: [' 106540352242922 ', '106540352242922'],
    notAnAddress: '+62 811 2622 000',
    settings: {
      phoneNumberId: '106540352242922',
      businessAccountId: '102290129340398',
      app: 'platform',
      accessToken: 'EAAG-token',
    },
    raw: Buffer.from(
      JSON.stringify({
        v: 1,
        field: 'messages',
        metadata: { display_phone_number: '628112622000', phone_number_id: '106540352242922' },
        contact: { profile: { name: 'Ratna' }, wa_id: '6281234567890' },
        message: {
          from: '6281234567890',
          id: 'wamid.HBgL',
          timestamp: '1763625600',
          type: 'text',
          text: { body: 'Halo' },
        },
      }),
    ),
    meta: {},
  },
  mail: {
    addresses: ['112@Semarang.Siaga.Test', '112@semarang.siaga.test'],
    notAnAddress: 'bukan alamat',
    settings: { address: '112@semarang.siaga.test', displayName: 'Semarang Siaga 112' },
    raw: Buffer.from(
      'From: Ratna <ratna@contoh.id>\r\nTo: 112@semarang.siaga.test\r\nSubject: Halo\r\nMessage-ID: <a@contoh.id>\r\n\r\nHalo\r\n',
    ),
    meta: { recipient: '112@semarang.siaga.test', address: '112@semarang.siaga.test', sender: 'ratna@contoh.id' },
  },
  call: byHand,
  walk_in: byHand,
  letter: byHand,
}

describe.each(channelKinds.map((k) => [k.kind, k] as const))('the channel %s', (name, kind) => {
  const sample = samples[name]

  it('is in the registry under its own name, with texts in both languages and a sample here', () => {
    expect(channelKind(name)).toBe(kind)
    expect(kind.name.id && kind.name.en).toBeTruthy()
    expect(sample).toBeDefined()
  })
  it('has one spelling of an address, and none for what is not one', () => {
    const [typed, normal] = sample?.addresses ?? ['', '']
    expect(kind.normaliseAddress(typed)).toBe(normal)
    expect(kind.normaliseAddress(normal)).toBe(normal)
    expect(kind.normaliseAddress(sample?.notAnAddress ?? '')).toBeNull()
    expect(kind.normaliseAddress('')).toBeNull()
  })
  it('reads its settings strictly and describes them as a schema for the browser', () => {
    expect(kind.settings.safeParse(sample?.settings).success).toBe(true)
    expect(kind.settings.safeParse({ ...(sample?.settings as object), foreign: 1 }).success).toBe(false)
    expect(z.toJSONSchema(kind.settings, { io: 'input' })).toMatchObject({ type: 'object' })
  })
  it('turns its item into a message on its own network, again and again the same', async () => {
    const parse = () => kind.parse(sample?.raw as Buffer, sample?.meta ?? {})
    if (kind.capabilities.manual) {
      await expect(parse()).rejects.toThrow('nothing comes in by itself')
      return
    }
    const parsed = await parse()
    expect(parsed).toMatchObject({
      kind: 'message',
      identity: { kind: kind.identityKind, name: 'Ratna' },
      automatic: false,
    })
    if (parsed.kind !== 'message') throw new Error('not a message')
    expect(parsed.text.trim()).toBe('Halo')
    expect(await parse()).toEqual(parsed)
  })
  it('throws on bytes that are not its own, and does not hang', async () => {
    await expect(kind.parse(Buffer.from([0, 255, 1, 2]), {})).rejects.toThrow()
    await expect(kind.parse(Buffer.alloc(0), {})).rejects.toThrow()
  })
  it('opens a sender exactly when it says that it sends', () => {
    expect(typeof kind.openSender === 'function').toBe(kind.capabilities.sends)
  })
})

it('no channel is named in product code outside its own folder and the registry', () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url))
  const found: string[] = []
  const look = (dir: string) => {
    for (const entry of readdirSync(dir, { withFileTypes: true })) {
      const path = join(dir, entry.name)
      if (entry.isDirectory()) {
        if (!['node_modules', 'build', 'channels', 'ui', 'public'].includes(entry.name)) look(path)
      } else if (/\.(ts|tsx)$/.test(entry.name) && !/\.(test|texts|generated)\.|testing/.test(entry.name)) {
        const text = readFileSync(path, 'utf8')
        if (/(channelKind|[cC]hannel\.kind)\s*(===|!==)\s*'/.test(text)) found.push(path.slice(root.length))
      }
    }
  }
  for (const place of ['packages', 'apps']) look(join(root, place))
  expect(found).toEqual([])
})
