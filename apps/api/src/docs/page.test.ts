import { listen } from '@siaga/runtime'
import { axe, closeBrowser, newPage, pageProblems } from '@siaga/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestApi, type TestApi } from '../testing.ts'
import { documentedErrors } from './error-codes.ts'

let t: TestApi
let url: string
let stop: () => Promise<void>

beforeAll(async () => {
  t = await openTestApi()
  const server = await listen(t.api, 0, { info: () => undefined, warn: () => undefined, error: () => undefined })
  url = `http://127.0.0.1:${(server.server.address() as { port: number }).port}`
  stop = server.close
})
afterAll(async () => {
  await closeBrowser()
  await stop()
  await t.close()
})

describe('/docs', () => {
  it('has an anchor and a text for every code, and links to nothing that is not there', async () => {
    const codes = documentedErrors().map((e) => e.code)
    expect(codes).toEqual(
      expect.arrayContaining([
        'case.stale',
        'precondition.required',
        'body.malformed',
        'file.type',
        'rate_limited',
        'internal',
      ]),
    )
    for (const lang of ['id', 'en']) {
      const { text } = await t.get(`/docs?lang=${lang}`)
      const ids = new Set([...text.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]))
      for (const code of codes) expect(ids).toContain(code)
      for (const [, to] of text.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(to)
      expect(text).not.toMatch(/<script|https?:\/\/(?!www\.w3)/)
    }
  })

  it('knows every code that an operation names', async () => {
    const { json } = await t.get<{
      paths: Record<string, Record<string, { 'x-codes': string[]; 'x-summary-id': string }>>
    }>('/openapi.json')
    const codes = new Set(documentedErrors().map((e) => e.code))
    for (const operation of Object.values(json.paths).flatMap((item) => Object.values(item))) {
      expect(operation['x-summary-id']).toEqual(expect.any(String))
      for (const code of operation['x-codes']) expect(codes).toContain(code)
    }
  })

  it('speaks the language of the reader', async () => {
    expect((await t.get('/docs')).text).toContain('<html lang="id">')
    expect((await t.get('/docs', { headers: { 'accept-language': 'en' } })).text).toContain('Error codes')
  })

  it.each([
    ['light', 'id'],
    ['dark', 'en'],
  ] as const)('has nothing for axe to find (%s, %s)', async (theme, lang) => {
    const page = await newPage({ theme })
    await page.goto(`${url}/docs?lang=${lang}#case.stale`)
    // The page repeats two forms, operation and schema, some forty times: two of each section are enough.
    await page.evaluate(() => {
      for (const more of document.querySelectorAll('.operation ~ .operation ~ .operation')) more.remove()
    })
    await axe(page)
    expect(pageProblems(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 800 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})
