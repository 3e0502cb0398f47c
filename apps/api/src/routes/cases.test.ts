import type { SeededTenant } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answersFor, manado, openCase, openTestApi, semarang, type TestApi } from '../testing.ts'

let t: TestApi
let a: SeededTenant
let b: SeededTenant

beforeAll(async () => {
  t = await openTestApi()
  a = await t.seed(semarang)
  b = await t.seed(manado)
})
afterAll(() => t.close())

type Detail = {
  revision: number
  state: string
  subject: string
  assigneeId: string | null
  messages: { text: string; direction: string; authorName: string | null }[]
  citizen: { name: string } | null
  entries: { kind: string; text: string | null }[]
  fields: Record<string, string>
}

const nowhere = '0199f0a2-6a0e-7c3e-9a41-5b1f4f2a9d10'

describe('GET /v1/cases', () => {
  it('gives the open cases of the tenant page by page, each once', async () => {
    await openCase(t, a)
    await openCase(t, a)
    await openCase(t, a, 1)
    await openCase(t, b)
    const seen: string[] = []
    let cursor = ''
    for (let pages = 0; pages < 10; pages++) {
      const page = await t.get<{ data: { id: string; number: string }[]; next: string | null }>(
        `/v1/cases?limit=2${cursor}`,
        { key: a.apiKey },
      )
      expect(page.status).toBe(200)
      seen.push(...page.json.data.map((row) => row.number))
      if (!page.json.next) break
      cursor = `&cursor=${page.json.next}`
    }
    expect(seen).toHaveLength(3)
    expect(new Set(seen).size).toBe(3)
    expect(seen.every((number) => number.includes('-3374-'))).toBe(true)
  })

  it('gives a key of one service the cases of that service alone', async () => {
    const other = a.services[1]?.id
    const mine = await t.get<{ data: { serviceId: string }[] }>('/v1/cases', { key: a.apiKeys.narrow })
    expect(mine.json.data.length).toBeGreaterThan(0)
    expect(mine.json.data.every((row) => row.serviceId === a.services[0]?.id)).toBe(true)
    expect(
      (await t.get<{ data: unknown[] }>(`/v1/cases?serviceId=${other}`, { key: a.apiKeys.narrow })).json.data,
    ).toEqual([])
  })

  it('does not name the citizen without contact.read', async () => {
    const full = await t.get<{ data: { citizenName: string | null }[] }>('/v1/cases', { key: a.apiKey })
    const bare = await t.get<{ data: { citizenName: string | null }[] }>('/v1/cases', { key: a.apiKeys.readOnly })
    expect(full.json.data.some((row) => row.citizenName)).toBe(true)
    expect(bare.json.data.every((row) => row.citizenName === null)).toBe(true)
  })

  it.each([
    ['?limit=0', 'limit', 'too_short'],
    ['?limit=101', 'limit', 'too_long'],
    ['?limit=ten', 'limit', 'type'],
    ['?view=theirs', 'view', 'choice'],
    ['?settled=yes', 'settled', 'choice'],
    ['?serviceId=1', 'serviceId', 'format'],
    ['?colour=red', 'colour', 'unknown_field'],
    ['?limit=1&limit=2', 'limit', 'type'],
  ])('refuses %s by name', async (query, path, code) => {
    const answer = await t.get(`/v1/cases${query}`, { key: a.apiKey })
    expect(answer.status).toBe(422)
    expect(answer.json.code).toBe('invalid')
    expect(answer.json.errors).toMatchObject([{ path, code }])
  })

  it('refuses a cursor that it did not give', async () => {
    const answer = await t.get('/v1/cases?cursor=bm9uc2Vuc2U', { key: a.apiKey })
    expect([answer.status, answer.json.code]).toEqual([422, 'cursor.invalid'])
  })

  it('is forbidden without case.read', async () => {
    expect((await t.get('/v1/cases', { key: a.apiKeys.bare })).status).toBe(403)
  })
})

