import { expect, test } from 'vitest'
import { z } from 'zod'
import { mailChannel } from './channel.ts'
import { mailSettings } from './mail-settings.ts'
import { channel, citizenMail } from './testing.ts'

const valid = { address: ' Layanan@Kemkes.GO.id ', displayName: ' Halo\u202e Kemenkes\r\nBcc: x ' }

test('settings are normalised', () => {
  expect(mailChannel.settings.parse(valid)).toEqual({
    address: 'layanan@kemkes.go.id',
    displayName: 'Halo Kemenkes Bcc: x',
  })
})

test.each([
  [{ ...valid, address: 'layanan' }, 'address'],
  [{ ...valid, displayName: ' \u202e ' }, 'displayName'],
  [{ ...valid, smtp: { host: 'x y', port: 25, secure: false } }, 'smtp.host'],
  [{ ...valid, smtp: { host: 'x', port: 0, secure: false } }, 'smtp.port'],
])('settings name the field that is wrong: %#', (given, path) => {
  const result = mailChannel.settings.safeParse(given)
  expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
})

test('every field has its words in both languages, and the password alone is secret', () => {
  const fields = { ...mailSettings.shape, ...mailSettings.shape.smtp.unwrap().shape }
  for (const [name, field] of Object.entries(fields)) {
    const meta = z.globalRegistry.get(field)
    expect(meta, name).toMatchObject({
      title: { id: expect.any(String), en: expect.any(String) },
      help: { id: expect.any(String), en: expect.any(String) },
    })
    expect(meta?.secret === true, name).toBe(name === 'password')
  }
})

test('the channel finds itself under the address that carries a token, and parses its mail', async () => {
  expect(mailChannel.normaliseAddress('Layanan+0A1B2C3D4E@kemkes.go.id')).toBe(channel)
  expect(mailChannel.normaliseAddress('112')).toBeNull()
  const parsed = await mailChannel.parse(citizenMail(), { recipient: channel, sender: 'ani@contoh.id' })
  expect(parsed).toMatchObject({ kind: 'message', text: 'Selamat pagi, antrean vaksin di mana?' })
})
