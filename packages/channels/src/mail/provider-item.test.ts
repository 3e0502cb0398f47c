import { describe, expect, test } from 'vitest'
import { providerItemOf } from './provider-item.ts'
import { citizenMail } from './testing.ts'

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