describe('GET /v1/cases/{id}', () => {
  it('shows the case with its messages, entries and citizen, and the revision as ETag', async () => {
    const { caseId } = await openCase(t, a)
    const { status, headers, json } = await t.get<Detail & Record<string, unknown>>(`/v1/cases/${caseId}`, {
      key: a.apiKey,
    })
    expect(status).toBe(200)
    expect(headers.get('etag')).toBe(`"${json.revision}"`)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(json.messages).toMatchObject([{ direction: 'in', text: 'Lampu jalan padam sejak kemarin malam.' }])
    expect(json.entries).toMatchObject([{ kind: 'opened' }])
    expect(json.citizen).toMatchObject({ name: 'Jalan Pemuda 12' })
    expect(new Date(String(json.openedAt)).toISOString()).toBe(json.openedAt)
  })

  it('lets no column out that its schema does not name', async () => {
    const { caseId } = await openCase(t, a)
    const { text } = await t.get(`/v1/cases/${caseId}`, { key: a.apiKey })
    for (const column of ['token', 'tenantId', 'identityId', 'contactId', 'providerId', 'toAddress', 'secrets'])
      expect(text).not.toContain(`"${column}"`)
  })

  it('keeps the citizen from a key without contact.read', async () => {
    const { caseId } = await openCase(t, a)
    const { json, text } = await t.get<Detail>(`/v1/cases/${caseId}`, { key: a.apiKeys.readOnly })
    expect(json.citizen).toBeNull()
    expect(json.messages[0]?.authorName).toBeNull()
    expect(text).not.toContain('0812-4455-667')
    expect(text).not.toContain('ratna@contoh.id')
    expect(Object.keys(json.fields)).toContain('message')
  })

  it('is not found for another tenant, another service, no id at all', async () => {
    const { caseId } = await openCase(t, a, 1)
    expect((await t.get(`/v1/cases/${caseId}`, { key: b.apiKey })).json.code).toBe('not_found')
    expect((await t.get(`/v1/cases/${caseId}`, { key: a.apiKeys.narrow })).status).toBe(404)
    expect((await t.get(`/v1/cases/${nowhere}`, { key: a.apiKey })).status).toBe(404)
    expect((await t.get('/v1/cases/12', { key: a.apiKey })).status).toBe(404)
    expect((await t.get(`/v1/cases/${caseId}`, { key: a.apiKeys.bare })).status).toBe(403)
  })
})

describe('GET /v1/cases/{id}/messages', () => {
  it('pages through the conversation, oldest first', async () => {
    const { caseId } = await openCase(t, a)
    for (const text of ['satu', 'dua', 'tiga'])
      await t.post(`/v1/cases/${caseId}/replies`, { key: a.apiKey, json: { text } })
    const first = await t.get<{ data: { text: string }[]; next: string }>(`/v1/cases/${caseId}/messages?limit=3`, {
      key: a.apiKey,
    })
    const second = await t.get<{ data: { text: string }[]; next: null }>(
      `/v1/cases/${caseId}/messages?limit=3&cursor=${first.json.next}`,
      { key: a.apiKey },
    )
    expect([...first.json.data, ...second.json.data].map((m) => m.text).slice(1)).toEqual(['satu', 'dua', 'tiga'])
    expect(second.json.next).toBeNull()
  })

  it('is not found for another tenant and forbidden without the scope', async () => {
    const { caseId } = await openCase(t, a)
    expect((await t.get(`/v1/cases/${caseId}/messages`, { key: b.apiKey })).status).toBe(404)
    expect((await t.get(`/v1/cases/${caseId}/messages`, { key: a.apiKeys.bare })).status).toBe(403)
    expect((await t.get(`/v1/cases/${caseId}/messages?cursor=x`, { key: a.apiKey })).json.code).toBe('cursor.invalid')
  })
})

describe('GET /v1/cases/{id}/files/{fileId}', () => {
  const jpeg = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.alloc(40)])

  async function caseWithFile(tenant: SeededTenant) {
    const path = `/public/v1/forms/${tenant.slug}/${tenant.services[0]?.slug}`
    const form = new FormData()
    for (const [key, value] of Object.entries(answersFor((await t.get<Parameters<typeof answersFor>[0]>(path)).json)))
      form.set(key, value)
    form.set('attachment', new File([jpeg], 'foto "lampu" é.jpg', { type: 'text/html' }))
    const sent = await t.post(path, { body: form })
    expect(sent.status).toBe(202)
    await t.drain(tenant.tenantId)
    const list = await t.get<{ data: { id: string; openedAt: string }[] }>('/v1/cases?limit=100', {
      key: tenant.apiKey,
    })
    const caseId = list.json.data.sort((x, y) => (x.openedAt < y.openedAt ? 1 : -1))[0]?.id
    const detail = await t.get<{ messages: { attachments: { fileId: string }[] }[] }>(`/v1/cases/${caseId}`, {
      key: tenant.apiKey,
    })
    return { caseId, fileId: detail.json.messages[0]?.attachments[0]?.fileId }
  }

  it('gives the bytes as a download of the type that they are', async () => {
    const { caseId, fileId } = await caseWithFile(a)
    const response = await t.api.request(`/v1/cases/${caseId}/files/${fileId}`, {
      headers: { authorization: `Bearer ${a.apiKey}` },
    })
    expect(response.status).toBe(200)
    expect(Buffer.from(await response.arrayBuffer()).equals(jpeg)).toBe(true)
    expect(response.headers.get('content-type')).toBe('image/jpeg')
    expect(response.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''foto%20lampu%20%C3%A9.jpg")
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
  })

  it('is not found on a case on which it does not hang, and for others', async () => {
    const mine = await caseWithFile(a)
    const theirs = await caseWithFile(b)
    const { caseId } = await openCase(t, a)
    for (const path of [
      `/v1/cases/${caseId}/files/${mine.fileId}`,
      `/v1/cases/${caseId}/files/${theirs.fileId}`,
      `/v1/cases/${theirs.caseId}/files/${theirs.fileId}`,
    ]) {
      expect((await t.get(path, { key: a.apiKey })).status).toBe(404)
    }
    expect((await t.get(`/v1/cases/${mine.caseId}/files/${mine.fileId}`, { key: a.apiKeys.bare })).status).toBe(403)
  })
})
