import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type RunningWhatsapp, whatsappStandin } from '@siaga/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fetchWhatsappMedia } from './media.ts'
import { whatsappSettings } from './settings.ts'

let standin: RunningWhatsapp
const limits = { bytes: 5_000_000, downloadMs: 400 }

beforeAll(async () => {
  standin = await whatsappStandin()
})
afterAll(() => standin.close())
beforeEach(() => standin.behave({ mode: 'accept' }))

const settings = (accessToken = standin.credentials.accessToken) =>
  whatsappSettings.parse({ phoneNumberId: '11111', businessAccountId: '22222', app: 'a-1', accessToken })
const get = (id: string, more: { token?: string; graphUrl?: string; sha256?: string } = {}) =>
  fetchWhatsappMedia(
    settings(more.token),
    { smtpUrl: null, whatsappGraphUrl: more.graphUrl ?? standin.graphUrl },
    { id, name: 'x', mediaType: 'image/png', sha256: more.sha256 ?? null },
    limits,
  )
async function answering(answer: (path: string) => object) {
  const server = createServer((request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer(String(request.url)))),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { port, close: () => new Promise((resolve) => server.close(resolve)) }
}
const kept = () => standin.store.keepMedia('x', 'image/png', Buffer.from('isi')).id

describe('a download', () => {
  it('brings the bytes', async () => {
    expect(await get(kept())).toEqual({ state: 'fetched', bytes: Buffer.from('isi') })
  })
  it('that never ends is cut off in time', async () => {
    standin.behave({ mode: 'media_endless' })
    expect(await get(kept())).toEqual({ state: 'failed', code: 'timeout' })
  })
  it('that says 100 MB is not begun, and one that turns out to be too much is cut off', async () => {
    standin.behave({ mode: 'media_large' })
    expect(await get(kept())).toEqual({ state: 'failed', code: 'too_large' })
    standin.behave({ mode: 'media_lies' })
    expect(await get(kept())).toEqual({ state: 'failed', code: 'too_large' })
  })
  it('of other bytes than promised is refused', async () => {
    expect(await get(kept(), { sha256: 'bukan' })).toEqual({ state: 'failed', code: 'damaged' })
  })
  it('of something that is not there, or with a dead token, is given up; from nobody it is tried again', async () => {
    expect(await get('404')).toEqual({ state: 'failed', code: 'gone' })
    expect(await get(kept(), { token: 'token-mati-lama' })).toEqual({ state: 'failed', code: '190' })
    expect(await get('1', { graphUrl: 'http://127.0.0.1:65533' })).toMatchObject({ state: 'retry' })
  })
  it('never carries the token to a host that is not the provider’s', async () => {
    const asked: string[] = []
    const thief = await answering((path) => ({ taken: asked.push(path) }))
    const liar = await answering(() => ({ id: '1', url: `http://127.0.0.1:${thief.port}/curi` }))
    expect(await get('1', { graphUrl: `http://127.0.0.1:${liar.port}` })).toEqual({ state: 'failed', code: '131052' })
    expect(asked).toEqual([])
    await Promise.all([thief.close(), liar.close()])
  })
})
