import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '../ports.ts'
import { waitUntil } from '../wait-until.ts'
import { type RunningSink, startMailSink } from './mail-sink.ts'
import { type Mail, type MailStore, openMailStore } from './mail-store.ts'
import { sendAsCitizen } from './send-as-citizen.ts'
import { type Standin, startStandin } from './standin.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'siaga-standin-'))
let intake: { store: MailStore; sink: RunningSink }
let port: number
let standin: Standin

const base = () => `http://127.0.0.1:${port}`
const portOf = (url: string) => Number(new URL(url).port)
const fromPlatform = (to: string, subject: string, text = 'Isi') =>
  sendAsCitizen(portOf(standin.smtpUrl), { from: 'layanan@siaga.test', name: 'Layanan', to, subject, text })
const kept = async (to: string): Promise<Mail[]> =>
  ((await (await fetch(`${base()}/mail.json?to=${encodeURIComponent(to)}`)).json()) as { mails: Mail[] }).mails
const behave = (body: unknown) =>
  fetch(`${base()}/mail/behaviour`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

beforeAll(async () => {
  const store = openMailStore()
  intake = { store, sink: await startMailSink({ store }) }
  port = await freePort()
  standin = await startStandin({ dataDir, port, smtpPort: intake.sink.port, secret: 'ab'.repeat(32) })
})

afterAll(async () => {
  await Promise.all([standin.stop(), intake.sink.stop()])
  rmSync(dataDir, { recursive: true, force: true })
})

describe('the stand-in mail provider', () => {
  it('keeps what the platform sends, by recipient', async () => {
    await fromPlatform('ani@warga.test', 'Laporan diterima', 'Nomor tiket 12')
    expect(await kept('ANI@warga.test')).toMatchObject([{ subject: 'Laporan diterima', text: 'Nomor tiket 12\n' }])
    expect(await kept('lain@warga.test')).toEqual([])
  })

  it('shows a hostile mail as text only', async () => {
    await fromPlatform('xss@warga.test', '<img src=x onerror=alert(1)>', '<script>alert(1)</script>')
    const [mail] = await kept('xss@warga.test')
    const response = await fetch(`${base()}/mail/${mail?.id}`)
    const page = await response.text()
    expect(page).toContain('&lt;script&gt;')
    expect(page).not.toMatch(/<script|<img/)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('sends what a citizen writes over SMTP and shows the answer', async () => {
    await fromPlatform('budi@warga.test', 'Laporan diterima')
    const [original] = await kept('budi@warga.test')
    const form = new FormData()
    for (const [name, value] of Object.entries({
      from: 'budi@warga.test',
      name: 'Budi',
      to: 'layanan@siaga.test',
      subject: 'Re: x',
      text: 'Masih padam',
    }))
      form.set(name, value)
    form.set('reply', original?.id ?? '')
    form.set('attachment', new File(['foto'], 'foto.jpg', { type: 'image/jpeg' }))
    const answer = await fetch(`${base()}/mail/write`, { method: 'POST', body: form, headers: { origin: base() } })
    expect(await answer.text()).toContain('Accepted by Siaga')
    const [summary] = intake.store.list({ to: 'layanan@siaga.test' })
    expect(summary).toMatchObject({ inReplyTo: original?.messageId, attachments: [{ filename: 'foto.jpg' }] })
  })

  it('shows the refusal when the platform refuses', async () => {
    intake.sink.behave({ mode: 'reject', count: 1 })
    const form = new FormData()
    for (const name of ['from', 'to']) form.set(name, 'x@warga.test')
    form.set('text', 'x')
    const answer = await fetch(`${base()}/mail/write`, { method: 'POST', body: form, headers: { origin: base() } })
    expect(answer.status).toBe(502)
    expect(await answer.text()).toContain('550')
  })

  it('refuses a form that another site sends', async () => {
    const body = new URLSearchParams({ mode: 'reject' })
    const answer = await fetch(`${base()}/mail/behaviour`, {
      method: 'POST',
      body,
      headers: { origin: 'http://evil.test' },
    })
    expect(answer.status).toBe(403)
  })

  it('rejects, then accepts again after the given count', async () => {
    await behave({ mode: 'reject', count: 1 })
    expect(await fromPlatform('r@warga.test', 'satu')).toMatchObject({
      accepted: false,
      answer: expect.stringMatching(/^550/),
    })
    expect(await fromPlatform('r@warga.test', 'dua')).toMatchObject({ accepted: true })
  })

  it('greylists the first try of a pair only', async () => {
    await behave({ mode: 'greylist' })
    expect(await fromPlatform('g@warga.test', 'x')).toMatchObject({ answer: expect.stringMatching(/^451/) })
    expect(await fromPlatform('g@warga.test', 'x')).toMatchObject({ accepted: true })
    await behave({ mode: 'accept' })
  })

  it('says nothing after the content in silence mode', async () => {
    await behave({ mode: 'silence', count: 1 })
    let answered = false
    void fromPlatform('s@warga.test', 'x').then(() => {
      answered = true
    })
    // The behaviour is spent when the content has come.
    await waitUntil(
      async () => ((await (await fetch(`${base()}/mail/behaviour`)).json()) as { mode: string }).mode === 'accept',
    )
    await fromPlatform('s2@warga.test', 'y')
    expect(answered).toBe(false)
    expect(await kept('s@warga.test')).toEqual([])
  })

  it('refuses an unknown behaviour', async () => {
    expect((await behave({ mode: 'explode' })).status).toBe(400)
    expect((await behave({ mode: 'reject', count: 0 })).status).toBe(400)
  })

  it('keeps mails and its port over a restart', async () => {
    await fromPlatform('tetap@warga.test', 'Tetap ada')
    const before = standin.smtpUrl
    await standin.stop()
    standin = await startStandin({ dataDir, port, smtpPort: intake.sink.port, secret: 'ab'.repeat(32) })
    expect(standin.smtpUrl).toBe(before)
    expect(await kept('tetap@warga.test')).toMatchObject([{ subject: 'Tetap ada' }])
  })
})

describe('openMailStore', () => {
  it('keeps only the last mails', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'siaga-store-'))
    const store = openMailStore({ folder, keep: 2 })
    for (const subject of ['a', 'b', 'c'])
      await store.add({ from: 'a@b.test', to: ['c@d.test'] }, Buffer.from(`Subject: ${subject}\r\n\r\nx`))
    expect(
      openMailStore({ folder, keep: 2 })
        .list()
        .map((mail) => mail.subject),
    ).toEqual(['c', 'b'])
    rmSync(folder, { recursive: true })
  })

  it('does not read outside its folder', () => {
    expect(openMailStore({ folder: dataDir }).raw('../../etc/passwd')).toBeUndefined()
  })
})
