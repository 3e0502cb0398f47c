import type { SeededTenant } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCase, openTestApi, type TestApi } from '../testing.ts'

let t: TestApi
let a: SeededTenant
let b: SeededTenant

type Found = {
  data: {
    kind: string
    hits: { id: string; caseId: string; citizen: unknown; excerpt: unknown }[]
    next: string | null
  }[]
}

beforeAll(async () => {
  t = await openTestApi()
  a = await t.seed({
    slug: 'semarang',
    authorityCode: '33.74',
    kind: 'city',
    name: 'Semarang',
    types: ['general-information', 'emergency-112'],
  })
  b = await t.seed({
    slug: 'manado',
    authorityCode: '71.71',
    kind: 'city',
    name: 'Manado',
    types: ['general-information'],
  })
  for (const service of [0, 0, 0, 1]) await openCase(t, a, service)
})
afterAll(() => t.close())

const search = (query: string, key = a.apiKey) => t.get<Found>(`/v1/search?${query}`, { key })
const hits = (found: Found, kind: string) => found.data.find((group) => group.kind === kind)?.hits ?? []

describe('GET /v1/search', () => {
  it('finds cases and messages by words and numbers, with the hits marked', async () => {
    const { status, json } = await search('q=lampu+padam')
    expect(status).toBe(200)
    expect(hits(json, 'message')).toHaveLength(4)
    expect(hits(json, 'message')[0]?.excerpt).toContainEqual({ text: 'Lampu', hit: true })
    expect(
      hits((await search('q=2026-1')).json, 'case').length + hits((await search('q=000001')).json, 'case').length,
    ).toBeGreaterThan(0)
    expect((await search('')).json.data).toEqual([])
  })

  it('pages one group by cursor without a double', async () => {
    const seen: string[] = []
    let cursor = ''
    do {
      const { json } = await search(`q=lampu&kind=message&limit=3${cursor}`)
      seen.push(...hits(json, 'message').map((h) => h.id))
      cursor = json.data[0]?.next ? `&cursor=${json.data[0].next}` : ''
    } while (cursor)
    expect(new Set(seen).size).toBe(4)
    expect(seen).toHaveLength(4)
  })

  it('gives a key of one service its own hits, and another tenant none', async () => {
    expect(hits((await search('q=lampu', a.apiKeys.narrow)).json, 'message')).toHaveLength(3)
    expect((await search('q=lampu', b.apiKey)).json.data.flatMap((g) => g.hits)).toEqual([])
  })

  it('does not name the citizen without contact.read', async () => {
    const { json } = await search('q=lampu', a.apiKeys.readOnly)
    expect(json.data.map((g) => g.kind)).not.toContain('contact')
    expect(hits(json, 'message').every((h) => h.citizen === null)).toBe(true)
  })

  it.each([
    ['q=status:ngawur', 'q', 'filter'],
    ['q=lampu&limit=51', 'limit', 'too_long'],
    ['q=lampu&kind=all', 'kind', 'choice'],
    ['q=lampu&colour=red', 'colour', 'unknown_field'],
  ])('refuses %s by name', async (query, path, code) => {
    const answer = await t.get(`/v1/search?${query}`, { key: a.apiKey })
    expect(answer.status).toBe(422)
    expect(answer.json.errors).toMatchObject([{ path, code }])
  })

  it('is forbidden without case.read, and unknown without a key', async () => {
    expect((await search('q=lampu', a.apiKeys.bare)).status).toBe(403)
    expect((await t.get('/v1/search?q=lampu')).status).toBe(401)
  })
})
