import { systemCtx } from '@siaga/events'
import { newId } from '@siaga/kernel'
import { createTenant } from '@siaga/tenancy'
import type { SeededTenant } from '@siaga/testkit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestApi, semarang, type TestApi } from '../testing.ts'

let t: TestApi
let a: SeededTenant

beforeAll(async () => {
  t = await openTestApi()
  a = await t.seed(semarang)
  const city = {
    authorityCode: '71.71',
    kind: 'city',
    name: 'Kota Manado',
    shortName: 'Manado',
    timeZone: 'Asia/Makassar',
  } as const
  await createTenant(systemCtx(t.back, newId(), 'seed'), { slug: 'manado', ...city, state: 'configuring' })
  await createTenant(systemCtx(t.back, newId(), 'seed'), {
    slug: 'platform',
    ...city,
    authorityCode: 'SIAGA',
    kind: 'platform',
    state: 'live',
  })
})
afterAll(() => t.close())

type List<T> = { data: T[] }

it('lists tenants in service, without the platform and those still being set up', async () => {
  const { status, json } = await t.get<List<{ slug: string }>>('/public/v1/tenants')
  expect([status, json.data.map((x) => x.slug)]).toEqual([200, ['semarang']])
})

it('lists the services of a tenant', async () => {
  const { json, text } = await t.get<List<{ slug: string }>>('/public/v1/tenants/semarang/services')
  expect(json.data.map((s) => s.slug).sort()).toEqual(a.services.map((s) => s.slug).sort())
  expect(text).not.toContain(a.tenantId)
})

it.each(['manado', 'platform', 'nowhere', 'No%20Slug'])('does not know the tenant %s', async (slug) => {
  expect((await t.get(`/public/v1/tenants/${slug}/services`)).json.code).toBe('not_found')
})

it('describes a form: its fields, choices and texts in both languages', async () => {
  const { status, json, text } = await t.get<{
    fields: { key: string; kind: string; maxLength: number; options?: object[] }[]
    texts: object
  }>(`/public/v1/forms/semarang/${a.services[0]?.slug}`)
  expect(status).toBe(200)
  const category = json.fields.find((f) => f.key === 'category')
  expect(category?.options?.[0]).toMatchObject({
    value: expect.any(String),
    label: { id: expect.any(String), en: expect.any(String) },
  })
  expect(json.fields.every((f) => f.kind === 'file' || f.maxLength > 0)).toBe(true)
  expect(json.texts).toMatchObject({ intro: { id: expect.any(String) }, received: { en: expect.any(String) } })
  for (const internal of [a.tenantId, a.services[0]?.id, a.channels.form.id]) expect(text).not.toContain(internal)
})

it('does not know a form that there is not', async () => {
  expect((await t.get('/public/v1/forms/semarang/none')).status).toBe(404)
  expect((await t.get(`/public/v1/forms/manado/${a.services[0]?.slug}`)).status).toBe(404)
})

it('refuses unknown query parameters', async () => {
  expect((await t.get('/public/v1/tenants?q=x')).json.errors).toMatchObject([{ path: 'q', code: 'unknown_field' }])
})
