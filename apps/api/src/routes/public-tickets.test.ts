import type { SeededTenant } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answersFor, openCase, openTestApi, semarang, type TestApi } from '../testing.ts'

let t: TestApi
let a: SeededTenant

beforeAll(async () => {
  t = await openTestApi()
  a = await t.seed(semarang)
})
afterAll(() => t.close())

type Ticket = {
  status: string
  tenant: { slug: string }
  ticket: {
    number: string
    state: string
    messages: { direction: string; text: string; authorName: string | null }[]
  } | null
}

describe('GET /public/v1/tickets/{code}', () => {
  it('shows received at once, and the ticket when it exists', async () => {
    const path = `/public/v1/forms/semarang/${a.services[0]?.slug}`
    const values = answersFor((await t.get<Parameters<typeof answersFor>[0]>(path)).json)
    const { json } = await t.post<{ code: string; formattedCode: string }>(path, { json: { values } })
    expect((await t.get<Ticket>(`/public/v1/tickets/${json.code}`)).json).toMatchObject({
      status: 'received',
      ticket: null,
      tenant: { slug: 'semarang' },
    })
    const early = await t.post(`/public/v1/tickets/${json.code}/messages`, { json: { text: 'Satu lagi' } })
    expect([early.status, early.json.code]).toEqual([409, 'ticket.not_ready'])
    await t.drain(a.tenantId)
    const open = await t.get<Ticket>(`/public/v1/tickets/${json.formattedCode.toLowerCase()}`)
    expect(open.json).toMatchObject({ status: 'new', ticket: { number: expect.stringContaining('-3374-') } })
    expect(open.headers.get('cache-control')).toBe('no-store')
  })

  it('shows answers, of a program without the name of its key, and no internal note', async () => {
    const { caseId, code } = await openCase(t, a)
    await t.post(`/v1/cases/${caseId}/notes`, { key: a.apiKey, json: { text: 'RAHASIA' } })
    await t.post(`/v1/cases/${caseId}/replies`, { key: a.apiKey, json: { text: 'Petugas menuju lokasi.' } })
    const { json, text } = await t.get<Ticket>(`/public/v1/tickets/${code}`)
    expect(json.ticket?.messages.at(-1)).toMatchObject({
      direction: 'out',
      text: 'Petugas menuju lokasi.',
      authorName: null,
    })
    expect(text).not.toContain('RAHASIA')
    expect(text).not.toContain(caseId)
    expect(text).not.toContain('fileId')
  })

  it('answers every wrong code alike', async () => {
    const answers = await Promise.all(
      ['7K3M9PQR2TXV', 'short', '!!!!', '%00', '7K3M-9PQR-2TXU'].map((code) =>
        t.get(`/public/v1/tickets/${code}`, { from: '10.9.0.1' }),
      ),
    )
    expect(answers.map((x) => x.status)).toEqual([404, 404, 404, 404, 404])
    expect(new Set(answers.map((x) => x.json.detail)).size).toBe(1)
  })

  it('stops a network after 20 wrong codes, also with the right one, and no other network', async () => {
    const { code } = await openCase(t, a)
    const from = '10.9.0.2'
    for (let i = 0; i < 20; i++) expect((await t.get('/public/v1/tickets/000000000000', { from })).status).toBe(404)
    const stopped = await t.get(`/public/v1/tickets/${code}`, { from })
    expect([stopped.status, stopped.json.code]).toEqual([429, 'rate_limited'])
    expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await t.post(`/public/v1/tickets/${code}/messages`, { json: { text: 'x' }, from })).status).toBe(429)
    expect((await t.get(`/public/v1/tickets/${code}`, { from: '10.9.0.3' })).status).toBe(200)
  })

  it('does not count right codes', async () => {
    const { code } = await openCase(t, a)
    for (let i = 0; i < 25; i++)
      expect((await t.get(`/public/v1/tickets/${code}`, { from: '10.9.0.4' })).status).toBe(200)
  })
})

describe('POST /public/v1/tickets/{code}/messages', () => {
  it('adds to the same case, once per key', async () => {
    const { caseId, code } = await openCase(t, a)
    const send = () =>
      t.post<{ status: string; repeated: boolean }>(`/public/v1/tickets/${code}/messages`, {
        json: { text: 'Sekarang dua lampu.' },
        headers: { 'idempotency-key': `more/${code}` },
      })
    const sent = await Promise.all([send(), send(), send()])
    expect(sent.map((s) => s.status)).toEqual([202, 202, 202])
    expect(sent.filter((s) => !s.json.repeated)).toHaveLength(1)
    await t.drain(a.tenantId)
    const detail = await t.get<{ messages: { text: string }[] }>(`/v1/cases/${caseId}`, { key: a.apiKey })
    expect(detail.json.messages.filter((m) => m.text === 'Sekarang dua lampu.')).toHaveLength(1)
  })

  it('refuses an empty text, a foreign field and a wrong code', async () => {
    const { code } = await openCase(t, a)
    const path = `/public/v1/tickets/${code}/messages`
    expect((await t.post(path, { json: { text: ' ' } })).json.errors).toMatchObject([
      { path: 'text', code: 'required' },
    ])
    expect((await t.post(path, { json: { text: 'x', caseId: 'y' } })).json.errors).toMatchObject([
      { path: 'caseId', code: 'unknown_field' },
    ])
    expect(
      (await t.post('/public/v1/tickets/000000000000/messages', { json: { text: 'x' }, from: '10.9.0.5' })).status,
    ).toBe(404)
  })

  it('takes 20 messages of a ticket in ten minutes', async () => {
    const { code } = await openCase(t, a)
    const statuses: number[] = []
    for (let i = 0; i < 21; i++)
      statuses.push(
        (
          await t.post(`/public/v1/tickets/${i % 2 ? code : code.toLowerCase()}/messages`, {
            json: { text: `pesan ${i}` },
          })
        ).status,
      )
    expect(statuses).toEqual([...Array(20).fill(202), 429])
  })
})
